package loader

import (
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
)

// Change is what an answer has brought: a page, whose rows are in the store, or the end of a batch.
type Change struct {
	Ended bool
	Next  tea.Cmd // to be returned from Update, or nothing more arrives
}

// Take takes what the loader asked for, and refuses everything else and what comes too late.
func (l *Loader[T]) Take(msg tea.Msg) (Change, bool) {
	p, ok := l.slot.Take(msg)
	switch {
	case !ok:
		return Change{}, false
	case p.Done:
		l.end(p.Err)
	default:
		l.walk.taken()
		l.add(p.Value)
	}
	return Change{Ended: p.Done, Next: p.Next}, true
}

func (l *Loader[T]) add(d delivery[T]) {
	l.Verdict, l.Page, l.Count = d.verdict, d.page.Number, d.page.Count
	l.perPage = max(l.perPage, len(d.page.Rows))
	if d.page.Route == hub.RegistryRoute {
		l.NamesOnly += len(d.page.Rows)
	}
	l.arrived(d.page)
	l.filling().Append(d.page.Rows)
	if l.filling().Len() >= l.Rows.Len() {
		l.swap()
	}
}

// end is the end of a batch or of the whole listing, or a failure. The work is over, so the reader
// may be asked.
func (l *Loader[T]) end(err error) {
	l.Verdict, l.Failure = l.walk.reader.Verdict(), err
	if err == nil && l.Verdict.State == hub.Partial {
		l.Failure = l.Verdict.Err // read to the end, and not all of it: going on would never end
	}
	if l.Failure == nil {
		l.swap()
	}
}

// Add takes a row that was asked for by itself, and brings it back after a reload.
func (l *Loader[T]) Add(row T) {
	l.alone = append(l.alone, row)
	l.arrived(hub.Page[T]{Rows: []T{row}})
	l.filling().Append([]T{row})
}

// Has reports whether the row with a key has come since reading began, anew after a reload.
func (l *Loader[T]) Has(key string) bool {
	_, ok := l.filling().ByKey(key)
	return ok
}

// Busy reports whether rows are on their way.
func (l *Loader[T]) Busy() bool { return l.slot.Busy() }

// Finished reports whether there is nothing left to ask for.
func (l *Loader[T]) Finished() bool {
	return l.Verdict.State == hub.Complete || l.Verdict.State == hub.Changed
}

// Pages is how many pages there are, as far as the Hub tells; -1 while that is unknown.
func (l *Loader[T]) Pages() int {
	if l.Count < 0 || l.perPage == 0 {
		return -1
	}
	return (l.Count + l.perPage - 1) / l.perPage
}

// Rest is how many requests the rest takes; -1 while that is unknown.
func (l *Loader[T]) Rest() int {
	if l.Pages() < 0 {
		return -1
	}
	return max(l.Pages()-l.Page, 1)
}
