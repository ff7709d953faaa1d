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
}

// mostWords bounds the work for what somebody pasted: no name is told apart by more.
const mostWords = 16

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
		q.terms = append(q.terms, term{finds(w), []rune(w.Text), w.Negated})
		if !w.Negated {
			q.scored = true
			q.letters |= lettersOf(w.Text)
		}
	}
	return q
}

// IsZero reports whether nothing is asked for.
func (q *Query) IsZero() bool { return len(q.terms) == 0 }

// finds is how fzf finds a word.
func finds(w query.Word) algo.Algo {
	switch w.Shape {
	case query.Alone:
		return algo.ExactMatchBoundary
	case query.AtStart:
		return algo.PrefixMatch
	case query.AtEnd:
		return algo.SuffixMatch
	case query.Whole:
		return algo.EqualMatch
	case query.Bare, query.Quoted, query.Scattered:
	}
	if w.Shape == query.Bare && w.Negated || w.Shape == query.Quoted && !w.Negated {
		return algo.ExactMatchNaive
	}
	return algo.FuzzyMatchV2
}

// score is the sum of fzf's scores; false when the name does not match.
func (q *Query) score(name *util.Chars, slab *util.Slab) (total int, matches bool) {
	for _, t := range q.terms {
		found, _ := t.find(false, false, true, name, t.letters, false, slab)
		if found.Start >= 0 == t.negated {
			return 0, false
		}
		if !t.negated {
			total += found.Score
		}
	}
	return total, true
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
