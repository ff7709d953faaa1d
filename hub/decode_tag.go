package hub

import (
	"slices"

	"tagboat/hub/name"
)

// tag reads one tag. A row without a usable name is told by false: it is counted and left out, and the page stands.
func (s *scanner) tag() (Tag, bool, error) {
	var t Tag
	good, valid, spoilt := true, false, false
	object, err := s.object(func(name []byte) (err error) {
		switch string(name) {
		case "id":
			t.ID, _, err = s.number()
		case "name":
			t.Name, valid, err = s.named(isTagName)
		case "digest":
			t.Digest, spoilt, err = s.ownDigest()
		case "images":
			err = s.tagImages(&t, &good)
		case "full_size":
			t.FullSize, err = s.amount()
		default:
			err = s.tagWord(&t, name)
		}
		return err
	})
	if err != nil || !object || !good || !valid {
		return Tag{}, false, err
	}
	settle(&t, spoilt)
	return t, true, nil
}

// ownDigest reads the digest of a tag; spoilt is one that is there and is none that can be read.
func (s *scanner) ownDigest() (d Digest, spoilt bool, err error) {
	b, err := s.bytes(maxText)
	if err != nil {
		return Digest{}, false, err
	}
	d, _ = name.DigestOf(b)
	return d, d.IsZero() && len(b) > 0, nil
}

func (s *scanner) tagWord(t *Tag, name []byte) (err error) {
	switch string(name) {
	case "last_updated":
		t.Updated, err = s.time()
	case "tag_last_pushed":
		t.Pushed, err = s.time()
	case "tag_last_pulled":
		t.Pulled, err = s.time()
	case "last_updater_username":
		t.UpdatedBy, err = s.word()
	case "tag_status", "status":
		t.Status, err = s.word()
	case "media_type":
		t.MediaType, err = s.word()
	case "content_type":
		t.ContentType, err = s.word()
	default:
		err = s.dec.SkipValue()
	}
	return err
}

func (s *scanner) tagImages(t *Tag, good *bool) error {
	s.images = s.images[:0]
	var err error
	if s.dec.PeekKind() == '{' {
		err = s.image() // the published schema showed one object here for years
	} else {
		_, err = s.array(func() error {
			if len(s.images) >= maxImages {
				*good = false
				return s.dec.SkipValue()
			}
			return s.image()
		})
	}
	t.Images = slices.Clone(s.images)
	return err
}

// image reads one platform and keeps it; null and other kinds are left out.
func (s *scanner) image() error {
	var i Image
	var p platform
	object, err := s.object(func(name []byte) error { return s.imageWord(&i, &p, name) })
	if err == nil && object {
		i.Platform = s.platform(p)
		s.images = append(s.images, i)
	}
	return err
}

func (s *scanner) imageWord(i *Image, p *platform, name []byte) (err error) {
	switch string(name) {
	case "digest":
		i.Digest, err = s.digest()
	case "size":
		i.Size, err = s.amount()
	case "status":
		i.Status, err = s.word()
	case "last_pushed":
		i.Pushed, err = s.time()
	case "last_pulled":
		i.Pulled, err = s.time()
	default:
		err = s.platformWord(p, name)
	}
	return err
}

func (s *scanner) platformWord(p *platform, name []byte) error {
	var into *string
	switch string(name) {
	case "os":
		into = &p.os
	case "architecture":
		into = &p.architecture
	case "variant":
		into = &p.variant
	case "os_version":
		into = &p.osVersion
	default:
		return s.dec.SkipValue()
	}
	w, err := s.word()
	*into = w.String()
	return err
}

// platform is what the Hub writes of one.
type platform struct{ os, architecture, variant, osVersion string }

func (s *scanner) platform(p platform) Platform {
	if known, ok := s.platforms[p]; ok {
		return known
	}
	clean := p
	for _, word := range []*string{&clean.os, &clean.architecture, &clean.variant, &clean.osVersion} {
		if !isPlatformWord(*word) {
			*word = ""
		}
	}
	made := NewPlatform(clean.os, clean.architecture, clean.variant, clean.osVersion)
	s.platforms[p] = made
	return made
}
