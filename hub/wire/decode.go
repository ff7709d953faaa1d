package wire

import (
	"bytes"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"tagboat/hub/errs"
)

// Bounds on what one answer may hold. They are far above anything the Hub is known to send, and
// keep a hostile answer from growing.
const (
	MaxRows    = 10_000  // rows of one page; the Hub sends at most 100
	MaxImages  = 512     // platforms of one tag
	MaxItems   = 256     // elements of any other list
	maxObjects = 120_000 // of one answer in all: each takes more memory than it takes text
	maxName    = 1 << 10 // bytes of a field's name
	usual      = 4 << 20 // bytes, which no answer of the Hub comes near
)

// ErrTooMuch is an answer that holds more than any of the Hub's.
var ErrTooMuch = errs.NewCause("the answer holds more rows than any page of the Hub",
	"the answer holds more than any answer of the Hub", errs.CheckProxy)

// Decode reads a whole answer into a tolerant type.
func Decode(body []byte, into any) error {
	if bytes.Count(body, []byte{'{'}) > maxObjects {
		return ErrTooMuch
	}
	if len(body) > usual && longNames(body) {
		return ErrTooMuch
	}
	return json.Unmarshal(body, into, tolerant)
}

var tolerant = json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

// longNames reports whether a field has a name of many bytes, which the library would copy.
func longNames(body []byte) bool {
	dec := jsontext.NewDecoder(bytes.NewBuffer(body), tolerant)
	for {
		before := dec.InputOffset()
		if token, err := dec.ReadToken(); err != nil || token.Kind() != '"' {
			if err != nil {
				return false
			}
			continue
		}
		kind, n := dec.StackIndex(dec.StackDepth())
		if kind == '{' && n%2 == 1 && dec.InputOffset()-before > maxName {
			return true
		}
	}
}

// stringOf is the next value's text if it is a string, valid until the next read; nil for every
// other kind. Of one that is longer than most bytes it is the beginning, longer than most too.
func stringOf(dec *jsontext.Decoder, most int) ([]byte, error) {
	v, err := dec.ReadValue()
	if err != nil || v.Kind() != '"' {
		return nil, err
	}
	return unquoted(beginning(v, most)), nil
}

// beginning cuts a JSON string that is longer than most bytes in any writing, so that nothing
// unquotes megabytes to throw them away.
func beginning(v jsontext.Value, most int) jsontext.Value {
	const escape = len(`\u1234`)
	if len(v) <= escape*(most+2)+2 {
		return v
	}
	cut := v[:escape*(most+2)]
	for i := len(cut) - 1; i > len(cut)-escape; i-- {
		if cut[i] == '\\' && backslashes(cut[:i])%2 == 0 {
			cut = cut[:i]
			break
		}
	}
	return append(slices.Clip(cut), '"')
}

// backslashes counts those at the end.
func backslashes(v jsontext.Value) int {
	return len(v) - len(bytes.TrimRight(v, `\`))
}

// unquoted takes the quotes off a JSON string. Escapes are rare in what the Hub sends, so the
// common case copies nothing.
func unquoted(v jsontext.Value) []byte {
	if inner := v[1 : len(v)-1]; bytes.IndexByte(inner, '\\') < 0 {
		return inner
	}
	text, err := jsontext.AppendUnquote(nil, v)
	if err != nil && len(text) == 0 {
		return nil
	}
	return text
}
