package rows

import (
	"bytes"

	"tagboat/hub/query"
)

// columns are the rows and what filters ask most often, laid out for scanning.
type columns[T any] struct {
	schema query.Schema[T]
	keeper query.Keeper[T]
	room   T // for one row that is looked at

	names []byte // folded
	spans []span // of names
	index *index

	group  []func(*T) uint32 // per group of the schema
	groups [][]uint32        // per group, per row

	prints map[int]*fingerprints[T] // per field of digests
}

type span struct{ start, end uint32 }

func newColumns[T any](schema query.Schema[T]) columns[T] {
	c := columns[T]{
		schema: schema, index: new(index), groups: make([][]uint32, len(schema.Groups)),
		prints: map[int]*fingerprints[T]{}, keeper: schema.Keeper(),
	}
	for _, start := range schema.Groups {
		c.group = append(c.group, start())
	}
	for i, field := range schema.Fields {
		if field.Kind == query.Digest {
			c.prints[i] = &fingerprints[T]{digests: field.Digests}
		}
	}
	return c
}

func (c *columns[T]) len() int { return len(c.spans) }

func (c *columns[T]) row(id ID) *T { return c.keeper.Row(int(id)) }

// brief is a row as far as names, orders and most fields need it, good until the next call.
func (c *columns[T]) brief(id ID) *T { return c.keeper.Brief(int(id), &c.room) }

func (c *columns[T]) name(id ID) []byte {
	s := c.spans[id]
	return c.names[s.start:s.end]
}

func (c *columns[T]) add(row *T) {
	c.keeper.Append(row)
	span := c.fold(row)
	c.spans = append(c.spans, span)
	id := ID(len(c.spans) - 1)
	c.index.put(id, c.name(id), true)
	for g := range c.groups {
		c.groups[g] = append(c.groups[g], c.group[g](row))
	}
	for _, prints := range c.prints {
		prints.put(id, row)
	}
}

func (c *columns[T]) replace(id ID, row *T) {
	c.keeper.Set(int(id), row)
	former, span := c.name(id), c.fold(row)
	name := c.names[span.start:span.end]
	if bytes.Equal(former, name) {
		c.names = c.names[:span.start]
	} else {
		c.index.put(id, former, false)
		c.index.put(id, name, true)
		c.spans[id] = span
	}
	for g := range c.groups {
		c.groups[g][id] = c.group[g](row)
	}
	for _, prints := range c.prints {
		prints.put(id, row)
	}
}

func (c *columns[T]) fold(row *T) span {
	start := len(c.names)
	c.names = query.Fold(c.names, c.schema.Name(row))
	return span{uint32(start), uint32(len(c.names))}
}
