package paging

import (
	"context"
	"iter"
	"time"
)

// Kept is a whole list as it was known earlier. Its rows come in parts of any size, the first small
// enough to be shown at once; a list without rows is one part without any.
type Kept[T any] struct {
	AsOf  time.Time // when it was known to be whole
	Count int
	Some  bool // not all of the list was known: of some of the lists that were joined
	Parts iter.Seq2[[]T, error]
}

// Kept is what is known of the list without asking anybody for it, where it is known whole. Who
// asks is bound as for a page.
func (l Listing[T]) Kept(ctx context.Context) (k Kept[T], found bool) {
	if l.source.Kept == nil {
		return k, false
	}
	return l.source.Kept(l.source.bind(ctx))
}

// IsKept reports whether something may be known of the list.
func (l Listing[T]) IsKept() bool { return l.source.Kept != nil }

// Anew is the same listing with every page asked for, whatever is known of it.
func (l Listing[T]) Anew() Listing[T] {
	if l.source.Anew != nil {
		l.source = l.source.Anew()
	}
	return l
}
