package rows

import (
	"math/bits"
	"slices"
)

// Mark marks a row, or takes its mark away. Marks stay whatever the view shows.
func (s *Store[T]) Mark(id ID, on bool) {
	if s.marks.has(id) == on {
		return
	}
	s.marks = s.marks.put(id, on)
	if on {
		s.marked++
	} else {
		s.marked--
	}
}

// TakeMarks marks the rows that are marked in another store.
func (s *Store[T]) TakeMarks(from *Store[T]) {
	for _, id := range from.Marks() {
		if same, ok := s.ByKey(from.Key(id)); ok {
			s.Mark(same, true)
		}
	}
}

// Toggle turns a row's mark round.
func (s *Store[T]) Toggle(id ID) { s.Mark(id, !s.Marked(id)) }

// MarkRange marks the rows between two positions of the view, both included, in either direction.
func (s *Store[T]) MarkRange(from, to int) {
	for position := max(min(from, to), 0); position <= min(max(from, to), s.Shown()-1); position++ {
		s.Mark(s.At(position), true)
	}
}

// MarkAllShown marks every row of the view.
func (s *Store[T]) MarkAllShown() { s.MarkRange(0, s.Shown()-1) }

// ClearMarks takes all marks away.
func (s *Store[T]) ClearMarks() { s.marks, s.marked = nil, 0 }

// Marked reports whether a row is marked.
func (s *Store[T]) Marked(id ID) bool { return s.marks.has(id) }

// MarkCount is the number of marked rows, shown or not.
func (s *Store[T]) MarkCount() int { return s.marked }

// Marks are the marked rows, shown or not, in the order of the view.
func (s *Store[T]) Marks() []ID { return s.MarksAnd(0, -1) }

// MarksAnd are the marked rows together with those between two positions of the view, both
// included.
func (s *Store[T]) MarksAnd(from, to int) []ID {
	marks := slices.Clone(s.marks)
	for position := from; position <= to; position++ {
		marks = marks.put(s.At(position), true)
	}
	ids := make([]ID, 0, s.marked+max(to-from+1, 0))
	for word, left := range marks {
		for ; left != 0; left &= left - 1 {
			ids = append(ids, ID(word<<6|bits.TrailingZeros64(left)))
		}
	}
	slices.SortFunc(ids, s.ranks.compare)
	return ids
}
