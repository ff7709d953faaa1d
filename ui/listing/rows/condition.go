package rows

import (
	"math/bits"

	"tagboat/hub/query"
)

// condition is a filter made ready for the columns of one store.
type condition[T any] struct {
	columns *columns[T]
	sets    []*rowSet        // the index's, of what the name must have
	names   []query.NameTerm // what these leave open
	grouped []groupTest[T]
	digests []digestTest[T]
	fields  []func(*T) bool
}

// groupTest is a condition on a field that is decided once a group.
type groupTest[T any] struct {
	group    int
	match    func(*T) bool
	verdicts []verdict // per group number
}

type verdict uint8

const (
	open verdict = iota
	accepted
	refused
)

func newCondition[T any](c *columns[T], filter query.Filter[T]) *condition[T] {
	t := &condition[T]{columns: c}
	for _, term := range filter.NameTerms() {
		t.name(term)
	}
	for _, term := range filter.FieldTerms() {
		switch field := &c.schema.Fields[term.Field]; {
		case field.Group > 0:
			t.grouped = append(t.grouped, groupTest[T]{group: field.Group - 1, match: term.Match})
		case field.Kind == query.Digest:
			t.digests = append(t.digests, digestTest[T]{c.prints[term.Field], term})
		default:
			t.fields = append(t.fields, term.Match)
		}
	}
	return t
}

func (t *condition[T]) name(term query.NameTerm) {
	if term.Negated {
		t.names = append(t.names, term)
		return
	}
	text := term.Text()
	need := func(set *rowSet) { t.sets = append(t.sets, set) }
	if term.Scattered() {
		for i := range text {
			t.columns.index.of(text[i:i+1], need)
		}
	} else if t.columns.index.of(text, need) && term.Plain() && len(text) <= 2 {
		return
	}
	t.names = append(t.names, term)
}

// passes asks one row everything.
func (t *condition[T]) passes(id ID) bool {
	for _, set := range t.sets {
		if !set.has(id) {
			return false
		}
	}
	return t.rest(id)
}

// rest asks a row what the index leaves open.
func (t *condition[T]) rest(id ID) bool {
	for i := range t.grouped {
		if !t.grouped[i].passes(t.columns, id) {
			return false
		}
	}
	if len(t.names) > 0 {
		name := t.columns.name(id)
		for i := range t.names {
			if !t.names[i].Match(name) {
				return false
			}
		}
	}
	for i := range t.digests {
		if !t.digests[i].passes(t.columns, id) {
			return false
		}
	}
	for _, match := range t.fields {
		if !match(t.columns.brief(id)) {
			return false
		}
	}
	return true
}

// sift asks 64 rows everything and keeps the bits of those that pass.
func (t *condition[T]) sift(word int, rows uint64) uint64 {
	for _, set := range t.sets {
		rows &= set.word(word)
	}
	if len(t.grouped)+len(t.names)+len(t.digests)+len(t.fields) == 0 {
		return rows
	}
	for left := rows; left != 0; left &= left - 1 {
		bit := bits.TrailingZeros64(left)
		if !t.rest(ID(word<<6 | bit)) {
			rows &^= 1 << bit
		}
	}
	return rows
}

func (g *groupTest[T]) passes(c *columns[T], id ID) bool {
	number := c.groups[g.group][id]
	for int(number) >= len(g.verdicts) {
		g.verdicts = append(g.verdicts, open)
	}
	if g.verdicts[number] == open {
		g.verdicts[number] = refused
		if g.match(c.row(id)) {
			g.verdicts[number] = accepted
		}
	}
	return g.verdicts[number] == accepted
}
