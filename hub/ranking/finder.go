package ranking

import (
	"math"
	"slices"
	"strings"

	"github.com/junegunn/fzf/src/util"
)

const (
	// fzf's own sizes, which decide when it takes the quicker algorithm.
	slab16, slab32 = 100 * 1024, 2048

	// mostScored bounds the work for a query that is found scattered in very many
	// names, none of which reaches its bound. Those with the lowest bounds are
	// not scored then.
	mostScored = 6_000
	// mostFormer is how many letters can be taken back without searching anew.
	mostFormer = 32
)

// Finder searches an Index while somebody types: it remembers what former
// queries found, so that one more letter looks only there and taking one back
// costs nothing. The Index may grow meanwhile. It is not safe for concurrent
// use.
type Finder struct {
	index  *Index
	former []found
	slab   *util.Slab
	bounds bounds
}

// found are the names that passed a query, of the first so many of the Index.
type found struct {
	typed string
	ids   []ID
	of    int
}

// NewFinder returns a finder that has searched for nothing yet.
func NewFinder(x *Index) *Finder {
	return &Finder{index: x, slab: util.MakeSlab(slab16, slab32)}
}

// Find gives the best names for what was typed, at most so many. The names in
// first go before others of the same score, in their order; with nothing typed
// they are all that is found. It also tells how many names match.
func (f *Finder) Find(typed string, most int, first []ID) (best []ID, matching int) {
	q := Parse(typed)
	if q.IsZero() {
		f.former = nil
		return slices.Clone(first[:min(most, len(first))]), f.index.Len()
	}
	ids := f.matching(typed, q)
	return f.best(q, ids, most, first), len(ids)
}

// matching are the names that pass, in the order in which they came.
func (f *Finder) matching(typed string, q *Query) []ID {
	for len(f.former) > 0 && !goesOn(f.former[len(f.former)-1].typed, typed) {
		f.former = f.former[:len(f.former)-1]
	}
	length := f.index.Len()
	last := len(f.former) - 1
	if last >= 0 && f.former[last].typed == typed {
		f.former[last].ids = f.sift(q, f.former[last].ids, f.former[last].of)
		f.former[last].of = length
		return f.former[last].ids
	}
	var ids []ID
	if last >= 0 {
		before := f.former[last]
		for _, id := range before.ids {
			if f.passes(q, id) {
				ids = append(ids, id)
			}
		}
		ids = f.sift(q, ids, before.of)
	} else {
		ids = f.sift(q, nil, 0)
	}
	if len(f.former) == mostFormer {
		f.former = slices.Delete(f.former, 0, 1)
	}
	f.former = append(f.former, found{typed, ids, length})
	return ids
}

// goesOn reports whether a query can only find what the one before found: its last
// word has more letters, and was none of those that then find something else.
func goesOn(before, typed string) bool {
	if typed == before || !strings.HasPrefix(typed, before) {
		return typed == before
	}
	last := before[strings.LastIndexByte(before, ' ')+1:]
	return last == "" || last[0] != '!' && !strings.HasSuffix(last, "$") &&
		!strings.HasSuffix(last, "'")
}

// sift adds the names that pass, from one on.
func (f *Finder) sift(q *Query, ids []ID, from int) []ID {
	for id := from; id < f.index.Len(); id++ {
		if f.passes(q, ID(id)) {
			ids = append(ids, ID(id))
		}
	}
	return ids
}

func (f *Finder) passes(q *Query, id ID) bool {
	r := &f.index.rows[id]
	return r.all&q.all == q.all && q.passes(f.index.name(id), r.upper, f.slab)
}

// best scores names from the highest bound down until no other can be among the
// best.
func (f *Finder) best(q *Query, ids []ID, most int, first []ID) []ID {
	if most < 1 {
		return nil
	}
	t := top{most: most}
	standing := make(map[ID]int, len(first))
	for i, id := range first {
		if _, twice := standing[id]; twice || !f.passes(q, id) {
			continue
		}
		standing[id] = i
		f.consider(&t, q, id, i)
	}
	f.bounds.sort(f.index, q, ids)
	for i, id := range f.bounds.ids {
		r := &f.index.rows[id]
		could := ranked{
			score: int(f.bounds.of[i]), standing: math.MaxInt, length: q.length(r), id: id,
		}
		if i == mostScored || t.full() && !could.before(t.rows[len(t.rows)-1]) {
			break
		}
		if _, done := standing[id]; !done {
			f.consider(&t, q, id, math.MaxInt)
		}
	}
	return t.ids()
}

func (f *Finder) consider(t *top, q *Query, id ID, standing int) {
	if score, matches := q.score(f.index.name(id), f.slab); matches {
		t.put(ranked{score, standing, q.length(&f.index.rows[id]), id})
	}
}

// length decides between equal scores. Where nothing is scored names stay in
// their order.
func (q *Query) length(r *row) int {
	if !q.scored {
		return 0
	}
	return int(r.length)
}
