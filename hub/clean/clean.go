// Package clean makes foreign text harmless.
//
// Whatever a server says (a description, a repository's name, the text of an
// error) may hold escape sequences that move the cursor, write to the
// clipboard or recolour the screen, and characters that hide or reorder what a
// reader sees. All sinks call this package: the screen before it draws, the
// pipe before it prints, the clipboard, which refuses what this package would
// change. Nothing is cleaned on the way in, so that what is
// stored is what was sent.
//
// What comes out is valid UTF-8 in which every character is either visible or
// an ordinary blank. Removed without a trace:
//
//   - escape sequences, whole: CSI, OSC, DCS, APC, PM, SOS and the short ones,
//     introduced by ESC or by a C1 control (U+0080 to U+009F). Of a string
//     sequence that never ends only the introducer goes, so that one stray
//     character cannot swallow a page;
//   - every other control character;
//   - format characters and other characters that draw nothing: bidirectional
//     overrides, isolates and marks, zero-width spaces and joiners, the soft
//     hyphen, tags, Hangul fillers, variation selectors;
//   - combining marks beyond the eighth in a row, which climb over other rows.
//
// Two decisions deserve their reasons. The zero-width joiner and non-joiner
// stay between two letters of a script that needs them to be spelled (Arabic,
// Devanagari and their relatives). Between emoji the joiner goes, and with it
// the variation selectors: terminals disagree about how many cells a joined
// emoji takes, and a column that does not line up is worse than two pictures
// in the place of one.
package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	escape = '\x1b'
	bell   = '\a'
	cancel = '\x18'
	sub    = '\x1a'
	del    = '\x7f'
	// nextLine is the C1 control that breaks a line.
	nextLine = '\u0085'
	// stringTerminator ends OSC, DCS, APC, PM and SOS.
	stringTerminator = '\u009c'

	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
	lineSeparator      = '\u2028'
	paragraphSeparator = '\u2029'

	// mostMarks is how many combining marks in a row are kept. No living
	// orthography stacks more.
	mostMarks = 8

	// tab is what a tabulator becomes in a text of many lines.
	tab = "    "
)

// Line returns s as one harmless line. A run of line breaks and tabs becomes one
// space, and vanishes at both ends; invalid UTF-8 becomes U+FFFD, one for a run
// of bad bytes. A string of printable ASCII is returned as it is, without
// allocating. Line(Line(s)) equals Line(s).
func Line(s string) string {
	plain := 0
	for plain < len(s) && isPlain(s[plain]) {
		plain++
	}
	if plain == len(s) {
		return s
	}
	w := newWriter(s, plain, false)
	return w.run(s[plain:])
}

// Text returns s as harmless lines. Every kind of line break becomes \n, a tab
// becomes four spaces, and invalid UTF-8 becomes U+FFFD, one for a run of bad
// bytes. A string of printable ASCII and \n is returned as it is, without
// allocating. Text(Text(s)) equals Text(s).
func Text(s string) string {
	plain := 0
	for plain < len(s) && (isPlain(s[plain]) || s[plain] == '\n') {
		plain++
	}
	if plain == len(s) {
		return s
	}
	w := newWriter(s, plain, true)
	return w.run(s[plain:])
}

func isPlain(b byte) bool { return b >= ' ' && b < del }

// writer holds what has been let through so far, and what the next decision
// needs to know about it.
type writer struct {
	out   strings.Builder
	lines bool // line breaks are kept
	last  rune // the last one written
	marks int  // combining marks at the end of out
	blank bool // a line break or a tab waits to become one space
	bad   bool // the last thing read was invalid UTF-8
}

func newWriter(s string, plain int, lines bool) *writer {
	w := &writer{lines: lines}
	w.out.Grow(len(s))
	w.out.WriteString(s[:plain])
	if plain > 0 {
		w.last = rune(s[plain-1])
	}
	return w
}

func (w *writer) run(s string) string {
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && size == 1 {
			if !w.bad {
				w.write(utf8.RuneError)
			}
			w.bad = true
			s = s[size:]
			continue
		}
		w.bad = false
		s = s[w.take(r, size, s):]
	}
	return w.out.String()
}

// take deals with the character at the start of s and tells how many bytes it,
// or the sequence that it introduces, takes up.
func (w *writer) take(r rune, size int, s string) int {
	switch {
	case isBreak(r):
		if r == '\r' && strings.HasPrefix(s, "\r\n") {
			size = len("\r\n")
		}
		w.breakLine()
	case r == '\t':
		w.tab()
	case r == escape || isC1(r):
		return sequence(s, r, size)
	case r < ' ' || r == del:
	case r == zeroWidthJoiner || r == zeroWidthNonJoiner:
		next, _ := utf8.DecodeRuneInString(s[size:])
		w.join(r, next)
	case isInvisible(r):
	default:
		w.write(r)
	}
	return size
}

func (w *writer) breakLine() {
	if !w.lines {
		w.blank = true
		return
	}
	w.write('\n')
}

func (w *writer) tab() {
	if !w.lines {
		w.blank = true
		return
	}
	w.out.WriteString(tab)
	w.last, w.marks = ' ', 0
}

// join lets a joiner or a non-joiner through where spelling needs it. It does
// not end a run of combining marks, or the run could go on for ever.
func (w *writer) join(r, next rune) {
	if w.blank || w.marks == mostMarks || !joins(w.last) || !joins(next) {
		return
	}
	w.out.WriteRune(r)
	w.last = r
}

func (w *writer) write(r rune) {
	if w.blank {
		w.blank = false
		if w.out.Len() > 0 && w.last != ' ' && r != ' ' {
			w.out.WriteByte(' ')
			w.last, w.marks = ' ', 0
		}
	}
	if unicode.In(r, unicode.Mn, unicode.Me) {
		if w.marks == mostMarks {
			return
		}
		w.marks++
	} else {
		w.marks = 0
	}
	w.out.WriteRune(r)
	w.last = r
}

func isBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', nextLine, lineSeparator, paragraphSeparator:
		return true
	}
	return false
}

func isC1(r rune) bool { return r >= '\u0080' && r <= '\u009f' }

// isInvisible tells of a character above ASCII whether it draws nothing.
// The number signs of Arabic and its relatives are format characters that do
// draw something.
func isInvisible(r rune) bool {
	if r < del || unicode.Is(unicode.Prepended_Concatenation_Mark, r) {
		return false
	}
	return unicode.In(
		r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector,
	)
}

// joining holds the scripts in which a joiner or a non-joiner between two
// letters is part of the spelling.
var joining = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Nko, unicode.Mandaic, unicode.Adlam,
	unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya,
	unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala,
	unicode.Khmer, unicode.Myanmar, unicode.Tibetan,
}

func joins(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsMark(r)) && !isInvisible(r) &&
		unicode.In(r, joining...)
}
