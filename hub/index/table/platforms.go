package table

import (
	"encoding/binary"
	"errors"

	"tagboat/hub"
	"tagboat/hub/name"
)

// The compact form of a tag's platforms, one after the other, as doc.go describes it.

// What is known of a platform's digest.
const (
	digestUnknown = iota
	digestOwn     // it follows
	digestOfTag   // the tag points at this very manifest
	digestKinds
)

var errPlatforms = errors.New("table: the platforms of a tag cannot be read")

// appendPlatforms writes the platforms of a tag. Moments are counted from the tag's own.
func (w *Words) appendPlatforms(dst []byte, t *hub.Tag) ([]byte, error) {
	for i := range t.Images {
		image := &t.Images[i]
		shape, err := w.shape(image.Platform)
		if err != nil {
			return nil, err
		}
		status, err := w.number(image.Status)
		if err != nil {
			return nil, err
		}
		kind := digestOwn
		switch {
		case image.Digest.IsZero():
			kind = digestUnknown
		case image.Digest == t.Digest:
			kind = digestOfTag
		}
		dst = binary.AppendUvarint(dst, uint64(shape)*digestKinds+uint64(kind))
		number, _ := status.(int64)
		dst = binary.AppendUvarint(dst, uint64(number))
		if kind == digestOwn {
			sum := image.Digest.Sum()
			dst = append(dst, sum[:]...)
		}
		dst = binary.AppendVarint(dst, image.Size)
		dst = appendMoment(dst, image.Pushed, t.Updated)
		dst = appendMoment(dst, image.Pulled, t.Updated)
	}
	return dst, nil
}

// appendMoment writes a moment by its distance from another one, and one more; 0 is unknown.
func appendMoment(dst []byte, t, from hub.Timestamp) []byte {
	if t.IsZero() {
		return append(dst, 0)
	}
	n := int64(t - from)
	return binary.AppendUvarint(dst, (uint64(n)<<1^uint64(n>>63))+1)
}

// readPlatforms reads what appendPlatforms wrote.
func (w *Words) readPlatforms(b []byte, t *hub.Tag) ([]hub.Image, error) {
	s := source{b, nil}
	var images []hub.Image
	for len(s.rest) > 0 && s.err == nil {
		head, status := s.number(), int64(s.number())
		image := hub.Image{
			Platform: w.platform(int64(head / digestKinds)), Status: w.symbol(status),
		}
		switch head % digestKinds {
		case digestOwn:
			image.Digest = s.digest()
		case digestOfTag:
			image.Digest = t.Digest
		}
		image.Size = s.signed()
		image.Pushed, image.Pulled = s.moment(t.Updated), s.moment(t.Updated)
		images = append(images, image)
	}
	return images, s.err
}

// source reads a compact form.
type source struct {
	rest []byte
	err  error
}

func (s *source) number() uint64 {
	n, size := binary.Uvarint(s.rest)
	if size <= 0 {
		s.rest, s.err = nil, errPlatforms
		return 0
	}
	s.rest = s.rest[size:]
	return n
}

func (s *source) signed() int64 {
	n := s.number()
	return int64(n>>1) ^ -int64(n&1)
}

func (s *source) moment(from hub.Timestamp) hub.Timestamp {
	n := s.number()
	if n == 0 {
		return 0
	}
	n--
	return from + hub.Timestamp(int64(n>>1)^-int64(n&1))
}

func (s *source) digest() hub.Digest {
	var sum [32]byte
	if copy(sum[:], s.rest) < len(sum) {
		s.rest, s.err = nil, errPlatforms
		return hub.Digest{}
	}
	s.rest = s.rest[len(sum):]
	return name.DigestOfSum(sum)
}
