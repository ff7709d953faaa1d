package rows

import (
	"cmp"

	"tagboat/hub/query"
)

// Order says which rows come before which: the first one, then pinned ones before all others,
// whatever the direction, and among either as By says. The zero Order is that of arrival.
type Order[T any] struct {
	By       query.Order[T]
	Reversed bool              // against By's own direction
	First    func(row *T) bool // at most one row is; nil: none
	Pinned   func(row *T) bool // nil: none is
}

// ranks are what an order sees of each row, by the rows' numbers.
type ranks[T any] struct {
	order  Order[T]
	keys   *query.Ranks[T]
	pinned rowSet
	first  ID // -1: none
}

func newRanks[T any](order Order[T]) *ranks[T] {
	return &ranks[T]{order: order, keys: query.NewRanks(order.By, order.Reversed), first: -1}
}

// append gives the next number to a row.
func (r *ranks[T]) append(row *T) {
	r.pin(ID(r.keys.Len()), row)
	r.keys.Append(row)
}

func (r *ranks[T]) set(id ID, row *T) {
	r.pin(id, row)
	r.keys.Set(int(id), row)
}

func (r *ranks[T]) pin(id ID, row *T) {
	if r.order.First != nil && r.order.First(row) {
		r.first = id
	}
	if r.order.Pinned != nil {
		r.pinned = r.pinned.put(id, r.order.Pinned(row))
	}
}

// compare is negative when row a comes before row b, and 0 only for a row and itself.
func (r *ranks[T]) compare(a, b ID) int {
	return cmp.Or(r.unpinned(a)-r.unpinned(b), r.keys.Compare(a, b))
}

// unpinned is 0 for the first row, 1 for a pinned one and 2 for the others.
func (r *ranks[T]) unpinned(id ID) int {
	switch {
	case id == r.first:
		return 0
	case r.pinned.has(id):
		return 1
	}
	return 2
}

// sorted is the numbers of all rows in order.
func (r *ranks[T]) sorted() []ID {
	sorted := r.keys.Sorted()
	if r.first < 0 && len(r.pinned) == 0 {
		return sorted
	}
	inOrder := make([]ID, 0, len(sorted))
	for level := range 3 {
		for _, id := range sorted {
			if r.unpinned(id) == level {
				inOrder = append(inOrder, id)
			}
		}
	}
	return inOrder
}
