package query

import (
	"bytes"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"
)

// Span is a piece of a name, in bytes, End after the last.
type Span struct{ Start, End int }

// nameTerm is a term about the name; text is folded. A bare word stands anywhere in it, and one
// that a quote opens stands alone.
type nameTerm struct {
	shape Shape
	text  []byte
	runes []rune // of text, for Scattered
}

// readName makes a term of a word; the message says what was expected, or is empty.
func readName(w Word) (nameTerm, string) {
	t := nameTerm{shape: w.Shape, text: Fold(nil, w.Text)}
	switch w.Shape {
	case Quoted:
		t.shape = Alone
	case Scattered:
		t.runes = []rune(string(t.text))
	case Bare, Alone, AtStart, AtEnd, Whole:
	}
	if w.Text == "" {
		return t, missing[t.shape]
	}
	return t, ""
}

// missing is what was expected where there are only marks.
var missing = map[Shape]string{
	Alone:     "expected text after '",
	AtStart:   "expected text after ^",
	AtEnd:     "expected text before $, as in -alpine$",
	Whole:     "expected text after ^ and before $",
	Scattered: "expected text after ~",
}

// matches reports whether a folded name answers the term.
func (t *nameTerm) matches(name []byte) bool {
	switch t.shape {
	case Alone:
		start, _ := t.findAlone(name, 0)
		return start >= 0
	case AtStart:
		return bytes.HasPrefix(name, t.text)
	case AtEnd:
		return bytes.HasSuffix(name, t.text)
	case Whole:
		return bytes.Equal(name, t.text)
	case Scattered:
		chars := util.ToChars(name)
		result, _ := algo.FuzzyMatchV1(true, false, true, &chars, t.runes, false, nil)
		return result.Start >= 0
	}
	return bytes.Contains(name, t.text)
}

// spans appends where in a folded name the term stands.
func (t *nameTerm) spans(dst []Span, name []byte) []Span {
	switch t.shape {
	case Alone:
		for start, end := t.findAlone(name, 0); start >= 0; start, end = t.findAlone(name, end) {
			dst = append(dst, Span{start, end})
		}
	case AtStart, Whole:
		if t.matches(name) {
			dst = append(dst, Span{0, len(t.text)})
		}
	case AtEnd:
		if t.matches(name) {
			dst = append(dst, Span{len(name) - len(t.text), len(name)})
		}
	case Scattered:
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
