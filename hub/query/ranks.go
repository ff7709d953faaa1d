package query

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// Ranks holds one sort key for each of a list's rows, which it knows by their numbers from 0. It
// decides a total order: by key, then by number. With the zero Order, by number alone.
type Ranks[T any] struct {
	order      Order[T]
	descending bool
	rows       int

	// first alone decides a Number; of a Text it is the first eight bytes of the key, turned when
	// descending, and keys have what comes behind them.
	first []uint64
	spans []keySpan
	keys  []byte
}

const inFirst = 8 // bytes of a key

// keySpan is where the rest of a key lies, and how long the whole key is.
type keySpan struct{ start, length uint32 }

// NewRanks begins with no rows. Reversed turns the order's own direction round.
func NewRanks[T any](order Order[T], reversed bool) *Ranks[T] {
	return &Ranks[T]{order: order, descending: order.Descending != reversed}
}

// Len is the number of rows with a key.
func (r *Ranks[T]) Len() int { return r.rows }

// Grow makes room for so many rows, so that growing leaves no garbage behind: of a large list that
// is several times what the keys take.
func (r *Ranks[T]) Grow(rows int) {
	const usual = 16 // bytes of a key behind the first ones
	switch {
	case r.order.Number != nil:
		r.first = slices.Grow(r.first, rows)
	case r.order.Text != nil:
		r.first, r.spans = slices.Grow(r.first, rows), slices.Grow(r.spans, rows)
		r.keys = slices.Grow(r.keys, usual*rows)
	}
}

// Append gives the next number to a row.
func (r *Ranks[T]) Append(row *T) {
	switch {
	case r.order.Number != nil:
		r.first = append(r.first, r.number(row))
	case r.order.Text != nil:
		r.AppendText(r.order.Text(row))
		return
	}
	r.rows++
}

// AppendText gives the next number to a row whose Text was read before. It needs no row, so it may
// run on another goroutine than the one that owns the rows.
func (r *Ranks[T]) AppendText(text string) {
	first, span := r.text(text)
	r.first, r.spans = append(r.first, first), append(r.spans, span)
	r.rows++
}

// Set gives row i a new key.
func (r *Ranks[T]) Set(i int, row *T) {
	switch {
	case r.order.Number != nil:
		r.first[i] = r.number(row)
	case r.order.Text != nil:
		r.first[i], r.spans[i] = r.text(r.order.Text(row))
	}
}

func (r *Ranks[T]) number(row *T) uint64 {
	v, known := r.order.Number(row)
	if !known {
		return math.MaxUint64
	}
	u := uint64(v) ^ 1<<63
	if r.descending {
		u = ^u
	}
	return min(u, math.MaxUint64-1)
}

func (r *Ranks[T]) text(text string) (uint64, keySpan) {
	start := len(r.keys)
	r.keys = r.order.Key(r.keys, text)
	key := r.keys[start:]
	span := keySpan{uint32(start), uint32(len(key))}
	var eight [inFirst]byte
	r.keys = slices.Delete(r.keys, start, start+copy(eight[:], key))
	first := binary.BigEndian.Uint64(eight[:])
	if r.descending {
		first = ^first
	}
	return first, span
}

func (r *Ranks[T]) rest(s keySpan) []byte {
	return r.keys[s.start : s.start+max(s.length, inFirst)-inFirst]
}

// Compare is negative when row a comes before row b, and 0 only for a row and itself.
func (r *Ranks[T]) Compare(a, b int32) int {
	if r.first != nil {
		if x, y := r.first[a], r.first[b]; x != y {
			return cmp.Compare(x, y)
		}
		if c := r.compareKeys(a, b); c != 0 {
			return c
		}
	}
	return cmp.Compare(a, b)
}

func (r *Ranks[T]) compareKeys(a, b int32) int {
	if r.spans == nil {
		return 0
	}
	x, y := r.spans[a], r.spans[b]
	// of keys that are no longer than what first has, one may end where the other has zeros
	c := cmp.Or(bytes.Compare(r.rest(x), r.rest(y)), cmp.Compare(x.length, y.length))
	if r.descending {
		return -c
	}
	return c
}

// Sorted is the numbers of all rows in order.
func (r *Ranks[T]) Sorted() []int32 {
	sorted := make([]int32, r.rows)
	for i := range sorted {
		sorted[i] = int32(i)
	}
	if r.first == nil {
		return sorted
	}
	// The first part of the key travels with the number: most comparisons then touch no other
	// memory. As two halves, an item has no gap.
	type item struct {
		high, low uint32
		row       int32
	}
	items := make([]item, r.rows)
	for i, first := range r.first {
		items[i] = item{uint32(first >> 32), uint32(first), int32(i)}
	}
	slices.SortFunc(items, func(a, b item) int {
		if a.high != b.high {
			return cmp.Compare(a.high, b.high)
		}
		if a.low != b.low {
			return cmp.Compare(a.low, b.low)
		}
		if c := r.compareKeys(a.row, b.row); c != 0 {
			return c
		}
		return cmp.Compare(a.row, b.row)
	})
	for i := range items {
		sorted[i] = items[i].row
	}
	return sorted
}
