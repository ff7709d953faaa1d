package markdown

import (
	"strings"

	extast "github.com/yuin/goldmark/extension/ast"

	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const (
	between     = " │ " // two cells of a table
	crossing    = "─┼─" // below between, in the rule under the header
	leastColumn = 8     // cells that a column is narrowed to
	mostName    = 20    // cells of a column's name, where it stands before every cell
)

// table is a table as far as it has been read: its cells by row and column, the header first.
type table struct {
	alignments []extast.Alignment
	rows       [][][]theme.Span
}

// table draws a table in columns or, where they would be too narrow to read, row after row in
// lines.
func (w *writer) table(n *extast.Table) {
	t := w.read(n)
	widths := t.fit(w.room())
	if widths == nil {
		w.records(t)
		return
	}
	rows, apart := t.wrapped(widths)
	for i, row := range rows {
		for y := range row.height {
			w.put(t.line(row.cells, y, widths))
		}
		switch {
		case i == 0:
			w.put(theme.Line{{Role: theme.Dim, Text: underline(widths)}})
		case apart && i+1 < len(rows):
			w.put(t.line(nil, 0, widths))
		}
	}
}

func (w *writer) read(n *extast.Table) *table {
	t := &table{alignments: n.Alignments}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		role := theme.Plain
		if row.Kind() == extast.KindTableHeader {
			role = theme.Strong
		}
		cells := make([][]theme.Span, len(t.alignments))
		i := 0
		for cell := row.FirstChild(); cell != nil && i < len(cells); cell = cell.NextSibling() {
			cells[i] = w.inlines(cell, role)
			i++
		}
		t.rows = append(t.rows, cells)
	}
	return t
}

// fit gives every column the cells that it needs, or takes from the widest until all fit, but if
// possible not so much that a word has to be broken. Nil is returned where they cannot be read.
func (t *table) fit(room int) []int {
	room -= text.Width(between) * (len(t.alignments) - 1)
	most, least := t.needs(room / 2)
	if sum(least) > room {
		for i := range least {
			least[i] = min(most[i], leastColumn)
		}
	}
	if sum(least) > room {
		return nil
	}
	for widest := room; ; widest-- {
		widths := make([]int, len(most))
		for i := range widths {
			widths[i] = min(most[i], max(least[i], widest))
		}
		if sum(widths) <= room {
			return widths
		}
	}
}

// needs are the widths of the columns for lines that are not broken, and for words that are not,
// as far as these take no more than so many cells.
func (t *table) needs(limit int) (most, least []int) {
	most, least = make([]int, len(t.alignments)), make([]int, len(t.alignments))
	for _, row := range t.rows {
		for i, cell := range row {
			said := theme.Line(cell).String()
			for line := range strings.SplitSeq(said, "\n") {
				most[i] = max(most[i], text.Width(line), 1)
			}
			for word := range strings.FieldsSeq(said) {
				least[i] = max(least[i], text.Width(word))
			}
			least[i] = min(least[i], max(limit, 1), most[i])
		}
	}
	return most, least
}

func sum(widths []int) (all int) {
	for _, width := range widths {
		all += width
	}
	return all
}

func underline(widths []int) string {
	parts := make([]string, len(widths))
	for i, width := range widths {
		parts[i] = strings.Repeat("─", width)
	}
	return strings.Join(parts, crossing)
}

// tableRow is a row whose cells have been broken into lines.
type tableRow struct {
	cells  [][]theme.Line
	height int // lines
}

// wrapped breaks the cells of all rows. Rows are to stand apart where one below the header has
// several lines, so that one sees where the next begins.
func (t *table) wrapped(widths []int) (rows []tableRow, apart bool) {
	for i, cells := range t.rows {
		row := tableRow{cells: make([][]theme.Line, len(cells)), height: 1}
		for column, cell := range cells {
			row.cells[column] = fill(cell, widths[column])
			row.height = max(row.height, len(row.cells[column]))
		}
		rows = append(rows, row)
		apart = apart || i > 0 && row.height > 1
	}
	return rows, apart
}

// line is line y of the cells of a row, beside each other.
func (t *table) line(cells [][]theme.Line, y int, widths []int) theme.Line {
	var line theme.Line
	for column, width := range widths {
		if column > 0 {
			line = append(line, theme.Span{Role: theme.Dim, Text: between})
		}
		var part theme.Line
		if column < len(cells) && y < len(cells[column]) {
			part = cells[column][y]
		}
		line = append(line, padded(part, width, t.alignments[column])...)
	}
	return line
}

// padded puts blanks on the sides of a cell.
func padded(cell theme.Line, cells int, to extast.Alignment) theme.Line {
	room := max(cells-text.Width(cell.String()), 0)
	left := 0
	switch to {
	case extast.AlignRight:
		left = room
	case extast.AlignCenter:
		left = room / 2
	default:
	}
	line := theme.Line{{Role: theme.Plain, Text: strings.Repeat(" ", left)}}
	line = append(line, cell...)
	return append(line, theme.Span{Role: theme.Plain, Text: strings.Repeat(" ", room-left)})
}

// records draws every row in lines, each cell behind the name of its column.
func (w *writer) records(t *table) {
	names := make([]theme.Span, len(t.alignments))
	for i, cell := range t.rows[0] {
		name := text.Truncate(theme.Line(cell).String(), mostName)
		names[i] = theme.Span{Role: theme.Dim, Text: name + ": "}
	}
	for i, row := range t.rows[1:] {
		if i > 0 {
			w.skip()
		}
		for column, cell := range row {
			if len(cell) > 0 {
				w.fill(append([]theme.Span{names[column]}, cell...))
			}
		}
	}
}
