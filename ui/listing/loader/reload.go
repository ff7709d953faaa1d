package loader

import (
	"context"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/ui/listing/rows"
)

// Reload goes on where reading failed, if that can help. Otherwise it begins anew behind the rows
// in sight, with the Hub's own list again where the registry's was being read. What is known and
// need not be asked for is not.
func (l *Loader[T]) Reload(ctx context.Context) tea.Cmd {
	switch {
	case l.Resumes():
		return l.GoOn(ctx)
	case l.IsKnown():
		return l.again(ctx, l.listing, pagesAtOnce)
	}
	return l.again(ctx, l.listing, l.pagesInSight())
}

// Anew begins anew behind the rows in sight, and asks for every page of them.
func (l *Loader[T]) Anew(ctx context.Context) tea.Cmd {
	return l.again(ctx, l.listing.Anew(), l.pagesInSight())
}

func (l *Loader[T]) pagesInSight() int {
	return max((l.Rows.Len()-len(l.alone)+rowsPerPage-1)/rowsPerPage, pagesAtOnce)
}

// again walks through the list from its beginning. Rows that are only known stay where they are,
// and are compared with what is read.
func (l *Loader[T]) again(ctx context.Context, listing hub.Listing[T], pages int) tea.Cmd {
	l.slot.Stop()
	wasWhole := l.Finished()
	l.walk, l.Verdict, l.reloaded, l.Failure = newWalk(listing), hub.Verdict{}, nil, nil
	l.Page, l.Again, l.perPage, l.NamesOnly, l.byName = 0, 0, 0, 0, false
	l.known.read, l.known.behind = nil, nil
	if l.Rows.Len() > 0 && !l.IsKnown() {
		l.reloaded = l.Rows.NewLike()
		l.reloaded.Append(slices.Collect(maps.Values(l.alone)))
		if wasWhole && l.listing.IsKept() {
			l.known.behind = &fates{}
		} else {
			l.known.fates = fates{}
		}
	}
	return l.read(ctx, pages)
}

// Resumes reports whether Reload goes on where reading failed, and asks again for nothing.
func (l *Loader[T]) Resumes() bool {
	return l.Failure != nil && !l.byName && hub.KindOf(l.Failure) != hub.DepthCapped
}

// drop takes rows out of sight that turn out not to be in the list: they came by themselves, and
// are on none of all its pages.
func (l *Loader[T]) drop() {
	var rest []T
	for _, row := range l.Rows.All() {
		if _, gone := l.alone[l.listing.Key(row)]; !gone {
			rest = append(rest, row)
			continue
		}
		l.known.fates.mark(l.listing.Key(row), Same)
	}
	gone := l.known.gone
	l.reloaded = l.Rows.NewLike()
	l.reloaded.Append(rest)
	clear(l.alone)
	l.swap()
	l.known.gone = gone
}

// swap puts what a reload has brought in the place of the rows in sight, with their marks.
func (l *Loader[T]) swap() {
	if l.reloaded != nil {
		l.reloaded.TakeMarks(l.Rows)
		l.reloaded.Finish()
		l.Rows, l.reloaded, l.known.gone = l.reloaded, nil, 0
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
