package frame

import (
	"regexp"
	"slices"
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

const (
	mostLines = 3 // of a toast
	enough    = 8 // digits of a digest, or the least of them
	least     = 4
)

// in is the toast in so many cells. Of a digest its beginning tells enough; then what is said
// beside the news is left out. What is longer still needs more than one line.
func (t Toast) in(cells int) (s string, fits bool) {
	s = t.Text
	if text.Width(s) <= cells {
		return s, true
	}
	s = shortDigests(s, enough)
	for _, brief := range t.Briefs {
		if text.Width(s) > cells {
			s = shortDigests(clean.Line(brief), enough)
		}
	}
	if text.Width(s) > cells && text.Width(shortDigests(s, least)) <= cells {
		s = shortDigests(s, least)
	}
	return s, text.Width(s) <= cells
}

// lines are as much of the toast as a few lines hold.
func (t Toast) lines(cells int) []string {
	var lines []string
	for _, s := range append([]string{t.Text}, t.Briefs...) {
		s, lines = shortDigests(clean.Line(s), enough), nil
		if slices.ContainsFunc(strings.Fields(s), func(word string) bool {
			return text.Width(word) > cells
		}) {
			s = shortDigests(s, least)
		}
		for _, line := range theme.Lines(t.Role, s, cells) {
			lines = append(lines, line.String())
		}
		if len(lines) <= mostLines {
			return lines
		}
	}
	last := strings.Join(lines[mostLines-1:], " ")
	return append(lines[:mostLines-1], text.Truncate(last, cells))
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
