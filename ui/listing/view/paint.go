package view

import (
	"slices"
	"strings"
	"time"

	"tagboat/hub/clean"
	"tagboat/ui/listing/rows"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// titles draws the column titles, with the direction of the order beside the first that shows what
// is sorted by.
func (v *View[T]) titles(b *strings.Builder) {
	order := v.Rows.Order()
	end, told := 0, false
	for _, p := range v.line {
		column := v.config.Columns[p.column]
		title := column.Title
		if column.SoFar && v.SoFar {
			title += ", SO FAR"
		}
		if slices.Contains(column.Orders, order.By.Name) && !told {
			told = true
			if column.SaysOrder {
				title += ", BY " + strings.ToUpper(order.By.Name)
			}
			title += arrow(order.By.Descending != order.Reversed)
		}
		b.WriteString(spaces(p.left - end))
		if column.Right {
			title = text.PadLeft(title, p.width)
		} else {
			title = text.Pad(title, p.width)
		}
		v.config.Theme.Ink(theme.Dim, false).To(b, title)
		end = p.left + p.width
	}
}

func arrow(descending bool) string {
	if descending {
		return " ▼"
	}
	return " ▲"
}

// drawn keeps rows as they were painted, because most frames differ from the one before only in
// which row is selected.
type drawn struct {
	when paintedAt
	rows map[rows.ID]string
}

// paintedAt is everything but the row itself that its picture depends on.
type paintedAt struct{ revision, theme, width, minute int }

// row draws the row at a place of the view.
func (v *View[T]) row(b *strings.Builder, place int) {
	id, selected := v.Rows.At(place), place == v.at
	bar, mark := " ", " "
	if selected {
		bar = theme.Mark
	}
	if v.marked(place, id) {
		mark = theme.Plus
	}
	v.config.Theme.Ink(theme.Accent, selected).To(b, bar+mark)
	if selected {
		v.cells(b, id, true)
		return
	}
	row, ok := v.drawn.rows[id]
	if !ok {
		var painted strings.Builder
		v.cells(&painted, id, false)
		row = painted.String()
		v.drawn.rows[id] = row
	}
	b.WriteString(row)
}

// refresh forgets what was painted under other circumstances.
func (v *View[T]) refresh(now time.Time) {
	when := paintedAt{v.revision, v.config.Theme.Revision(), v.Width(), int(now.Unix() / 60)}
	if when != v.drawn.when || len(v.drawn.rows) > 8*v.height {
		v.drawn = drawn{when: when, rows: make(map[rows.ID]string, 2*v.height)}
	}
}

// cells draws a row's cells, and on the selected row the blanks up to the edge.
func (v *View[T]) cells(b *strings.Builder, id rows.ID, selected bool) {
	ink := func(role theme.Role) theme.Ink { return v.config.Theme.Ink(role, selected) }
	row, now, end := v.Rows.Row(id), v.config.Now(), Gutter
	for _, p := range v.line {
		column := &v.config.Columns[p.column]
		s, role := column.Cell(row, Place{Now: now, Clock: v.config.Clock, Width: p.width})
		s = clean.Line(s)
		if p.left > end {
			ink(theme.Plain).To(b, spaces(p.left-end))
		}
		switch {
		case column.Right:
			ink(role).To(b, text.PadLeft(s, p.width))
		case column.Rank == 0:
			sign := ""
			if v.config.Favourite != nil && v.config.Favourite(row) {
				sign = " " + theme.Star
			}
			note := v.note(row, p.width-len(sign)-text.Width(s))
			v.named(b, s, sign, note, p.width, role, selected)
		default:
			ink(role).To(b, text.Pad(s, p.width))
		}
		end = p.left + p.width
	}
	if rest := v.Width() - end; selected && rest > 0 {
		ink(theme.Plain).To(b, spaces(rest))
	}
}

// named draws a name, the sign behind it, and a note at the end of the cell.
func (v *View[T]) named(
	b *strings.Builder, name, sign, note string, width int, role theme.Role, selected bool,
) {
	room := max(width-len(sign)-len(note), 0)
	cells := room
	if sign != "" {
		cells = min(text.Width(name), room)
	}
	accent := v.config.Theme.Ink(theme.Accent, selected)
	v.highlighted(b, name, cells, role, selected)
	if sign != "" {
		accent.To(b, sign)
		v.config.Theme.Ink(theme.Plain, selected).To(b, spaces(room-cells))
	}
	accent.To(b, note)
}

// note is what stands behind a name that leaves so many cells; empty where it does not fit.
func (v *View[T]) note(row *T, cells int) string {
	if v.config.Note == nil {
		return ""
	}
	note := v.config.Note(row)
	if note == "" || len(note)+1 > cells {
		return ""
	}
	return " " + note
}

// highlighted draws a name with what the filter found in it. The whole name is searched, and what
// is cut off is not drawn: where a name ends is not where its column does.
func (v *View[T]) highlighted(
	b *strings.Builder, name string, width int, role theme.Role, selected bool,
) {
	plain, match := v.config.Theme.Ink(role, selected), v.config.Theme.Ink(theme.Match, selected)
	cell := text.Pad(name, width)
	if v.Filter.IsZero() {
		plain.To(b, cell)
		return
	}
	seen, end := 0, 0 // how much of the name the cell begins with, and how much is drawn
	for seen < min(len(name), len(cell)) && name[seen] == cell[seen] {
		seen++
	}
	for _, span := range v.Filter.Highlights(name) {
		from, to := min(span.Start, seen), min(span.End, seen)
		if from > end {
			plain.To(b, cell[end:from])
		}
		if to > from {
			match.To(b, cell[from:to])
		}
		end = max(end, to)
	}
	if end < len(cell) {
		plain.To(b, cell[end:])
	}
}

var blank = strings.Repeat(" ", 512)

// spaces is a run of blanks, cut from one string.
func spaces(n int) string {
	if n > len(blank) {
		return strings.Repeat(" ", n)
	}
	return blank[:max(n, 0)]
}
