package ranking

import (
	"bytes"
	"slices"
	"strings"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"
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
		t := readTerm(word)
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

// readTerm reads a word with fzf's marks, in the order in which fzf does.
func readTerm(word string) term {
	t := term{find: algo.FuzzyMatchV2, scatters: true, bounded: true}
	exact := func(by algo.Algo, plain func(name, text []byte) bool) {
		t.find, t.plain, t.scatters = by, plain, false
	}
	if rest, ok := strings.CutPrefix(word, "!"); ok {
		word, t.negated = rest, true
		exact(algo.ExactMatchNaive, bytes.Contains)
	}
	rest, ends := strings.CutSuffix(word, "$")
	if ends = ends && rest != ""; ends {
		word = rest
		exact(algo.SuffixMatch, bytes.HasSuffix)
	}
	switch {
	case len(word) > 2 && word[0] == '\'' && word[len(word)-1] == '\'':
		word, t.bounded = word[1:len(word)-1], false
		exact(algo.ExactMatchBoundary, nil)
	case word != "" && word[0] == '\'' && t.negated:
		word = word[1:]
		exact(algo.FuzzyMatchV2, scattered)
	case word != "" && word[0] == '\'':
		word = word[1:]
		exact(algo.ExactMatchNaive, bytes.Contains)
	case word != "" && word[0] == '^' && ends:
		word = word[1:]
		exact(algo.EqualMatch, bytes.Equal)
	case word != "" && word[0] == '^':
		word = word[1:]
		exact(algo.PrefixMatch, bytes.HasPrefix)
	}
	t.text, t.runes = []byte(word), []rune(word)
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
