// Package manifest finds the images that files of YAML and JSON name: Compose, Kubernetes and
// Kustomize, Helm's values, workflows of GitHub Actions, pipelines of GitLab CI, dev containers.
// Each reader is given one document.
package manifest

import (
	"errors"
	"strconv"
	"strings"

	"tagboat/hub/name"
	"tagboat/hub/refs/source"
	"tagboat/hub/refs/tree"
	"tagboat/hub/refs/variables"
)

// templates are what begins a text that another program fills in.
var templates = []string{"{{", "<%", "$[[", "{%"}

// isTemplate reports whether a text is for another program to fill in.
func isTemplate(text string) bool {
	for _, begin := range templates {
		if strings.Contains(text, begin) {
			return true
		}
	}
	return false
}

// literal is a scalar in which no variables are put.
func literal(n *tree.Node) source.Found {
	found := source.Found{Text: n.Value, Offset: n.Offset, Parts: []source.Part{n.Part()}}
	switch {
	case isTemplate(n.Value):
		found.Reason = "it is a template, and what fills it is not known here"
	case strings.Contains(n.Value, "$"):
		found.Reason = "it has a variable, and what sets it is not known here"
	}
	return found
}

// expanded is a scalar with its variables put in.
func expanded(n *tree.Node, style variables.Style, lookup variables.Lookup) source.Found {
	found := source.Found{Text: n.Value, Offset: n.Offset}
	if isTemplate(n.Value) {
		return literal(n)
	}
	parts, err := variables.Expand(n.Part(), style, lookup)
	if err != nil {
		found.Reason = err.Error()
		return found
	}
	found.Text, found.Parts = parts.Text(), parts
	return found
}

// of gives a reference its place in the document, and the platform that is asked for.
func of(found source.Found, context string, platform name.Platform) source.Found {
	found.Context, found.Platform = context, platform
	return found
}

// platformOf is the platform that a scalar names, zero where it names none that is known.
func platformOf(text string, f *source.Findings, offset int) name.Platform {
	if text == "" {
		return name.Platform{}
	}
	platform, err := name.ParsePlatform(text)
	if err != nil {
		f.Tell(offset, "the platform "+text+" is not known, and any will do")
		return name.Platform{}
	}
	return platform
}

// behind is a scalar without a prefix such as docker://, or nil where it has none.
func behind(n *tree.Node, prefix string) *tree.Node {
	rest, ok := strings.CutPrefix(n.String(), prefix)
	if !ok || rest == "" {
		return nil
	}
	cut := *n
	if cut.Value, cut.Bare = rest, false; n.Text >= 0 {
		cut.Text, cut.Offset = n.Text+len(prefix), n.Text+len(prefix)
	}
	return &cut
}

// fixed is a part that stands nowhere in the file.
func fixed(text string) source.Part { return source.Part{Text: text, Offset: -1} }

var errNumber = errors.New("YAML reads it as a number and drops digits of it")

// tag is a scalar that holds a tag. As a number it is what programs make of the number.
func tag(n *tree.Node) (source.Part, error) {
	if n.Number && n.Bare {
		whole, notWhole := strconv.ParseInt(n.Value, 0, 64)
		number, err := strconv.ParseFloat(n.Value, 64)
		switch {
		case notWhole == nil && strconv.FormatInt(whole, 10) == n.Value:
		case err != nil || strconv.FormatFloat(number, 'f', -1, 64) != n.Value:
			return source.Part{}, errNumber
		}
	}
	return n.Part(), nil
}
