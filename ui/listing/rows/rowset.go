package rows

import "math/bits"

// rowSet is a set of rows, a bit for each; rows past its end are not in it.
type rowSet []uint64

func (b rowSet) has(id ID) bool {
	word := int(id >> 6)
	return word < len(b) && b[word]&(1<<(id&63)) != 0
}

func (b rowSet) put(id ID, in bool) rowSet {
	word := int(id >> 6)
	if !in {
		if word < len(b) {
			b[word] &^= 1 << (id & 63)
		}
		return b
	}
	for word >= len(b) {
		b = append(b, 0)
	}
	b[word] |= 1 << (id & 63)
	return b
}

// word is the i-th 64 rows.
func (b rowSet) word(i int) uint64 {
	if i < len(b) {
		return b[i]
	}
	return 0
}

func (b rowSet) count() int {
	n := 0
	for _, word := range b {
		n += bits.OnesCount64(word)
	}
	return n
}

// among keeps those of rows that are in the set, in their order, in the memory of spare if it is
// large enough. It writes every row and steps on where the row is in: which rows are is close to
// chance, and a branch on it costs more than the writing.
func (b rowSet) among(rows, spare []ID) []ID {
	most := b.count() + 1 // one more is written past the last
	kept := spare[:cap(spare)]
	if len(kept) < most || len(kept) > 2*most+1024 {
		kept = make([]ID, most)
	}
	n := 0
	for _, id := range rows {
		kept[n] = id
		n += int(b.word(int(id>>6)) >> (id & 63) & 1)
	}
	return kept[:n]
}
