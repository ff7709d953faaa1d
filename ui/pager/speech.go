package pager

import (
	"strings"

	"tagboat/ui/text"
)

// Spoken are the lines of the text that hold something, without what they are drawn with.
func (p *Pager) Spoken() (lines []string) {
	for line := range strings.SplitSeq(p.content.text, "\n") {
		if line = text.Plain(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
