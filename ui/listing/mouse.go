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
	if msg.Button != tea.MouseLeft || l.filter.typing {
		return nil
	}
	if title := l.view.TitleUnder(msg.X, msg.Y); title != nil {
		return l.sortByColumn(title)
	}
	place, now := l.view.RowUnder(msg.Y), l.env.Now()
	if place < 0 {
		return nil
	}
	again := l.clicked.place == place && now.Sub(l.clicked.when) < doubleClick
	l.clicked = click{place: place, when: now}
	l.view.GoTo(place)
	if again {
		l.clicked = click{}
		l.open()
	}
	return nil
}

// sortByColumn sorts by what a column shows, if there is such an order.
func (l *List[T]) sortByColumn(column *Column[T]) tea.Cmd {
	for _, name := range column.Orders {
		if order, ok := l.config.Schema.Order(name); ok {
			return l.sortBy(order)
		}
	}
	return nil
}

func (l *List[T]) wheel(msg tea.MouseWheelMsg) {
	if msg.Button == tea.MouseWheelUp {
		l.view.Scroll(-wheelStep)
	} else {
		l.view.Scroll(wheelStep)
	}
}
