package storage

import (
	"crypto/sha256"
	"encoding/binary"
	"hash/maphash"
	"math"
	"slices"
	"strconv"

	"tagboat/hub"
	"tagboat/hub/compact"
)

const (
	untagged = -1 // in place of the number of a name
	none     = math.MaxUint32
)

// Usage is what was told of a namespace. The zero value is empty. It is not safe for concurrent
// use.
type Usage struct {
	repositories []repository
	numbers      map[hub.RepositoryName]uint32
	before       uint32 // the repository of the row before, which most are in

	names     compact.Names
	rows      compact.Chunks[row]
	images    compact.Chunks[image]
	manifests compact.Chunks[manifest]
	contents  []uint32 // the manifests of images, by their numbers

	rowOf, imageOf, manifestOf compact.Table

	platforms platforms
	reading   uint8  // the number of the reading
	stamp     uint32 // of the repository that is being summed up
}

// digest is the beginning of one, which is enough to tell two apart. What has none has one made up.
type digest [16]byte

// repository is one, and the first of its rows.
type repository struct {
	name    hub.RepositoryName
	counted int64 // bytes as the Hub counts them; 0: unknown
	empty   bool  // as the Hub says
	told    bool  // it came by itself, and not only with a tag
	reading uint8
	first   uint32 // row
}

// row is a tag, or a manifest that no tag points at.
type row struct {
	pushed     hub.Timestamp
	repository uint32
	name       int32
	image      uint32
	next       uint32 // row of the repository
	reading    uint8
	gone       bool
}

// image is what tags point at.
type image struct {
	digest    digest
	first     uint32 // of its manifests
	stamp     uint32
	manifests uint16
	anonymous bool
}

// manifest is one platform of an image.
type manifest struct {
	digest    digest
	size      int64 // 0: unknown
	stamp     uint32
	platform  uint16
	age       Age
	anonymous bool
}

// seed is of the hashes of this run.
var seed = maphash.MakeSeed()

// Again begins a new reading: what is not told again until [Usage.Settle] is not there any more.
func (u *Usage) Again() { u.reading++ }

// Settle forgets what was not told since [Usage.Again].
func (u *Usage) Settle() {
	for i := range u.rows.Len() {
		r := u.rows.Row(i)
		r.gone = r.reading != u.reading
	}
	for i := range u.repositories {
		r := &u.repositories[i]
		r.told = r.told && r.reading == u.reading
	}
}

// AddRepositories takes what the Hub says of repositories.
func (u *Usage) AddRepositories(all []hub.Repository) {
	for i := range all {
		r := &u.repositories[u.repository(all[i].Name)]
		r.counted, r.empty, r.told, r.reading = all[i].Storage, all[i].Inactive, true, u.reading
	}
}

// AddTags takes tags, and manifests without one.
func (u *Usage) AddTags(all []hub.RepositoryTag) {
	for i := range all {
		u.add(&all[i])
	}
}

func (u *Usage) add(t *hub.RepositoryTag) {
	r := row{
		repository: u.repository(t.Repository), name: untagged,
		image: u.image(t), pushed: pushed(&t.Tag), reading: u.reading,
	}
	if !t.IsUntagged() {
		r.name, _ = u.names.Add(t.Name)
	}
	number, found := u.rowOf.Find(r.hash(), func(number uint32) bool {
		return u.rows.Row(int(number)).isSame(&r)
	})
	if found {
		former := u.rows.Row(int(number))
		r.next = former.next
		*former = r
		return
	}
	number = uint32(u.rows.Len())
	in := &u.repositories[r.repository]
	r.next, in.first = in.first, number
	u.rows.Append(&r)
	u.rowOf.Add(r.hash(), number, func(number uint32) uint64 {
		return u.rows.Row(int(number)).hash()
	})
}

// pushed falls back on the update, as the filters do: the Hub leaves the push empty on old tags.
func pushed(t *hub.Tag) hub.Timestamp {
	if t.Pushed.IsZero() {
		return t.Updated
	}
	return t.Pushed
}

// isSame reports whether two rows are one: by their names, and without one by their digests.
func (r *row) isSame(other *row) bool {
	return r.repository == other.repository && r.name == other.name &&
		(r.name != untagged || r.image == other.image)
}

func (r *row) hash() uint64 {
	key := [3]uint32{r.repository, uint32(r.name)}
	if r.name == untagged {
		key[2] = r.image
	}
	return maphash.Comparable(seed, key)
}

func (u *Usage) repository(name hub.RepositoryName) uint32 {
	if len(u.repositories) > 0 && u.repositories[u.before].name == name {
		return u.before
	}
	number, known := u.numbers[name]
	if !known {
		if u.numbers == nil {
			u.numbers = map[hub.RepositoryName]uint32{}
		}
		number = uint32(len(u.repositories))
		u.numbers[name] = number
		u.repositories = append(u.repositories, repository{name: name, first: none})
	}
	u.before = number
	return number
}

// image is the number of what a tag points at. What it holds is as it was told last, but for a tag
// that tells nothing of it.
func (u *Usage) image(t *hub.RepositoryTag) uint32 {
	d, anonymous := short(t.Digest), t.Digest.IsZero()
	if anonymous {
		d = madeUp("tag", t.Key())
	}
	number, found := u.imageOf.Find(d.hash(), func(number uint32) bool {
		return u.images.Row(int(number)).digest == d
	})
	if !found {
		number = uint32(u.images.Len())
		u.images.Append(&image{digest: d, anonymous: anonymous})
		u.imageOf.Add(d.hash(), number, func(number uint32) uint64 {
			return u.images.Row(int(number)).digest.hash()
		})
	}
	of := u.images.Row(int(number))
	switch {
	case len(t.Images) > 0:
		u.holds(of, t.Images)
	case of.manifests == 0:
		u.holdsItself(of, &t.Tag)
	}
	return number
}

// holds notes the manifests of an image, each once.
func (u *Usage) holds(of *image, told []hub.Image) {
	var room [16]uint32
	all := room[:0]
	for i := range told {
		m := manifest{
			digest: short(told[i].Digest), size: max(told[i].Size, 0),
			platform: u.platforms.number(told[i].Platform),
		}
		if told[i].Digest.IsZero() {
			m.anonymous = true
			m.digest = madeUp("platform", string(of.digest[:])+strconv.Itoa(i))
		}
		number := u.manifest(m)
		if !slices.Contains(all, number) && len(all) < math.MaxUint16 {
			all = append(all, number)
		}
	}
	u.put(of, all)
}

// holdsItself is of an image without platforms. Its digest is that of its only manifest as far as
// is known, but the size that comes with it is of one platform, so that it is known only where
// there is no other.
func (u *Usage) holdsItself(of *image, t *hub.Tag) {
	m := manifest{digest: of.digest, anonymous: of.anonymous, platform: untold}
	if t.MediaType != (hub.Symbol{}) && !t.IsIndex() {
		m.size = max(t.FullSize, 0)
	}
	u.put(of, []uint32{u.manifest(m)})
}

func (u *Usage) put(of *image, all []uint32) {
	if len(all) > int(of.manifests) {
		of.first = uint32(len(u.contents))
		u.contents = append(u.contents, all...)
	} else {
		copy(u.contents[of.first:], all)
	}
	of.manifests = uint16(len(all))
}

// manifest is the number of one, of which what was not told before is known now.
func (u *Usage) manifest(m manifest) uint32 {
	number, found := u.manifestOf.Find(m.digest.hash(), func(number uint32) bool {
		return u.manifests.Row(int(number)).digest == m.digest
	})
	if !found {
		number = uint32(u.manifests.Len())
		u.manifests.Append(&m)
		u.manifestOf.Add(m.digest.hash(), number, func(number uint32) uint64 {
			return u.manifests.Row(int(number)).digest.hash()
		})
		return number
	}
	known := u.manifests.Row(int(number))
	if m.size > 0 {
		known.size = m.size
	}
	if m.platform != untold {
		known.platform = m.platform
	}
	return number
}

func (u *Usage) of(i *image) []uint32 {
	return u.contents[i.first : i.first+uint32(i.manifests)]
}

func short(d hub.Digest) digest {
	sum := d.Sum()
	return digest(sum[:len(digest{})])
}

func madeUp(kind, key string) digest {
	sum := sha256.Sum256([]byte(kind + "\x00" + key))
	return digest(sum[:len(digest{})])
}

func (d digest) hash() uint64 {
	return maphash.Comparable(seed, [2]uint64{
		binary.LittleEndian.Uint64(d[:8]), binary.LittleEndian.Uint64(d[8:]),
	})
}
