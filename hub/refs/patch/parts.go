package patch

import (
	"slices"
	"strings"

	"tagboat/hub/refs/source"
)

// editsOf is what makes another text of a reference.
func editsOf(found source.Found, text string) ([]edit, bool) {
	if text == found.Text {
		return nil, true
	}
	if edits, ok := fewest(found.Parts, text); ok {
		return edits, true
	}
	return pinned(found.Parts, text)
}

// fewest changes one part, or else two, so that what variables give to others stays where it can.
func fewest(parts []source.Part, text string) ([]edit, bool) {
	for i, p := range parts {
		if with, ok := between(text, join(parts[:i]), join(parts[i+1:])); ok && p.IsWritten() {
			return []edit{replacing(p, with)}, true
		}
	}
	for i := range parts {
		for j := i + 1; j < len(parts); j++ {
			if edits, ok := both(parts, i, j, text); ok {
				return edits, true
			}
		}
	}
	return nil, false
}

// pinned writes the digest behind the last part, and the rest of the text where it stands: a
// version in an ARG, of which the FROM says the flavour.
func pinned(parts []source.Part, text string) ([]edit, bool) {
	named, digest, ok := strings.Cut(text, "@")
	n := len(parts) - 1
	if !ok || n < 0 || !parts[n].IsWritten() {
		return nil, false
	}
	last := parts[n]
	tail, _, _ := strings.Cut(last.Text, "@")
	rest := append(slices.Clone(parts[:n]), last)
	rest[n].Text = tail
	var edits []edit
	if named != join(rest) {
		if edits, ok = fewest(rest, named); !ok {
			return nil, false
		}
	}
	if i := slices.IndexFunc(edits, func(e edit) bool { return e.start == last.Offset }); i >= 0 {
		tail = edits[i].text
		edits = slices.Delete(edits, i, i+1)
	}
	return append(edits, replacing(last, tail+"@"+digest)), true
}

// both changes the parts i and j alone, around what stands between them.
func both(parts []source.Part, i, j int, text string) ([]edit, bool) {
	inner, ok := between(text, join(parts[:i]), join(parts[j+1:]))
	fixed := join(parts[i+1 : j])
	if !ok || fixed == "" || !parts[i].IsWritten() || !parts[j].IsWritten() {
		return nil, false
	}
	first, second, ok := strings.Cut(inner, fixed)
	if !ok || first == "" || second == "" {
		return nil, false
	}
	return []edit{replacing(parts[i], first), replacing(parts[j], second)}, true
}

func replacing(p source.Part, with string) edit {
	return edit{p.Offset, p.End(), with, p.Bare}
}

// between is what stands in a text between its beginning and its end.
func between(text, before, after string) (inner string, ok bool) {
	if len(text) <= len(before)+len(after) || !strings.HasPrefix(text, before) ||
		!strings.HasSuffix(text, after) {
		return "", false
	}
	return text[len(before) : len(text)-len(after)], true
}

func join(parts []source.Part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Text)
	}
	return b.String()
}
