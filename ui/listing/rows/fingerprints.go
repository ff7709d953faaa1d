package rows

import (
	"math"
	"slices"

	"tagboat/hub"
	"tagboat/hub/query"
)

// fingerprints are those of all digests of the rows, for one field: two bytes to ask instead of a
// row that has to be made. Of two million digests one that is asked for has those of thirty others.
type fingerprints[T any] struct {
	digests func(row *T, match func(hub.Digest) bool) bool
	prints  []uint16
	spans   []span
}

func (f *fingerprints[T]) put(id ID, row *T) {
	start := len(f.prints)
	f.digests(row, func(d hub.Digest) bool {
		if !d.IsZero() {
			f.prints = append(f.prints, first(query.Fingerprint(d)))
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

// first are the first two bytes of the four.
func first(four uint32) uint16 { return uint16(four >> 16) }

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
		low := first(r.Low)
		width := first(r.High) - low
		// the range begins and ends where the first two bytes change
		sure := r.Sure && uint16(r.Low) == 0 && uint16(r.High) == math.MaxUint16
		for _, mark := range prints {
			if mark-low > width {
				continue
			}
			if sure {
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
