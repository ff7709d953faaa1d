package siblings

import (
	"cmp"
	"hash/maphash"
	"slices"

	"tagboat/hub"
	"tagboat/hub/compact"
)

// Index holds the tags of one repository by what they are. It keeps names, not tags. Not safe for
// concurrent use.
type Index struct {
	mine  hub.Platform
	fits  func(hub.Platform) bool // mine
	seeds [2]maphash.Seed
	names compact.Names // of the tags, in the order of tags
	tags  compact.Chunks[tag]

	known   [levels]compact.Table // groups, by what is the same in them
	groups  compact.Chunks[group]
	crowded compact.Chunks[[]int32] // members of groups of more than one, the most specific first
}

// tag is in these groups, by level; none where the digests are unknown.
type tag struct {
	rank   rank
	groups [levels]int32
}

const none = -1

// group is the tags that are the same at a level, because they have the same sum.
type group struct {
	sum sum
	// the only member; none; or below it, the place of the members in crowded, downwards from -2
	members [1]int32
}

// New begins an index without tags. Mine is the platform that [SameForMine] is about;
// hub.Platform{} leaves that level empty.
func New(mine hub.Platform) *Index {
	return &Index{
		mine: mine, fits: mine.Matcher(),
		seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},
	}
}

// Add takes a page of tags. A name that is there already moves to where its new digests belong; a
// row of which only the name is known takes nothing away from what is known. It returns the names
// that began or ceased to be what [Index.Representative] gives, at most three for each row: a list
// with one row for each image looks at these again, and at the page.
func (x *Index) Add(page []hub.Tag) (turned []string) {
	for i := range page {
		t := &page[i]
		id, isNew := x.names.Add(t.Name)
		known := !isNew
		if known && t.NamesOnly {
			continue
		}
		if !known {
			x.tags.Append(&tag{rankOf(t.Name), [levels]int32{none, none, none}})
		}
		groups := x.groupsOf(t)
		for level, to := range groups {
			from := x.tag(id).groups[level]
			if from == to {
				continue
			}
			x.tag(id).groups[level] = to
			led, leads := x.leave(from, id), x.enter(to, id)
			if level == image {
				turned = x.turn(turned, from, to, led, leads)
				if known && led != leads {
					turned = append(turned, t.Name)
				}
			}
		}
	}
	return turned
}

func (x *Index) tag(id int32) *tag { return x.tags.Row(int(id)) }

func (x *Index) at(g uint32) *group { return x.groups.Row(int(g)) }

// turn names the tags that lead a group because another left, or no longer do because another came.
func (x *Index) turn(turned []string, from, to int32, led, leads bool) []string {
	if left := x.members(from); led && len(left) > 0 {
		turned = append(turned, x.names.Name(left[0]))
	}
	if entered := x.members(to); leads && len(entered) > 1 {
		turned = append(turned, x.names.Name(entered[1]))
	}
	return turned
}

// groupsOf finds the groups that a tag belongs to, making new ones for digests not seen before.
func (x *Index) groupsOf(t *hub.Tag) [levels]int32 {
	groups := [levels]int32{none, none, none}
	if !t.Digest.IsZero() {
		groups[image] = x.group(image, x.add(sum{}, t.Digest))
	}
	if s, known := x.sum(t, func(hub.Platform) bool { return true }); known {
		groups[platforms] = x.group(platforms, s)
	}
	if s, known := x.sum(t, x.fits); known && !x.mine.IsUnknown() {
		groups[forMine] = x.group(forMine, s)
	}
	return groups
}

// group is the one that has a sum at a level, a new one if there is none.
func (x *Index) group(level int, s sum) int32 {
	g, ok := x.known[level].Find(s.hash(), func(g uint32) bool { return x.at(g).sum == s })
	if !ok {
		g = uint32(x.groups.Len())
		x.groups.Append(&group{s, [1]int32{none}})
		x.known[level].Add(s.hash(), g, func(g uint32) uint64 { return x.at(g).sum.hash() })
	}
	return int32(g)
}

// members are the tags of a group, the most specific first.
func (x *Index) members(g int32) []int32 {
	if g == none {
		return nil
	}
	switch one := &x.at(uint32(g)).members; {
	case one[0] == none:
		return nil
	case one[0] < none:
		return *x.crowd(g)
	default:
		return one[:]
	}
}

// crowd are the members of a group that had more than one at some time.
func (x *Index) crowd(g int32) *[]int32 {
	return x.crowded.Row(int(none - 1 - x.at(uint32(g)).members[0]))
}

// leave takes a tag out of a group and reports whether it stood first; a tag without a group does.
func (x *Index) leave(g, id int32) bool {
	if g == none {
		return true
	}
	at, _ := x.place(g, id)
	if one := &x.at(uint32(g)).members; one[0] < none {
		*x.crowd(g) = slices.Delete(*x.crowd(g), at, at+1)
	} else {
		one[0] = none
	}
	return at == 0
}

// enter puts a tag where it belongs in a group and reports whether it stands first.
func (x *Index) enter(g, id int32) bool {
	if g == none {
		return true
	}
	at, _ := x.place(g, id)
	switch one := &x.at(uint32(g)).members; {
	case one[0] == none:
		one[0] = id
	case one[0] < none:
		*x.crowd(g) = slices.Insert(*x.crowd(g), at, id)
	default:
		both := slices.Insert([]int32{one[0]}, at, id)
		x.crowded.Append(&both)
		one[0] = none - int32(x.crowded.Len())
	}
	return at == 0
}

// place is where a tag stands in a group, or would.
func (x *Index) place(g, id int32) (at int, there bool) {
	return slices.BinarySearchFunc(x.members(g), id, x.compare)
}

// compare is [Compare] of two tags.
func (x *Index) compare(a, b int32) int {
	if a == b {
		return 0
	}
	s, t := x.tag(a).rank, x.tag(b).rank
	if s != t {
		return cmp.Compare(s, t)
	}
	return s.compare(x.names.Name(a), x.names.Name(b))
}
