package query

import (
	"slices"
)

// Filter is a filter that was read. The zero Filter lets every row through. A Filter is a value
// that does not change; it may be used from several goroutines.
type Filter[T any] struct {
	name     func(*T) string
	terms    []term[T]
	problems []Problem
}

// term is one condition: on the name, or on a field.
type term[T any] struct {
	negated bool
	name    *nameTerm
	field   int // in the schema, or -1
	match   func(*T) bool
	prints  []FingerprintRange
	canon   string // of a field's condition: equal strings mean equal conditions

	at    token // where it stands
	spans []span
	flags []bool
	words []string
}

// NameTerm is a condition on the name.
type NameTerm struct {
	term    *nameTerm
	Negated bool
}

// Text is the folded text of the term. A name that answers a term that is not [NameTerm.Scattered]
// holds it in one piece.
func (t NameTerm) Text() []byte { return t.term.text }

// Plain reports whether it is enough that the name holds the text.
func (t NameTerm) Plain() bool { return t.term.shape == Bare }

// Scattered reports whether other letters may stand between those of the text.
func (t NameTerm) Scattered() bool { return t.term.shape == Scattered }

// Match reports whether a folded name (see [Fold]) passes. It does not allocate for names in ASCII.
func (t NameTerm) Match(name []byte) bool { return t.term.matches(name) != t.Negated }

// FieldTerm is a condition on one field.
type FieldTerm[T any] struct {
	Field   int // the index in the schema's Fields
	Negated bool
	Match   func(*T) bool // Negated is taken in

	// Digests are, for a field of that kind, where the fingerprints of the digests lie that the
	// term finds.
	Digests []FingerprintRange
}

// IsZero reports whether f lets every row through.
func (f Filter[T]) IsZero() bool { return len(f.terms) == 0 }

// Problems are the terms that could not be read or find nothing, from left to right.
func (f Filter[T]) Problems() []Problem { return f.problems }

// Match reports whether a row passes.
func (f Filter[T]) Match(row *T) bool {
	var room [128]byte
	var folded []byte
	for i := range f.terms {
		t := &f.terms[i]
		if t.name == nil {
			if !t.match(row) {
				return false
			}
			continue
		}
		if folded == nil {
			folded = Fold(room[:0], f.name(row))
		}
		if t.name.matches(folded) == t.negated {
			return false
		}
	}
	return true
}

// NameTerms are the conditions on the name. A row passes when it passes them and all of
// [Filter.FieldTerms].
func (f Filter[T]) NameTerms() []NameTerm {
	var names []NameTerm
	for i := range f.terms {
		if f.terms[i].name != nil {
			names = append(names, NameTerm{f.terms[i].name, f.terms[i].negated})
		}
	}
	return names
}

// Inside is the longest text that a name must hold in one piece to pass, as it was typed; empty
// where there is none, or where it was typed with capitals: names are looked at here without
// minding them, which a server may do. Of two that are as long it is the first.
func (f Filter[T]) Inside() string {
	longest := ""
	for i := range f.terms {
		t := &f.terms[i]
		if t.name == nil || t.negated || t.name.shape == Scattered {
			continue
		}
		typed := ReadWord(t.at.text).Text
		if len(typed) > len(longest) && typed == string(t.name.text) {
			longest = typed
		}
	}
	return longest
}

// FieldTerms are the conditions on fields.
func (f Filter[T]) FieldTerms() []FieldTerm[T] {
	var fields []FieldTerm[T]
	for i := range f.terms {
		if t := &f.terms[i]; t.match != nil {
			fields = append(fields, FieldTerm[T]{t.field, t.negated, t.match, t.prints})
		}
	}
	return fields
}

// Highlights are the pieces of a name that its terms found, from left to right, none touching
// another. Terms with "!" and fields mark nothing.
func (f Filter[T]) Highlights(name string) []Span {
	var spans []Span
	var folded []byte
	for i := range f.terms {
		if t := &f.terms[i]; t.name != nil && !t.negated {
			if folded == nil {
				folded = Fold(make([]byte, 0, len(name)), name)
			}
			spans = t.name.spans(spans, folded)
		}
	}
	return JoinSpans(spans)
}

// JoinSpans puts spans in order, and makes one of those that overlap or touch. It writes over them.
func JoinSpans(spans []Span) []Span {
	if len(spans) < 2 {
		return spans
	}
	slices.SortFunc(spans, func(a, b Span) int { return a.Start - b.Start })
	kept := spans[:1]
	for _, s := range spans[1:] {
		if last := &kept[len(kept)-1]; s.Start <= last.End {
			last.End = max(last.End, s.End)
		} else {
			kept = append(kept, s)
		}
	}
	return kept
}
