package siblings

import (
	"slices"

	"tagboat/hub/query"
)

// mostAsked bounds how many siblings are looked at for what people ask for first.
const mostAsked = 256

// Asked are the siblings of the strongest level that has any, those that people ask for first: of
// the same image "latest", then versions and words as in All, and last what is named after a
// commit. Of a crowd only the first few hundred are looked at. The level is 0 where there is none.
func (g Group) Asked() (Level, []string) {
	var asked, hashes []string
	strongest := Level(0)
	for level, name := range g.All() {
		if strongest == 0 {
			strongest = level
		}
		if level != strongest || len(asked)+len(hashes) == mostAsked {
			break
		}
		if query.HoldsCommit(name) {
			hashes = append(hashes, name)
		} else {
			asked = append(asked, name)
		}
	}
	if strongest == 0 {
		return 0, nil
	}
	if asked = append(asked, hashes...); strongest == SameImage {
		asked = g.vaguestFirst(asked)
	}
	return strongest, asked
}

// vaguestFirst puts "latest" before others of the same image where it is among them, also beyond
// the bound.
func (g Group) vaguestFirst(names []string) []string {
	id, known := g.index.names.Find(vaguest)
	if !known || id == g.tag || g.index.level(g.tag, id) != SameImage {
		return names
	}
	names = slices.DeleteFunc(names, func(name string) bool { return name == vaguest })
	return slices.Insert(names, 0, vaguest)
}
