package view

import "tagboat/ui/listing/rows"

// Mark marks the range being drawn or, without one, turns the mark of the selected row round and
// goes on to the next.
func (v *View[T]) Mark() {
	if v.markRange() || v.Selected() == nil {
		return
	}
	v.Rows.Toggle(v.Rows.At(v.at))
	v.GoTo(v.at + 1)
}

// Range marks the range being drawn or, without one, begins one at the selected row.
func (v *View[T]) Range() {
	if !v.markRange() && v.Selected() != nil {
		v.anchor = v.Rows.At(v.at)
	}
}

// markRange marks the range being drawn, and reports whether there is one.
func (v *View[T]) markRange() bool {
	if v.anchor < 0 || v.Selected() == nil {
		return false
	}
	v.Rows.MarkRange(v.inRange())
	v.anchor = -1
	return true
}

// Unmark forgets the range being drawn or, without one, all marks, and reports whether there were
// any.
func (v *View[T]) Unmark() bool {
	switch {
	case v.anchor >= 0:
		v.anchor = -1
	case v.Rows.MarkCount() > 0:
		v.Rows.ClearMarks()
	default:
		return false
	}
	return true
}

// inRange are the first and the last place of the range being drawn; the last is before the first
// where there is none.
func (v *View[T]) inRange() (from, to int) {
	if v.anchor < 0 || v.Rows.Shown() == 0 {
		return 0, -1
	}
	began := v.Rows.Nearest(v.anchor)
	return min(began, v.at), max(began, v.at)
}

// marked reports whether a row is marked or lies in the range being drawn.
func (v *View[T]) marked(place int, id rows.ID) bool {
	from, to := v.inRange()
	return place >= from && place <= to || v.Rows.Marked(id)
}

// RangeCount is how many rows are in the range being drawn.
func (v *View[T]) RangeCount() int {
	from, to := v.inRange()
	return to - from + 1
}

// MarkCount is how many rows are marked or in the range being drawn.
func (v *View[T]) MarkCount() int {
	n := v.Rows.MarkCount()
	from, to := v.inRange()
	if n == 0 {
		return to - from + 1
	}
	for place := from; place <= to; place++ {
		if !v.Rows.Marked(v.Rows.At(place)) {
			n++
		}
	}
	return n
}

// Chosen are the rows that are marked or in the range being drawn, in the order of the list, or
// else the selected one.
func (v *View[T]) Chosen() []T {
	var chosen []T
	for _, id := range v.Rows.MarksAnd(v.inRange()) {
		chosen = append(chosen, *v.Rows.Row(id))
	}
	if row := v.Selected(); len(chosen) == 0 && row != nil {
		chosen = []T{*row}
	}
	return chosen
}
