package loader

import (
	"slices"

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
	if p, ok := l.known.reading.Take(msg); ok {
		l.takeKnown(p)
		return Change{Next: p.Next}, true
	}
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
	l.Verdict, l.Count = d.verdict, d.page.Count
	if d.page.Repair {
		l.Again = d.page.Number
	} else {
		l.Page = d.page.Number
	}
	l.perPage = max(l.perPage, len(d.page.Rows))
	if d.page.Route == hub.RegistryRoute {
		// of a row that came by itself, or was known, more is known than its name
		l.noteRead(d.page.Rows)
		d.page.Rows = slices.DeleteFunc(d.page.Rows, func(row T) bool {
			return l.found(row) || l.IsKnown() && l.Has(l.listing.Key(row))
		})
		l.NamesOnly += len(d.page.Rows)
	}
	l.compare(d.page.Rows)
	if d.page.Route == hub.KeptRoute && l.IsKnown() && l.reloaded == nil {
		d.page.Rows = slices.DeleteFunc(d.page.Rows, l.isInSight)
	}
	if len(d.page.Rows) > 0 || !d.page.Repair {
		l.arrived(d.page)
	}
	l.filling().Append(d.page.Rows)
	l.noteRead(d.page.Rows)
	for i := 0; i < len(d.page.Rows) && len(l.alone) > 0; i++ {
		l.found(d.page.Rows[i])
	}
	if l.filling().Len() >= l.Rows.Len() && l.known.behind == nil {
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
	if l.Finished() {
		l.settle()
	}
	if l.Failure == nil || hub.KindOf(l.Failure) == hub.DepthCapped {
		l.swap() // it has brought all that it can
	}
	if l.Verdict.State == hub.Complete && len(l.alone) > 0 {
		l.drop()
	}
}

// Add takes rows that were asked for by themselves, and brings them back after a reload.
func (l *Loader[T]) Add(rows ...T) {
	l.arrived(hub.Page[T]{Rows: rows})
	for _, row := range rows {
		key := l.listing.Key(row)
		if _, alone := l.alone[key]; alone || !l.Has(key) {
			l.alone[key] = row
		}
	}
	l.compare(rows)
	l.filling().Append(rows)
	l.noteRead(rows)
}

// Forget does not bring a row back after a reload that had come by itself and is gone.
func (l *Loader[T]) Forget(key string) { delete(l.alone, key) }

// found notes that a page has a row, and reports whether it had come by itself before.
func (l *Loader[T]) found(row T) bool {
	key := l.listing.Key(row)
	_, alone := l.alone[key]
	delete(l.alone, key)
	return alone
}

// Has reports whether the row with a key has come since reading began, anew after a reload.
func (l *Loader[T]) Has(key string) bool {
	_, ok := l.filling().ByKey(key)
	return ok
}

// Busy reports whether the list is being read.
func (l *Loader[T]) Busy() bool { return l.slot.Busy() }

// Finished reports whether there is nothing left to ask for.
func (l *Loader[T]) Finished() bool {
	return l.Verdict.State == hub.Complete || l.Verdict.State == hub.Changed
}

// Pages is how many pages there are, as far as the Hub tells; -1 while that is unknown.
func (l *Loader[T]) Pages() int {
	if l.IsJoined() {
		if l.Finished() {
			return l.Verdict.Joined.Pages
		}
		return -1
	}
	if l.Count < 0 || l.perPage == 0 {
		return -1
	}
	return (l.Count + l.perPage - 1) / l.perPage
}

// IsJoined reports whether the list is made of others, as far as is known by now.
func (l *Loader[T]) IsJoined() bool { return l.Verdict.Joined.Noun != "" }

// Rest is how many requests the rest takes, of a joined list at least; -1 while that is unknown.
func (l *Loader[T]) Rest() int {
	if l.IsJoined() {
		return max(l.Verdict.Joined.Left, 1)
	}
	if l.Pages() < 0 {
		return -1
	}
	return max(l.Pages()-l.Page, 1)
}
