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
	keys, page := l.env.Keys.List, max(l.view.Visible()-1, 1)
	times := max(l.count, 1)
	switch {
	case key.Matches(msg, keys.Down):
		l.view.GoTo(l.view.Position() + times)
	case key.Matches(msg, keys.Up):
		l.view.GoTo(l.view.Position() - times)
	case key.Matches(msg, keys.PageDown):
		l.view.GoTo(l.view.Position() + times*page)
	case key.Matches(msg, keys.PageUp):
		l.view.GoTo(l.view.Position() - times*page)
	case key.Matches(msg, keys.HalfDown):
		l.view.GoTo(l.view.Position() + times*max(page/2, 1))
	case key.Matches(msg, keys.HalfUp):
		l.view.GoTo(l.view.Position() - times*max(page/2, 1))
	case key.Matches(msg, keys.Top):
		l.view.GoTo(0)
	case key.Matches(msg, keys.Bottom):
		if l.count > 0 {
			l.view.GoTo(l.count - 1)
		} else {
			l.view.GoTo(l.view.Rows.Shown() - 1)
		}
	case key.Matches(msg, keys.NextMatch) && l.filter.only:
		l.goToMatch(1)
	case key.Matches(msg, keys.PreviousMatch) && l.filter.only:
		l.goToMatch(-1)
	default:
		return false
	}
	return true
}
