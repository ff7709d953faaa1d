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

func (a ranked) compare(b ranked) int {
	return cmp.Or(
		cmp.Compare(b.score, a.score),
		cmp.Compare(a.standing, b.standing),
		cmp.Compare(a.length, b.length),
		cmp.Compare(a.id, b.id),
	)
}

// top holds the best names, at most so many, best first.
type top struct {
	most int
	rows []ranked
}

// takes reports whether a name is good enough.
func (t *top) takes(r ranked) bool {
	return len(t.rows) < t.most || t.most > 0 && r.compare(t.rows[t.most-1]) <= 0
}

func (t *top) put(r ranked) {
	if !t.takes(r) {
		return
	}
	if len(t.rows) == t.most {
		t.rows = t.rows[:t.most-1]
	}
	at, _ := slices.BinarySearchFunc(t.rows, r, ranked.compare)
	t.rows = slices.Insert(t.rows, at, r)
}

func (t *top) merge(other top) {
	for _, r := range other.rows {
		t.put(r)
	}
}

func (t *top) ids() []ID {
	ids := make([]ID, len(t.rows))
	for i, r := range t.rows {
		ids[i] = r.id
	}
	return ids
}
