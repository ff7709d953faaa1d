package listing

import (
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/keymap"
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
	keys := l.env.Keys.List
	to, moves := keys.Moves(msg, keymap.Rows{
		At: l.view.Position(), Of: l.view.Rows.Shown(), InSight: l.view.Visible(), Count: l.count,
	})
	switch {
	case moves:
		l.view.GoTo(to)
	case key.Matches(msg, keys.NextMatch) && l.filter.only:
		l.goToMatch(1)
	case key.Matches(msg, keys.PreviousMatch) && l.filter.only:
		l.goToMatch(-1)
	default:
		return false
	}
	return true
}
