package paging

import (
	"context"
	"iter"
)

// Listing describes a paged collection. Describing does no I/O; a page can be asked for again.
type Listing[T any] struct {
	source Source[T]
	calm   bool // nobody waits for it
}

// New describes what a source has.
func New[T any](source Source[T]) Listing[T] { return Listing[T]{source: source} }

// Source is what is described, for whoever stands between it and a Reader.
func (l Listing[T]) Source() Source[T] { return l.source }

// Page asks for page n, from 1.
func (l Listing[T]) Page(ctx context.Context, n int) (Page[T], error) {
	return l.source.Page(ctx, max(n, 1), l.urgency(1))
}

// Unattended is the same listing for a run that nobody watches: what a person asks for meanwhile
// goes first, and a failure that may pass is met by more tries, six in all, and longer pauses.
// Nobody above has to repeat anything.
func (l Listing[T]) Unattended() Listing[T] {
	l.calm = true
	return l
}

// urgency is that of a page on the way through the list: somebody looks at the first.
func (l Listing[T]) urgency(n int) Urgency {
	if n == 1 && !l.calm {
		return Urgent
	}
	return Patient
}

// HasRegistry reports whether the names of the rows can be had from a registry as well.
func (l Listing[T]) HasRegistry() bool { return l.source.Names != nil }

// Key is what makes a row the same row: a tag's name, a repository's name.
func (l Listing[T]) Key(row T) string { return l.source.Key(row) }

// Pages asks for the pages from the given one to the last: several requests in flight, delivered in
// order, nothing removed. It stops after the first error.
func (l Listing[T]) Pages(ctx context.Context, from int) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		w := window[T]{listing: l, next: max(from, 1)}
		for p, err := range w.pages(l.source.bind(ctx), 0) {
			if !yield(p, err) || err != nil {
				return
			}
		}
	}
}

// All gives every row once, rows found by repair included. An error ends it; so does, at the very
// end, a verdict of Partial.
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
	if l.source.Walk != nil {
		l.source = l.source.Walk(l.calm)
	}
	if l.source.join != nil {
		return &Reader[T]{listing: l, joined: l.source.join(l.calm)}
	}
	r := &Reader[T]{
		listing: l, count: -1, seen: newFingerprints(), order: newOrder(),
		walked: window[T]{listing: l, next: 1},
		proof:  evidence{newestFirst: l.source.NewestFirst},
	}
	r.jobs = []job[T]{&walk[T]{r}}
	return r
}
