// Package loader brings the rows of a listing into a store: a first batch by itself, more as
// somebody comes near their end, all of them when asked, because every page is a request of a
// limited number. What is known of a list from earlier is in sight meanwhile, and compared with
// what is read. What failed is taken up where it stopped, and a reload fills a store of its own,
// which takes the other's place whole. How the rows are looked at is not its business.
package loader

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/ui/listing/rows"
	"tagboat/ui/task"
)

const (
	pagesAtOnce = 10  // the first batch, and each further one
	ahead       = 150 // rows left before somebody that call for more
	rowsPerPage = 100 // what the client asks the Hub for
	cheapRest   = 20  // requests that nobody need be asked about
)

// Loader reads one listing. It belongs to the loop. The exported fields are for reading.
type Loader[T any] struct {
	Rows    *rows.Store[T] // the rows in sight; another store once a reload has brought as many
	Verdict hub.Verdict    // as of the newest page
	// Failure is why reading stopped, or what is missing of what was read to the end; nil while it
	// goes on.
	Failure   error
	Page      int // the newest page, from 1; 0 before the first
	Again     int // the newest of those read a second time, from 1; 0 before that
	Count     int // all rows there are, as the Hub says; -1 while unknown
	NamesOnly int // rows of which the registry told nothing but the name
	// AsOf is when the rows in sight were known, and the list whole, where it was not read to its
	// end since; zero else.
	AsOf time.Time
	// Differs, if set, reports whether a row is not what it was, for Fate.
	Differs func(before, now *T) bool

	listing    hub.Listing[T]
	arrived    func(hub.Page[T])
	walk       *walk[T]
	pages      int // that were asked for last; 0: all of them
	slot       task.Slot[delivery[T]]
	perPage    int // rows of a full page, as the Hub sends them
	everything bool
	paused     bool           // by somebody, and not gone on since
	byName     bool           // what is left is read through the registry
	reloaded   *rows.Store[T] // what a reload fills while Rows stay in sight; nil without one
	known      comparison[T]
	alone      map[string]T // rows that came by themselves, and on no page so far, by their keys
}

// delivery is a page, and the verdict with it. The reader itself stays with the work.
type delivery[T any] struct {
	page    hub.Page[T]
	verdict hub.Verdict
}

// New is ready to bring the rows of a listing into a store, and asks for nothing. Arrived, if not
// nil, is told of each page before its rows are in the store.
func New[T any](
	listing hub.Listing[T], store *rows.Store[T], arrived func(hub.Page[T]),
) *Loader[T] {
	if arrived == nil {
		arrived = func(hub.Page[T]) {}
	}
	return &Loader[T]{
		Rows: store, Count: -1, listing: listing, arrived: arrived, walk: newWalk(listing),
		alone: map[string]T{},
	}
}

// GoOn asks for the next batch, or for all the rest after All, from where reading stopped or
// failed. The command is nil when reading is under way or finished.
func (l *Loader[T]) GoOn(ctx context.Context) tea.Cmd {
	if l.everything {
		return l.read(ctx, 0)
	}
	return l.read(ctx, pagesAtOnce)
}

// All asks for the rest, at the cost of Rest, and for all of what a reload brings.
func (l *Loader[T]) All(ctx context.Context) tea.Cmd {
	l.everything = true
	return l.read(ctx, 0)
}

// Pause stops what All reads. What has come stays, and reading goes on from there when asked.
func (l *Loader[T]) Pause() {
	l.slot.Stop()
	l.everything, l.paused = false, true
}

// IsReadingAll reports whether all is being read because somebody asked for it.
func (l *Loader[T]) IsReadingAll() bool { return l.everything && l.Busy() && !l.byName }

// CheapRest asks for the rest where it costs little: nothing, as the newest rows prove the others,
// or at most 20 requests, and less than a quarter of those that the Hub allows for the rest of this
// minute. Else the command is nil.
func (l *Loader[T]) CheapRest(ctx context.Context, b hub.Budget) tea.Cmd {
	isFree := l.Verdict.Route == hub.KeptRoute && !l.IsJoined()
	if l.Failure != nil || l.paused || !isFree && !IsCheap(l.Rest(), b) {
		return nil
	}
	return l.read(ctx, 0)
}

// IsCheap reports whether so many requests are as few as CheapRest wants; -1 is unknown and dear.
func IsCheap(requests int, b hub.Budget) bool {
	return requests >= 0 && requests <= cheapRest && (!b.Known || 4*requests < b.Remaining)
}

// ReadAhead asks for the next batch when a place of the view is near its end, or for the rest after
// All; not after a failure, and neither for a filter nor of a joined list, as any number of pages
// may hold nothing. A row that came by itself may stand at the end whatever is missing before it.
func (l *Loader[T]) ReadAhead(ctx context.Context, place int) tea.Cmd {
	isNear := place+ahead > l.Rows.Shown()-len(l.alone) && l.Rows.Filter().IsZero() &&
		!l.IsJoined()
	if isNear && len(l.alone) > 0 && place >= 0 && place < l.Rows.Shown() {
		_, alone := l.alone[l.Rows.Key(l.Rows.At(place))]
		isNear = !alone
	}
	if l.Failure != nil || l.paused || !l.everything && !isNear {
		return nil
	}
	return l.GoOn(ctx)
}

// ByName goes on with the names alone, which the registry tells, and reads all of them. The command
// is nil where there is no such way.
func (l *Loader[T]) ByName(ctx context.Context) tea.Cmd {
	if l.slot.Busy() || !l.byName && !l.walk.reader.ThroughRegistry() {
		return nil
	}
	l.byName = true
	return l.All(ctx)
}

// IsByName reports whether what is left is read through the registry.
func (l *Loader[T]) IsByName() bool { return l.byName }

// read goes on for so many pages; 0 is all of them.
func (l *Loader[T]) read(ctx context.Context, pages int) tea.Cmd {
	if l.slot.Busy() || l.Finished() {
		return nil
	}
	l.Failure, l.pages, l.paused = nil, pages, false
	walk := l.walk
	return l.slot.Start(ctx, func(ctx context.Context, deliver func(delivery[T]) bool) error {
		return walk.read(ctx, pages, deliver)
	})
}

// Return goes on with what was under way when the context of the loader's work ended.
func (l *Loader[T]) Return(ctx context.Context) tea.Cmd {
	if !l.slot.Busy() {
		return nil
	}
	l.slot.Stop()
	return l.read(ctx, l.pages)
}
