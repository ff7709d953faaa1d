package siblings

import (
	"iter"
	"slices"
)

// Group is what a tag shares with others: a view of the index, good until the next Add.
type Group struct {
	index *Index
	tag   int32
}

// Of finds a tag's siblings; a name that is not there has none.
func (x *Index) Of(name string) Group {
	id, known := x.names.Find(name)
	if !known {
		return Group{}
	}
	return Group{x, id}
}

// All are the siblings without the tag itself, each once at its strongest level, the strongest
// level first, the most specific name first. Stop when there is room for no more: what is not asked
// for is not looked up.
func (g Group) All() iter.Seq2[Level, string] {
	return func(yield func(Level, string) bool) {
		for level := SameImage; level <= SameForMine; level++ {
			for name := range g.at(level) {
				if !yield(level, name) {
					return
				}
			}
		}
	}
}

// At are the siblings whose strongest level is this one, the most specific name first.
func (g Group) At(l Level) []string { return slices.Collect(g.at(l)) }

func (g Group) members(l Level) []int32 {
	if g.index == nil || l < SameImage || l > SameForMine {
		return nil
	}
	return g.index.members(g.index.tag(g.tag).groups[l-1])
}

func (g Group) at(l Level) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, other := range g.members(l) {
			if other != g.tag && g.index.level(g.tag, other) == l &&
				!yield(g.index.names.Name(other)) {
				return
			}
		}
	}
}

// level is the strongest at which two tags are the same.
func (x *Index) level(a, b int32) Level {
	for l := SameImage; l <= SameForMine; l++ {
		if g := x.tag(a).groups[l-1]; g != none && g == x.tag(b).groups[l-1] {
			return l
		}
	}
	return 0
}

// Representative is the most specific name of the same image: the tag itself when it has no other,
// or is not there. A list with one row for each image keeps the rows that are their own.
func (x *Index) Representative(name string) string {
	if same := x.Of(name).members(SameImage); len(same) > 0 {
		return x.names.Name(same[0])
	}
	return name
}

// Next is the name after this one, once round the names of the same image; the name itself when it
// is alone.
func (x *Index) Next(name string) string {
	g := x.Of(name)
	same := g.members(SameImage)
	if len(same) < 2 {
		return name
	}
	at, _ := slices.BinarySearchFunc(same, g.tag, x.compare)
	return x.names.Name(same[(at+1)%len(same)])
}
