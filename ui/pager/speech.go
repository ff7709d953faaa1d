package pager

import (
	"slices"
	"strings"

	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// Spoken are the lines of the text that hold something, without what they are drawn with. Amounts
// are said in words where they are not code.
func (p *Pager) Spoken() (lines []string) {
	for i := range p.content.len() {
		from, to := p.content.span(i)
		line := p.content.text[from:to]
		switch p.content.roleAt(from + len(line) - len(strings.TrimLeft(line, " "))) {
		case theme.Code:
		case theme.Heading:
			line = "Heading: " + strings.TrimLeft(line, "# ")
		default:
			line = text.InWords(line)
		}
		if line = text.Plain(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// roleAt is the role of a letter.
func (c *content) roleAt(place int) theme.Role {
	at, found := slices.BinarySearchFunc(c.runs, place, func(r run, place int) int {
		return r.from - place
	})
	if !found {
		at--
	}
	if at < 0 {
		return theme.Plain
	}
	return c.runs[at].role
}
