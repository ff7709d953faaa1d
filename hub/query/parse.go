package query

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Problem is a term, or a part of one, that could not be read, or that can find nothing.
type Problem struct {
	Start, End int    // byte columns in the text, End after the last byte; Start < End
	Message    string // what was expected there
	Together   bool   // the term can be read, but with another one nothing is found
}

// Parse reads a filter. Terms that cannot be read, and those that no row can pass, become problems
// and filter nothing; the others work. Of terms that exclude one another the later is a problem,
// and both work. Ages are measured from now, to the minute, so that one more letter typed does not
// make every age another one.
func Parse[T any](schema Schema[T], text string, now time.Time) Filter[T] {
	p := parser[T]{schema: schema, now: now.Truncate(time.Minute)}
	for _, t := range split(text) {
		p.term(t)
	}
	p.contradictions()
	return Filter[T]{name: schema.Name, terms: p.terms, problems: p.problems}
}

// token is a piece of the text and where it stands.
type token struct {
	text  string
	start int
}

func (t token) from(n int) token { return token{t.text[n:], t.start + n} }
func (t token) end() int         { return t.start + len(t.text) }

func split(text string) []token {
	var tokens []token
	start := -1
	for i, r := range text {
		switch {
		case unicode.IsSpace(r):
			if start >= 0 {
				tokens = append(tokens, token{text[start:i], start})
				start = -1
			}
		case start < 0:
			start = i
		}
	}
	if start >= 0 {
		tokens = append(tokens, token{text[start:], start})
	}
	return tokens
}

type parser[T any] struct {
	schema   Schema[T]
	now      time.Time
	terms    []term[T]
	problems []Problem
}

func (p *parser[T]) problem(at token, message string) {
	p.problems = append(p.problems, Problem{Start: at.start, End: at.end(), Message: message})
}

func (p *parser[T]) term(whole token) {
	rest, negated := cutNots(whole.text)
	t := whole.from(len(whole.text) - len(rest))
	if t.text == "" {
		p.problem(whole, "expected a term after !, as in !alpine")
		return
	}
	if colon := fieldColon(t.text); colon > 0 {
		p.fieldTerm(whole, t, colon, negated)
		return
	}
	name, message := readName(ReadWord(t.text))
	if message == "" {
		message = p.impossible(t.text, &name)
	}
	if message != "" {
		p.problem(whole, message)
		return
	}
	p.terms = append(p.terms, term[T]{negated: negated, name: &name, field: -1, at: whole})
}

// fieldColon finds the colon that ends a field's name, or -1. Only letters and digits may stand
// before it.
func fieldColon(text string) int {
	for i := range len(text) {
		c := text[i]
		if c == ':' {
			return i
		}
		if c >= utf8.RuneSelf || !isWordByte(c) {
			return -1
		}
	}
	return -1
}

func (p *parser[T]) fieldTerm(whole, t token, colon int, negated bool) {
	index := p.schema.field(t.text[:colon])
	value := t.from(colon + 1)
	if index < 0 && strings.EqualFold(t.text[:colon], "sha256") {
		index, value = p.digestField(), t
	}
	if index < 0 {
		p.problem(token{t.text[:colon], t.start}, p.unknownField(t.text[:colon]))
		return
	}
	read := newReader(p.schema.Fields[index], p.now)
	if value.text == "" && read.field.Kind != Flag {
		p.problem(t, "expected a value, as in "+read.example())
		return
	}
	for from := 0; from <= len(value.text); {
		part := value.from(from)
		if comma := strings.IndexByte(part.text, ','); comma >= 0 {
			part.text = part.text[:comma]
		}
		if message := read.alternative(part.text); message != "" {
			at := part
			if at.text == "" {
				at = token{",", value.start + max(from-1, 0)}
			}
			p.problem(at, message)
		}
		from += len(part.text) + 1
	}
	if match := read.matcher(negated); match != nil {
		p.terms = append(p.terms, term[T]{
			negated: negated, field: index, match: match, prints: read.fingerprints(),
			canon: read.canon(),
			at:    whole, spans: read.spans(), flags: read.effective(negated), words: read.words,
		})
	}
}

func (p *parser[T]) digestField() int {
	for i := range p.schema.Fields {
		if p.schema.Fields[i].Kind == Digest {
			return i
		}
	}
	return -1
}

func (p *parser[T]) unknownField(name string) string {
	if len(p.schema.Fields) == 0 {
		return "there are no fields here"
	}
	for i := range p.schema.Fields {
		if f := p.schema.Fields[i].Name; strings.HasPrefix(f, strings.ToLower(name)) {
			return "expected " + f + ":"
		}
	}
	return "expected one of " + p.schema.fieldNames()
}
