package pager

import (
	"sort"
	"strings"

	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// View draws the lines in sight.
func (p *Pager) View() string {
	var b strings.Builder
	end := min(p.first+p.height, p.content.len())
	for i := p.first; i < end; i++ {
		if i > p.first {
			b.WriteByte('\n')
		}
		p.line(&b, i)
	}
	return b.String()
}

// line draws one line with its matches, and a bar before the line of the match that was gone to. A
// line that was set for another width is cut off.
func (p *Pager) line(b *strings.Builder, i int) {
	from, to := p.content.span(i)
	if p.margin > 0 {
		bar := " "
		if p.isGoneTo(from, to) {
			bar = p.theme.Paint(theme.Accent, theme.Mark)
		}
		b.WriteString(bar + strings.Repeat(" ", p.margin-1))
	}
	var line strings.Builder
	p.letters(&line, from, to)
	b.WriteString(text.Truncate(line.String(), p.width-p.margin))
}

// isGoneTo reports whether the match that was gone to is in a part of the text.
func (p *Pager) isGoneTo(from, to int) bool {
	if len(p.search.matches) == 0 {
		return false
	}
	m := p.search.matches[p.search.at]
	return m.from < to && m.to > from
}

// letters draws a part of a line: matches in their ink, and between them what is no match.
func (p *Pager) letters(b *strings.Builder, from, to int) {
	matches := p.search.matches
	k := sort.Search(len(matches), func(k int) bool { return matches[k].to > from })
	for ; k < len(matches) && matches[k].from < to; k++ {
		begin, end := max(matches[k].from, from), min(matches[k].to, to)
		p.runs(b, from, begin)
		p.theme.Ink(theme.Match, k == p.search.at).To(b, p.content.text[begin:end])
		from = end
	}
	p.runs(b, from, to)
}

// runs draws a part of a line in the ink of its roles.
func (p *Pager) runs(b *strings.Builder, from, to int) {
	runs := p.content.runs
	i := max(sort.Search(len(runs), func(i int) bool { return runs[i].from > from })-1, 0)
	for ; from < to; i++ {
		end := to
		if i+1 < len(runs) {
			end = min(end, runs[i+1].from)
		}
		b.WriteString(p.theme.Paint(runs[i].role, p.content.text[from:end]))
		from = end
	}
}
