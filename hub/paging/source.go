package paging

import (
	"context"
	"slices"
	"sync/atomic"
	"time"
)

// Urgency tells what a person waits for from what runs ahead; only the latter is slowed down near a
// rate limit.
type Urgency uint8

// The urgencies.
const (
	Urgent Urgency = iota
	Patient
)

// Source is where the pages of a collection come from. Op names what is done, for errors: "list
// tags of library/nginx". Page asks for one page, from 1; it may be called from several goroutines,
// InFlight of them at most. Key is what makes a row the same row.
type Source[T any] struct {
	Op       string
	InFlight int // default 1
	Page     func(ctx context.Context, n int, u Urgency) (Page[T], error)
	Key      func(row T) string

	// Names, if set, is a second way to the same rows, which tells no more of them than their keys.
	// It gives one page of them, after a cursor that begins empty.
	Names func(ctx context.Context, cursor string) (Names[T], error)
	// Bind, if set, fixes who asks before the first page of a run.
	Bind func(ctx context.Context) context.Context
	// Changed, if set, tells when a row last changed, zero where that is unknown: a list that tells
	// it need not be read twice to be known to be whole. NewestFirst says that rows come in that
	// order.
	Changed     func(row T) time.Time
	NewestFirst bool
	// Chained pages are reached from the one before only, by a cursor: no row moves from one to
	// another, so that the last page ends the list and none is read again.
	Chained bool
	// Single has a Reader that is asked for some pages hand over one at a time.
	Single bool
	// Walk, if set, gives the Source that one Reader reads from, instead of this one; unattended is
	// whether nobody watches it (see [Listing.Unattended]).
	Walk func(unattended bool) Source[T]
	// Kept, if set, hands over what is known of the list from an earlier reading.
	Kept func(ctx context.Context) (Kept[T], bool)
	// Anew, if set, gives the Source whose pages are all asked for, where this one has some of them
	// from an earlier reading.
	Anew func() Source[T]
	// Observer, if set, hears of what a Reader reads.
	Observer Observer[T]

	join func(calm bool) walker[T] // of a joined list, which has no pages of its own
}

// Observer hears of a walk through a listing. It is called by the Reader, and must not block; where
// nobody watches, it may for a while.
type Observer[T any] interface {
	// Page hears of a page as it came, in order, with the rows that were seen before. The rows are
	// the Reader's and change. Who asked is bound to ctx.
	Page(ctx context.Context, p Page[T])
	// Concluded hears of the verdict, again where a walk is taken up.
	Concluded(v Verdict)
}

type arrivedKey struct{}

func whenArrived(ctx context.Context, do func()) context.Context {
	return context.WithValue(ctx, arrivedKey{}, do)
}

// Arrived is called by a Source's Page, with its context, when the answer is there and is only to
// be read: another page may be asked for meanwhile. A Source need not call it.
func Arrived(ctx context.Context) {
	if do, ok := ctx.Value(arrivedKey{}).(func()); ok {
		do()
	}
}

// Names is one page of the second way to the rows.
type Names[T any] struct {
	Rows      []T
	Malformed int
	Next      string // the cursor of the page that follows; "" at the end
}

func (s Source[T]) bind(ctx context.Context) context.Context {
	if s.Bind == nil {
		return ctx
	}
	return s.Bind(ctx)
}

func (s Source[T]) inFlight() int { return max(s.InFlight, 1) }

// Route is the way a page came.
type Route uint8

// The routes: the Hub's API, the registry's list of tag names, the index, which is an older search
// on a host of its own, the Hub's older search, which tells as little, what was kept of an earlier
// reading, and the same where nobody was asked because a date has not moved.
const (
	HubRoute Route = iota
	RegistryRoute
	IndexRoute
	OlderRoute
	KeptRoute
	DatedRoute
)

func (r Route) String() string {
	switch r {
	case RegistryRoute:
		return "the registry"
	case IndexRoute:
		return "the index"
	case OlderRoute:
		return "the Hub's older search"
	case KeptRoute:
		return "what was kept"
	case DatedRoute:
		return "what was kept, by its date"
	default:
		return "the Hub"
	}
}

// Page is one page of a listing.
type Page[T any] struct {
	Number    int // from 1
	Rows      []T
	Count     int  // the server's total over all pages; -1 unknown
	Last      bool // the server names no page after this one
	Route     Route
	Answered  time.Time // by the server's clock; zero: it did not tell
	Malformed int       // rows that could not be read and are left out
	Repair    bool      // rows found when pages were read a second time
	About     any       // what a whole answer tells beside its rows, see SliceAbout; nil otherwise
	// why this page could not be had; it has no rows then, and the list goes on behind it
	Hole error
}

// Sent is how many rows the server sent, those included that could not be read.
func (p Page[T]) Sent() int { return len(p.Rows) + p.Malformed }

// Slice is a collection that comes in one answer, so that it can be shown as every other: the
// layers of a platform, the platforms of a tag. fetch is asked for each page 1; there is no other
// page.
func Slice[T any](
	op string, fetch func(ctx context.Context) ([]T, error), key func(row T) string,
) Source[T] {
	return SliceAbout(op, func(ctx context.Context) ([]T, any, error) {
		rows, err := fetch(ctx)
		return rows, nil, err
	}, key)
}

// SliceAbout is a Slice whose answer tells something of the whole beside its rows, which travels
// with them in Page.About.
func SliceAbout[T any](
	op string, fetch func(ctx context.Context) (rows []T, about any, err error),
	key func(row T) string,
) Source[T] {
	return Source[T]{Op: op, Key: key, Page: func(
		ctx context.Context, n int, _ Urgency,
	) (Page[T], error) {
		if n > 1 {
			return Page[T]{Number: n, Last: true}, nil
		}
		rows, about, err := fetch(ctx)
		if err != nil {
			return Page[T]{}, err
		}
		return Page[T]{Number: 1, Rows: rows, Count: len(rows), Last: true, About: about}, nil
	}}
}

// Primed is the same listing with page 1 at hand: whoever comes first gets it without a request,
// and everybody later asks again.
func (l Listing[T]) Primed(first Page[T]) Listing[T] {
	var given atomic.Bool
	ask := l.source.Page
	l.source.Page = func(ctx context.Context, n int, u Urgency) (Page[T], error) {
		if n != 1 || given.Swap(true) {
			return ask(ctx, n, u)
		}
		page := first
		page.Rows = slices.Clone(first.Rows)
		return page, nil
	}
	return l
}
