package ranking

import (
	"strings"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"

	"tagboat/hub/query"
)

// fzf's bonuses are tables that must be filled before anything is scored.
var _ = algo.Init("default")

// Query is what was typed, read.
type Query struct {
	terms   []term
	letters uint64 // that a name must have
	scored  bool   // something must be found: there is a score
}

// term is one word, and the part of fzf that finds it.
type term struct {
	find    algo.Algo
	letters []rune
	negated bool

	kind  kind
	mask  uint64 // of its letters, see lettersOf
	plain []byte // its letters; none of another kind
}

// kind is how the letters of a term must stand, in names that are not odd, for it to be found.
type kind uint8

const (
	other     kind = iota // as only fzf tells
	scattered             // in their order
	joined                // in one piece
)

// mostWords bounds the work for what somebody pasted: no name is told apart by more.
const mostWords = 16

// longestPlain is the length, in bytes, of words that fzf scores by its matrix in every name.
const longestPlain = 64

// Parse reads what was typed; there is nothing that can not be read. Words beyond the sixteenth are
// not looked for.
func Parse(typed string) *Query {
	q := new(Query)
	for text := range strings.FieldsSeq(strings.ToLower(typed)) {
		w := query.ReadWord(text)
		if w.Text == "" {
			continue
		}
		if len(q.terms) == mostWords {
			break
		}
		t := termOf(w)
		if !t.negated {
			q.scored = true
			q.letters |= t.mask
		}
		q.terms = append(q.terms, t)
	}
	return q
}

// IsZero reports whether nothing is asked for.
func (q *Query) IsZero() bool { return len(q.terms) == 0 }

func termOf(w query.Word) term {
	t := term{letters: []rune(w.Text), negated: w.Negated, mask: lettersOf(w.Text)}
	kind := other
	switch w.Shape {
	case query.Alone:
		t.find = algo.ExactMatchBoundary
	case query.AtStart:
		t.find = algo.PrefixMatch
	case query.AtEnd:
		t.find = algo.SuffixMatch
	case query.Whole:
		t.find = algo.EqualMatch
	default:
		t.find, kind = algo.FuzzyMatchV2, scattered
		if w.Shape == query.Bare && w.Negated || w.Shape == query.Quoted && !w.Negated {
			t.find, kind = algo.ExactMatchNaive, joined
		}
	}
	if kind != other && t.mask != odd && len(w.Text) <= longestPlain {
		t.kind, t.plain = kind, []byte(w.Text)
	}
	return t
}

// Span is a piece of a name.
type Span = query.Span

// Spans are where in a name the words were found, in order and apart. A name that is not ASCII has
// none.
func (q *Query) Spans(name string) []Span {
	chars := util.ToChars([]byte(name))
	if !chars.IsBytes() {
		return nil
	}
	var spans []Span
	for _, t := range q.terms {
		if t.negated {
			continue
		}
		found, places := t.find(false, false, true, &chars, t.letters, true, nil)
		switch {
		case found.Start < 0:
		case places == nil:
			spans = append(spans, Span{Start: found.Start, End: found.End})
		default:
			for _, place := range *places {
				spans = append(spans, Span{Start: place, End: place + 1})
			}
		}
	}
	return query.JoinSpans(spans)
}
