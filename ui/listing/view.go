package listing

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/ui/listing/rows"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const (
	headerHeight = 1
	inkRoom      = 120 // bytes of styles in a row, for a start
	rightMargin  = 1   // as the frame's own lines have
	leastRows    = 5   // lines that what stands above must leave to the rows
)

// visible is how many rows there is room for.
func (l *List[T]) visible() int {
	height := l.height - headerHeight - len(l.loading.news) - len(l.above)
	return max(height-l.preview.height(l.width, l.height), 0)
}

// listWidth is the room for the rows beside a preview.
func (l *List[T]) listWidth() int { return l.width - l.preview.width(l.width) }

func (l *List[T]) layOut() {
	l.line = fit(l.config.Columns, l.listWidth()-rightMargin)
	l.above = nil
	if l.config.Above != nil {
		l.above = l.config.Above(l.listWidth())
		l.above = l.above[:min(len(l.above), max(l.height-leastRows, 0))]
	}
}

// View draws the column titles, the rows in sight, and below them what stopped
// the loading.
func (l *List[T]) View() string {
	if l.store.Shown() == 0 {
		return l.instead()
	}
	l.refresh(l.env.Now())
	var b strings.Builder
	b.Grow(l.visible() * (l.width + inkRoom))
	for _, line := range l.above {
		b.WriteString(line)
		b.WriteByte('\n')
	}
	l.titles(&b)
	end := min(l.first+l.visible(), l.store.Shown())
	for place := l.first; place < end; place++ {
		b.WriteByte('\n')
		l.row(&b, place)
	}
	for range l.first + l.visible() - end {
		b.WriteByte('\n')
	}
	for _, line := range l.loading.news {
		b.WriteString("\n  " + line)
	}
	if l.preview.open {
		return l.withPreview(b.String())
	}
	return b.String()
}

// titles draws the column titles, with the direction of the order beside the
// one that sorts.
func (l *List[T]) titles(b *strings.Builder) {
	order := l.store.Order()
	end := 0
	for _, p := range l.line {
		column := l.config.Columns[p.column]
		title := column.Title
		if column.SoFar && !l.finished() {
			title += ", SO FAR"
		}
		if order.By.Name != "" && sorts(column.Order, order.By.Name) {
			title += arrow(order.By.Descending != order.Reversed)
		}
		blanks(b, p.left-end)
		if column.Right {
			title = text.PadLeft(title, p.width)
		} else {
			title = text.Pad(title, p.width)
		}
		l.env.Theme.Ink(theme.Dim, false).To(b, title)
		end = p.left + p.width
	}
}

// sorts reports whether a column shows what an order sorts by: newest and
// oldest are one column's two directions, and so are a name's two orders.
func sorts(column, order string) bool {
	return column == order ||
		column == "newest" && order == "oldest" ||
		column == "version" && order == "name"
}

func arrow(descending bool) string {
	if descending {
		return " ▼"
	}
	return " ▲"
}

// drawn keeps rows as they were painted, because most frames differ from the
// one before only in which row is selected.
type drawn struct {
	when paintedAt
	rows map[rows.ID]string
}

// paintedAt is everything but the row itself that its picture depends on.
type paintedAt struct{ revision, theme, width, minute int }

// row draws the row at a place of the view.
func (l *List[T]) row(b *strings.Builder, place int) {
	id, selected := l.store.At(place), place == l.at
	bar, mark := " ", " "
	if selected {
		bar = theme.Mark
	}
	if l.marked(place, id) {
		mark = "*"
	}
	l.env.Theme.Ink(theme.Accent, selected).To(b, bar+mark)
	if selected {
		l.cells(b, id, true)
		return
	}
	row, ok := l.drawn.rows[id]
	if !ok {
		var painted strings.Builder
		l.cells(&painted, id, false)
		row = painted.String()
		l.drawn.rows[id] = row
	}
	b.WriteString(row)
}

// refresh forgets what was painted under other circumstances.
func (l *List[T]) refresh(now time.Time) {
	when := paintedAt{l.revision, l.env.Theme.Revision(), l.listWidth(), int(now.Unix() / 60)}
	if when != l.drawn.when || len(l.drawn.rows) > 8*l.height {
		l.drawn = drawn{when: when, rows: make(map[rows.ID]string, 2*l.height)}
	}
}

// cells draws a row's cells, and on the selected row the blanks up to the edge.
func (l *List[T]) cells(b *strings.Builder, id rows.ID, selected bool) {
	ink := func(role theme.Role) theme.Ink { return l.env.Theme.Ink(role, selected) }
	row, now, end := l.store.Row(id), l.env.Now(), gutter
	for _, p := range l.line {
		column := &l.config.Columns[p.column]
		s, role := column.Cell(row, Place{Now: now, Width: p.width})
		s = clean.Line(s)
		if p.left > end {
			ink(theme.Plain).To(b, spaces(p.left-end))
		}
		switch {
		case column.Right:
			ink(role).To(b, text.PadLeft(s, p.width))
		case p.column == 0 && !l.finder.filter.IsZero():
			l.highlighted(b, s, p.width, role, selected)
		default:
			ink(role).To(b, text.Pad(s, p.width))
		}
		end = p.left + p.width
	}
	if rest := l.listWidth() - end; selected && rest > 0 {
		ink(theme.Plain).To(b, spaces(rest))
	}
}

// highlighted draws a name with what the filter found in it. The whole name is
// searched, and what is cut off is not drawn: where a name ends is not where its
// column does.
func (l *List[T]) highlighted(
	b *strings.Builder, name string, width int, role theme.Role, selected bool,
) {
	plain, match := l.env.Theme.Ink(role, selected), l.env.Theme.Ink(theme.Match, selected)
	cell := text.Pad(name, width)
	seen, end := 0, 0 // how much of the name the cell begins with, and how much is drawn
	for seen < min(len(name), len(cell)) && name[seen] == cell[seen] {
		seen++
	}
	for _, span := range l.finder.filter.Highlights(name) {
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

// Cursor stands in the filter while it is typed, and else on the selected row,
// where those who listen to the screen expect it.
func (l *List[T]) Cursor() *tea.Cursor {
	if l.finder.typing {
		cursor := l.finder.input.Cursor()
		if cursor != nil {
			cursor.X++
			cursor.Y = l.height
		}
		return cursor
	}
	return nil
}

var blank = strings.Repeat(" ", 512)

// spaces is a run of blanks, cut from one string.
func spaces(n int) string {
	if n > len(blank) {
		return strings.Repeat(" ", n)
	}
	return blank[:max(n, 0)]
}

func blanks(b *strings.Builder, n int) { b.WriteString(spaces(n)) }
