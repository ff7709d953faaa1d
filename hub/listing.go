package hub

import (
	"context"
	"iter"
)

// Door is the way an answer came in.
type Door uint8

// The doors: the Hub's API, the registry's list of tag names, the index, which is an older search on
// a host of its own, and the Hub's older search, which tells as little.
const (
	HubDoor Door = iota
	RegistryDoor
	IndexDoor
	OlderDoor
)

func (d Door) String() string {
	switch d {
	case RegistryDoor:
		return "the registry"
	case IndexDoor:
		return "the index"
	case OlderDoor:
		return "the Hub's older search"
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
	Door      Door
	Malformed int   // rows that could not be read and are left out
	Repair    bool  // rows found when pages were read a second time
	Hole      error // why this page could not be had; it has no rows then, and the list goes on behind it
}

// raw is how many rows the server sent.
func (p Page[T]) raw() int { return len(p.Rows) + p.Malformed }

// Listing describes a paged collection. Describing does no I/O; a page can be asked for again.
type Listing[T any] struct {
	client *Client
	op     string                                                             // "list tags of library/nginx"
	page   func(ctx context.Context, n int, urgency urgency) (Page[T], error) // one page of the Hub
	key    func(row T) string
	names  func(ctx context.Context, cursor string) (names[T], error) // one page of the registry; nil: no such door
	single bool                                                       // a Reader that is asked for some pages hands over one at a time
	calm   bool                                                       // nobody waits for it
}

// Page asks for page n, from 1, through the Hub's door.
func (l Listing[T]) Page(ctx context.Context, n int) (Page[T], error) {
	return l.page(ctx, max(n, 1), l.urgency(1))
}

// Unattended is the same listing for a run that nobody watches: what a person asks for meanwhile goes first, and a failure that may pass is met
// by more tries, six in all, and longer pauses. Nobody above has to repeat anything.
func (l Listing[T]) Unattended() Listing[T] {
	l.calm = true
	return l
}

// urgency is that of a page on the way through the list: somebody looks at the first.
func (l Listing[T]) urgency(n int) urgency {
	if n == 1 && !l.calm {
		return urgent
	}
	return patient
}

// HasRegistry reports whether the names of the rows can be had from a registry as well.
func (l Listing[T]) HasRegistry() bool { return l.names != nil }

// Key is what makes a row the same row: a tag's name, a repository's name.
func (l Listing[T]) Key(row T) string { return l.key(row) }

// Pages asks for the pages from the given one to the last: several requests in flight, delivered in order, nothing removed. It stops after
// the first error.
func (l Listing[T]) Pages(ctx context.Context, from int) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		w := walk[T]{listing: l, next: max(from, 1)}
		for p, err := range w.pages(l.client.bound(ctx), 0) {
			if !yield(p, err) || err != nil {
				return
			}
		}
	}
}

// All gives every row once, rows found by repair included. An error ends it; so does, at the very end, a verdict of Partial.
func (l Listing[T]) All(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		r := l.Reader()
		for p, err := range r.Pages(ctx, 0) {
			if err != nil {
				yield(none, err)
				return
			}
			for _, row := range p.Rows {
				if !yield(row, nil) {
					return
				}
			}
		}
		if v := r.Verdict(); v.State == Partial && ctx.Err() == nil {
			yield(none, v.Err)
		}
	}
}

// Reader begins a walk through the listing.
func (l Listing[T]) Reader() *Reader[T] {
	return &Reader[T]{listing: l, walk: walk[T]{listing: l, next: 1}, seen: newFingerprints(), count: -1}
}
