package refs

import (
	"bytes"
	"errors"
	"path"
	"strings"

	"tagboat/hub/refs/manifest"
	"tagboat/hub/refs/source"
	"tagboat/hub/refs/tree"
)

// mayHold reports whether a file has the words of one that is told by what it holds: few have, and
// the others need not be parsed.
func mayHold(content []byte) bool {
	if len(content) > Largest {
		content = content[:Largest]
	}
	has := func(word string) bool { return bytes.Contains(content, []byte(word)) }
	return has("apiVersion") && has("kind") || has("services") && has("image")
}

// readTree reads a file of YAML or JSON, and says what kind it turned out to be.
func readTree(file string, kind source.Kind, content []byte, found *source.Findings) source.Kind {
	told := kind
	read := func(doc *tree.Node) {
		as := kind
		if as == source.Unread {
			as = kindOfDocument(doc)
		}
		if document(as, doc, found); told == source.Unread {
			told = as
		}
	}
	var doc *tree.Node
	var err error
	switch {
	case kind == source.Devcontainer:
		doc, err = tree.Commented(content)
	case strings.EqualFold(path.Ext(file), ".json"):
		doc, err = tree.JSON(content)
	default:
		err = tree.YAML(content, read)
	}
	if doc != nil && err == nil {
		read(doc)
	}
	switch {
	case err == nil:
	case errors.Is(err, tree.ErrDocuments):
		found.Lose(0, plain(err))
	case len(found.Refs) > 0:
		found.Lose(lineOf(err), "from here on it is not read: "+plain(err))
	case isTemplate(content):
		found.Tell(0, "it is a template, and is not read: check what it becomes")
	case kind == source.Unread: // JSON with comments, perhaps, that is about something else
		found.Tell(lineOf(err), "it cannot be read: "+plain(err))
	default:
		found.Lose(lineOf(err), "it cannot be read: "+plain(err))
	}
	return told
}

// kindOfDocument is what a document is by what it holds.
func kindOfDocument(doc *tree.Node) source.Kind {
	switch {
	case manifest.IsKustomize(doc):
		return source.Kustomize
	case manifest.IsKubernetes(doc):
		return source.Kubernetes
	case manifest.IsCompose(doc):
		return source.Compose
	}
	return source.Unread
}

func document(kind source.Kind, doc *tree.Node, found *source.Findings) {
	switch kind {
	case source.Compose:
		manifest.Compose(doc, found)
	case source.Kubernetes:
		manifest.Kubernetes(doc, found)
	case source.Kustomize:
		manifest.Kustomize(doc, found)
	case source.Helm:
		manifest.Helm(doc, found)
	case source.Workflow:
		manifest.Workflow(doc, found)
	case source.GitLab:
		manifest.GitLab(doc, found)
	case source.Devcontainer:
		manifest.Devcontainer(doc, found)
	}
}

// isTemplate reports whether a file that is no YAML is one for Helm, or for another program that
// puts in what stands between braces.
func isTemplate(content []byte) bool {
	return bytes.Contains(content, []byte("{{")) || bytes.Contains(content, []byte("{%"))
}

// lineOf is the offset that an error is about.
func lineOf(err error) int {
	if located, ok := errors.AsType[*tree.SyntaxError](err); ok {
		return located.Offset
	}
	return 0
}

// plain is an error on one line that can be shown.
func plain(err error) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(err.Error(), "?")), " ")
}
