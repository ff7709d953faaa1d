package places

import (
	"hash/maphash"
	"time"

	"tagboat/hub"
	"tagboat/hub/query"
	"tagboat/hub/ranking"
)

// mostNames bounds the memory: about 70 bytes for each name.
const mostNames = 400_000

// Index is every name of a place that is known, with the favourites and the places visited. Its
// methods cost little and belong to one goroutine. A nil Index remembers nothing.
type Index struct {
	now  func() time.Time
	stay *Stay

	names  *ranking.Index
	seed   maphash.Seed
	known  map[uint64]ranking.ID // by the hash of the written place
	counts [Tag + 1]int

	// prints and holders say which tags have a digest, by its first four bytes.
	prints  []uint32
	holders []ranking.ID

	favourites []Place // the last added first
	recent     []Visit // the last visited first
	back       backstack

	revision int            // of what is to be saved
	marked   map[Place]bool // in this run: made a favourite, or no longer
	written  int            // the revision that was handed out last
}

// Visit is a place and when a person was there last.
type Visit struct {
	Place Place
	At    time.Time
}

// NewIndex returns an empty index.
func NewIndex(now func() time.Time) *Index {
	x := &Index{now: now, seed: maphash.MakeSeed()}
	x.Reset(Owner{})
	return x
}

// Stay is the one that the index is of.
func (x *Index) Stay() *Stay { return x.stay }

// Reset forgets everything and begins a stay, because another account sees other
// things.
func (x *Index) Reset(owner Owner) {
	*x = Index{
		now: x.now, seed: x.seed, stay: &Stay{owner: owner}, names: new(ranking.Index),
		known:  map[uint64]ranking.ID{},
		marked: map[Place]bool{}, revision: x.revision, written: x.revision,
	}
}

// Known is how many names there are to jump to.
func (x *Index) Known() int {
	if x == nil {
		return 0
	}
	return x.names.Len()
}

// Count is how many places of a kind are known.
func (x *Index) Count(k Kind) int { return x.counts[k] }

// Full reports whether no further name is taken up.
func (x *Index) Full() bool { return x.Known() >= mostNames }

// See takes up a place.
func (x *Index) See(p Place) {
	if x != nil && p.isSound() {
		x.see(p.String(), p.Kind())
	}
}

// SeeNamespaces takes up a page of namespaces.
func (x *Index) SeeNamespaces(page []hub.Membership) {
	for i := range page {
		x.See(OfNamespace(page[i].Namespace))
	}
}

// SeeRepositories takes up a page of repositories, and their namespaces.
func (x *Index) SeeRepositories(page []hub.Repository) {
	for i := range page {
		x.See(OfNamespace(page[i].Name.Namespace))
		x.See(OfRepository(page[i].Name))
	}
}

// SeeTags takes up a page of a repository's tags, with the digests of their
// indexes and of their platforms.
func (x *Index) SeeTags(r hub.RepositoryName, page []hub.Tag) {
	if x == nil {
		return
	}
	x.See(OfRepository(r))
	for i := range page {
		t := &page[i]
		p := Of(hub.Reference{Repository: r, Tag: t.Name})
		if t.Name == "" || !p.isSound() {
			continue
		}
		id, isNew := x.see(p.String(), Tag)
		if !isNew {
			continue
		}
		x.holds(id, t.Digest)
		for j := range t.Images {
			if t.Images[j].Digest != t.Digest {
				x.holds(id, t.Images[j].Digest)
			}
		}
	}
}

func (x *Index) see(written string, kind Kind) (id ranking.ID, isNew bool) {
	hash := maphash.String(x.seed, written)
	if id, ok := x.known[hash]; ok || x.Full() {
		return id, false
	}
	id = x.names.Add(written)
	x.known[hash] = id
	x.counts[kind]++
	return id, true
}

func (x *Index) holds(id ranking.ID, d hub.Digest) {
	if !d.IsZero() {
		x.prints, x.holders = append(x.prints, query.Fingerprint(d)), append(x.holders, id)
	}
}

// Holding are the repositories in which a digest was seen, as places that pin
// it, at most so many. Four bytes are compared: among a million digests another
// one answers once in some thousand questions.
func (x *Index) Holding(d hub.Digest, most int) []Place {
	if d.IsZero() || x == nil {
		return nil
	}
	var found []Place
	wanted, seen := query.Fingerprint(d), map[hub.RepositoryName]bool{}
	for i, p := range x.prints {
		if p != wanted || len(found) == most {
			continue
		}
		if at, ok := Parse(x.names.Name(x.holders[i])); ok && !seen[at.Reference.Repository] {
			seen[at.Reference.Repository] = true
			found = append(found, Of(hub.Reference{Repository: at.Reference.Repository, Digest: d}))
		}
	}
	return found
}

// Has reports whether a place is known.
func (x *Index) Has(p Place) bool {
	if x == nil {
		return false
	}
	_, ok := x.known[maphash.String(x.seed, p.String())]
	return ok
}
