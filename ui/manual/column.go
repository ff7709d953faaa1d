package manual

import (
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// gap is the space between two columns, in cells.
const gap = 3

// column is a group of entries below each other.
type column struct {
	lines []theme.Line
	width int // cells of its widest line
}

// columnOf explains a group in lines of at most so many cells.
func columnOf(group []Entry, cells int) column {
	const apart = "  "
	words := 0
	for _, e := range group {
		words = max(words, text.Width(e.Word))
	}
	var c column
	for _, e := range group {
		word := theme.Span{Role: theme.Accent, Text: text.Pad(e.Word, words)}
		for _, meaning := range theme.Lines(theme.Plain, e.Meaning, cells-words-len(apart)) {
			line := append(theme.Line{word, {Role: theme.Plain, Text: apart}}, meaning...)
			c.lines, c.width = append(c.lines, line), max(c.width, text.Width(line.String()))
			word = theme.Span{Role: theme.Plain, Text: text.Pad("", words)}
		}
	}
	return c
}

// beside puts a column to the right of another.
func (c column) beside(right column) column {
	both := column{width: c.width + gap + right.width}
	for i := range max(len(c.lines), len(right.lines)) {
		var line theme.Line
		if i < len(c.lines) {
			line = c.lines[i]
		}
		if i < len(right.lines) {
			room := c.width + gap - text.Width(line.String())
			line = append(line, theme.Span{Role: theme.Plain, Text: text.Pad("", room)})
			line = append(line, right.lines[i]...)
		}
		both.lines = append(both.lines, line)
	}
	return both
}
