package compact

import (
	"strings"

	"tagboat/hub"
)

// Tags are tags by their numbers, from 0, each as it was given. The zero value is empty. It is not
// safe for concurrent use.
type Tags struct {
	heads Chunks[head]
	text  slab

	traits   []traits
	traitIDs map[traits]uint32
	traitOf  uint32 // of the tag before, which most are like
	images   lists
}

// head is what is asked of many tags at a time; the rest lies behind the name, in the text.
type head struct {
	name                    uint32 // where it lies
	traits                  uint32
	images                  uint32 // the number of the list of images and one; 0: none
	length                  uint16 // of the name
	updated, pushed, pulled hub.Timestamp
	size                    int64
}

// traits are what is alike in many tags of a repository.
type traits struct {
	by, status, media, content hub.Symbol
	namesOnly, indexed         bool // indexed: the tag's digest is known
}

// Len is how many tags there are.
func (c *Tags) Len() int { return c.heads.Len() }

// Append gives the next number to a tag, whose name has less than 64 KiB.
func (c *Tags) Append(t *hub.Tag) {
	var room [512]byte
	h := c.head(t)
	h.name = c.text.add(write(room[:0], t))
	c.heads.Append(&h)
}

// Set puts a tag in the place of the one with a number. What was there stays in memory.
func (c *Tags) Set(number int, t *hub.Tag) {
	var room [512]byte
	text, former := write(room[:0], t), c.heads.Row(number)
	h := c.head(t)
	if h.name = former.name; h.length != former.length ||
		!strings.HasPrefix(c.text.from(former.name), string(text)) {
		h.name = c.text.add(text)
	}
	*former = h
}

// Row is a copy of a tag.
func (c *Tags) Row(number int) *hub.Tag {
	t := c.Brief(number, new(hub.Tag))
	h := c.heads.Row(number)
	s := source{text: c.text.from(h.name), at: int(h.length)}
	if c.traits[h.traits].indexed {
		t.Digest = s.digest()
	}
	t.ID = s.signed()
	if h.images > 0 {
		t.Images = c.images.read(h.images - 1)
	}
	return t
}

// Brief is a tag without number, digest and images, in room that the caller lends: for those who
// look at all tags. Nothing but a name that is read is fetched from the text.
func (c *Tags) Brief(number int, room *hub.Tag) *hub.Tag {
	h := c.heads.Row(number)
	traits := &c.traits[h.traits]
	*room = hub.Tag{
		Name: c.text.from(h.name)[:h.length], FullSize: h.size,
		Updated: h.updated, Pushed: h.pushed, Pulled: h.pulled,
		UpdatedBy: traits.by, Status: traits.status,
		MediaType: traits.media, ContentType: traits.content, NamesOnly: traits.namesOnly,
	}
	return room
}

func (c *Tags) head(t *hub.Tag) head {
	h := head{
		traits: c.trait(t), length: uint16(len(t.Name)), size: t.FullSize,
		updated: t.Updated, pushed: t.Pushed, pulled: t.Pulled,
	}
	if len(t.Images) > 0 {
		h.images = c.images.add(t.Images) + 1
	}
	return h
}

func write(dst []byte, t *hub.Tag) []byte {
	dst = append(dst, t.Name...)
	if !t.Digest.IsZero() {
		sum := t.Digest.Sum()
		dst = append(dst, sum[:]...)
	}
	return appendSigned(dst, t.ID)
}

// trait numbers the traits of a tag.
func (c *Tags) trait(t *hub.Tag) uint32 {
	these := traits{
		t.UpdatedBy, t.Status, t.MediaType, t.ContentType, t.NamesOnly, !t.Digest.IsZero(),
	}
	if len(c.traits) > 0 && c.traits[c.traitOf] == these {
		return c.traitOf
	}
	id, known := c.traitIDs[these]
	if !known {
		if c.traitIDs == nil {
			c.traitIDs = map[traits]uint32{}
		}
		id = uint32(len(c.traits))
		c.traitIDs[these], c.traits = id, append(c.traits, these)
	}
	c.traitOf = id
	return id
}
