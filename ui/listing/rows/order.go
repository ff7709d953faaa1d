package rows

import (
	"slices"

	"tagboat/hub/query"
)

// Job is a sort that can be done away from the store. Run it once, on any goroutine, then give it
// to [Store.Apply].
type Job[T any] struct {
	order  query.Order[T]
	turn   bool
	ranks  *query.Ranks[T]
	texts  []string
	sorted []ID

	// The store's side: rows that changed after their keys were copied.
	replaced []ID
}

// SetOrder asks for another order and copies what the sort needs; any earlier job is refused from
// now on. The zero Order is that of arrival. The view keeps its order until Apply. For a few
// thousand rows it may be run on the spot.
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

// Apply puts the view in the order of a job that has run, with the rows that came or changed
// meanwhile. It is false, and nothing happens, when the job has not run, was applied before, or
// another order was asked for since.
func (s *Store[T]) Apply(j *Job[T]) bool {
	if j == nil || j != s.job || j.sorted == nil {
		return false
	}
	s.job, s.order, s.turn, s.ranks = nil, j.order, j.turn, j.ranks
	s.levels[0].rows = s.merge(s.settle(j), s.rankSince())
	for i := range s.levels[1:] {
		l, from := &s.levels[i+1], &s.levels[i]
		if l.stale {
			from = &s.levels[0]
		}
		l.rows = l.set.among(from.rows, nil)
	}
	return true
}

// settle gives new keys to the rows that changed after theirs were copied, and puts them in their
// places.
func (s *Store[T]) settle(j *Job[T]) []ID {
	copied := ID(s.ranks.Len())
	changed := slices.DeleteFunc(j.replaced, func(id ID) bool { return id >= copied })
	slices.SortFunc(changed, s.compare)
	changed = slices.Compact(changed)
	rest := s.without(j.sorted, changed)
	for _, id := range changed {
		s.ranks.Set(int(id), s.Row(id))
	}
	slices.SortFunc(changed, s.compare)
	return s.merge(rest, changed)
}

// rankSince gives keys to the rows that came after the keys were copied.
func (s *Store[T]) rankSince() []ID {
	var came []ID
	for id := ID(s.ranks.Len()); int(id) < s.Len(); id++ {
		s.ranks.Append(s.Row(id))
		came = append(came, id)
	}
	slices.SortFunc(came, s.compare)
	return came
}

// Sort does the three steps at once.
func (s *Store[T]) Sort(order query.Order[T], reversed bool) {
	j := s.SetOrder(order, reversed)
	j.Run()
	s.Apply(j)
}

// Order is the order of the view, and whether it is turned round.
func (s *Store[T]) Order() (order query.Order[T], reversed bool) { return s.order, s.turn }

// Sorting reports whether an order was asked for that has not been applied.
func (s *Store[T]) Sorting() bool { return s.job != nil }
