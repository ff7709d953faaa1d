package places

import (
	"hash/maphash"
	"strings"
	"time"

	"tagboat/hub"
	"tagboat/hub/query"
	"tagboat/hub/ranking"
)

// mostNames bounds the memory: about 90 bytes for each name.
const mostNames = 400_000

// Book is what is known of places. Its methods cost little and belong to one
// goroutine. A nil Book remembers nothing.
type Book struct {
	now  func() time.Time
	stay *Stay

	index  *ranking.Index
	seed   maphash.Seed
	known  map[uint64]ranking.ID // by the hash of the written place
	counts [Tag + 1]int

	// prints and holders tell which tags have a digest, by its first four bytes.
	prints  []uint32
	holders []ranking.ID

	favourites []Place // the last marked first
	recent     []Visit // the last visited first
	trail      trail

	revision int            // of what is to be kept
	marked   map[Place]bool // in this run: marked, or no longer
	written  int            // the revision that was handed out last
}

// Visit is a place and when a person was there last.
type Visit struct {
	Place Place
	At    time.Time
}

// NewBook returns an empty book.
func NewBook(now func() time.Time) *Book {
	b := &Book{now: now, seed: maphash.MakeSeed()}
	b.Reset(Owner{})
	return b
}

// Stay is the one that the book is of.
func (b *Book) Stay() *Stay { return b.stay }

// Reset forgets everything and begins a stay, because another account sees other
// things.
func (b *Book) Reset(owner Owner) {
	*b = Book{
		now: b.now, seed: b.seed, stay: &Stay{owner: owner}, index: new(ranking.Index), known: map[uint64]ranking.ID{},
		marked: map[Place]bool{}, revision: b.revision, written: b.revision,
	}
}

// Known is how many names there are to jump to.
func (b *Book) Known() int {
	if b == nil {
		return 0
	}
	return b.index.Len()
}

// Count is how many places of a kind are known.
func (b *Book) Count(k Kind) int { return b.counts[k] }

// Full tells that no further name is taken up.
func (b *Book) Full() bool { return b.Known() >= mostNames }

// See takes up a place.
func (b *Book) See(p Place) {
	if b != nil && p.isSound() {
		b.see(p.String(), p.Kind())
	}
}

// SeeNamespaces takes up a page of namespaces.
func (b *Book) SeeNamespaces(page []hub.Membership) {
	for i := range page {
		b.See(OfNamespace(page[i].Namespace))
	}
}

// SeeRepositories takes up a page of repositories, and their namespaces.
func (b *Book) SeeRepositories(page []hub.Repository) {
	for i := range page {
		b.See(OfNamespace(page[i].Name.Namespace))
		b.See(OfRepository(page[i].Name))
	}
}

// SeeTags takes up a page of a repository's tags, with the digests of their
// indexes and of their platforms.
func (b *Book) SeeTags(r hub.RepositoryName, page []hub.Tag) {
	if b == nil {
		return
	}
	b.See(OfRepository(r))
	for i := range page {
		t := &page[i]
		p := Of(hub.Reference{Repository: r, Tag: t.Name})
		if t.Name == "" || !p.isSound() {
			continue
		}
		id, isNew := b.see(p.String(), Tag)
		if !isNew {
			continue
		}
		b.holds(id, t.Digest)
		for j := range t.Images {
			if t.Images[j].Digest != t.Digest {
				b.holds(id, t.Images[j].Digest)
			}
		}
	}
}

func (b *Book) see(written string, kind Kind) (id ranking.ID, isNew bool) {
	mark := maphash.String(b.seed, written)
	if id, ok := b.known[mark]; ok || b.Full() {
		return id, false
	}
	id = b.index.Add(written)
	b.known[mark] = id
	b.counts[kind]++
	return id, true
}

func (b *Book) holds(id ranking.ID, d hub.Digest) {
	if !d.IsZero() {
		b.prints, b.holders = append(b.prints, query.Fingerprint(d)), append(b.holders, id)
	}
}

// Holding are the repositories in which a digest was seen, as places that pin
// it, at most so many. Four bytes are compared: among a million digests another
// one answers once in some thousand questions.
func (b *Book) Holding(d hub.Digest, most int) []Place {
	if d.IsZero() || b == nil {
		return nil
	}
	var found []Place
	wanted, told := query.Fingerprint(d), map[hub.RepositoryName]bool{}
	for i, p := range b.prints {
		if p != wanted || len(found) == most {
			continue
		}
		if at, ok := Parse(b.index.Name(b.holders[i])); ok && !told[at.Reference.Repository] {
			told[at.Reference.Repository] = true
			found = append(found, Of(hub.Reference{Repository: at.Reference.Repository, Digest: d}))
		}
	}
	return found
}

// Has tells whether a place is known.
func (b *Book) Has(p Place) bool {
	if b == nil {
		return false
	}
	_, ok := b.known[maphash.String(b.seed, p.String())]
	return ok
}

// Hit is a place that was found.
type Hit struct {
	Place             Place
	Favourite, Recent bool
}

// Finder searches a Book while somebody types. The Book may grow meanwhile; a
// Reset ends the Finder's use.
type Finder struct {
	book   *Book
	finder *ranking.Finder
}

// Finder returns a finder that has searched for nothing yet.
func (b *Book) Finder() *Finder { return &Finder{b, ranking.NewFinder(b.index)} }

// Find gives the best places for what was typed, at most so many: favourites and
// then recent places go before others of the same rank, and are all that is found
// when nothing is typed. It also tells how many match.
func (f *Finder) Find(typed string, most int) (best []Hit, matching int) {
	ids, matching := f.finder.Find(strings.TrimSpace(typed), most, f.book.standing())
	for _, id := range ids {
		if p, ok := Parse(f.book.index.Name(id)); ok {
			best = append(best, Hit{p, f.book.IsFavourite(p), f.book.isRecent(p)})
		}
	}
	return best, matching
}
