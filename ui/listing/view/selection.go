package view

import "tagboat/ui/listing/rows"

// Position is where the selected row is in the view, from 0.
func (v *View[T]) Position() int { return v.at }

// Moved reports whether somebody has chosen a row: until then the first one is selected, whatever
// arrives there.
func (v *View[T]) Moved() bool { return v.moved }

// Selected is the selected row; nil when none is in view.
func (v *View[T]) Selected() *T {
	if v.at < 0 || v.at >= v.Rows.Shown() {
		return nil
	}
	return v.Rows.Row(v.Rows.At(v.at))
}

// Select selects the row with a key and reports whether it is in view.
func (v *View[T]) Select(key string) bool {
	id, ok := v.Rows.ByKey(key)
	if !ok {
		return false
	}
	place, shown := v.Rows.Position(id)
	if shown {
		v.GoTo(place)
	}
	return shown
}

// Replace shows another store with rows of the same listing; then call Follow. The selection and
// the range being drawn go over by the rows' keys.
func (v *View[T]) Replace(store *rows.Store[T]) {
	if v.anchor >= 0 {
		began, ok := store.ByKey(v.Rows.Key(v.anchor))
		if !ok {
			began = -1
		}
		v.anchor = began
	}
	if v.selected >= 0 {
		same, ok := store.ByKey(v.Rows.Key(v.selected))
		if !ok {
			same = min(v.selected, rows.ID(store.Len()-1))
		}
		v.selected = same
	}
	v.Rows = store
}

// Hold keeps the selection on its row although nobody has chosen it, while rows may come above that
// are news; afterwards it is a choice if some came.
func (v *View[T]) Hold(on bool) {
	if on {
		v.held = v.held || v.Selected() != nil
		return
	}
	v.moved = v.moved || v.held && v.at > 0
	v.held = false
}

// GoTo selects the row at a place of the view, or the nearest there is.
func (v *View[T]) GoTo(place int) {
	if v.Rows.Shown() == 0 {
		return
	}
	v.at = max(min(place, v.Rows.Shown()-1), 0)
	v.selected = v.Rows.At(v.at)
	// The first row of all is where everybody begins, not a choice.
	v.moved = v.moved || v.at > 0 || !v.Rows.Filter().IsZero()
	v.KeepInSight()
}

// Follow finds the selected row again after the rows in view have changed, and keeps it at the same
// height of the screen.
func (v *View[T]) Follow() {
	v.revision++
	if v.sorted != v.Rows.Order().By.Name {
		v.layOut()
	}
	if v.Rows.Shown() == 0 {
		v.at, v.first = 0, 0
		return
	}
	height, top := v.at-v.first, v.first
	v.at = 0
	if (v.moved || v.held) && v.selected >= 0 && int(v.selected) < v.Rows.Len() {
		v.at = v.nearest()
	}
	if !v.moved && !v.held {
		v.selected = v.Rows.At(0)
	}
	v.first = v.at - height
	if v.held && !v.moved && top == 0 {
		v.first = 0 // what is new above is seen
	}
	v.KeepInSight()
}

// nearest is where the selected row is or, where that is filtered out, the best of what was found;
// a row that is left out for another reason has neighbours.
func (v *View[T]) nearest() int {
	_, shown := v.Rows.Position(v.selected)
	if shown || v.Filter.IsZero() || v.Filter.Match(v.Rows.Row(v.selected)) {
		return v.Rows.Nearest(v.selected)
	}
	return 0
}

// KeepInSight scrolls as little as it takes to show the selected row.
func (v *View[T]) KeepInSight() {
	visible := max(v.Visible(), 1)
	v.first = min(v.first, v.at)
	v.first = max(v.first, v.at-visible+1, 0)
	v.first = min(v.first, max(v.Rows.Shown()-visible, 0))
}

// Scroll moves the rows by so many lines; the selection goes along only as far as it must.
func (v *View[T]) Scroll(lines int) {
	visible := max(v.Visible(), 1)
	v.first = max(min(v.first+lines, v.Rows.Shown()-visible), 0)
	if at := max(min(v.at, v.first+visible-1), v.first); at != v.at {
		v.GoTo(at)
	}
}

// RowUnder is the place of the row on a line of the area; -1 for none.
func (v *View[T]) RowUnder(y int) int {
	line := y - len(v.above) - headerHeight
	place := v.first + line
	if line < 0 || line >= v.Visible() || place >= v.Rows.Shown() {
		return -1
	}
	return place
}

// LineOf is the line of the area on which the selected row is; -1 when none is in view.
func (v *View[T]) LineOf() int {
	if v.Selected() == nil || v.at-v.first >= v.Visible() {
		return -1
	}
	return len(v.above) + headerHeight + v.at - v.first
}

// TitleUnder is the column whose title is at a cell of the area; nil for none.
func (v *View[T]) TitleUnder(x, y int) *Column[T] {
	if y != len(v.above) {
		return nil
	}
	for _, p := range v.line {
		if x >= p.left && x < p.left+p.width+gap {
			return &v.config.Columns[p.column]
		}
	}
	return nil
}
