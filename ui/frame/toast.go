package frame

import (
	"regexp"
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

// in is the toast in so many cells. Of a digest its beginning tells enough. The sentence is kept to
// its end: what it says beside the news is left out next, then the middle of its longest word,
// which is a reference or an address.
func (t Toast) in(cells int) string {
	s := t.Text
	if text.Width(s) <= cells {
		return s
	}
	const enough, least = 8, 4 // digits of a digest
	s = shortDigests(s, enough)
	for _, brief := range t.Briefs {
		if text.Width(s) > cells {
			s = shortDigests(clean.Line(brief), enough)
		}
	}
	if text.Width(s) > cells {
		s = shortDigests(s, least)
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
	const long = 13 // cells of what is no ordinary word
	if text.Width(longest) < long {
		return text.Truncate(s, cells)
	}
	return text.Truncate(strings.Replace(s, longest, shorter(longest, over), 1), cells)
}

var digests = regexp.MustCompile(`\b(sha256|sha512):[0-9a-f]{8,}…?`)

// shortDigests leaves of each digest so many digits.
func shortDigests(s string, digits int) string {
	return digests.ReplaceAllStringFunc(s, func(digest string) string {
		end := strings.IndexByte(digest, ':') + 1 + digits
		if end >= len(digest) {
			return digest
		}
		return digest[:end] + text.Ellipsis
	})
}

// shorter is a word with so many cells less: of a pinned reference the name of the repository
// first, which stands above the list as well.
func shorter(word string, over int) string {
	const least = 5 // cells that still tell a name
	name, pin, pinned := strings.Cut(word, "@")
	colon := strings.LastIndexByte(name, ':')
	if !pinned || colon < 0 {
		return text.Middle(word, max(text.Width(word)-over, least))
	}
	repository := text.Middle(name[:colon], max(text.Width(name[:colon])-over, least))
	over -= text.Width(name[:colon]) - text.Width(repository)
	tag := text.Middle(name[colon:], max(text.Width(name[colon:])-over, least))
	return repository + tag + "@" + pin
}
