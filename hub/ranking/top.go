package ranking

import (
	"cmp"
	"slices"
)

// ranked is a name with all that decides its place.
type ranked struct {
	score, standing, length int
	id                      ID
}

func (a ranked) before(b ranked) bool { return a.compare(b) < 0 }

func (a ranked) compare(b ranked) int {
	return cmp.Or(
		cmp.Compare(b.score, a.score),
		cmp.Compare(a.standing, b.standing),
		cmp.Compare(a.length, b.length),
		cmp.Compare(a.id, b.id),
	)
}

// top holds the best names, best first.
type top struct {
	most int
	rows []ranked
}

func (t *top) full() bool { return len(t.rows) == t.most }

func (t *top) put(r ranked) {
	if t.full() {
		last := len(t.rows) - 1
		if !r.before(t.rows[last]) {
			return
		}
		t.rows = t.rows[:last]
	}
	at, _ := slices.BinarySearchFunc(t.rows, r, ranked.compare)
	t.rows = slices.Insert(t.rows, at, r)
}

func (t *top) ids() []ID {
	ids := make([]ID, len(t.rows))
	for i, r := range t.rows {
		ids[i] = r.id
	}
	return ids
}

// bounds are names in the order of their bounds, the highest first, and among
// equals the shortest first. The memory is used again.
type bounds struct {
	ids, spare []ID
	of, spread []uint16
	places     []int
}

// mostBound is more than a query of two thousand letters can reach.
const mostBound = 1<<16 - 1

// sort orders names by two stable passes of counting: by length, then by bound.
func (b *bounds) sort(x *Index, q *Query, ids []ID) {
	n := len(ids)
	b.spare, b.ids = slices.Grow(b.spare[:0], n)[:n], slices.Grow(b.ids[:0], n)[:n]
	b.of, b.spread = slices.Grow(b.of[:0], n)[:n], slices.Grow(b.spread[:0], n)[:n]
	highest, bounder := 0, bounder{query: q}
	b.count(MaxName + 1)
	for _, id := range ids {
		b.places[q.length(&x.rows[id])+1]++
	}
	b.add()
	for _, id := range ids {
		r := &x.rows[id]
		bound := min(bounder.bound(r, x.name(id)), mostBound)
		highest = max(highest, bound)
		place := &b.places[q.length(r)]
		b.spare[*place], b.spread[*place] = id, uint16(bound)
		*place++
	}
	b.count(highest + 1)
	for _, bound := range b.spread {
		b.places[highest-int(bound)+1]++
	}
	b.add()
	for i, bound := range b.spread {
		place := &b.places[highest-int(bound)]
		b.ids[*place], b.of[*place] = b.spare[i], bound
		*place++
	}
}

// count makes room to count so many different numbers.
func (b *bounds) count(numbers int) {
	b.places = slices.Grow(b.places[:0], numbers+1)[:numbers+1]
	clear(b.places)
}

// add turns counts into first places.
func (b *bounds) add() {
	for i := 1; i < len(b.places); i++ {
		b.places[i] += b.places[i-1]
	}
}
