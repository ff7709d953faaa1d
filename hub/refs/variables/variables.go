// Package variables puts the values of variables into a text, and knows for each byte of the result
// where it stands in the file.
package variables

import (
	"errors"
	"strings"

	"tagboat/hub/refs/source"
)

// Style is how a language writes variables. All write $NAME and ${NAME}.
type Style struct {
	// Escape, unless zero, takes the sense from the character behind it, and quotes are read as a
	// shell reads them.
	Escape byte
	// Doubled reports whether $$ is a dollar.
	Doubled bool
	// Defaults reports whether ${NAME:-text} and its like are known.
	Defaults bool
}

// The languages.
var (
	Compose = Style{Doubled: true, Defaults: true}
	GitLab  = Style{Doubled: true}
)

// Value is a text in parts.
type Value []source.Part

// Text is all of it.
func (v Value) Text() string {
	var b strings.Builder
	for _, p := range v {
		b.WriteString(p.Text)
	}
	return b.String()
}

// Lookup tells the value of a variable, and whether it has one.
type Lookup func(name string) (Value, bool)

// UnsetError is a variable that has no value in the file.
type UnsetError struct{ Name string }

func (e *UnsetError) Error() string {
	return e.Name + " has no value in this file"
}

// ErrTooLong is a text that is longer than any reference, with its variables put in.
var ErrTooLong = errors.New("the values of its variables make it too long for a reference")

var (
	errOpen  = errors.New("a ${ is not closed")
	errForm  = errors.New("it has a form of ${…} that is not read")
	errQuote = errors.New("a quotation mark is not closed")
)

// longest bounds a result, since values of values double; a reference has 1,024 bytes at most.
const longest, deepest = 2048, 16

// Expand reads a text that stands in one place of the file. A variable without a value is an
// [*UnsetError].
func Expand(text source.Part, style Style, lookup Lookup) (Value, error) {
	if len(text.Text) > longest {
		return nil, ErrTooLong
	}
	e := expander{style: style, lookup: lookup, in: text}
	if err := e.run(0, len(text.Text), 0); err != nil {
		return nil, err
	}
	return e.out, nil
}

type expander struct {
	style  Style
	lookup Lookup
	in     source.Part
	out    Value
	size   int
}

// run reads in.Text[from:to].
func (e *expander) run(from, to, depth int) error {
	text := e.in.Text
	quote := byte(0)
	for i := from; i < to; {
		c := text[i]
		switch {
		case e.style.Escape != 0 && c == e.style.Escape && quote != '\'' && i+1 < to:
			e.literal(i+1, i+2)
			i += 2
		case e.style.Escape != 0 && quote == 0 && (c == '"' || c == '\''), quote != 0 && c == quote:
			if quote ^= c; quote != 0 && strings.IndexByte(text[i+1:to], c) < 0 {
				return errQuote
			}
			i++
		case c == '$' && quote != '\'' && i+1 < to:
			next, err := e.dollar(i, to, depth)
			if err != nil {
				return err
			}
			i = next
		default:
			e.literal(i, i+1)
			i++
		}
		if e.size > longest {
			return ErrTooLong
		}
	}
	return nil
}

// literal keeps bytes of the text as they are, beside those before them where they are neighbours.
func (e *expander) literal(from, to int) {
	part := e.in
	part.Text = e.in.Text[from:to]
	if part.Bare = e.in.Bare && from == 0 && to == len(e.in.Text); e.in.IsWritten() {
		part.Offset += from
	}
	e.size += len(part.Text)
	if n := len(e.out); n > 0 && follows(e.out[n-1], part) {
		last := &e.out[n-1]
		last.Text += part.Text
		last.Bare = e.in.Bare && len(last.Text) == len(e.in.Text)
		return
	}
	e.out = append(e.out, part)
}

// follows reports whether a part goes on where another ends.
func follows(before, part source.Part) bool {
	return before.Variable == part.Variable && before.IsWritten() == part.IsWritten() &&
		(!part.IsWritten() || before.End() == part.Offset)
}

func (e *expander) put(v Value) {
	for _, p := range v {
		p.Bare = p.Bare && len(v) == 1
		e.size += len(p.Text)
		e.out = append(e.out, p)
	}
}

// dollar reads what begins with a dollar at i, and is where it ends.
func (e *expander) dollar(i, to, depth int) (next int, err error) {
	text := e.in.Text
	switch c := text[i+1]; {
	case c == '$' && e.style.Doubled:
		e.literal(i+1, i+2)
		return i + 2, nil
	case c == '{':
		return e.braces(i, to, depth)
	case isLetter(c):
		end := nameEnd(text[:to], i+1)
		v, ok := e.lookup(text[i+1 : end])
		if !ok {
			return 0, &UnsetError{text[i+1 : end]}
		}
		e.put(v)
		return end, nil
	}
	if e.style.Escape != 0 {
		return 0, errForm
	}
	e.literal(i, i+1)
	return i + 1, nil
}

// braces reads ${NAME}, ${NAME:-text}, ${NAME-text}, ${NAME:+text}, ${NAME+text}, ${NAME:?text} and
// ${NAME?text}, which begins at i.
func (e *expander) braces(i, to, depth int) (next int, err error) {
	text := e.in.Text[:to]
	closing := closed(text, i+2)
	if closing < 0 {
		return 0, errOpen
	}
	end := nameEnd(text, i+2)
	name, rest := text[i+2:end], text[end:closing]
	if name == "" || depth == deepest {
		return 0, errForm
	}
	value, isSet := e.lookup(name)
	if rest, _ = strings.CutPrefix(rest, ":"); len(rest) < closing-end {
		isSet = isSet && value.Text() != ""
	}
	switch {
	case closing == end:
		if !isSet {
			return 0, &UnsetError{name}
		}
		e.put(value)
	case rest == "" || !e.style.Defaults:
		return 0, errForm
	case rest[0] == '+' && isSet, rest[0] == '-' && !isSet:
		before := e.in.Variable
		e.in.Variable = name
		err = e.run(closing-len(rest)+1, closing, depth+1)
		e.in.Variable = before
	case rest[0] == '+':
	case rest[0] == '-' || rest[0] == '?' && isSet:
		e.put(value)
	case rest[0] == '?':
		return 0, &UnsetError{name}
	default:
		return 0, errForm
	}
	return closing + 1, err
}

// closed is where the brace that was opened before i closes, or -1.
func closed(text string, i int) int {
	for open := 1; i < len(text); i++ {
		switch {
		case text[i] == '{' && text[i-1] == '$':
			open++
		case text[i] == '}':
			if open--; open == 0 {
				return i
			}
		}
	}
	return -1
}

func isLetter(c byte) bool { return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' }

func nameEnd(text string, i int) int {
	start := i
	for i < len(text) && (isLetter(text[i]) || i > start && text[i] >= '0' && text[i] <= '9') {
		i++
	}
	return i
}
