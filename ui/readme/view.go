package readme

import (
	"sort"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const leastField = 12 // cells for the search

// View draws the lines in sight, or says why there are none.
func (r *readme) View() string {
	if r.page.len() == 0 {
		return r.instead()
	}
	var b strings.Builder
	end := min(r.first+r.height, r.page.len())
	for i := r.first; i < end; i++ {
		if i > r.first {
			b.WriteByte('\n')
		}
		r.line(&b, i)
	}
	return b.String()
}

// instead stands where the page would: loading and failed are two pictures,
// each with its way out.
func (r *readme) instead() string {
	lines := []string{r.env.Theme.Paint(theme.Strong, clean.Line(r.name.Familiar())), ""}
	tell := func(role theme.Role, s string) {
		lines = append(lines, r.env.Theme.Wrap(role, s, min(r.width-2*gutter, mostWidth))...)
	}
	if r.failure == nil {
		tell(theme.Dim, "Loading …")
		tell(theme.Dim, "esc goes back")
	} else {
		tell(theme.Bad, clean.Line(hub.Sentence(r.failure)))
		tell(
			theme.Dim,
			strings.TrimSpace(clean.Line(hub.Advice(r.failure))+" r tries again · esc goes back"),
		)
	}
	for i, line := range lines {
		lines[i] = " " + text.Truncate(line, r.width-gutter)
	}
	return strings.Join(lines, "\n")
}

// line draws one line with its matches, and a bar before the line of the match
// that was gone to. A page set for another width is cut off.
func (r *readme) line(b *strings.Builder, i int) {
	from, to := r.page.span(i)
	hits := r.search.hits
	k := sort.Search(len(hits), func(k int) bool { return hits[k].to > from })
	bar := " "
	if len(hits) > 0 {
		if at := hits[r.search.at]; at.from < to && at.to > from {
			bar = r.env.Theme.Paint(theme.Accent, theme.Mark)
		}
	}
	var line strings.Builder
	for place := from; place < to; {
		for k < len(hits) && hits[k].to <= place {
			k++
		}
		next := to
		if k < len(hits) && hits[k].from <= place {
			next = min(next, hits[k].to)
			r.env.Theme.Ink(theme.Match, k == r.search.at).To(&line, r.page.text[place:next])
		} else {
			if k < len(hits) {
				next = min(next, hits[k].from)
			}
			r.runs(&line, place, next)
		}
		place = next
	}
	b.WriteString(bar)
	b.WriteString(text.Truncate(line.String(), r.width-gutter))
}

// runs draws a part of a line in the ink of its roles.
func (r *readme) runs(b *strings.Builder, from, to int) {
	runs := r.page.runs
	i := max(sort.Search(len(runs), func(i int) bool { return runs[i].from > from })-1, 0)
	for ; from < to; i++ {
		end := to
		if i+1 < len(runs) {
			end = min(end, runs[i+1].from)
		}
		b.WriteString(r.env.Theme.Paint(runs[i].role, r.page.text[from:end]))
		from = end
	}
}

// Status says which lines are in sight, and what was found; while a search is
// typed it is the field.
func (r *readme) Status() string {
	paint, s := r.env.Theme.Paint, &r.search
	found := theme.Dim
	if s.active() && len(s.hits) == 0 {
		found = theme.Warn
	}
	switch {
	case s.typing:
		return s.input.View() + "  " + paint(found, s.tell())
	case r.page.len() == 0 && r.failure == nil:
		return paint(theme.Dim, "loading …")
	case r.page.len() == 0:
		return ""
	}
	end := min(r.first+r.height, r.page.len())
	status := "lines " + text.Count(r.first+1) + "–" + text.Count(end) + " of " + text.Count(r.page.len())
	if s.active() {
		return paint(theme.Dim, status+" · ") + paint(found, s.tell())
	}
	return paint(theme.Dim, status)
}

// Cursor stands in the search while it is typed, below the screen's own area.
func (r *readme) Cursor() *tea.Cursor {
	if !r.search.typing {
		return nil
	}
	cursor := r.search.input.Cursor()
	if cursor != nil {
		cursor.X++
		cursor.Y = r.height
	}
	return cursor
}
