package listing

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/ui/task"
)

// wanted is the row that is waited for, by its key, and how it is asked for by itself.
type wanted[T any] struct {
	key   string // empty: none
	found bool   // it has come by itself
	slot  task.Slot[T]
}

// seek asks for the row that is waited for, once the first batch has not brought it: one request,
// instead of all that are left.
func (l *List[T]) seek() tea.Cmd {
	if l.config.Seek == nil || !l.awaited() || l.wanted.found || l.wanted.slot.Busy() ||
		l.loader.Busy() {
		return nil
	}
	ask := l.config.Seek
	return l.wanted.slot.Start(l.ctx, func(ctx context.Context, deliver func(T) bool) error {
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
			l.wanted.key = ""
			l.env.Fail(p.Err)
		}
		return p.Next
	}
	l.wanted.found = true
	l.loader.Add(p.Value)
	l.view.Follow()
	l.find()
	return p.Next
}

// find selects the row that is waited for, until somebody moves.
func (l *List[T]) find() {
	if l.wanted.key != "" && !l.view.Moved() {
		l.Select(l.wanted.key)
	}
}

// awaited reports whether a row is waited for that is not there, by somebody who has not moved on.
func (l *List[T]) awaited() bool {
	return l.wanted.key != "" && !l.view.Moved() && !l.loader.Has(l.wanted.key)
}

// elsewhere reports whether the selection is not on the row that was asked for by name, which is
// still to come, and says so.
func (l *List[T]) elsewhere() bool {
	if !l.awaited() || !l.loader.Busy() && !l.wanted.slot.Busy() {
		return false
	}
	l.env.Toast(clean.Line(l.wanted.key) + " has not come yet")
	return true
}
