package places

import (
	"bytes"
	"hash/maphash"
	"time"

	"tagboat/hub"
	"tagboat/hub/compact"
	"tagboat/hub/name"
	"tagboat/hub/query"
	"tagboat/hub/ranking"
)

// mostNames bounds the memory: about 40 bytes for each name, and four for each digest seen.
const mostNames = 2_000_000

// Index is every name of a place that is known, with the favourites and the places visited. Its
// methods cost little and belong to one goroutine. A nil Index remembers nothing.
type Index struct {
	now  func() time.Time
	stay *Stay

	names  *ranking.Index
	seed   maphash.Seed
	known  compact.Table // numbers of names, by the hash of the written place
	text   []byte        // of a name, for a moment
	counts [Tag + 1]int

	repositories map[hub.Namespace]int // how many each namespace has, as the Hub counts them

	// prints are the first four bytes of the digests of tags, and holders whose they are.
	prints  compact.Chunks[uint32]
	holders []holder

	favourites []Place // the last added first
	recent     []Visit // the last visited first
	views      []View  // by their names
	back       backstack

	revision int            // of what is to be saved
	marked   map[Place]bool // in this run: made a favourite, or no longer
	// views that in this run were saved, or, where that is nil, forgotten; by viewKey
	changedViews map[string]*View
	written      int // the revision that was handed out last
}

// holder is the repository of the prints from a place on.
type holder struct {
	repository hub.RepositoryName
	from       int
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
		repositories: map[hub.Namespace]int{},
		marked:       map[Place]bool{}, changedViews: map[string]*View{},
		revision: x.revision, written: x.revision,
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
		x.see([]byte(p.String()), p.Kind())
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

// CountRepositories takes up how many repositories a namespace has, of what the account can see.
func (x *Index) CountRepositories(n hub.Namespace, count int) {
	x.repositories[n] = max(x.repositories[n], count)
}

// RepositoryCount is how many repositories a namespace has, if that is known.
func (x *Index) RepositoryCount(n hub.Namespace) (count int, known bool) {
	if x != nil {
		count, known = x.repositories[n]
	}
	return count, known
}

// SeeTags takes up a page of a repository's tags, with the digests of their
// indexes and of their platforms.
func (x *Index) SeeTags(r hub.RepositoryName, page []hub.Tag) {
	if x == nil || !OfRepository(r).isSound() {
		return
	}
	x.See(OfRepository(r))
	for i := range page {
		t := &page[i]
		if !name.IsTag([]byte(t.Name)) {
			continue
		}
		p := Of(hub.Reference{Repository: r, Tag: t.Name})
		if !x.see([]byte(p.String()), Tag) {
			continue
		}
		x.holds(r, t.Digest)
		for j := range t.Images {
			if t.Images[j].Digest != t.Digest {
				x.holds(r, t.Images[j].Digest)
			}
		}
	}
}

// SeeTagNames takes up names of a repository's tags, each with a line feed behind it, of which
// nothing else is known.
func (x *Index) SeeTagNames(r hub.RepositoryName, names []byte) {
	if x == nil || !OfRepository(r).isSound() {
		return
	}
	x.See(OfRepository(r))
	written := append([]byte(OfRepository(r).String()), ':')
	head := len(written)
	for line := range bytes.Lines(names) {
		if tag := bytes.TrimSuffix(line, []byte{'\n'}); name.IsTag(tag) {
			written = append(written[:head], tag...)
			x.see(written, Tag)
		}
	}
}

// Grow makes room for so many more names at once.
func (x *Index) Grow(more int) {
	if x == nil {
		return
	}
	more = max(min(more, mostNames-x.Known()), 0)
	x.names.Grow(more, more*usualTag)
	x.known.Grow(more, x.hashOf)
}

// usualTag is how long the name of a tag often is, in bytes.
const usualTag = 12

// see reports whether a place is new, and there was room for it.
func (x *Index) see(written []byte, kind Kind) bool {
	hash := maphash.Bytes(x.seed, written)
	if _, known := x.numbered(hash, written); known || x.Full() {
		return false
	}
	x.known.Add(hash, uint32(x.names.Add(string(written))), x.hashOf)
	x.counts[kind]++
	return true
}

// find is the number of a place's name.
func (x *Index) find(p Place) (ranking.ID, bool) {
	written := []byte(p.String())
	return x.numbered(maphash.Bytes(x.seed, written), written)
}

func (x *Index) numbered(hash uint64, written []byte) (ranking.ID, bool) {
	number, known := x.known.Find(hash, func(number uint32) bool {
		return x.names.Is(ranking.ID(number), written)
	})
	return ranking.ID(number), known
}

func (x *Index) hashOf(number uint32) uint64 {
	x.text = x.names.AppendName(x.text[:0], ranking.ID(number))
	return maphash.Bytes(x.seed, x.text)
}

func (x *Index) holds(r hub.RepositoryName, d hub.Digest) {
	if d.IsZero() {
		return
	}
	if last := len(x.holders) - 1; last < 0 || x.holders[last].repository != r {
		x.holders = append(x.holders, holder{r, x.prints.Len()})
	}
	mark := query.Fingerprint(d)
	x.prints.Append(&mark)
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
	for i, h := range x.holders {
		end := x.prints.Len()
		if i+1 < len(x.holders) {
			end = x.holders[i+1].from
		}
		for at := h.from; at < end && len(found) < most && !seen[h.repository]; at++ {
			if *x.prints.Row(at) == wanted {
				seen[h.repository] = true
				found = append(found, Of(hub.Reference{Repository: h.repository, Digest: d}))
			}
		}
	}
	return found
}

// Has reports whether a place is known.
func (x *Index) Has(p Place) bool {
	if x == nil {
		return false
	}
	_, known := x.find(p)
	return known
}
