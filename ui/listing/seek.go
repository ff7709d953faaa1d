package listing

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/ui/task"
)

// seek asks for the row that is waited for, once the first helping has not brought
// it: one request, instead of all that are left.
func (l *List[T]) seek() tea.Cmd {
	if l.config.Seek == nil || !l.awaited() || l.alone != nil || l.seeking.Busy() ||
		l.loading.slot.Busy() {
		return nil
	}
	ask := l.config.Seek
	return l.seeking.Start(l.ctx, func(ctx context.Context, deliver func(T) bool) error {
		row, err := ask(ctx)
		if err == nil {
			deliver(row)
		}
		return err
	})
}

// sought takes the row among the others, or tells why it is not there.
func (l *List[T]) sought(p task.Progress[T]) tea.Cmd {
	if p.Done {
		if p.Err != nil && l.awaited() {
			l.wanted = ""
			l.env.Fail(p.Err)
		}
		return p.Next
	}
	row := p.Value
	l.alone = &row
	if l.config.Arrived != nil {
		l.config.Arrived([]T{row})
	}
	l.filling().Append([]T{row})
	l.follow()
	l.find()
	return p.Next
}

// awaited reports whether a row is waited for that is not there, by somebody who has
// not moved on.
func (l *List[T]) awaited() bool {
	if l.wanted == "" || l.moved {
		return false
	}
	_, there := l.filling().ByKey(l.wanted)
	return !there
}

// elsewhere reports that the selection is not on the row that was asked for by name,
// which is still to come, and says so.
func (l *List[T]) elsewhere() bool {
	if !l.awaited() || !l.loading.slot.Busy() && !l.seeking.Busy() {
		return false
	}
	l.env.Toast(clean.Line(l.wanted) + " has not come yet")
	return true
}
