package query

import (
	"bytes"
	"unicode/utf8"
)

// Narrows reports whether f can only take rows away from what previous lets through, so that only
// those need be asked. It may say no where a closer look would say yes, never the other way round.
// Both must come from the same schema.
func (f Filter[T]) Narrows(previous Filter[T]) bool {
	for i := range previous.terms {
		if !f.implies(&previous.terms[i]) {
			return false
		}
	}
	return true
}

// Equal reports whether the two let the same rows through, with the caution of [Filter.Narrows].
func (f Filter[T]) Equal(other Filter[T]) bool { return f.Narrows(other) && other.Narrows(f) }

func (f Filter[T]) implies(old *term[T]) bool {
	for i := range f.terms {
		t := &f.terms[i]
		if t.negated != old.negated || (t.name == nil) != (old.name == nil) {
			continue
		}
		switch {
		case t.name == nil:
			if t.canon == old.canon {
				return true
			}
		case !t.negated && t.name.implies(old.name), t.negated && old.name.implies(t.name):
			return true
		}
	}
	return false
}

// implies reports whether every name that answers t answers old.
func (t *nameTerm) implies(old *nameTerm) bool {
	if t.shape == old.shape && bytes.Equal(t.text, old.text) {
		return true
	}
	switch old.shape {
	case Bare:
		return t.shape != Scattered && bytes.Contains(t.text, old.text)
	case AtStart:
		return (t.shape == AtStart || t.shape == Whole) && bytes.HasPrefix(t.text, old.text)
	case AtEnd:
		return (t.shape == AtEnd || t.shape == Whole) && bytes.HasSuffix(t.text, old.text)
	case Scattered:
		return utf8.Valid(t.text) && old.matches(t.text)
	case Alone:
		return t.shape == Whole && old.matches(t.text)
	}
	return false
}
