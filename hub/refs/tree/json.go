package tree

import (
	"bytes"
	"errors"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// JSON reads a file of JSON.
func JSON(content []byte) (*Node, error) {
	if marks(content) > mostMarks {
		return nil, errMarks
	}
	j := jsonReader{
		content: content,
		decoder: jsontext.NewDecoder(bytes.NewReader(content), jsontext.AllowDuplicateNames(true)),
	}
	n, err := j.value()
	if at, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		return nil, &SyntaxError{min(int(at.ByteOffset), len(content)), at.Err.Error()}
	}
	return n, err
}

// Commented reads JSON with comments and with commas before closing brackets, as editors write it.
func Commented(content []byte) (*Node, error) { return JSON(blanked(content)) }

type jsonReader struct {
	content []byte
	decoder *jsontext.Decoder
}

// start is where the next token begins, behind white space and what parts values.
func (j *jsonReader) start() int {
	at := int(j.decoder.InputOffset())
	for at < len(j.content) && strings.IndexByte(" \t\r\n,:", j.content[at]) >= 0 {
		at++
	}
	return at
}

func (j *jsonReader) value() (*Node, error) {
	n := &Node{Offset: j.start(), Text: -1}
	token, err := j.decoder.ReadToken()
	if err != nil {
		return nil, err
	}
	switch token.Kind() {
	case '{':
		n.Kind = Mapping
		for j.decoder.PeekKind() != '}' {
			key, err := j.value()
			if err != nil {
				return nil, err
			}
			value, err := j.value()
			if err != nil {
				return nil, err
			}
			n.Pairs = append(n.Pairs, Pair{key, value})
		}
		_, err = j.decoder.ReadToken()
	case '[':
		n.Kind = Sequence
		for j.decoder.PeekKind() != ']' {
			item, err := j.value()
			if err != nil {
				return nil, err
			}
			n.Items = append(n.Items, item)
		}
		_, err = j.decoder.ReadToken()
	case '"':
		n.Kind, n.Value = Scalar, token.String()
		end := int(j.decoder.InputOffset()) - 1
		if at := n.Offset + 1; at <= end && string(j.content[at:end]) == n.Value {
			n.Text, n.Offset = at, at
		}
	case '0':
		n.Kind, n.Value, n.Number = Scalar, token.String(), true
	}
	return n, err
}

// blanked puts blanks in the place of comments, and of commas before closing brackets, so that
// every other byte stays where it is.
func blanked(content []byte) []byte {
	plain := bytes.Clone(content)
	comma := -1 // the last one, if nothing but white space and comments came behind it
	for i := 0; i < len(plain); i++ {
		switch rest := plain[i:]; {
		case rest[0] == '"':
			for i++; i < len(plain) && plain[i] != '"'; i++ {
				if plain[i] == '\\' {
					i++
				}
			}
			comma = -1
		case bytes.HasPrefix(rest, []byte("//")):
			end := bytes.IndexByte(rest, '\n')
			i += blank(rest, end) - 1
		case bytes.HasPrefix(rest, []byte("/*")):
			end := bytes.Index(rest[2:], []byte("*/"))
			if end >= 0 {
				end += 4
			}
			i += blank(rest, end) - 1
		case rest[0] == ',':
			comma = i
		case (rest[0] == '}' || rest[0] == ']') && comma >= 0:
			plain[comma] = ' '
			comma = -1
		case rest[0] > ' ':
			comma = -1
		}
	}
	return plain
}

// blank puts blanks in the place of the first bytes, and of all where end is negative; it is how
// many those are.
func blank(content []byte, end int) int {
	if end < 0 {
		end = len(content)
	}
	for i := range content[:end] {
		if content[i] != '\n' && content[i] != '\r' {
			content[i] = ' '
		}
	}
	return end
}
