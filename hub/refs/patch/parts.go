package patch

import (
	"strings"

	"tagboat/hub/refs/source"
)

// editsOf is what makes another text of a reference: of its parts one changes, or else two, so that
// what variables give to others stays where it can.
func editsOf(found source.Found, text string) ([]edit, bool) {
	parts := found.Parts
	if text == found.Text {
		return nil, true
	}
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
