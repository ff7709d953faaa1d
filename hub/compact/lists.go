package compact

import (
	"hash/maphash"
	"strings"

	"tagboat/hub"
	"tagboat/hub/name"
)

var seed = maphash.MakeSeed()

// lists are the images of tags, each list of them once.
type lists struct {
	text  slab
	found Chunks[list]
	known Table // their numbers, by the hash of the text

	shapes   []shape
	shapeIDs map[shape]uint64
	before   []uint64 // shapes of the list before, which most are like

	zero  hub.Timestamp // what moments are counted from: the first there was
	begun bool
	room  []byte
}

// list is where a list of images lies, and what its text comes to. Where that ends, it tells
// itself: no text is the beginning of another.
type list struct{ place, hash uint32 }

// shape is what is alike in the images of many tags: it is that of a list without its last image,
// and what that one is for. Shapes are numbered from 1; 0 is that of no image.
type shape struct {
	before   uint64
	count    int
	platform hub.Platform
	status   hub.Symbol
	digested bool // its digest is known
}

// add numbers a list of images.
func (l *lists) add(images []hub.Image) uint32 {
	if !l.begun {
		l.zero, l.begun = images[0].Pushed, true
	}
	l.room = l.write(l.room[:0], images)
	hash := uint32(maphash.Bytes(seed, l.room))
	id, known := l.known.Find(uint64(hash), func(id uint32) bool {
		one := l.found.Row(int(id))
		return one.hash == hash && strings.HasPrefix(l.text.from(one.place), string(l.room))
	})
	if !known {
		id = uint32(l.found.Len())
		l.found.Append(&list{l.text.add(l.room), hash})
		l.known.Add(uint64(hash), id, func(id uint32) uint64 {
			return uint64(l.found.Row(int(id)).hash)
		})
	}
	return id
}

func (l *lists) write(dst []byte, images []hub.Image) []byte {
	number := uint64(0)
	for i := range images {
		number = l.shape(number, i+1, &images[i])
	}
	dst = appendNumber(dst, number)
	pushed, pulled := l.zero, l.zero
	for i := range images {
		image := &images[i]
		if sum := image.Digest.Sum(); !image.Digest.IsZero() {
			dst = append(dst, sum[:]...)
		}
		dst = appendSigned(dst, image.Size)
		dst = appendTime(dst, image.Pushed, pushed)
		dst = appendTime(dst, image.Pulled, pulled)
		pushed, pulled = following(pushed, image.Pushed), following(pulled, image.Pulled)
	}
	return dst
}

// following is the moment that the next one is counted from.
func following(before, t hub.Timestamp) hub.Timestamp {
	if t.IsZero() {
		return before
	}
	return t
}

func (l *lists) shape(before uint64, count int, image *hub.Image) uint64 {
	one := shape{before, count, image.Platform, image.Status, !image.Digest.IsZero()}
	if count > len(l.before) {
		l.before = append(l.before, 0)
	}
	likely := &l.before[count-1]
	if *likely > 0 && l.shapes[*likely-1] == one {
		return *likely
	}
	number, known := l.shapeIDs[one]
	if !known {
		if l.shapeIDs == nil {
			l.shapeIDs = map[shape]uint64{}
		}
		l.shapes = append(l.shapes, one)
		number = uint64(len(l.shapes))
		l.shapeIDs[one] = number
	}
	*likely = number
	return number
}

func (l *lists) read(id uint32) []hub.Image {
	s := source{text: l.text.from(l.found.Row(int(id)).place)}
	number := s.number()
	images := make([]hub.Image, l.shapes[number-1].count)
	digested := make([]bool, len(images))
	for i := len(images) - 1; i >= 0; i-- {
		one := &l.shapes[number-1]
		images[i].Platform, images[i].Status, digested[i] = one.platform, one.status, one.digested
		number = one.before
	}
	pushed, pulled := l.zero, l.zero
	for i := range images {
		image := &images[i]
		if digested[i] {
			image.Digest = s.digest()
		}
		image.Size, image.Pushed, image.Pulled = s.signed(), s.time(pushed), s.time(pulled)
		pushed, pulled = following(pushed, image.Pushed), following(pulled, image.Pulled)
	}
	return images
}

func (s *source) digest() hub.Digest {
	var sum [32]byte
	copy(sum[:], s.take(len(sum)))
	return name.DigestOfSum(sum)
}
