package frame

import (
	"strings"

	"tagboat/hub/clean"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// Toast is the news of a deed; without a text there is none.
type Toast struct {
	Text   string   // all of it
	Briefs []string // with less and less beside the news, for where there is less room
	Role   theme.Role
}

// in is the toast in so many cells. The sentence is kept to its end: what it
// says beside the news is left out first, then the middle of its longest word,
// which is a reference or an address.
func (t Toast) in(cells int) string {
	s := t.Text
	for _, brief := range t.Briefs {
		if text.Width(s) > cells {
			s = clean.Line(brief)
		}
	}
	over := text.Width(s) - cells
	if over <= 0 {
		return s
	}
	longest := ""
	for word := range strings.FieldsSeq(s) {
		if text.Width(word) > text.Width(longest) {
			longest = word
		}
	}
	const least, long = 5, 13 // cells that still tell a name; of what is no ordinary word
	if text.Width(longest) < long {
		return text.Truncate(s, cells)
	}
	short := text.Middle(longest, max(text.Width(longest)-over, least))
	return text.Truncate(strings.Replace(s, longest, short, 1), cells)
}
