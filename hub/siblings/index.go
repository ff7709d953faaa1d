package siblings

import (
	"cmp"
	"hash/maphash"
	"slices"

	"tagboat/hub"
	"tagboat/hub/query"
)

// Index holds the tags of one repository by what they are. It keeps names, not tags. Not safe for
// concurrent use.
type Index struct {
	mine  hub.Platform
	fits  func(hub.Platform) bool // mine
	seeds [2]maphash.Seed
	ids   map[string]int32
	tags  []tag

	images map[hub.Digest]int32 // to groups, as the next two
	sums   [2]map[sum]int32
	groups [][]int32 // tags of one group, the most specific first
}

// tag is a name and its groups, by level; none where the digests are unknown.
type tag struct {
	name   string
	rank   rank
	groups [levels]int32
}

const none = -1

// New begins an index without tags. Mine is the platform that [SameForMine] is about;
// hub.Platform{} leaves that level empty.
func New(mine hub.Platform) *Index {
	return &Index{
		mine: mine, fits: mine.Matcher(),
		seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},
		ids:   map[string]int32{}, images: map[hub.Digest]int32{}, sums: [2]map[sum]int32{{}, {}},
	}
}

// Add takes a page of tags. A name that is there already moves to where its new digests belong; a
// row of which only the name is known takes nothing away from what is known. It returns the names
// that began or ceased to be what [Index.Representative] gives, at most three for each row: a list
// with one row for each image looks at these again, and at the page.
func (x *Index) Add(page []hub.Tag) (turned []string) {
	for i := range page {
		t := &page[i]
		id, known := x.ids[t.Name]
		if known && t.NamesOnly {
			continue
		}
		if !known {
			id = int32(len(x.tags))
			x.ids[t.Name] = id
			x.tags = append(
				x.tags,
				tag{name: t.Name, rank: rankOf(t.Name), groups: [levels]int32{none, none, none}},
			)
		}
		groups := x.groupsOf(t)
		for level, to := range groups {
			from := x.tags[id].groups[level]
			if from == to {
				continue
			}
			x.tags[id].groups[level] = to
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

// turn names the tags that lead a group because another left, or no longer do because another came.
func (x *Index) turn(turned []string, from, to int32, led, leads bool) []string {
	if from != none && led && len(x.groups[from]) > 0 {
		turned = append(turned, x.tags[x.groups[from][0]].name)
	}
	if to != none && leads && len(x.groups[to]) > 1 {
		turned = append(turned, x.tags[x.groups[to][1]].name)
	}
	return turned
}

// groupsOf finds the groups that a tag belongs to, making new ones for digests not seen before.
func (x *Index) groupsOf(t *hub.Tag) [levels]int32 {
	groups := [levels]int32{none, none, none}
	if !t.Digest.IsZero() {
		groups[image] = group(x, x.images, t.Digest)
	}
	if s, known := x.sum(t, func(hub.Platform) bool { return true }); known {
		groups[platforms] = group(x, x.sums[0], s)
	}
	if s, known := x.sum(t, x.fits); known && !x.mine.IsUnknown() {
		groups[forMine] = group(x, x.sums[1], s)
	}
	return groups
}

func group[K comparable](x *Index, known map[K]int32, key K) int32 {
	g, ok := known[key]
	if !ok {
		g = int32(len(x.groups))
		x.groups = append(x.groups, nil)
		known[key] = g
	}
	return g
}

// leave takes a tag out of a group and reports whether it stood first; a tag without a group does.
func (x *Index) leave(g, id int32) bool {
	if g == none {
		return true
	}
	at, _ := x.place(g, id)
	x.groups[g] = slices.Delete(x.groups[g], at, at+1)
	return at == 0
}

// enter puts a tag where it belongs in a group and reports whether it stands first.
func (x *Index) enter(g, id int32) bool {
	if g == none {
		return true
	}
	at, _ := x.place(g, id)
	x.groups[g] = slices.Insert(x.groups[g], at, id)
	return at == 0
}

// place is where a tag stands in a group, or would.
func (x *Index) place(g, id int32) (at int, there bool) {
	return slices.BinarySearchFunc(x.groups[g], id, x.compare)
}

// compare puts higher versions first where ranks are equal; words without numbers stand by the
// alphabet.
func (x *Index) compare(a, b int32) int {
	if a == b {
		return 0
	}
	s, t := &x.tags[a], &x.tags[b]
	if s.rank != t.rank || s.rank.isPlainWord() {
		return cmp.Or(cmp.Compare(s.rank, t.rank), cmp.Compare(s.name, t.name))
	}
	return cmp.Or(
		query.CompareVersions(t.name, s.name),
		cmp.Compare(len(s.name), len(t.name)),
		cmp.Compare(s.name, t.name),
	)
}
