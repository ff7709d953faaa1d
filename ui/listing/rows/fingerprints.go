package rows

import (
	"slices"

	"tagboat/hub"
	"tagboat/hub/query"
)

// fingerprints are those of all digests of the rows, for one field: four bytes to ask instead of
// images strewn over memory.
type fingerprints[T any] struct {
	digests func(row *T, match func(hub.Digest) bool) bool
	prints  []uint32
	spans   []span
}

func (f *fingerprints[T]) put(id ID, row *T) {
	start := len(f.prints)
	f.digests(row, func(d hub.Digest) bool {
		if !d.IsZero() {
			f.prints = append(f.prints, query.Fingerprint(d))
		}
		return false
	})
	if int(id) < len(f.spans) {
		former := f.spans[id]
		if slices.Equal(f.prints[former.start:former.end], f.prints[start:]) {
			f.prints = f.prints[:start]
			return
		}
		f.spans[id] = span{uint32(start), uint32(len(f.prints))}
		return
	}
	f.spans = append(f.spans, span{uint32(start), uint32(len(f.prints))})
}

// digestTest is a condition on a field of digests.
type digestTest[T any] struct {
	prints *fingerprints[T]
	term   query.FieldTerm[T]
}

func (t *digestTest[T]) passes(c *columns[T], id ID) bool {
	s := t.prints.spans[id]
	unsure := false
	prints := t.prints.prints[s.start:s.end]
	for i := range t.term.Digests {
		r := &t.term.Digests[i]
		low, width := r.Low, r.High-r.Low
		for _, mark := range prints {
			if mark-low > width {
				continue
			}
			if r.Sure {
				return !t.term.Negated
			}
			unsure = true
		}
	}
	if unsure {
		return t.term.Match(c.row(id))
	}
	return t.term.Negated
}
