package hub

import (
	"context"
	"encoding/binary"
	"hash/maphash"
	"slices"
)

// maxRounds is how often a list that moves is read again before it is said to keep moving.
const maxRounds = 2

// marks is what a Reader remembers of the pages it saw: enough to tell whether rows moved between them, and where a row may have slipped
// through.
type marks struct {
	seed     maphash.Seed
	pages    int
	first    uint64      // imprint of page 1 as last read
	counts   map[int]int // by page, where the total differs from that of page 1
	total    int         // of page 1 as last read
	bad      map[int]int // malformed rows by page
	moved    bool
	suspects []int // pages on both sides of a boundary at which the total changed: a row may have slipped through
}

func (m *marks) note(number, count, malformed int, imprint uint64) {
	if m.counts == nil {
		m.counts = map[int]int{}
	}
	m.pages = max(m.pages, number)
	m.markBad(number, malformed)
	if number == 1 {
		m.first, m.total = imprint, count
		return
	}
	if count != m.total {
		m.counts[number], m.moved = count, true
	}
	if m.countOf(number-1) != count {
		m.suspects = append(m.suspects, number-1, number)
	}
}

func (m *marks) countOf(number int) int {
	if count, ok := m.counts[number]; ok {
		return count
	}
	return m.total
}

func (m *marks) markBad(number, malformed int) {
	if m.bad == nil {
		m.bad = map[int]int{}
	}
	delete(m.bad, number)
	if malformed > 0 {
		m.bad[number] = malformed
	}
}

func (m *marks) malformed() int {
	n := 0
	for _, bad := range m.bad {
		n += bad
	}
	return n
}

// repair is the second reading: single pages first, then, while rows are still missing, the whole list once more.
type repair[T any] struct {
	rounds   int
	todo     []int
	full     bool // to the end, even when no row seems to be missing
	whole    walk[T]
	running  bool // the whole list is being read again
	read     bool // it was read to the end
	requests int
}

// imprint is the order of a page's rows in one number.
func (r *Reader[T]) imprint(p Page[T]) uint64 {
	if p.Number != 1 {
		return 0
	}
	if r.marks.seed == (maphash.Seed{}) {
		r.marks.seed = maphash.MakeSeed()
	}
	var h maphash.Hash
	h.SetSeed(r.marks.seed)
	for _, row := range p.Rows {
		key := r.listing.key(row)
		_ = binary.Write(&h, binary.LittleEndian, uint32(len(key)))
		_, _ = h.WriteString(key)
	}
	return h.Sum64()
}

// check reads page 1 again and decides what follows: the verdict, or a repair.
func (r *Reader[T]) check(ctx context.Context) (Page[T], error) {
	r.repair.requests++
	p, err := r.listing.page(ctx, 1, patient)
	if err != nil {
		return Page[T]{}, err
	}
	top := r.imprint(p) != r.marks.first
	grown := p.Count - r.marks.total
	r.marks.moved = r.marks.moved || top || grown != 0
	r.marks.first, r.marks.total = r.imprint(p), p.Count
	r.marks.markBad(1, p.Malformed)
	r.walk.hear(p.Count)
	p.Repair = true
	p = r.keep(p)
	if len(p.Rows) > max(grown, 0) {
		r.walk.shrunk = true // more came than the total grew by: another row may have gone
	}
	moved := top || grown != 0
	r.decide(moved, top)
	return p, nil
}

// decide is where a list turns out whole, moving or short. Where nothing was deleted, as many rows as are counted are all rows. Where something
// was, a row that slipped through may hide behind the deleted one: then the boundaries at which the total changed are read again, and the whole
// list when rows came in at the top as well.
func (r *Reader[T]) decide(moved, top bool) {
	shrunk := r.walk.shrunk || r.repair.whole.shrunk
	suspects := r.marks.suspects
	r.marks.suspects, r.walk.shrunk = nil, false
	switch {
	case len(r.due) > 0:
		r.repair = repair[T]{requests: r.repair.requests, todo: r.due}
		r.due, r.stage = nil, repairing
	case len(r.holes) > 0: // what is missing is named already; reading all again would ask for the same pages
		r.finish()
	case !r.missing() && !shrunk:
		r.moving = false
		r.finish()
	case r.repair.rounds >= maxRounds, (r.repair.read || r.marks.pages < 2) && !moved && !shrunk:
		r.moving = moved || shrunk
		r.finish()
	default:
		slices.Sort(suspects)
		r.repair.rounds++
		r.repair.todo, r.repair.full = slices.Compact(suspects), shrunk && top
		r.repair.whole, r.repair.running, r.repair.read = walk[T]{}, false, false
		if !shrunk || top {
			r.repair.todo = nil
		}
		r.stage = repairing
	}
}

// mend reads again what may have moved. It tells whether the caller wants more.
func (r *Reader[T]) mend(ctx context.Context, most *int, yield func(Page[T], error) bool) bool {
	for len(r.repair.todo) > 0 && *most > 0 {
		number := r.repair.todo[0]
		r.repair.requests++
		p, err := r.listing.page(ctx, number, patient)
		if KindOf(err) == NotFound || KindOf(err) == SecondLook {
			p, err = Page[T]{Number: number, Count: r.count}, nil // the list has become shorter
		}
		*most--
		if err == nil {
			r.repair.todo = r.repair.todo[1:]
			p = r.reread(p)
		}
		if !r.deliver(p, err, yield) {
			return false
		}
	}
	if len(r.repair.todo) > 0 || *most == 0 {
		return true
	}
	if !r.missing() && !r.repair.full {
		r.stage = checking
		return true
	}
	return r.mendAll(ctx, most, yield)
}

// mendAll reads the whole list again, from page 2, until nothing is missing.
func (r *Reader[T]) mendAll(ctx context.Context, most *int, yield func(Page[T], error) bool) bool {
	if !r.repair.running {
		r.repair.running = true
		r.repair.whole = walk[T]{listing: r.listing, next: 2, size: r.walk.size, largest: r.walk.largest, count: r.count, landed: r.count}
	}
	before := r.repair.whole.requests
	more := r.through(ctx, &r.repair.whole, most, r.reread, yield)
	r.repair.requests += r.repair.whole.requests - before
	r.repair.read = r.repair.read || r.repair.whole.done
	return more
}

// reread takes a page of a second reading, and ends the reading when nothing is missing any more.
func (r *Reader[T]) reread(p Page[T]) Page[T] {
	p.Repair = true
	if p.Hole != nil {
		return r.read(p)
	}
	r.marks.markBad(p.Number, p.Malformed)
	p = r.keep(p)
	if r.repair.running && !r.missing() && !r.repair.full {
		r.stage = checking
	}
	return p
}
