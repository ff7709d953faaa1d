package rows

import (
	"bytes"
	"math/bits"

	"tagboat/hub/query"
)

// condition is a filter made ready for the columns of one store.
type condition[T any] struct {
	columns *columns[T]
	mask    uint64 // letters that the name must have
	pairs   []int  // pairs of letters that the name must have
	names   []nameTest
	grouped []groupTest[T]
	digests []digestTest[T]
	fields  []func(*T) bool
}

// nameTest is what letters and pairs leave open of a term.
type nameTest struct {
	term query.NameTerm
	text []byte // of a plain term
	rare int    // the place in text of the letter that the fewest names have
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
	test, text := nameTest{term: term}, term.Text()
	if term.Negated {
		t.names = append(t.names, test)
		return
	}
	t.mask |= maskOf(text)
	allKnown := letterNumbers[text[0]] < letters
	for i := 1; i < len(text) && !term.Scattered(); i++ {
		pair, known := pairOf(text[i-1], text[i])
		if known {
			t.pairs = append(t.pairs, pair)
		}
		allKnown = allKnown && known
	}
	if term.Plain() {
		if len(text) <= 2 && allKnown {
			return
		}
		test.text, test.rare = text, t.columns.rarest(text)
	}
	t.names = append(t.names, test)
}

// passes asks one row everything.
func (t *condition[T]) passes(id ID) bool {
	if t.columns.masks[id]&t.mask != t.mask {
		return false
	}
	for _, pair := range t.pairs {
		if !t.columns.pairs[pair].has(id) {
			return false
		}
	}
	return t.rest(id)
}

// candidates asks 64 rows at once what letters and pairs tell; rows has a bit for each row to ask.
func (t *condition[T]) candidates(word int, rows uint64) uint64 {
	for _, pair := range t.pairs {
		rows &= t.columns.pairs[pair].word(word)
	}
	if rows == 0 || t.mask == 0 {
		return rows
	}
	masks := t.columns.masks[word<<6 : min(word<<6+64, len(t.columns.masks))]
	var have uint64
	for i, mask := range masks {
		lacks := t.mask &^ mask
		have |= (^(lacks | -lacks) >> 63) << i // 1 when nothing is lacking, without a branch
	}
	return rows & have
}

// rest asks a row what is left to ask after letters and pairs.
func (t *condition[T]) rest(id ID) bool {
	for i := range t.grouped {
		if !t.grouped[i].passes(t.columns, id) {
			return false
		}
	}
	if len(t.names) > 0 {
		name := t.columns.name(id)
		for i := range t.names {
			if !t.names[i].passes(name) {
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
		if !match(t.columns.row(id)) {
			return false
		}
	}
	return true
}

// sift asks 64 rows everything and keeps the bits of those that pass.
func (t *condition[T]) sift(word int, rows uint64) uint64 {
	rows = t.candidates(word, rows)
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

// passes looks for the rarest letter of a plain text first.
func (n *nameTest) passes(name []byte) bool {
	if n.text == nil {
		return n.term.Match(name)
	}
	for at := n.rare; ; at++ {
		if at >= len(name) {
			return false
		}
		i := bytes.IndexByte(name[at:], n.text[n.rare])
		if i < 0 {
			return false
		}
		at += i
		if bytes.HasPrefix(name[at-n.rare:], n.text) {
			return true
		}
	}
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
