package listing

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/ui/listing/rows"
)

// mark takes the keys that choose rows: one, a range from here to where the
// same key is pressed again, or all that are shown.
func (l *List[T]) mark(msg tea.KeyPressMsg) {
	keys := l.env.Keys.List
	switch {
	case l.current() == nil:
	case key.Matches(msg, keys.MarkAll):
		l.store.MarkAllShown()
	case l.anchor >= 0:
		l.store.MarkRange(l.inRange())
		l.anchor = -1
	case key.Matches(msg, keys.Range):
		l.anchor = l.store.At(l.at)
	default:
		l.store.Toggle(l.store.At(l.at))
		l.goTo(l.at + 1)
	}
}

// inRange are the first and the last place of the range being drawn; the last is
// before the first where there is none.
func (l *List[T]) inRange() (from, to int) {
	if l.anchor < 0 || l.store.Shown() == 0 {
		return 0, -1
	}
	began := l.store.Nearest(l.anchor)
	return min(began, l.at), max(began, l.at)
}

// marked reports whether a row is marked or lies in the range being drawn.
func (l *List[T]) marked(place int, id rows.ID) bool {
	from, to := l.inRange()
	return place >= from && place <= to || l.store.Marked(id)
}

// markCount is how many rows a key would act on, if any are marked or in a range.
func (l *List[T]) markCount() int {
	n := l.store.MarkCount()
	from, to := l.inRange()
	if n == 0 {
		return to - from + 1
	}
	for place := from; place <= to; place++ {
		if !l.store.Marked(l.store.At(place)) {
			n++
		}
	}
	return n
}

// toggleNoise leaves out what a person seldom looks for, or shows it again.
func (l *List[T]) toggleNoise() tea.Cmd {
	l.loading.hiding = !l.loading.hiding
	return l.hide()
}

// hide applies what is to be left out.
func (l *List[T]) hide() tea.Cmd {
	out := l.left()
	for _, store := range l.stores() {
		store.Hide(out)
	}
	return l.work()
}

// left tells which rows are left out; nil when none are.
func (l *List[T]) left() func(row *T) bool {
	noise, leave := l.config.Noise, l.loading.leave
	switch {
	case l.loading.hiding && leave != nil:
		return func(row *T) bool { return noise(row) || leave(row) }
	case l.loading.hiding:
		return noise
	default:
		return leave
	}
}
