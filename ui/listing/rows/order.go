package rows

import (
	"slices"

	"tagboat/hub/query"
)

// Job is a sort that can be done away from the store. Run it once, on any goroutine, then give it to [Store.Apply].
type Job[T any] struct {
	order  query.Order[T]
	turn   bool
	ranks  *query.Ranks[T]
	texts  []string
	sorted []ID

	// The store's side: rows that changed after their keys were copied.
	replaced []ID
}

// SetOrder asks for another order and copies what the sort needs; any earlier job is refused from now on. The zero Order
// is that of arrival. The view keeps its order until Apply. For a few thousand rows it may be run on the spot.
func (s *Store[T]) SetOrder(order query.Order[T], reversed bool) *Job[T] {
	j := &Job[T]{order: order, turn: reversed, ranks: query.NewRanks(order, reversed)}
	if order.Text != nil && order.Number == nil {
		j.texts = make([]string, 0, s.Len())
	}
	for _, chunk := range s.columns.chunks {
		for i := range chunk {
			if j.texts != nil {
				j.texts = append(j.texts, order.Text(&chunk[i]))
			} else {
				j.ranks.Append(&chunk[i])
			}
		}
	}
	s.job = j
	return j
}

// Run sorts. It touches nothing of the store.
func (j *Job[T]) Run() {
	for _, text := range j.texts {
		j.ranks.AppendText(text)
	}
	j.texts, j.sorted = nil, j.ranks.Sorted()
}

// Apply puts the view in the order of a job that has run, with the rows that came or changed meanwhile. It is false, and
// nothing happens, when the job has not run, was applied before, or another order was asked for since.
func (s *Store[T]) Apply(j *Job[T]) bool {
	if j == nil || j != s.job || j.sorted == nil {
		return false
	}
	s.job, s.order, s.turn, s.ranks = nil, j.order, j.turn, j.ranks
	sorted := j.sorted
	if len(j.replaced) > 0 {
		slices.SortFunc(j.replaced, s.compare)
		j.replaced = slices.Compact(j.replaced)
		sorted = s.without(sorted, j.replaced)
		for _, id := range j.replaced {
			s.ranks.Set(int(id), s.Row(id))
		}
	}
	incoming := j.replaced
	for id := ID(s.ranks.Len()); int(id) < s.Len(); id++ {
		s.ranks.Append(s.Row(id))
		incoming = append(incoming, id)
	}
	slices.SortFunc(incoming, s.compare)
	sorted = s.merge(sorted, incoming)
	for i := range s.levels {
		if i > 0 {
			sorted = s.levels[i].set.among(sorted, nil)
		}
		s.levels[i].rows = sorted
	}
	return true
}

// Sort does the three steps at once.
func (s *Store[T]) Sort(order query.Order[T], reversed bool) {
	j := s.SetOrder(order, reversed)
	j.Run()
	s.Apply(j)
}

// Order is the order of the view, and whether it is turned round.
func (s *Store[T]) Order() (order query.Order[T], reversed bool) { return s.order, s.turn }

// Sorting tells whether an order was asked for that has not been applied.
func (s *Store[T]) Sorting() bool { return s.job != nil }
