package listing

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

const (
	wheelStep   = 3
	doubleClick = 400 * time.Millisecond
)

// click is the last click, to tell a double one.
type click struct {
	place int
	when  time.Time
}

// click selects a row, opens it when it was just clicked, or sorts by a title.
func (l *List[T]) click(msg tea.MouseClickMsg) tea.Cmd {
	if msg.Button != tea.MouseLeft || l.finder.typing {
		return nil
	}
	msg.Y -= len(l.above)
	if msg.Y == 0 {
		if column := columnAt(l.line, msg.X); column >= 0 {
			return l.sortByTitle(column)
		}
		return nil
	}
	place, now := l.first+msg.Y-headerHeight, l.env.Now()
	if msg.Y < 0 || msg.Y > l.visible() || place < 0 || place >= l.store.Shown() {
		return nil
	}
	again := l.clicked.place == place && now.Sub(l.clicked.when) < doubleClick
	l.clicked = click{place: place, when: now}
	l.goTo(place)
	if again {
		l.clicked = click{}
		l.open()
	}
	return nil
}

// wheel scrolls; the selection goes along only as far as it must.
func (l *List[T]) wheel(msg tea.MouseWheelMsg) {
	step := wheelStep
	if msg.Button == tea.MouseWheelUp {
		step = -wheelStep
	}
	visible := max(l.visible(), 1)
	l.first = max(min(l.first+step, l.store.Shown()-visible), 0)
	if at := max(min(l.at, l.first+visible-1), l.first); at != l.at {
		l.goTo(at)
	}
}
