package stale

import (
	"hash/maphash"

	"tagboat/hub"
	"tagboat/hub/compact"
)

// digests numbers those of one repository, from 0, and holds what is known of each. They are told
// apart by eight bytes of a hash that nobody can foresee. Two that had the same would count as one
// image: then both stay where one does.
type digests struct {
	seed  maphash.Seed
	table compact.Table
	all   compact.Chunks[digest]
}

// digest is one of the repository: of an index, of a platform, or of a manifest without a tag.
type digest struct {
	hash    uint64
	size    int64 // 0: unknown
	staying int32 // rows that hold it and do not go
	first   int32 // of the tags whose own it is; none
	holder  int32 // a row that holds it, one that stays where there is one; none
	sized   bool  // it is of a manifest, whose size counts
}

const none = -1

// number is that of a digest, none where that is unknown; it is taken up where add says so.
func (d *digests) number(of hub.Digest, add bool) int32 {
	if of.IsZero() {
		return none
	}
	sum := of.Sum()
	hash := maphash.Bytes(d.seed, sum[:])
	n, found := d.table.Find(hash, func(n uint32) bool { return d.at(int32(n)).hash == hash })
	switch {
	case found:
		return int32(n)
	case !add:
		return none
	}
	n = uint32(d.all.Len())
	d.all.Append(&digest{hash: hash, first: none, holder: none})
	d.table.Add(hash, n, func(n uint32) uint64 { return d.at(int32(n)).hash })
	return int32(n)
}

func (d *digests) at(n int32) *digest { return d.all.Row(int(n)) }

// signed is the number of the digest that a signature's name is made from, none where nothing here
// has it.
func (d *digests) signed(name string) int32 {
	const prefix, hex = len("sha256-"), 64
	of, err := hub.ParseDigest("sha256:" + name[prefix:prefix+hex])
	if err != nil {
		return none
	}
	return d.number(of, false)
}

// packed are lists of numbers, one behind the other.
type packed struct {
	numbers []int32
	ends    []uint32
}

func (p *packed) end() { p.ends = append(p.ends, uint32(len(p.numbers))) }

func (p *packed) of(row int) []int32 {
	from := uint32(0)
	if row > 0 {
		from = p.ends[row-1]
	}
	return p.numbers[from:p.ends[row]]
}
