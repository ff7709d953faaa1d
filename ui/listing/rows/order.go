package rows

import "slices"

// Job is a sort that can be done away from the store. Run it once, on any goroutine, then give it
// to [Store.Apply].
type Job[T any] struct {
	ranks  *ranks[T]
	texts  []string
	sorted []ID

	// The store's side: rows that changed after their keys were copied.
	replaced []ID
}

// SetOrder asks for another order and copies what the sort needs; any earlier job is refused from
// now on. The view keeps its order until Apply. For a few thousand rows the job may be run on the
// spot.
func (s *Store[T]) SetOrder(order Order[T]) *Job[T] {
	j := &Job[T]{ranks: newRanks(order)}
	j.ranks.keys.Grow(s.Len())
	isText := order.By.Text != nil && order.By.Number == nil
	if isText {
		j.texts = make([]string, 0, s.Len())
	}
	for id := range ID(s.Len()) {
		row := s.columns.brief(id)
		if isText {
			j.ranks.pin(id, row)
			j.texts = append(j.texts, order.By.Text(row))
		} else {
			j.ranks.append(row)
		}
	}
	s.job = j
	return j
}

// Run sorts. It touches nothing of the store.
func (j *Job[T]) Run() {
	for _, text := range j.texts {
		j.ranks.keys.AppendText(text)
	}
	j.texts = nil // of a long list they are megabytes, as is what sorting takes
	j.sorted = j.ranks.sorted()
}

// Apply puts the view in the order of a job that has run, with the rows that came or changed
// meanwhile. It is false, and nothing happens, when the job has not run, was applied before, or
// another order was asked for since.
func (s *Store[T]) Apply(j *Job[T]) bool {
	if j == nil || j != s.job || j.sorted == nil {
		return false
	}
	s.job, s.ranks = nil, j.ranks
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
	copied := ID(s.ranks.keys.Len())
	changed := slices.DeleteFunc(j.replaced, func(id ID) bool { return id >= copied })
	slices.SortFunc(changed, s.ranks.compare)
	changed = slices.Compact(changed)
	rest := s.without(j.sorted, changed)
	for _, id := range changed {
		s.ranks.set(id, s.columns.brief(id))
	}
	slices.SortFunc(changed, s.ranks.compare)
	return s.merge(rest, changed)
}

// rankSince gives keys to the rows that came after the keys were copied.
func (s *Store[T]) rankSince() []ID {
	var came []ID
	for id := ID(s.ranks.keys.Len()); int(id) < s.Len(); id++ {
		s.ranks.append(s.columns.brief(id))
		came = append(came, id)
	}
	slices.SortFunc(came, s.ranks.compare)
	return came
}

// Sort does the three steps at once.
func (s *Store[T]) Sort(order Order[T]) {
	j := s.SetOrder(order)
	j.Run()
	s.Apply(j)
}

// Order is the order of the view.
func (s *Store[T]) Order() Order[T] { return s.ranks.order }

// AskedOrder is the order that was asked for last; the view has it once its job is applied.
func (s *Store[T]) AskedOrder() Order[T] {
	if s.job != nil {
		return s.job.ranks.order
	}
	return s.ranks.order
}

// Sorting reports whether an order was asked for that has not been applied.
func (s *Store[T]) Sorting() bool { return s.job != nil }
