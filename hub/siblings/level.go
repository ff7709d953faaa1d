package siblings

import (
	"hash/maphash"

	"tagboat/hub"
)

// Level is how much of two tags is the same. The zero Level is: nothing known to be.
type Level uint8

// The levels, the strongest first.
const (
	SameImage     Level = 1 + iota // the same index, or manifest where there is no index
	SamePlatforms                  // all platforms, though the index differs
	SameForMine                    // my platform, though the index differs
)

// The levels as places of a tag's groups.
const (
	image = iota
	platforms
	forMine
	levels
)

// Word is a level on screen: "same image", "same platforms", "same for linux/amd64".
func (x *Index) Word(l Level) string {
	switch l {
	case SameImage:
		return "same image"
	case SamePlatforms:
		return "same platforms"
	case SameForMine:
		return "same for " + x.mine.String()
	default:
		return ""
	}
}

// ManifestDigest is one platform's. A tag with a single image may bring the digest with the tag
// only, unless the tag is an index.
func ManifestDigest(t *hub.Tag, i *hub.Image) hub.Digest {
	if i.Digest.IsZero() && len(t.Images) == 1 && !t.IsIndex() {
		return t.Digest
	}
	return i.Digest
}

// sum stands for a set of manifests, whatever their order: 96 bits of sums of hashes with secret
// seeds, in a size that leaves no gap in a group.
type sum [3]uint32

// hash is what a table finds a sum by.
func (s sum) hash() uint64 { return uint64(s[1])<<32 | uint64(s[0]) }

// sum adds up the manifests of some platforms, attestations apart. It is unknown when there are
// none, or one of them is unknown.
func (x *Index) sum(t *hub.Tag, wanted func(hub.Platform) bool) (sum, bool) {
	var s sum
	found := false
	for n := range t.Images {
		i := &t.Images[n]
		if i.Platform.IsUnknown() || !wanted(i.Platform) {
			continue
		}
		d := ManifestDigest(t, i)
		if d.IsZero() {
			return sum{}, false
		}
		found = true
		s = x.add(s, d)
	}
	return s, found
}

func (x *Index) add(s sum, d hub.Digest) sum {
	first, second := maphash.Comparable(x.seeds[0], d), maphash.Comparable(x.seeds[1], d)
	return sum{s[0] + uint32(first), s[1] + uint32(first>>32), s[2] + uint32(second)}
}
