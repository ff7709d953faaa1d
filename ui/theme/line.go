package theme

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// Span is a piece of text in one role.
type Span struct {
	Role Role
	Text string
}

// Line is one line of a text that is painted only when it is drawn, so that the theme may change
// its mind meanwhile.
type Line []Span

// String is the line without its roles.
func (l Line) String() string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Lines breaks s between words into lines of at most so many cells, each in one role. The names in
// it have hyphens, behind which Lip Gloss would break them. An empty text has no lines.
func Lines(r Role, s string, cells int) []Line {
	if s == "" {
		return nil
	}
	const hyphen, unbroken = "-", "\u2011"
	wrapped := lipgloss.Wrap(strings.ReplaceAll(s, hyphen, unbroken), max(cells, 1), "")
	var lines []Line
	for line := range strings.SplitSeq(strings.ReplaceAll(wrapped, unbroken, hyphen), "\n") {
		lines = append(lines, Line{{Role: r, Text: line}})
	}
	return lines
}
