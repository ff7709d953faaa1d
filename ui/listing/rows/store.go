package rows

import (
	"hash/maphash"
	"slices"
	"sort"

	"tagboat/hub/compact"
	"tagboat/hub/query"
)

// ID is the number of a row in its store: its place of arrival, from 0. It stays the same for the
// store's life.
type ID = int32

// Store holds rows and one view of them. Make it with [New].
type Store[T any] struct {
	columns columns[T]
	key     func(*T) string
	ids     compact.Table // by their keys
	seed    maphash.Seed

	ranks *ranks[T]

	// levels go from all rows to the fewest, each a part of the one before and in the order of
	// ranks: all rows, what hide leaves of them (only with hide), and results of filters. The last
	// one is the view.
	levels  []level[T]
	spare   []ID // memory of a former level
	hide    func(*T) bool
	filter  query.Filter[T] // the one asked for; shown when pending is nil
	pending *scan[T]

	job    *Job[T] // the sort asked for and not yet applied
	marks  rowSet
	marked int
}

// level is a part of the rows, in order, and what lets a row into it.
type level[T any] struct {
	rows   []ID
	set    rowSet // the same rows
	filter query.Filter[T]
	admits func(ID) bool
	// made when other rows were hidden: shown until a scan is done, no part of the level before
	stale bool
}

// New makes an empty store. Two rows with equal keys are the same row, at different moments. Key
// reads what [query.Keeper] has of a row in brief, and so does what is given to Hide and as Pinned.
func New[T any](schema query.Schema[T], key func(*T) string) *Store[T] {
	return &Store[T]{
		columns: newColumns(schema),
		key:     key,
		seed:    maphash.MakeSeed(),
		ranks:   newRanks(Order[T]{}),
		levels:  make([]level[T], 1),
	}
}

// NewLike makes an empty store for rows of the same kind: in the same order, with the same filter
// and with the same rows left out. An order that was asked for and not yet applied holds in it.
func (s *Store[T]) NewLike() *Store[T] {
	like := New(s.columns.schema, s.key)
	like.Sort(s.AskedOrder())
	like.Hide(s.hide)
	like.SetFilter(s.filter)
	like.Finish()
	return like
}

// Len is the number of rows, whatever is shown of them.
func (s *Store[T]) Len() int { return s.columns.len() }

// Row is the row with this number. The pointer is good until the next Append; the row is not to be
// changed. It may have to be made: who looks at many rows does so through filters and orders.
func (s *Store[T]) Row(id ID) *T { return s.columns.row(id) }

// All are copies of all rows, as they came.
func (s *Store[T]) All() []T {
	all := make([]T, s.Len())
	for i := range all {
		all[i] = *s.Row(ID(i))
	}
	return all
}

// Key is what makes a row the same row in another store.
func (s *Store[T]) Key(id ID) string { return s.key(s.columns.brief(id)) }

// ByKey finds a row by its key.
func (s *Store[T]) ByKey(key string) (ID, bool) {
	number, ok := s.ids.Find(s.hash(key), func(number uint32) bool {
		return s.Key(ID(number)) == key
	})
	return ID(number), ok
}

// name gives the next number to a row with a key.
func (s *Store[T]) name(key string) {
	s.ids.Add(s.hash(key), uint32(s.Len()), func(number uint32) uint64 {
		return s.hash(s.Key(ID(number)))
	})
}

func (s *Store[T]) hash(key string) uint64 { return maphash.String(s.seed, key) }

// Shown is the number of rows in the view.
func (s *Store[T]) Shown() int { return len(s.view()) }

// At is the row at a position of the view, 0 ≤ position < Shown.
func (s *Store[T]) At(position int) ID { return s.view()[position] }

// Position is where the view shows a row, or false when it does not.
func (s *Store[T]) Position(id ID) (int, bool) {
	at := s.place(s.view(), id)
	return at, at < s.Shown() && s.At(at) == id
}

// Nearest is where the view shows a row or, when it does not, the row that comes after it, or the
// last; -1 when the view is empty.
func (s *Store[T]) Nearest(id ID) int {
	return min(s.place(s.view(), id), s.Shown()-1)
}

func (s *Store[T]) view() []ID { return s.levels[len(s.levels)-1].rows }

// place is the index of the first of rows that does not come before id.
func (s *Store[T]) place(rows []ID, id ID) int {
	return sort.Search(len(rows), func(i int) bool { return s.ranks.compare(rows[i], id) >= 0 })
}

// bottom is the level below all filters.
func (s *Store[T]) bottom() int {
	if s.hide == nil {
		return 0
	}
	return 1
}

// Hide leaves out the rows that the function accepts; nil leaves none out. The filter is worked off
// anew: call Work.
func (s *Store[T]) Hide(noise func(row *T) bool) {
	former := s.levels[len(s.levels)-1]
	former.rows, former.set = slices.Clone(former.rows), slices.Clone(former.set)
	former.stale = true
	s.hide, s.levels = noise, s.levels[:1:1]
	if noise != nil {
		visible := level[T]{admits: func(id ID) bool { return !noise(s.columns.brief(id)) }}
		for _, id := range s.levels[0].rows {
			if visible.admits(id) {
				visible.rows = append(visible.rows, id)
				visible.set = visible.set.put(id, true)
			}
		}
		s.levels = append(s.levels, visible)
	}
	if s.filter.IsZero() {
		s.pending = nil
		return
	}
	s.begin(s.bottom())
	s.levels = append(s.levels, former)
}

// Hidden is the number of rows that Hide leaves out.
func (s *Store[T]) Hidden() int { return s.Len() - len(s.levels[s.bottom()].rows) }

// Find goes from a position of the view, forwards with step 1 or backwards with -1 and round the
// end, to the next row that passes a filter other than the view's own; -1 when there is none. It
// costs what the rows on the way cost.
func (s *Store[T]) Find(filter query.Filter[T], from, step int) int {
	view := s.view()
	test := newCondition(&s.columns, filter)
	for i := 1; i <= len(view); i++ {
		at := ((from+i*step)%len(view) + len(view)) % len(view)
		if test.passes(view[at]) {
			return at
		}
	}
	return -1
}

// merge puts sorted rows into sorted rows, from behind, so that what lies between two places moves
// once and in one piece.
func (s *Store[T]) merge(rows, incoming []ID) []ID {
	end := len(rows)
	rows = slices.Grow(rows, len(incoming))[:end+len(incoming)]
	for i, id := range slices.Backward(incoming) {
		at := s.place(rows[:end], id)
		copy(rows[at+i+1:], rows[at:end])
		rows[at+i], end = id, at
	}
	return rows
}

// without takes rows out of sorted rows; what is not there is passed over.
func (s *Store[T]) without(rows, outgoing []ID) []ID {
	kept, from := 0, 0
	for _, id := range outgoing {
		at := s.place(rows, id)
		if at == len(rows) || rows[at] != id {
			continue
		}
		kept += copy(rows[kept:], rows[from:at])
		from = at + 1
	}
	return rows[:kept+copy(rows[kept:], rows[from:])]
}
