package listing

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
)

// Return takes up what ended when the list was left. Rows, filter, order, selection and marks are
// as they were, and what is there is not asked for again.
func (l *List[T]) Return(ctx context.Context) tea.Cmd {
	l.ctx = ctx
	if l.preview.slot.Busy() {
		l.preview.slot.Stop()
		l.preview.key = ""
	}
	all := []tea.Cmd{l.loader.Known(ctx), l.loader.Return(ctx), l.work()}
	if l.wanted.slot.Busy() {
		all = append(all, l.begin())
	}
	if l.named.slot.Busy() {
		l.named.stop()
	}
	if l.sorting.Busy() {
		all = append(all, l.sort(l.view.Rows.AskedOrder()))
	}
	all = append(all, l.remark()) // favourites may have changed meanwhile
	if hub.KindOf(l.loader.Failure) == hub.SessionEnded && l.env.Hub.Session() != nil {
		all = append(all, l.read(l.loader.GoOn))
	}
	l.explainFailure()
	return tea.Batch(append(all, l.askNamed(), l.lookCloser())...)
}

// Rows is how many rows are in memory.
func (l *List[T]) Rows() int { return l.view.Rows.Len() }
