package query

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// isNameLetter reports what a tag, a repository or a namespace can be written with
// (distribution/reference).
func isNameLetter(r rune) bool {
	return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '.' || r == '_' || r == '-'
}

// IsPathLetter reports what a name with its namespace, or a platform, can be written with.
func IsPathLetter(r rune) bool { return isNameLetter(r) || r == '/' }

// longestName is that of a repository with its namespace; a tag has half of it
// (distribution/reference).
const longestName = 255

// impossible says why no name has a word, or nothing.
func (p *parser[T]) impossible(word string, t *nameTerm) string {
	if word == "OR" || word == "AND" || word == "NOT" {
		return "expected words side by side, which must all hold; ! is not, and a field's values may stand in a row, as in " + p.inARow()
	}
	if p.schema.Letters == nil {
		return ""
	}
	if len(t.text) > longestName {
		return "no name here is as long as this"
	}
	at := bytes.IndexFunc(t.text, func(r rune) bool { return !p.schema.Letters(r) })
	if at < 0 {
		return ""
	}
	switch r := []rune(string(t.text[at:]))[0]; r {
	case '|', '&':
		return "expected words side by side, which must all hold; values of a field may stand in a row, as in " + p.inARow()
	case '*', '?':
		return "expected a part of the name; ^ is its start and $ its end, as in ^1. or -alpine$"
	case '<', '>', '=':
		if field := p.schema.field(string(t.text[:at])); field >= 0 {
			return "expected " + newReader(p.schema.Fields[field], p.now).example()
		}
		return fmt.Sprintf("no name here has %q", r)
	case '"', '\'':
		return "expected the word without quotes"
	case '/':
		return "names here stand without their namespace"
	default:
		return fmt.Sprintf("no name here has %q", r)
	}
}

func (p *parser[T]) inARow() string {
	for _, f := range p.schema.Fields {
		for _, example := range f.Examples {
			if strings.Contains(example, ",") {
				return example
			}
		}
	}
	return "field:a,b"
}

// span are the numbers from one to another, both included.
type span struct{ low, high int64 }

func (c comparison) span() span {
	s := span{math.MinInt64, math.MaxInt64}
	switch c.op {
	case "<":
		s.high = c.limit - 1
	case "<=":
		s.high = c.limit
	case ">":
		s.low = c.limit + 1
	case ">=":
		s.low = c.limit
	default:
		s = span{c.limit, c.limit}
	}
	return s
}

func (s span) and(other span) span { return span{max(s.low, other.low), min(s.high, other.high)} }
func (s span) isEmpty() bool       { return s.low > s.high }

// began is before anything was pushed to Docker Hub, in microseconds since 1970.
var began = time.Date(2013, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro()

// can is what rows can have in a field of numbers. A size of 0 is one that is not known.
func (r *reader[T]) can() span {
	switch r.field.Kind {
	case Size:
		return span{1, math.MaxInt64}
	case Age:
		return span{began, math.MaxInt64}
	}
	return span{0, math.MaxInt64}
}

// useless says why no row is found by a comparison that can be read, or nothing.
func (r *reader[T]) useless(text string, c comparison) string {
	last := text[len(text)-1]
	isBare := '0' <= last && last <= '9'
	isTimed := r.field.Kind == Age && r.now.UnixMicro() > began
	switch {
	case r.field.Kind == Size && isBare && c.span().high < 1000:
		return "expected a unit: this is in bytes; units are kB MB GB TB and KiB MiB GiB TiB, as in " + r.example()
	case isTimed && c.limit >= r.now.UnixMicro() && c.op != "<" && c.op != "<=":
		return "expected an age above 0, as in " + r.example()
	case isTimed && c.span().and(r.can()).isEmpty():
		return "expected an age that Docker Hub has: it began in 2013"
	case r.field.Kind == Age:
		return ""
	case c.span().and(r.can()).isEmpty():
		return "nothing can be below that: expected " + r.example()
	case r.field.Kind == Number && isBare && strings.Contains(text, "."):
		return "expected a whole number, as in " + r.example()
	}
	return ""
}

// contradictions finds terms that exclude one another: each can hold, both together never.
func (p *parser[T]) contradictions() {
	for i := range p.terms {
		for j := range i {
			if p.terms[j].excludes(&p.terms[i], p.schema) {
				p.problems = append(p.problems, Problem{
					Start: p.terms[i].at.start, End: p.terms[i].at.end(), Together: true,
					Message: "nothing is this and also " + p.terms[j].at.text,
				})
				break
			}
		}
	}
	slices.SortStableFunc(p.problems, func(a, b Problem) int { return a.Start - b.Start })
}

// excludes reports whether no row passes both.
func (t *term[T]) excludes(other *term[T], schema Schema[T]) bool {
	switch {
	case (t.name == nil) != (other.name == nil) || t.name == nil && t.field != other.field:
		return false
	case t.negated != other.negated && t.name == nil:
		return t.canon == other.canon
	case t.negated != other.negated:
		is, not := t.name, other.name
		if t.negated {
			is, not = not, is
		}
		return is.implies(not)
	case t.negated:
		return t.flags != nil && isDisjoint(t.flags, other.flags)
	case t.name != nil:
		return t.name.excludes(other.name)
	case t.spans != nil:
		return !slices.ContainsFunc(t.spans, func(s span) bool {
			return slices.ContainsFunc(other.spans, func(o span) bool {
				return !s.and(o).isEmpty()
			})
		})
	case t.flags != nil:
		return isDisjoint(t.flags, other.flags)
	}
	return schema.Fields[t.field].Closed && isDisjoint(t.words, other.words)
}

func isDisjoint[E comparable](a, b []E) bool {
	return !slices.ContainsFunc(a, func(e E) bool { return slices.Contains(b, e) })
}

// excludes reports whether no name answers both.
func (t *nameTerm) excludes(other *nameTerm) bool {
	switch {
	case t.shape == Whole:
		return !other.matches(t.text)
	case other.shape == Whole:
		return !t.matches(other.text)
	case t.shape == AtStart && other.shape == AtStart:
		return !bytes.HasPrefix(t.text, other.text) && !bytes.HasPrefix(other.text, t.text)
	case t.shape == AtEnd && other.shape == AtEnd:
		return !bytes.HasSuffix(t.text, other.text) && !bytes.HasSuffix(other.text, t.text)
	}
	return false
}
