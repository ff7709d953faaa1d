package pager

import (
	"regexp"
	"sort"
	"strings"
	"unicode"

	"tagboat/hub/clean"
	"tagboat/ui/theme"
)

// content is a text cut into lines, with a role for every letter. It is one string, so that a
// search finds what goes on in the next line.
type content struct {
	text   string // every line ends in a line break
	starts []int  // where each line begins
	runs   []run
}

// run says what the text is from a place on, up to the next run.
type run struct {
	from int
	role theme.Role
}

func newContent(lines []theme.Line) content {
	var b strings.Builder
	var c content
	for _, line := range lines {
		c.starts = append(c.starts, b.Len())
		for _, span := range line {
			if n := len(c.runs); n == 0 || c.runs[n-1].role != span.Role {
				c.runs = append(c.runs, run{from: b.Len(), role: span.Role})
			}
			b.WriteString(span.Text)
		}
		b.WriteByte('\n')
	}
	c.text = b.String()
	return c
}

func (c *content) len() int { return len(c.starts) }

// span is where line i stands, without its line break.
func (c *content) span(i int) (from, to int) {
	from, to = c.starts[i], len(c.text)
	if i+1 < len(c.starts) {
		to = c.starts[i+1]
	}
	return from, to - 1
}

// lineAt is the line that holds a place of the text.
func (c *content) lineAt(place int) int {
	return max(sort.SearchInts(c.starts, place+1)-1, 0)
}

// holds reports whether a place of the text is on one of so many lines.
func (c *content) holds(place, first, lines int) bool {
	line := c.lineAt(place)
	return line >= first && line < first+lines
}

func (c *content) isEmpty(i int) bool {
	from, to := c.span(i)
	return from == to
}

// resume is the line at which to go on with a text that was read up to line i as it was set before.
// Setting it anew moves blanks and lines, but no letters.
func (c *content) resume(before *content, i int) int {
	if i <= 0 || i >= before.len() {
		return 0
	}
	read := 0
	for _, r := range before.text[:before.starts[i]] {
		if isLetter(r) {
			read++
		}
	}
	for place, r := range c.text {
		if !isLetter(r) {
			continue
		}
		if read == 0 {
			line := c.lineAt(place)
			if line > 0 && before.isEmpty(i) && c.isEmpty(line-1) {
				line--
			}
			return line
		}
		read--
	}
	return c.len()
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// match is a place in the text.
type match struct{ from, to int }

// find looks for words. Capitals do not matter, nor does where a line was broken: between words
// stands any blank, and the bar of a quotation.
func (c *content) find(words string) []match {
	parts := strings.Fields(clean.Line(words))
	if len(parts) == 0 {
		return nil
	}
	for i, part := range parts {
		parts[i] = regexp.QuoteMeta(part)
	}
	pattern, err := regexp.Compile("(?i)" + strings.Join(parts, `[\s│]+`))
	if err != nil {
		return nil
	}
	var matches []match
	for _, span := range pattern.FindAllStringIndex(c.text, -1) {
		matches = append(matches, match{from: span[0], to: span[1]})
	}
	return matches
}
