package ranking

import (
	"bytes"
	"slices"
	"strings"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"

	"tagboat/hub/query"
)

// fzf's bonuses are tables that must be filled before anything is scored.
var _ = algo.Init("default")

// Query is what was typed, read.
type Query struct {
	terms  []term
	all    uint64 // the letters that a name must have
	scored bool   // something must be found: there is a score
}

// term is one word.
type term struct {
	find     algo.Algo
	plain    func(name, text []byte) bool // finds the same in names without capitals
	text     []byte                       // folded
	runes    []rune
	scatters bool // plain letters in this order
	negated  bool
	bounded  bool // the bound for scattered letters holds
}

// Parse reads what was typed; there is nothing that can not be read.
func Parse(typed string) *Query {
	q := new(Query)
	for word := range strings.FieldsSeq(strings.ToLower(typed)) {
		t := newTerm(query.ReadWord(word))
		if len(t.text) == 0 {
			continue
		}
		q.terms = append(q.terms, t)
		if t.negated {
			continue
		}
		q.scored = true
		for _, c := range t.text {
			q.all |= bitOf(c)
		}
	}
	return q
}

// IsZero reports that nothing is asked for.
func (q *Query) IsZero() bool { return len(q.terms) == 0 }

// newTerm says how fzf finds a word.
func newTerm(w query.Word) term {
	t := term{text: []byte(w.Text), runes: []rune(w.Text), negated: w.Negated, bounded: true}
	shape := w.Shape
	switch {
	case w.Negated && shape == query.Bare:
		shape = query.Quoted
	case w.Negated && shape == query.Quoted:
		shape = query.Scattered
	}
	switch shape {
	case query.Bare, query.Scattered:
		t.find, t.scatters = algo.FuzzyMatchV2, true
	case query.Quoted:
		t.find, t.plain = algo.ExactMatchNaive, bytes.Contains
	case query.Alone:
		t.find, t.bounded = algo.ExactMatchBoundary, false
	case query.AtStart:
		t.find, t.plain = algo.PrefixMatch, bytes.HasPrefix
	case query.AtEnd:
		t.find, t.plain = algo.SuffixMatch, bytes.HasSuffix
	case query.Whole:
		t.find, t.plain = algo.EqualMatch, bytes.Equal
	}
	return t
}

// passes reports whether a name may match: by a cheap test where there is one, else
// by fzf's own.
func (q *Query) passes(name []byte, upper bool, slab *util.Slab) bool {
	for i := range q.terms {
		t := &q.terms[i]
		var found bool
		switch {
		case t.scatters:
			found = scattered(name, t.text)
		case t.plain != nil && !upper:
			found = t.plain(name, t.text)
		default:
			chars := util.ToChars(name)
			at, _ := t.find(false, false, true, &chars, t.runes, false, slab)
			found = at.Start >= 0
		}
		if found == t.negated {
			return false
		}
	}
	return true
}

// scattered reports whether all letters occur in their order.
func scattered(name, letters []byte) bool {
	at, want := 0, letters[0]
	for _, c := range name {
		if folding[c] != want {
			continue
		}
		if at++; at == len(letters) {
			return true
		}
		want = letters[at]
	}
	return false
}

// score is the sum of fzf's scores; false when a word is not found after all.
func (q *Query) score(name []byte, slab *util.Slab) (total int, matches bool) {
	chars := util.ToChars(name)
	for i := range q.terms {
		t := &q.terms[i]
		found, _ := t.find(false, false, true, &chars, t.runes, false, slab)
		if found.Start >= 0 == t.negated {
			return 0, false
		}
		if !t.negated {
			total += found.Score
		}
	}
	return total, true
}

// Span is a piece of a name, in bytes, End after the last.
type Span struct{ Start, End int }

// Spans are where in a name the words were found, in order and apart. A name that
// is not ASCII has none.
func (q *Query) Spans(name string) []Span {
	chars := util.ToChars([]byte(name))
	if !chars.IsBytes() {
		return nil
	}
	var places []int
	for _, t := range q.terms {
		if t.negated {
			continue
		}
		found, at := t.find(false, false, true, &chars, t.runes, true, nil)
		switch {
		case found.Start < 0:
		case at != nil:
			places = append(places, *at...)
		default:
			for i := found.Start; i < found.End; i++ {
				places = append(places, i)
			}
		}
	}
	slices.Sort(places)
	var spans []Span
	for _, place := range places {
		if last := len(spans) - 1; last >= 0 && place <= spans[last].End {
			spans[last].End = max(spans[last].End, place+1)
			continue
		}
		spans = append(spans, Span{place, place + 1})
	}
	return spans
}
