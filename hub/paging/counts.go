package paging

import (
	"encoding/binary"
	"hash/maphash"
)

// pageCounts is what a Reader remembers of the pages it saw: enough to tell whether rows moved
// between them, and where a row may have slipped through.
type pageCounts struct {
	pages        int
	total        int         // of page 1 as last read
	differing    map[int]int // totals by page, where they differ from that of page 1
	bad          map[int]int // malformed rows by page
	moved        bool
	suspectPages []int // both sides of a boundary at which the total changed
}

func (c *pageCounts) note(number, count, malformed int) {
	if c.differing == nil {
		c.differing = map[int]int{}
	}
	c.pages = max(c.pages, number)
	c.markMalformed(number, malformed)
	if number == 1 {
		c.total = count
		return
	}
	if count != c.total {
		c.differing[number], c.moved = count, true
	}
	if c.of(number-1) != count {
		c.suspectPages = append(c.suspectPages, number-1, number)
	}
}

func (c *pageCounts) of(number int) int {
	if count, ok := c.differing[number]; ok {
		return count
	}
	return c.total
}

func (c *pageCounts) markMalformed(number, malformed int) {
	if c.bad == nil {
		c.bad = map[int]int{}
	}
	delete(c.bad, number)
	if malformed > 0 {
		c.bad[number] = malformed
	}
}

func (c *pageCounts) malformed() int {
	n := 0
	for _, bad := range c.bad {
		n += bad
	}
	return n
}

// order is that of the rows of page 1, in one number.
type order struct {
	seed maphash.Seed
	last uint64
}

func newOrder() order { return order{seed: maphash.MakeSeed()} }

// note takes the newest order of page 1 and reports whether it is another than before.
func note[T any](o *order, rows []T, key func(T) string) bool {
	var h maphash.Hash
	h.SetSeed(o.seed)
	for _, row := range rows {
		k := key(row)
		_ = binary.Write(&h, binary.LittleEndian, uint32(len(k)))
		_, _ = h.WriteString(k)
	}
	before := o.last
	o.last = h.Sum64()
	return o.last != before
}
