package hub

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"tagboat/hub/name"
)

// Bounds on what one answer may hold. They are far above anything the Hub is known to send, and keep a hostile answer from growing.
const (
	maxText   = 1 << 10   // a name, a word, a media type
	maxLong   = 4 << 10   // a short description
	maxReadme = 256 << 10 // a full description; the Hub's own limit is 25,000 bytes
	maxRows   = 10_000    // rows of one page; the Hub sends at most 100
	maxImages = 512       // platforms of one tag
	maxItems  = 256       // elements of any other list
	maxWords  = 5_000     // different words of one answer, which repeat from row to row: a page of the Hub has a dozen
	maxParts  = 120_000   // elements of all lists of one answer together: each takes more memory than it takes text
)

var errTooMuch = errors.New("the answer holds more rows than any page of the Hub")

// scanner reads one JSON answer token by token. It is lenient in what the Hub is known to vary (null, absent and surprising types read as
// zero) and strict in syntax: a truncated answer is an error. Nothing it returns keeps the answer's bytes alive.
type scanner struct {
	dec       *jsontext.Decoder
	words     map[string]Word
	platforms map[platform]Platform
	images    []Image // of the tag being read; kept between tags
	parts     int     // elements of lists so far
}

func newScanner(body []byte) *scanner {
	return &scanner{
		dec: jsontext.NewDecoder(bytes.NewBuffer(body),
			jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)),
		words:     make(map[string]Word, 8),
		platforms: make(map[platform]Platform, 16),
	}
}

// object calls field with each name, of a very long one its beginning; field must consume the value. Anything but an object is skipped, and
// told by false.
func (s *scanner) object(field func(name []byte) error) (bool, error) {
	if s.dec.PeekKind() != '{' {
		return false, s.dec.SkipValue()
	}
	if _, err := s.dec.ReadToken(); err != nil {
		return false, err
	}
	for s.dec.PeekKind() != '}' {
		name, err := s.dec.ReadValue()
		if err != nil {
			return false, err
		}
		if err := field(plain(begin(name, maxText))); err != nil {
			return false, err
		}
	}
	_, err := s.dec.ReadToken()
	return err == nil, err
}

// array calls element before each element; element must consume it. Anything but an array is skipped, and told by false.
func (s *scanner) array(element func() error) (bool, error) {
	if s.dec.PeekKind() != '[' {
		return false, s.dec.SkipValue()
	}
	if _, err := s.dec.ReadToken(); err != nil {
		return false, err
	}
	for s.dec.PeekKind() != ']' {
		if s.parts++; s.parts > maxParts {
			return false, errTooMuch
		}
		if err := element(); err != nil {
			return false, err
		}
	}
	_, err := s.dec.ReadToken()
	return err == nil, err
}

// end checks that nothing but space follows the answer.
func (s *scanner) end() error {
	if len(bytes.TrimSpace(s.dec.UnreadBuffer())) > 0 {
		return errors.New("text after the end of the JSON answer")
	}
	return nil
}

// bytes is the next value's text if it is a string, valid until the next read; nil for every other kind. Of one that is longer than most bytes
// it is the beginning, longer than most too.
func (s *scanner) bytes(most int) ([]byte, error) {
	v, err := s.dec.ReadValue()
	if err != nil || v.Kind() != '"' {
		return nil, err
	}
	return plain(begin(v, most)), nil
}

// begin cuts a JSON string that is longer than most bytes in any writing, so that nothing unquotes megabytes to throw them away.
func begin(v jsontext.Value, most int) jsontext.Value {
	const escape = len(`\u1234`)
	if len(v) <= escape*(most+2)+2 {
		return v
	}
	cut := v[:escape*(most+2)]
	for i := len(cut) - 1; i > len(cut)-escape; i-- {
		if cut[i] == '\\' && (escapes(cut[:i])%2 == 0) {
			cut = cut[:i]
			break
		}
	}
	return append(slices.Clip(cut), '"')
}

// escapes counts the backslashes at the end.
func escapes(v jsontext.Value) int {
	n := 0
	for n < len(v) && v[len(v)-1-n] == '\\' {
		n++
	}
	return n
}

// text copies a string; one longer than most bytes is cut there, and told by false.
func (s *scanner) text(most int) (string, bool, error) {
	b, err := s.bytes(most)
	if len(b) > most {
		return string(bytes.ToValidUTF8(b[:most], nil)), false, err
	}
	return string(b), true, err
}

// word interns a string; one that is too long to be a word reads as none.
func (s *scanner) word() (Word, error) {
	b, err := s.bytes(maxText)
	if err != nil || len(b) == 0 || len(b) > maxText {
		return Word{}, err
	}
	if w, ok := s.words[string(b)]; ok {
		return w, nil
	}
	if len(s.words) >= maxWords {
		return Word{}, errTooMuch // what is no word: it repeats nowhere
	}
	text := string(b)
	w := NewWord(text)
	s.words[text] = w
	return w, nil
}

func (s *scanner) digest() (Digest, error) {
	b, err := s.bytes(maxText)
	if err != nil {
		return Digest{}, err
	}
	d, _ := name.DigestOf(b)
	return d, nil
}

func (s *scanner) time() (Timestamp, error) {
	b, err := s.bytes(maxTime)
	if err != nil || len(b) == 0 || len(b) > maxTime {
		return 0, err
	}
	return readTime(b), nil
}

// bool is yes also where a Hub writes "true" or 1: what is private must not be shown as public.
func (s *scanner) bool() (bool, error) {
	v, err := s.dec.ReadValue()
	return err == nil && (v.Kind() == 't' || strings.EqualFold(string(v), `"true"`) || string(v) == "1"), err
}

// number is a whole number, also in quotes; other kinds and numbers beyond int64 are told by false.
func (s *scanner) number() (int64, bool, error) {
	v, err := s.dec.ReadValue()
	if err == nil && v.Kind() == '"' && len(v) > 2 {
		n, ok := readInt(v[1 : len(v)-1])
		return n, ok, nil
	}
	if err != nil || v.Kind() != '0' {
		return 0, false, err
	}
	if n, ok := readInt(v); ok {
		return n, true, nil
	}
	f, _ := strconv.ParseFloat(string(v), 64) // out of range is infinite
	if f != math.Trunc(f) || math.Abs(f) >= 1<<62 {
		return 0, false, nil
	}
	return int64(f), true, nil
}

// amount is a number that cannot be negative; whatever else stands there reads as zero.
func (s *scanner) amount() (int64, error) {
	n, _, err := s.number()
	return max(n, 0), err
}

// texts reads a list of strings, leaving out nulls and what is too long.
func (s *scanner) texts() ([]string, error) {
	var list []string
	_, err := s.array(func() error {
		text, whole, err := s.text(maxText)
		if err == nil && whole && text != "" && len(list) < maxItems {
			list = append(list, text)
		}
		return err
	})
	return list, err
}

// plain takes the quotes off a JSON string. Escapes are rare in what the Hub sends, so the common case copies nothing.
func plain(v jsontext.Value) []byte {
	if inner := v[1 : len(v)-1]; bytes.IndexByte(inner, '\\') < 0 {
		return inner
	}
	text, err := jsontext.AppendUnquote(nil, v)
	if err != nil && len(text) == 0 {
		return nil
	}
	return text
}

func readInt(v []byte) (int64, bool) {
	digits := v
	if v[0] == '-' {
		digits = v[1:]
	}
	if len(digits) == 0 || len(digits) > 18 {
		return 0, false
	}
	var n int64
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	if v[0] == '-' {
		n = -n
	}
	return n, true
}
