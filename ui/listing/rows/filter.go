package rows

import (
	"slices"

	"tagboat/hub/query"
)

// depth is how many results of filters are kept to go back to.
const depth = 8

// SetFilter asks for another filter. The view follows when Work is done; at once when the result is
// still there.
func (s *Store[T]) SetFilter(filter query.Filter[T]) {
	s.filter, s.pending = filter, nil
	source := len(s.levels) - 1
	for source > s.bottom() &&
		(s.levels[source].stale || !filter.Narrows(s.levels[source].filter)) {
		source--
	}
	if s.levels[source].filter.Narrows(filter) {
		s.keep(source)
		return
	}
	s.begin(source)
}

// Filter is the filter asked for last.
func (s *Store[T]) Filter() query.Filter[T] { return s.filter }

// Work goes on with the filter until it is done or late, which is asked after each step of 1,024
// rows, reports true; it reports whether the filter is done. Until then the former view stays
// shown. Collecting the result is a step too.
func (s *Store[T]) Work(late func() bool) bool {
	if s.pending == nil {
		return true
	}
	for !s.pending.step() {
		if late() {
			return false
		}
	}
	p := s.pending
	s.keep(p.source)
	s.levels = append(s.levels, level[T]{
		rows:   p.rows.among(s.levels[p.source].rows, s.spare),
		set:    p.rows,
		filter: s.filter,
		admits: p.condition.passes,
	})
	s.spare = nil
	if first := s.bottom() + 1; len(s.levels)-first > depth {
		s.levels = slices.Delete(s.levels, first, first+1)
	}
	s.pending = nil
	return true
}

// keep drops the levels after one, and remembers the memory of the last for the next result.
func (s *Store[T]) keep(last int) {
	for _, l := range s.levels[last+1:] {
		if cap(l.rows) > cap(s.spare) {
			s.spare = l.rows
		}
	}
	s.levels = slices.Delete(s.levels, last+1, len(s.levels))
}

// Finish works until the filter is done.
func (s *Store[T]) Finish() {
	s.Work(func() bool { return false })
}

// Progress tells how many of the rows to ask have been asked. Both are 0 when no filter is being
// worked on.
func (s *Store[T]) Progress() (asked, of int) {
	if s.pending == nil {
		return 0, 0
	}
	return min(s.pending.at*64, s.Len()), s.Len()
}

// scan asks the rows of one level whether they pass a filter. Before word at, rows has what passed;
// from there on, what is to be asked.
type scan[T any] struct {
	condition *condition[T]
	source    int // the level asked
	rows      rowSet
	at        int
}

func (s *Store[T]) begin(source int) {
	s.pending = &scan[T]{
		condition: newCondition(&s.columns, s.filter),
		source:    source,
		rows:      slices.Clone(s.levels[source].set),
	}
}

// stride is how many words of 64 rows one step asks: a fuzzy term takes a quarter of a millisecond
// for them.
const stride = 16

func (p *scan[T]) step() (done bool) {
	end := min(p.at+stride, len(p.rows))
	for ; p.at < end; p.at++ {
		p.rows[p.at] = p.condition.sift(p.at, p.rows[p.at])
	}
	return p.at == len(p.rows)
}

// take lets rows into the scan that came or changed while it was under way.
func (p *scan[T]) take(incoming []ID, levels []level[T]) {
	for _, id := range incoming {
		in := true
		for i := range levels {
			in = in && (levels[i].admits == nil || levels[i].admits(id))
		}
		if int(id>>6) < p.at {
			in = in && p.condition.passes(id)
		}
		p.rows = p.rows.put(id, in)
	}
}
