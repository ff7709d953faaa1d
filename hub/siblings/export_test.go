package siblings

import "tagboat/hub"

// Mine is the platform that was given to New.
func (x *Index) Mine() hub.Platform { return x.mine }

// Len is the number of tags.
func (x *Index) Len() int { return x.tags.Len() }

// Between is the strongest level at which two tags are the same; 0 when they are not known to be.
func (x *Index) Between(a, b string) Level {
	i, known := x.names.Find(a)
	j, too := x.names.Find(b)
	if !known || !too {
		return 0
	}
	return x.level(i, j)
}

// Same reports whether two tags are the same at a level, be they so at a stronger one or not. A tag
// whose digest is unknown at that level is the same as none, not even itself.
func (x *Index) Same(l Level, a, b string) bool {
	i, known := x.names.Find(a)
	j, too := x.names.Find(b)
	if !known || !too || l < SameImage || l > SameForMine {
		return false
	}
	g := x.tag(i).groups[l-1]
	return g != none && g == x.tag(j).groups[l-1]
}

// Count is the length of [Group.At].
func (g Group) Count(l Level) int { return len(g.At(l)) }
