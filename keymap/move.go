package keymap

import (
	"fmt"

	"charm.land/bubbles/v2/key"
)

// Rows is a list in which a row is selected: which one, from 0, of how many, how many rows are in
// sight, and the number that was typed before a movement; 0: none.
type Rows struct{ At, Of, InSight, Count int }

// Moves is the row that a press leads to, which may lie before the first or behind the last, and
// whether it is one that moves.
func (l List) Moves(press fmt.Stringer, r Rows) (to int, moves bool) {
	page, times := max(r.InSight-1, 1), max(r.Count, 1)
	switch {
	case key.Matches(press, l.Down):
		to = r.At + times
	case key.Matches(press, l.Up):
		to = r.At - times
	case key.Matches(press, l.PageDown):
		to = r.At + times*page
	case key.Matches(press, l.PageUp):
		to = r.At - times*page
	case key.Matches(press, l.HalfDown):
		to = r.At + times*max(page/2, 1)
	case key.Matches(press, l.HalfUp):
		to = r.At - times*max(page/2, 1)
	case key.Matches(press, l.Top):
		to = 0
	case key.Matches(press, l.Bottom) && r.Count > 0:
		to = r.Count - 1
	case key.Matches(press, l.Bottom):
		to = r.Of - 1
	default:
		return r.At, false
	}
	return to, true
}
