package storage

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const (
	gutter    = 2 // the selection's bar, and a blank
	leastName = 16
	mostName  = 36
	sizeWidth = 10
	partWidth = 5
	barWidth  = 20
	leastBar  = 6
	widest    = 92 // cells of running text
)

// line is one line: a row, or words.
type line struct {
	row   int // -1: words
	words string
}

// layOut makes the rows anew of what is known; the selection stays with its row.
func (s *Storage) layOut() {
	var selected row
	if s.at < len(s.rows) {
		selected = s.rows[s.at]
	}
	s.rows = rowsOf(&s.now.Summary, s.isFinished())
	is := func(r row) bool { return r.section == selected.section && r.name == selected.name }
	if at := slices.IndexFunc(s.rows, is); at >= 0 {
		s.at = at
	}
	s.goTo(s.at)
}

func (s *Storage) lines() (all []line) {
	say := func(role theme.Role, words string) {
		width := text.Room(s.width-2*gutter, widest)
		for _, l := range s.env.Theme.Wrap(role, words, width) {
			all = append(all, line{-1, strings.Repeat(" ", gutter) + l})
		}
	}
	for _, sum := range s.sums() {
		say(theme.Strong, sum)
	}
	what, way := s.failed()
	say(theme.Bad, what)
	say(theme.Plain, way)
	if len(s.rows) == 0 {
		say(theme.Dim, s.instead())
		return all
	}
	for i := range s.rows {
		if in := s.rows[i].section; i == 0 || in != s.rows[i-1].section {
			all = append(all, line{row: -1}, line{-1, s.heading(in)})
		}
		all = append(all, line{row: i})
	}
	if more := len(s.now.Largest) - mostRepositories; more > 0 {
		all = append(all, line{row: -1})
		say(theme.Dim, text.Count(more)+" repositories more are smaller than these.")
	}
	all = append(all, line{row: -1})
	say(theme.Dim, s.explains())
	return all
}

func (s *Storage) heading(of section) string {
	words := "  " + text.Pad(titles[of], s.nameWidth()) + text.PadLeft("SIZE", sizeWidth) +
		text.PadLeft("PART", partWidth+2)
	return s.env.Theme.Paint(theme.Dim, text.Truncate(words, s.width))
}

// nameWidth is how many cells the names have.
func (s *Storage) nameWidth() int {
	return max(min(s.width*2/5, mostName), min(leastName, max(s.width-gutter, 1)))
}

// bar is how many cells the bars have; 0 is too few for one.
func (s *Storage) bar() int {
	room := (s.width - gutter - s.nameWidth() - sizeWidth - partWidth - 6) / 3
	if room < leastBar {
		return 0
	}
	return min(room, barWidth)
}

// View draws the lines in sight.
func (s *Storage) View() string {
	lines := s.lines()
	var drawn []string
	for _, l := range lines[min(s.first, len(lines)):min(s.first+s.height, len(lines))] {
		if l.row < 0 {
			drawn = append(drawn, text.Truncate(l.words, s.width))
		} else {
			drawn = append(drawn, s.draw(l.row))
		}
	}
	return strings.Join(drawn, "\n")
}

func (s *Storage) draw(at int) string {
	r, selected := &s.rows[at], at == s.at
	var b strings.Builder
	put := func(role theme.Role, words string) { s.env.Theme.Ink(role, selected).To(&b, words) }
	mark := "  "
	if selected {
		mark = theme.Mark + " "
	}
	put(theme.Accent, mark)
	put(theme.Plain, text.Pad(text.Middle(clean.Line(r.name), s.nameWidth()), s.nameWidth()))
	// the sizes line up, whether a plus stands behind them or not
	number := r.size()
	if !strings.HasSuffix(number, "+") {
		number += " "
	}
	rest := text.PadLeft(number, sizeWidth) + text.PadLeft(s.percent(r), partWidth)
	put(theme.Plain, text.Truncate(rest, max(s.width-gutter-s.nameWidth(), 0)))
	if bar := s.bar(); bar > 0 {
		put(theme.Plain, "  ")
		put(theme.Accent, s.filled(r, bar))
	}
	room := max(s.width-text.Width(b.String())-3, 0)
	if beside := "  " + r.beside; text.Width(beside) <= room || room > leastName {
		put(theme.Dim, text.Truncate(beside, room))
	}
	if selected {
		put(theme.Plain, text.Pad("", max(s.width-text.Width(b.String())-1, 0)))
	}
	return b.String()
}

func (s *Storage) percent(r *row) string { return percent(r.Bytes, s.now.All.Bytes) }

// filled is how large a part is of the whole, in so many cells; what is there has one.
func (s *Storage) filled(r *row, cells int) string {
	full := 0
	if r.Bytes > 0 && s.now.All.Bytes > 0 {
		full = int(float64(r.Bytes) / float64(s.now.All.Bytes) * float64(cells))
		full = min(max(full, 1), cells)
	}
	return text.Pad(strings.Repeat("█", full), cells)
}

// goTo selects a row, or the nearest there is, and scrolls as little as it takes to show it with
// the heading above it. All that stands above the first row, and below the last, is shown with it
// where there is room.
func (s *Storage) goTo(at int) {
	s.at = max(min(at, len(s.rows)-1), 0)
	lines := s.lines()
	from := max(slices.IndexFunc(lines, func(l line) bool { return l.row == s.at }), 0)
	top := from
	for s.at > 0 && top > 0 && lines[top-1].row < 0 && from-top < 2 {
		top--
	}
	if s.at == 0 {
		top = 0
	}
	last := from // to be in sight
	if s.at == len(s.rows)-1 {
		last = min(len(lines)-1, from+max(s.height, 1)-1)
	}
	s.first = max(min(s.first, top), last-max(s.height, 1)+1, 0)
	s.first = min(s.first, max(len(lines)-max(s.height, 1), 0))
}

// Cursor stands at the selected row.
func (s *Storage) Cursor() *tea.Cursor {
	isSelected := func(l line) bool { return l.row == s.at }
	at := slices.IndexFunc(s.lines(), isSelected) - s.first
	if at < 0 || at >= s.height || len(s.rows) == 0 {
		return nil
	}
	return theme.AtRow(gutter, at)
}
