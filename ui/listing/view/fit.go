package view

import "slices"

// placed is a column with its place in the line.
type placed struct {
	column, left, width int
}

const (
	gutter = 2 // the selection's bar and the mark
	gap    = 2 // between two columns
)

// fit chooses the columns that a width has room for and places them.
func fit[T any](columns Columns[T], width int) []placed {
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
func grow[T any](columns Columns[T], widths, byRank []int, room int) {
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
