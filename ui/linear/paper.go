package linear

import (
	"io"
	"strings"

	"tagboat/hub/clean"
	"tagboat/ui/theme"
)

// paper is where sentences are written.
type paper struct {
	out   io.Writer
	width func() int
	draw  func(string) string
	// spoke is set with each sentence
	spoke *bool
}

// say writes sentences, each on a line of its own, or on several where it is longer than that.
func (p paper) say(sentences ...string) {
	for _, s := range sentences {
		if s != "" {
			p.write(s, "\n")
		}
	}
}

// ask writes a question, behind which the answer is typed.
func (p paper) ask(question string) { p.write(question, " ") }

// asItIs writes what is to be copied as it is: not broken, and in its own characters.
func (p paper) asItIs(whole string) {
	*p.spoke = true
	_, _ = io.WriteString(p.out, clean.Text(whole)+"\n")
}

// write writes a text, made harmless, and what ends it. Whoever does not read it ends the program
// in another place.
func (p paper) write(s, end string) {
	s = p.draw(clean.Line(s))
	var b strings.Builder
	if cells := p.width(); cells > 1 {
		for i, line := range theme.Lines(theme.Plain, s, cells-1) {
			if i > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(strings.TrimRight(line.String(), " "))
		}
	} else {
		b.WriteString(s)
	}
	b.WriteString(end)
	*p.spoke = true
	_, _ = io.WriteString(p.out, b.String())
}
