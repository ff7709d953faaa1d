package home

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"tagboat/hub/clean"
	"tagboat/ui/text"
	"tagboat/ui/theme"
	viewwords "tagboat/ui/views"
)

const (
	gutter     = 2  // the selection's bar, and a blank
	gap        = 2  // between two columns
	leastName  = 16 // cells
	mostName   = 40
	countWidth = 12
	roleWidth  = 10
	filterRoom = 12
	widest     = 64 // cells of running text
	hintWidth  = 36
)

// line is one line of the list: a row, or words.
type line struct {
	row   int // -1: words
	words string
}

// lines are all rows under the headings of their sections, and what is to be said of the
// namespaces. They are not drawn but for the words.
func (h *Home) lines() []line {
	var all []line
	paint := h.env.Theme.Paint
	heading := func(s section) {
		if len(all) > 0 {
			all = append(all, line{row: -1})
		}
		name, titles := h.columns(s)
		all = append(all, line{-1, paint(theme.Dim, "  "+text.Pad(name, h.nameWidth())+titles)})
	}
	for i := range h.rows {
		if i == 0 || h.rows[i].section != h.rows[i-1].section {
			heading(h.rows[i].section)
		}
		all = append(all, line{row: i})
	}
	isComing := h.reading.Busy() && h.asOf.IsZero()
	if h.failure == nil && !isComing || h.isOffline() || h.all == 0 {
		return all
	}
	if len(h.rows) == 0 || h.rows[len(h.rows)-1].section != namespaces {
		heading(namespaces)
	}
	for _, s := range h.state() {
		all = append(all, line{-1, "  " + s})
	}
	return all
}

// nameWidth is how many cells the names have.
func (h *Home) nameWidth() int {
	return max(min(h.width*2/5, mostName), min(leastName, max(h.width-gutter, 1)))
}

// columns are a section's name and the titles of what is told beside its names.
func (h *Home) columns(s section) (name, titles string) {
	switch s {
	case views:
		titles = "  OF"
	case recent:
		titles = "  VISITED"
	case namespaces:
		titles = "  " + text.PadLeft("REPOSITORIES", countWidth)
		if h.roomy() {
			titles += "  " + text.Pad("ROLE", roleWidth) + "  NAME"
		}
	}
	return s.String(), titles
}

// roomy reports whether roles and full names have room.
func (h *Home) roomy() bool {
	return h.width >= gutter+h.nameWidth()+gap+countWidth+gap+roleWidth+gap+leastName
}

// View draws what is to be said of the account, and the rows in sight.
func (h *Home) View() string {
	said, lines := h.notes(), h.lines()
	if len(lines) == 0 {
		height := max(h.height-len(said), 0)
		instead := h.instead()
		instead = instead[:min(len(instead), height)]
		picture := lipgloss.Place(
			h.width, height, lipgloss.Center, lipgloss.Center, strings.Join(instead, "\n"),
		)
		return strings.Join(append(said, picture), "\n")
	}
	for _, l := range lines[h.first:min(h.first+h.visible(), len(lines))] {
		if l.row < 0 {
			said = append(said, text.Truncate(l.words, h.width))
		} else {
			said = append(said, h.draw(l.row))
		}
	}
	return strings.Join(said, "\n")
}

// draw draws a row: its name, with what the filter found in it, and what is told beside it.
func (h *Home) draw(at int) string {
	r, selected := &h.rows[at], at == h.at
	ink := func(role theme.Role) theme.Ink { return h.env.Theme.Ink(role, selected) }
	bar := " "
	if selected {
		bar = theme.Mark
	}
	var b strings.Builder
	sign := " "
	if h.unread.at[r.place] {
		sign = theme.Dot
	}
	ink(theme.Accent).To(&b, bar+sign)
	name := clean.Line(r.name())
	cell, end := text.Pad(name, h.nameWidth()), 0
	if strings.HasPrefix(cell, name) {
		for _, span := range h.filter.parsed.Highlights(name) {
			ink(theme.Plain).To(&b, cell[end:span.Start])
			ink(theme.Match).To(&b, cell[span.Start:span.End])
			end = span.End
		}
	}
	ink(theme.Plain).To(&b, cell[end:])
	beside := h.beside(r)
	if h.unread.at[r.place] {
		beside += "  news"
	}
	rest := max(h.width-gutter-h.nameWidth()-1, 0)
	if selected {
		ink(theme.Dim).To(&b, text.Pad(beside, rest))
	} else {
		ink(theme.Dim).To(&b, text.Truncate(beside, rest))
	}
	return b.String()
}

func (h *Home) beside(r *row) string {
	switch r.section {
	case views:
		return "  " + viewwords.Words(r.view)
	case recent:
		return "  " + h.env.Clock().When(r.at, h.env.Now())
	case namespaces:
		count, role, name := h.about(r)
		s := "  " + text.PadLeft(count, countWidth)
		if h.roomy() {
			s += "  " + text.Pad(role, roleWidth) + "  " + name
		}
		return s
	default:
		return ""
	}
}

// about is how many repositories a namespace has, as far as is known, what the person is in it, and
// its full name.
func (h *Home) about(r *row) (count, role, name string) {
	count, role = text.Unknown, r.member.Role.String()
	n, ok := h.env.Names.RepositoryCount(r.member.Namespace)
	if !ok {
		n, ok = h.counts[r.member.Namespace]
	}
	if ok {
		count = text.Count(n)
	}
	if r.member.Personal {
		role = "personal"
	}
	return count, clean.Line(role), clean.Line(r.member.FullName)
}

// instead stands where the rows would be.
func (h *Home) instead() []string {
	width, keys := text.Room(h.width-2*gutter, widest), h.env.Keys.Global
	wrap := func(role theme.Role, s string) []string { return h.env.Theme.Wrap(role, s, width) }
	switch {
	case h.all > 0:
		none := "None of the " + text.Count(h.all) + " places here matches "
		if h.all == 1 {
			none = "The one place here does not match "
		}
		lines := wrap(theme.Strong, none+clean.Line(h.filter.input.Value()))
		clears := keys.Back.Help().Key
		if h.filter.typing {
			clears = h.env.Keys.Filter.Clear.Help().Key
		}
		return append(append(lines, ""), wrap(theme.Dim, clears+" clears the filter")...)
	case h.failure != nil || h.reading.Busy():
		return h.state()
	}
	what, accounts := "This account belongs to no namespace.", "other accounts"
	if h.env.Hub.Session() == nil {
		what, accounts = "Nobody is logged in, and no place is kept yet.", "logs in"
	}
	lines := append(wrap(theme.Strong, what), "")
	ways, named := [][2]string{
		{keys.Goto.Help().Key, "opens by name, as nginx"},
		{keys.Search.Help().Key, "searches the whole Hub"},
		{keys.Account.Help().Key, accounts},
		{keys.Favourite.Help().Key, "marks a place to stand here"},
	}, 0
	for _, way := range ways {
		named = max(named, text.Width(way[0])+gap)
	}
	for _, way := range ways {
		words := h.env.Theme.Paint(theme.Accent, text.Pad(way[0], named)) + way[1]
		lines = append(lines, text.Pad(text.Truncate(words, width), text.Room(width, hintWidth)))
	}
	return lines
}

// Resize gives the rows their area; the selection stays in sight.
func (h *Home) Resize(width, height int) {
	h.width, h.height = width, height
	h.filter.input.SetWidth(max(width*2/5, filterRoom))
	h.goTo(h.at)
}

// visible is how many lines of the list there is room for.
func (h *Home) visible() int { return max(h.height-len(h.notes()), 1) }

// goTo selects a row, or the nearest there is, and scrolls as little as it takes to show it with
// the heading above it.
func (h *Home) goTo(at int) {
	h.at = max(min(at, len(h.rows)-1), 0)
	lines, from := h.lines(), 0
	for i, l := range lines {
		if l.row == h.at {
			from = i
		}
	}
	top := from
	if from > 0 && lines[from-1].row < 0 {
		top--
	}
	h.first = min(h.first, top)
	h.first = max(h.first, from-h.visible()+1, 0)
	h.first = min(h.first, max(len(lines)-h.visible(), 0))
}

// rowUnder is the row on a line of the area; -1 for none.
func (h *Home) rowUnder(y int) int {
	at, lines := h.first+y-len(h.notes()), h.lines()
	if y < len(h.notes()) || at >= len(lines) {
		return -1
	}
	return lines[at].row
}

// Cursor stands in the filter while it is typed, and else at the selected row.
func (h *Home) Cursor() *tea.Cursor {
	if !h.filter.typing || h.filter.moved {
		return h.atRow()
	}
	cursor := h.filter.input.Cursor()
	if cursor != nil {
		cursor.X++
		cursor.Y = h.height
	}
	return cursor
}

func (h *Home) atRow() *tea.Cursor {
	isSelected := func(l line) bool { return l.row == h.at }
	at := slices.IndexFunc(h.lines(), isSelected) - h.first
	if at < 0 || at >= h.visible() {
		return nil
	}
	return theme.AtRow(gutter, len(h.notes())+at)
}
