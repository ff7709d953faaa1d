package listing

import (
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// mostCounted bounds a count typed before a movement.
const mostCounted = 1_000_000

// counted collects the digits of a count such as 12j.
func (l *List[T]) counted(msg tea.KeyPressMsg) bool {
	digit, err := strconv.Atoi(msg.Text)
	if err != nil || len(msg.Text) != 1 || digit == 0 && l.count == 0 {
		return false
	}
	l.count = min(l.count*10+digit, mostCounted)
	return true
}

// move takes the keys that move the selection and reports whether it did.
func (l *List[T]) move(msg tea.KeyPressMsg) bool {
	keys, page := l.env.Keys.List, max(l.visible()-1, 1)
	times := max(l.count, 1)
	switch {
	case key.Matches(msg, keys.Down):
		l.goTo(l.at + times)
	case key.Matches(msg, keys.Up):
		l.goTo(l.at - times)
	case key.Matches(msg, keys.PageDown):
		l.goTo(l.at + times*page)
	case key.Matches(msg, keys.PageUp):
		l.goTo(l.at - times*page)
	case key.Matches(msg, keys.HalfDown):
		l.goTo(l.at + times*max(page/2, 1))
	case key.Matches(msg, keys.HalfUp):
		l.goTo(l.at - times*max(page/2, 1))
	case key.Matches(msg, keys.Top):
		l.goTo(0)
	case key.Matches(msg, keys.Bottom):
		if l.count > 0 {
			l.goTo(l.count - 1)
		} else {
			l.goTo(l.store.Shown() - 1)
		}
	case key.Matches(msg, keys.NextMatch) && l.finder.only:
		l.goToMatch(1)
	case key.Matches(msg, keys.PreviousMatch) && l.finder.only:
		l.goToMatch(-1)
	default:
		return false
	}
	return true
}

// goTo selects the row at a place of the view, or the nearest there is.
func (l *List[T]) goTo(place int) {
	if l.store.Shown() == 0 {
		return
	}
	l.at = max(min(place, l.store.Shown()-1), 0)
	l.selected = l.store.At(l.at)
	// The first row of all is where everybody begins, not a choice.
	l.moved = l.moved || l.at > 0 || !l.store.Filter().IsZero()
	l.keepInSight()
}

// find selects the row that is waited for, until somebody moves.
func (l *List[T]) find() {
	if l.wanted != "" && !l.moved {
		l.Select(l.wanted)
	}
}

// follow finds the selected row again after the view has changed, and keeps it
// at the same height of the screen.
func (l *List[T]) follow() {
	l.revision++
	if l.store.Shown() == 0 {
		l.at, l.first = 0, 0
		return
	}
	height := l.at - l.first
	l.at = 0
	if l.moved && l.selected >= 0 && int(l.selected) < l.store.Len() {
		l.at = l.store.Nearest(l.selected)
	}
	if !l.moved {
		l.selected = l.store.At(0)
	}
	l.first = l.at - height
	l.keepInSight()
}

// keepInSight scrolls as little as it takes to show the selected row.
func (l *List[T]) keepInSight() {
	visible := max(l.visible(), 1)
	l.first = min(l.first, l.at)
	l.first = max(l.first, l.at-visible+1, 0)
	l.first = min(l.first, max(l.store.Shown()-visible, 0))
}
