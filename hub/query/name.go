package query

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"
)

// Span is a piece of a name, in bytes, End after the last.
type Span struct{ Start, End int }

// shape is where in a name a term's text must stand.
type shape uint8

const (
	anywhere shape = iota
	alone
	atStart
	atEnd
	whole
	scattered
)

// nameTerm is a term about the name; text is folded.
type nameTerm struct {
	shape shape
	text  []byte
	runes []rune // of text, for scattered
}

// readName reads a term without its "!"; the message says what was expected, or is empty.
func readName(text string) (nameTerm, string) {
	t, mark := nameTerm{}, text[:1]
	switch {
	case mark == "'":
		t.shape, text = alone, strings.TrimSuffix(text[1:], "'")
	case mark == "~":
		t.shape, text = scattered, text[1:]
	case mark == "^" && strings.HasSuffix(text, "$"):
		t.shape, text, mark = whole, text[1:len(text)-1], "^ and before $"
	case mark == "^":
		t.shape, text = atStart, text[1:]
	case strings.HasSuffix(text, "$"):
		t.shape, text = atEnd, text[:len(text)-1]
	}
	if text == "" {
		if mark == "$" {
			return t, "expected text before $, as in -alpine$"
		}
		return t, "expected text after " + mark
	}
	t.text = Fold(nil, text)
	if t.shape == scattered {
		t.runes = []rune(string(t.text))
	}
	return t, ""
}

// matches reports whether a folded name answers the term.
func (t *nameTerm) matches(name []byte) bool {
	switch t.shape {
	case alone:
		start, _ := t.findAlone(name, 0)
		return start >= 0
	case atStart:
		return bytes.HasPrefix(name, t.text)
	case atEnd:
		return bytes.HasSuffix(name, t.text)
	case whole:
		return bytes.Equal(name, t.text)
	case scattered:
		chars := util.ToChars(name)
		result, _ := algo.FuzzyMatchV1(true, false, true, &chars, t.runes, false, nil)
		return result.Start >= 0
	}
	return bytes.Contains(name, t.text)
}

// spans appends where in a folded name the term stands.
func (t *nameTerm) spans(dst []Span, name []byte) []Span {
	switch t.shape {
	case alone:
		for start, end := t.findAlone(name, 0); start >= 0; start, end = t.findAlone(name, end) {
			dst = append(dst, Span{start, end})
		}
	case atStart, whole:
		if t.matches(name) {
			dst = append(dst, Span{0, len(t.text)})
		}
	case atEnd:
		if t.matches(name) {
			dst = append(dst, Span{len(name) - len(t.text), len(name)})
		}
	case scattered:
		dst = t.scatteredSpans(dst, name)
	default:
		for at := 0; ; {
			i := bytes.Index(name[at:], t.text)
			if i < 0 {
				break
			}
			dst = append(dst, Span{at + i, at + i + len(t.text)})
			at += i + len(t.text)
		}
	}
	return dst
}

// findAlone finds the text from a place on where no letter or digit touches it; -1 when nowhere.
func (t *nameTerm) findAlone(name []byte, from int) (start, end int) {
	for from <= len(name) {
		i := bytes.Index(name[from:], t.text)
		if i < 0 {
			break
		}
		start, end = from+i, from+i+len(t.text)
		before, _ := utf8.DecodeLastRune(name[:start])
		after, _ := utf8.DecodeRune(name[end:])
		if !isWordRune(before) && !isWordRune(after) {
			return start, end
		}
		from = start + 1
	}
	return -1, -1
}

var startFuzzy = sync.OnceFunc(func() { algo.Init("default") })

// scatteredSpans asks fzf for the places that read best, which need not be the first ones.
func (t *nameTerm) scatteredSpans(dst []Span, name []byte) []Span {
	startFuzzy()
	chars := util.ToChars(name)
	result, places := algo.FuzzyMatchV2(true, false, true, &chars, t.runes, true, nil)
	if result.Start < 0 || places == nil {
		return dst
	}
	slices.Sort(*places)
	rest, at, n := name, 0, 0
	for _, place := range *places {
		for ; n < place; n++ {
			_, size := utf8.DecodeRune(rest)
			rest, at = rest[size:], at+size
		}
		_, size := utf8.DecodeRune(rest)
		dst = append(dst, Span{at, at + size})
	}
	return dst
}

func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

func isWordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
