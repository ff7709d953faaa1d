package compact

import "math"

// Table finds the numbers of things by their hashes, in four bytes a slot. The things themselves
// are the caller's, who tells their hashes and compares them. The zero value is empty.
type Table struct {
	slots []uint32 // a number and one; 0: free
	count int
}

// Find is the number with this hash of which same is true.
func (t *Table) Find(hash uint64, same func(number uint32) bool) (number uint32, found bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	for at := t.home(hash); t.slots[at] != 0; at = t.next(at) {
		if number := t.slots[at] - 1; same(number) {
			return number, true
		}
	}
	return 0, false
}

// Add takes up a number that is not there, below 2^32-1. Where the table grows, hashOf is asked for
// the hash of every number in it.
func (t *Table) Add(hash uint64, number uint32, hashOf func(number uint32) uint64) {
	if number == math.MaxUint32 {
		panic("compact: more things than can be numbered")
	}
	t.Grow(1, hashOf)
	t.put(hash, number)
	t.count++
}

// Grow makes room for so many more numbers at once, as Add does for one.
func (t *Table) Grow(more int, hashOf func(number uint32) uint64) {
	slots := max(8, len(t.slots))
	for 5*(t.count+more) > 4*slots {
		slots *= 2
	}
	if slots == len(t.slots) {
		return
	}
	former := t.slots
	t.slots = make([]uint32, slots)
	for _, slot := range former {
		if slot != 0 {
			t.put(hashOf(slot-1), slot-1)
		}
	}
}

func (t *Table) put(hash uint64, number uint32) {
	at := t.home(hash)
	for t.slots[at] != 0 {
		at = t.next(at)
	}
	t.slots[at] = number + 1
}

func (t *Table) home(hash uint64) int { return int(hash & uint64(len(t.slots)-1)) }

func (t *Table) next(at int) int { return (at + 1) & (len(t.slots) - 1) }
