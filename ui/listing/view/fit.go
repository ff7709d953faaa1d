package view

import (
	"slices"

	"tagboat/ui/text"
)

// placed is a column with its place in the line.
type placed struct {
	column, left, width int
}

const (
	// Gutter is where a row's own text begins, behind the selection's bar and the mark.
	Gutter = 2
	gap    = 2 // between two columns
)

// fitting chooses the columns that a width has room for.
type fitting[T any] struct {
	columns Columns[T]
	byRank  []int
	widths  []int // of each column; 0: there is no room
	room    int   // left over
}

// fit chooses the columns that a width has room for and places them. The one that shows what the
// rows are sorted by goes before all others but the name.
func fit[T any](columns Columns[T], order string, width int) []placed {
	f := fitting[T]{
		columns: columns, byRank: make([]int, len(columns)), widths: make([]int, len(columns)),
		room: width - Gutter,
	}
	for i := range f.byRank {
		f.byRank[i] = i
	}
	importance := func(i int) int {
		if columns[i].Stays {
			return 0
		}
		if columns[i].Rank > 0 && slices.Contains(columns[i].Orders, order) {
			return 1 // after rank 0, before rank 1
		}
		return 2 * columns[i].Rank
	}
	slices.SortStableFunc(f.byRank, func(a, b int) int { return importance(a) - importance(b) })

	isSpare := func(i int) bool { return columns[i].Spare && importance(i) > 1 }
	says := func(i int) bool {
		told := columns[i].Told
		return told == nil || told() || importance(i) <= 1
	}
	f.admit(func(i int) bool { return !isSpare(i) && says(i) })
	f.grow(func(c *Column[T]) int { return c.Enough })
	f.admit(func(i int) bool { return isSpare(i) && says(i) })
	f.grow(func(c *Column[T]) int { return c.Most })
	return place(f.widths)
}

// admit gives columns the least that they need, as far as there is room.
func (f *fitting[T]) admit(which func(i int) bool) {
	for _, i := range f.byRank {
		if !which(i) {
			continue
		}
		least := f.columns[i].least()
		need := least
		if slices.ContainsFunc(f.widths, func(w int) bool { return w > 0 }) {
			need += gap
		}
		if brief := f.columns[i].brief; brief > 0 && need > f.room {
			need -= least - brief
			least = brief
		}
		switch {
		case need <= f.room:
			f.widths[i] = least
			f.room -= need
		case f.columns[i].Rank == 0:
			f.widths[i] = max(f.room, 1)
			f.room = 0
		}
	}
}

// least is the width below which a column leaves: its title and an arrow have room in it.
func (c *Column[T]) least() int {
	if len(c.Orders) == 0 {
		return c.Least
	}
	return max(c.Least, text.Width(c.Title+arrow(true)))
}

// grow shares what is left over equally among the columns that can use it.
func (f *fitting[T]) grow(most func(c *Column[T]) int) {
	for f.room > 0 {
		var hungry []int
		for _, i := range f.byRank {
			if f.widths[i] > 0 && f.widths[i] < most(&f.columns[i]) {
				hungry = append(hungry, i)
			}
		}
		if len(hungry) == 0 {
			return
		}
		share := max(f.room/len(hungry), 1)
		for _, i := range hungry {
			more := min(share, most(&f.columns[i])-f.widths[i], f.room)
			f.widths[i] += more
			f.room -= more
		}
	}
}

func place(widths []int) []placed {
	var line []placed
	left := Gutter
	for i, w := range widths {
		if w > 0 {
			line = append(line, placed{column: i, left: left, width: w})
			left += w + gap
		}
	}
	return line
}
