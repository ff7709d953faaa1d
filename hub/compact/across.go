package compact

import (
	"strings"

	"tagboat/hub"
)

// RepositoryTags are the tags of several repositories by their numbers, from 0, each as it was
// given. The zero value is empty. It is not safe for concurrent use.
type RepositoryTags struct {
	tags Tags
	of   Chunks[uint32] // the number of each one's repository

	repositories []hub.RepositoryName
	numbers      map[hub.RepositoryName]uint32
	before       uint32 // the repository of the one before, which most are in
}

// Len is how many tags there are.
func (c *RepositoryTags) Len() int { return c.tags.Len() }

// Append gives the next number to a tag.
func (c *RepositoryTags) Append(t *hub.RepositoryTag) {
	number := c.number(t.Repository)
	c.of.Append(&number)
	c.tags.Append(&t.Tag)
}

// Set puts a tag in the place of the one with a number. What was there stays in memory.
func (c *RepositoryTags) Set(number int, t *hub.RepositoryTag) {
	*c.of.Row(number) = c.number(t.Repository)
	c.tags.Set(number, &t.Tag)
}

// Row is a copy of a tag.
func (c *RepositoryTags) Row(number int) *hub.RepositoryTag {
	return &hub.RepositoryTag{Repository: c.repository(number), Tag: *c.tags.Row(number)}
}

// Brief is a tag as [Tags.Brief] has it; what has no name has its digest, which it is known by.
func (c *RepositoryTags) Brief(number int, room *hub.RepositoryTag) *hub.RepositoryTag {
	room.Repository = c.repository(number)
	if c.tags.Brief(number, &room.Tag); room.Name == "" {
		room.Tag = *c.tags.Row(number)
	}
	return room
}

func (c *RepositoryTags) repository(number int) hub.RepositoryName {
	return c.repositories[*c.of.Row(number)]
}

func (c *RepositoryTags) number(r hub.RepositoryName) uint32 {
	if len(c.repositories) > 0 && c.repositories[c.before] == r {
		return c.before
	}
	number, known := c.numbers[r]
	if !known {
		if c.numbers == nil {
			c.numbers = map[hub.RepositoryName]uint32{}
		}
		// what came with an answer must not hold all of the answer
		r.Namespace = hub.Namespace(strings.Clone(string(r.Namespace)))
		r.Name = strings.Clone(r.Name)
		number = uint32(len(c.repositories))
		c.repositories, c.numbers[r] = append(c.repositories, r), number
	}
	c.before = number
	return number
}
