package delta

import "time"

// Row is what counts of a row.
type Row struct {
	Name    string
	Changed time.Time // by the server's clock; zero: unknown
	// Whole: nothing is missing of it that the server fills in later without dating it anew, as the
	// platforms of a tag that was listed before they were there.
	Whole bool
}

// Page is one answer of the server, newest rows first.
type Page struct {
	Rows      []Row
	Total     int // of the list; -1 unknown
	Malformed int // rows that could not be read
	Last      bool
	Answered  time.Time // by the server's clock; zero: unknown
}

// Newest is the newest time of a page's rows; zero where there is none.
func (p Page) Newest() time.Time {
	var newest time.Time
	for _, row := range p.Rows {
		if row.Changed.After(newest) {
			newest = row.Changed
		}
	}
	return newest
}

// Known is what is known of a list since it was whole the last time.
type Known struct {
	Rows int // all of them
	Torn int // of those, rows that are not whole
	// Newest and Answered are those of page 1 of the reading: rows that changed while the other
	// pages were read are newer, and say nothing about what changed on pages read before.
	Newest, Answered time.Time
	// Find reports whether a row is among Rows, and whether it is whole.
	Find func(name string) (known, whole bool)
}

// Reading reads the newest rows of a list of which something is known, page by page.
type Reading struct {
	known Known
	e     evidence
	names map[string]struct{}
	until time.Time // of the row read last
}

// evidence is what the pages told.
type evidence struct {
	known     Known
	pages     int
	answered  time.Time // of the page read last
	stale     bool      // a page was answered before the one before it, as a proxy's old ones are
	total     int
	recounted bool // another page told another total
	malformed int
	undated   bool
	unordered bool // a row is newer than the one before it
	twice     bool // a row came twice
	ended     bool // the news are read to their end
	torn      int  // rows that were known and not whole, and were not read again
	union     int  // different rows, known or read
}

// condition is one of those that all must hold.
type condition struct {
	name string
	met  func(e *evidence) bool
}

var conditions = []condition{
	{"the newest row known is not later than the answer that it came with", func(e *evidence) bool {
		return !e.known.Answered.IsZero() && !e.known.Newest.After(e.known.Answered)
	}},
	{"no answer is older than the one before it", func(e *evidence) bool { return !e.stale }},
	{"the news were read to a row strictly older than the newest known", func(e *evidence) bool {
		return e.ended
	}},
	{"every page told the first one's total", func(e *evidence) bool { return !e.recounted }},
	{"every row could be read", func(e *evidence) bool { return e.malformed == 0 }},
	{"every row has a time", func(e *evidence) bool { return !e.undated }},
	{"the rows come newest first", func(e *evidence) bool { return !e.unordered }},
	{"no row came twice", func(e *evidence) bool { return !e.twice }},
	{"every row that was not read again was whole", func(e *evidence) bool { return e.torn == 0 }},
	{"as many different rows as the first page counts", func(e *evidence) bool {
		return e.union == e.total
	}},
}

// Read begins.
func Read(k Known) *Reading {
	return &Reading{
		known: k, names: map[string]struct{}{},
		e: evidence{known: k, answered: k.Answered, torn: k.Torn, union: k.Rows},
	}
}

// Take takes the next page, from the first, and reports whether another is needed: the news go on.
func (r *Reading) Take(p Page) (more bool) {
	e := &r.e
	if e.pages++; e.pages == 1 {
		e.total = p.Total
	}
	e.stale, e.answered = e.stale || p.Answered.Before(e.answered), p.Answered
	e.recounted = e.recounted || p.Total != e.total
	e.malformed += p.Malformed
	for i, row := range p.Rows {
		r.take(row, e.pages == 1 && i == 0)
	}
	e.ended = e.ended || p.Last
	return !e.ended && len(p.Rows) > 0
}

func (r *Reading) take(row Row, first bool) {
	e := &r.e
	e.undated = e.undated || row.Changed.IsZero()
	e.unordered = e.unordered || !first && row.Changed.After(r.until)
	r.until = row.Changed
	e.ended = e.ended || row.Changed.Before(r.known.Newest)
	if _, came := r.names[row.Name]; came {
		e.twice = true
		return
	}
	r.names[row.Name] = struct{}{}
	known, whole := r.known.Find(row.Name)
	switch {
	case !known:
		e.union++
	case !whole:
		e.torn--
	}
}

// Verified reports whether the rows known and read are all that stood in the list when the first
// page was answered.
func (r *Reading) Verified() bool {
	for _, c := range conditions {
		if !c.met(&r.e) {
			return false
		}
	}
	return r.e.pages > 0
}
