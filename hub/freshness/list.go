package freshness

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"tagboat/hub"
	"tagboat/hub/siblings"
)

// List is the tags of one repository, taken apart once for any number of questions. It keeps the
// rows it was given, and is safe for concurrent use.
type List struct {
	tags     []hub.Tag
	scope    Scope
	byName   map[string]int32
	flavours map[string][]candidate // the newest last

	digests  func() map[hub.Digest][]int32 // tags by their own digest and their platforms'
	mutex    sync.Mutex
	siblings map[hub.Platform]*siblings.Index
}

// candidate is a tag that may be newer than another of its flavour.
type candidate struct {
	*reading

	tag   *hub.Tag
	order int // among those of its flavour; equal versions have the same
}

// New takes the tags of a repository, in any order, and what they are without a gap. The rows must
// not be changed afterwards. Of a name that is there twice the last row counts.
func New(tags []hub.Tag, scope Scope) *List {
	l := &List{
		tags: tags, scope: scope,
		byName:   make(map[string]int32, len(tags)),
		flavours: map[string][]candidate{},
		siblings: map[hub.Platform]*siblings.Index{},
	}
	for i := range tags {
		l.byName[tags[i].Name] = int32(i)
	}
	for i := range tags {
		t := &tags[i]
		if l.byName[t.Name] != int32(i) {
			continue
		}
		if r := read(t.Name); r.counts() {
			l.flavours[r.flavour] = append(l.flavours[r.flavour], candidate{&r, t, 0})
		}
	}
	for _, same := range l.flavours {
		slices.SortFunc(same, candidate.compare)
		for i := range same[1:] {
			same[i+1].order = same[i].order
			if same[i+1].reading.compare(same[i].reading) != 0 {
				same[i+1].order++
			}
		}
	}
	l.digests = sync.OnceValue(l.byDigest)
	return l
}

// compare puts the newest last, and of what is written in several ways the shortest.
func (c candidate) compare(other candidate) int {
	return cmp.Or(
		c.reading.compare(other.reading),
		compareNumbers(c.base, other.base),
		cmp.Compare(len(other.tag.Name), len(c.tag.Name)),
		strings.Compare(other.tag.Name, c.tag.Name),
	)
}

// find is a tag by its name; nil when it is not there.
func (l *List) find(name string) *hub.Tag {
	i, ok := l.byName[name]
	if !ok {
		return nil
	}
	return &l.tags[i]
}

func (l *List) byDigest() map[hub.Digest][]int32 {
	all := map[hub.Digest][]int32{}
	add := func(d hub.Digest, tag int32) {
		if with := all[d]; !d.IsZero() && (len(with) == 0 || with[len(with)-1] != tag) {
			all[d] = append(with, tag)
		}
	}
	for i := range l.tags {
		t := &l.tags[i]
		if l.byName[t.Name] != int32(i) {
			continue
		}
		add(t.Digest, int32(i))
		for _, image := range t.Images {
			add(image.Digest, int32(i))
		}
	}
	return all
}

// siblingsFor knows which tags are the same, also on one platform alone.
func (l *List) siblingsFor(p hub.Platform) *siblings.Index {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	x := l.siblings[p]
	if x == nil {
		x = siblings.New(p)
		x.Add(l.tags)
		l.siblings[p] = x
	}
	return x
}
