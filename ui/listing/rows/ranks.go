package rows

import (
	"cmp"

	"tagboat/hub/query"
)

// Order says which rows come before which: pinned ones before all others, whatever the direction,
// and among either as By says. The zero Order is that of arrival.
type Order[T any] struct {
	By       query.Order[T]
	Reversed bool              // against By's own direction
	Pinned   func(row *T) bool // nil: none is
}

// ranks are what an order sees of each row, by the rows' numbers.
type ranks[T any] struct {
	order  Order[T]
	keys   *query.Ranks[T]
	pinned rowSet
}

func newRanks[T any](order Order[T]) *ranks[T] {
	return &ranks[T]{order: order, keys: query.NewRanks(order.By, order.Reversed)}
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
	if r.order.Pinned != nil {
		r.pinned = r.pinned.put(id, r.order.Pinned(row))
	}
}

// compare is negative when row a comes before row b, and 0 only for a row and itself.
func (r *ranks[T]) compare(a, b ID) int {
	return cmp.Or(r.unpinned(a)-r.unpinned(b), r.keys.Compare(a, b))
}

func (r *ranks[T]) unpinned(id ID) int {
	if r.pinned.has(id) {
		return 0
	}
	return 1
}

// sorted is the numbers of all rows in order.
func (r *ranks[T]) sorted() []ID {
	sorted := r.keys.Sorted()
	first := r.pinned.among(sorted, nil)
	if len(first) == 0 {
		return sorted
	}
	for _, id := range sorted {
		if !r.pinned.has(id) {
			first = append(first, id)
		}
	}
	return first
}
