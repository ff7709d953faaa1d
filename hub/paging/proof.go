package paging

import "time"

// Each row tells when it last changed, and so a list can prove from one reading that it is whole.
//
// Say that page 1 was answered at a moment T. A row that was seen and had last changed before T
// stood in the list at T. As many different rows as page 1 counts, all of that kind, are therefore
// all that stood there at T: the verdict is as of page 1's answer, whatever came, went or moved
// afterwards. The conditions below say when a row is known to have changed before T; where one
// fails, page 1 is read again.
//
// Assumed, and not to be proven from outside: later answers are not older than page 1's, and
// nothing comes into sight with an old date, as a repository that is made public does; that every
// page tells the same total is the only guard there.
//
// That all pages tell one total, and as many different rows were seen, is no proof without the
// dates: a row may have been deleted and another have come in its place.

// clockMargin is how far the clock that dates rows may be from the one that dates answers.
const clockMargin = time.Minute

// evidence is what the pages of a walk told.
type evidence struct {
	newestFirst bool
	// of page 1
	answered time.Time // by the server's clock
	total    int
	newest   time.Time // its newest row
	// of the pages
	early     bool // another was asked for before page 1 was there
	recounted bool // another told another total, or one was asked for again
	malformed int  // rows that could not be read
	undated   bool // a row has no time
	later     time.Time
	latest    time.Time // of all rows, as later is of those behind page 1
	rows      int       // different ones
}

// condition is one of those that all must hold.
type condition struct {
	name string
	met  func(e *evidence) bool
}

var conditions = []condition{
	{"page 1 was there before another page was asked for", func(e *evidence) bool {
		return !e.early
	}},
	{"every page told page 1's total", func(e *evidence) bool { return !e.recounted }},
	{"every row could be read", func(e *evidence) bool { return e.malformed == 0 }},
	{"every row has a time", func(e *evidence) bool { return !e.undated }},
	{"as many different rows as page 1 counts", func(e *evidence) bool {
		return e.rows+e.malformed == e.total
	}},
	{"rows behind page 1 are strictly older than its newest", func(e *evidence) bool {
		return !e.newestFirst || e.later.Before(e.newest)
	}},
	{"the newest is not later than the answer", func(e *evidence) bool {
		return !e.newestFirst || !e.answered.IsZero() && !e.newest.After(e.answered)
	}},
	{"in another order every row is older than the answer by the margin", func(e *evidence) bool {
		return e.newestFirst || e.latest.Before(e.answered.Add(-clockMargin))
	}},
}

// proves reports whether all that stood in the list when page 1 was answered was seen.
func (e *evidence) proves() bool {
	for _, c := range conditions {
		if !c.met(e) {
			return false
		}
	}
	return true
}

// hear takes what a page of the walk tells, one that could be had; changed tells of a row.
func hear[T any](e *evidence, p Page[T], changed func(T) time.Time) {
	e.malformed += p.Malformed
	if p.Number == 1 {
		e.answered, e.total = p.Answered, p.Count
	}
	e.recounted = e.recounted || p.Repair || p.Count != e.total
	for _, row := range p.Rows {
		at := changed(row)
		e.undated = e.undated || at.IsZero()
		e.latest = latest(e.latest, at)
		if p.Number == 1 {
			e.newest = latest(e.newest, at)
		} else {
			e.later = latest(e.later, at)
		}
	}
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
