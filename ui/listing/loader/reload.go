package loader

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/ui/listing/rows"
)

// Reload goes on where reading failed, and otherwise begins anew behind the rows in sight.
func (l *Loader[T]) Reload(ctx context.Context) tea.Cmd {
	if l.Failure != nil {
		return l.GoOn(ctx)
	}
	l.slot.Stop()
	l.walk, l.Verdict, l.reloaded = newWalk(l.listing), hub.Verdict{}, nil
	l.Page, l.perPage, l.NamesOnly = 0, 0, 0
	if l.Rows.Len() > 0 {
		l.reloaded = l.Rows.NewLike()
		l.reloaded.Append(l.alone)
	}
	return l.read(ctx, max((l.Rows.Len()+rowsPerPage-1)/rowsPerPage, pagesAtOnce))
}

// swap puts what a reload has brought in the place of the rows in sight, with their marks.
func (l *Loader[T]) swap() {
	if l.reloaded != nil {
		l.reloaded.TakeMarks(l.Rows)
		l.reloaded.Finish()
		l.Rows, l.reloaded = l.reloaded, nil
	}
}

// filling is the store that arriving rows go to.
func (l *Loader[T]) filling() *rows.Store[T] {
	stores := l.Stores()
	return stores[len(stores)-1]
}

// Stores are the one in sight and the one that a reload fills behind it: what is filtered, sorted
// and hidden in one must be in the other.
func (l *Loader[T]) Stores() []*rows.Store[T] {
	if l.reloaded != nil {
		return []*rows.Store[T]{l.Rows, l.reloaded}
	}
	return []*rows.Store[T]{l.Rows}
}

// Reloading reports whether they go to a store that is not yet in sight.
func (l *Loader[T]) Reloading() bool { return l.reloaded != nil }
