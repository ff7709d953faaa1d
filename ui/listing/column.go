package listing

import (
	"slices"
	"time"

	"tagboat/ui/theme"
)

// Column is one column of a list.
type Column[T any] struct {
	Title string
	Order string // the name of the order that a click on the title sorts by; may be empty
	Right bool   // numbers stand to the right
	SoFar bool   // more may come to be known of every row until all are there; the title says so
	// Rank is the column's importance: as room shrinks the highest rank leaves
	// first; rank 0, the name, never leaves and is cut last.
	Rank int
	// Least and Most bound the width in cells. What is left over is shared by the
	// columns that can grow.
	Least, Most int
	// Cell is the row's own text, foreign or not, and what it is.
	Cell func(row *T, at Place) (string, theme.Role)
}

// Place is where and when a cell is drawn.
type Place struct {
	Now   time.Time
	Width int // cells
}

// placed is a column with its place in the line.
type placed struct {
	column, left, width int
}

const (
	gutter = 2 // the selection's bar and the mark
	gap    = 2 // between two columns
)

// fit chooses the columns that a width has room for and places them.
func fit[T any](columns []Column[T], width int) []placed {
	byRank := make([]int, len(columns))
	for i := range byRank {
		byRank[i] = i
	}
	slices.SortStableFunc(byRank, func(a, b int) int { return columns[a].Rank - columns[b].Rank })

	room := width - gutter
	widths := make([]int, len(columns))
	for _, i := range byRank {
		need := columns[i].Least
		if room < width-gutter {
			need += gap
		}
		switch {
		case need <= room:
			widths[i] = columns[i].Least
			room -= need
		case columns[i].Rank == 0:
			widths[i] = max(room, 1)
			room = 0
		}
	}
	grow(columns, widths, byRank, room)
	return place(widths)
}

// grow shares what is left over equally among the columns that can use it.
func grow[T any](columns []Column[T], widths, byRank []int, room int) {
	for room > 0 {
		var hungry []int
		for _, i := range byRank {
			if widths[i] > 0 && widths[i] < columns[i].Most {
				hungry = append(hungry, i)
			}
		}
		if len(hungry) == 0 {
			return
		}
		share := max(room/len(hungry), 1)
		for _, i := range hungry {
			more := min(share, columns[i].Most-widths[i], room)
			widths[i] += more
			room -= more
		}
	}
}

func place(widths []int) []placed {
	var line []placed
	left := gutter
	for i, w := range widths {
		if w > 0 {
			line = append(line, placed{column: i, left: left, width: w})
			left += w + gap
		}
	}
	return line
}

// columnAt tells which column stands at a cell of the line; -1 for none.
func columnAt(line []placed, x int) int {
	for _, p := range line {
		if x >= p.left && x < p.left+p.width+gap {
			return p.column
		}
	}
	return -1
}
