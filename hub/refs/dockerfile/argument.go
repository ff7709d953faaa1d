package dockerfile

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"tagboat/hub/refs/source"
	"tagboat/hub/refs/variables"
)

// mostMade bounds what the words of a file become, in bytes: values of values double.
const mostMade = 16 << 20

// mostValue is how long the default of an ARG may be, in bytes: no reference is longer.
const mostValue = 1024

// automatic are the ARGs that BuildKit gives a value.
var automatic = strings.Fields("TARGETPLATFORM TARGETOS TARGETARCH TARGETVARIANT TARGETSTAGE " +
	"BUILDPLATFORM BUILDOS BUILDARCH BUILDVARIANT")

// argument reads ARG NAME[=default]… before the first FROM, which is what a FROM may use.
func (r *reader) argument(in instruction) {
	at := len("ARG")
	for n := in.node.Next; n != nil; n = n.Next {
		i := strings.Index(in.text[min(at, len(in.text)):], n.Value)
		if i < 0 {
			return
		}
		from := at + i
		at = from + len(n.Value)
		key, _, ok := strings.Cut(n.Value, "=")
		if !ok {
			continue
		}
		found := r.expand(in.part(word{from + len(key) + 1, at}))
		if delete(r.arguments, key); found.Reason != "" || len(found.Text) > mostValue {
			continue
		}
		value := variables.Value(found.Parts)
		if value.Text() != found.Text {
			value = variables.Value{{Text: found.Text, Offset: -1}}
		}
		for i := range value {
			if value[i].Variable == "" {
				value[i].Variable = key
			}
		}
		r.arguments[key] = value
	}
}

// expand puts the global ARGs into a word. What it becomes is what BuildKit says; its parts are
// known where that can be followed.
func (r *reader) expand(written source.Part) source.Found {
	found := source.Found{Text: written.Text, Offset: written.Offset}
	style := variables.Style{Escape: r.escape, Defaults: true}
	parts, err := variables.Expand(written, style, func(name string) (variables.Value, bool) {
		v, ok := r.arguments[name]
		return v, ok
	})
	if errors.Is(err, variables.ErrTooLong) || r.made > mostMade {
		found.Reason = variables.ErrTooLong.Error()
		return found
	}
	text, unset, lexed := r.lexer.ProcessWord(written.Text, environment(r.arguments))
	if r.made += len(text); lexed != nil {
		found.Reason = "its variables are not read: " + plain(lexed)
		return found
	}
	missing := slices.Sorted(maps.Keys(unset))
	if wanting, ok := errors.AsType[*variables.UnsetError](err); ok {
		missing = []string{wanting.Name}
	}
	switch {
	case err != nil && len(missing) > 0 && slices.Contains(automatic, missing[0]):
		found.Reason = missing[0] + " is known only when it is built"
	case err != nil && len(missing) > 0:
		found.Reason = missing[0] + " has no default"
	case err != nil || parts.Text() != text:
		found.Text = text
	default:
		found.Text, found.Parts = text, parts
	}
	return found
}

// environment shows the ARGs to BuildKit's lexer.
type environment map[string]variables.Value

// Get is the value of a variable.
func (e environment) Get(name string) (string, bool) {
	v, ok := e[name]
	return v.Text(), ok
}

// Keys are all names.
func (e environment) Keys() []string {
	keys := make([]string, 0, len(e))
	for k := range e {
		keys = append(keys, k)
	}
	return keys
}

// syntax reads the directive that names the frontend.
func (r *reader) syntax() {
	image, _, at, ok := parser.DetectSyntax(r.content)
	if !ok || len(at) == 0 || at[0].Start.Line < 1 || at[0].Start.Line >= len(r.lines) {
		return
	}
	from := r.lines[at[0].Start.Line-1]
	line := string(r.content[from:r.lines[at[0].Start.Line]])
	i := strings.Index(line, "=")
	j := strings.Index(line[i+1:], image)
	if i < 0 || j < 0 || image == "" {
		return
	}
	offset := from + i + 1 + j
	r.found.Add(source.Found{
		Text: image, Offset: offset, Context: "syntax",
		Parts: []source.Part{{Text: image, Offset: offset}},
	})
}

// offsetOf is where the parser says that a file goes wrong.
func (r *reader) offsetOf(err error) int {
	located, ok := errors.AsType[*parser.LocationError](err)
	if !ok || len(located.Locations) == 0 || len(located.Locations[0]) == 0 {
		return 0
	}
	line := located.Locations[0][0].Start.Line - 1
	return r.lines[max(0, min(line, len(r.lines)-1))]
}

// plain is an error on one line that can be shown.
func plain(err error) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(err.Error(), "?")), " ")
}
