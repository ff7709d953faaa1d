package markdown

import (
	"strings"
	"unicode/utf8"

	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// filler fills lines with words.
type filler struct {
	cells int
	lines []theme.Line

	line  theme.Line
	used  int        // cells of the line
	blank theme.Span // before the next word, unless that begins a line

	word      theme.Line // the word under way; it may be of several roles
	wordCells int
}

// fill breaks a text into lines of at most so many cells: at its line breaks, between words, on
// either side of what takes two cells, and within a word only where that fills more than a line.
func fill(spans []theme.Span, cells int) []theme.Line {
	f := filler{cells: max(cells, 1)}
	for _, s := range spans {
		for rest := s.Text; rest != ""; {
			piece := token(rest)
			rest = rest[len(piece):]
			switch piece[0] {
			case '\n':
				f.endWord()
				f.endLine()
			case ' ':
				f.endWord()
				f.blank = blank(s.Role, piece)
			default:
				f.add(theme.Span{Role: s.Role, Text: piece})
			}
		}
	}
	f.endWord()
	if f.used > 0 {
		f.endLine()
	}
	return f.lines
}

// blank parts two words: it is one cell wide, but in code.
func blank(role theme.Role, s string) theme.Span {
	if role != theme.Code {
		s = " "
	}
	return theme.Span{Role: role, Text: s}
}

// token is the line break, the blanks or the word at the start of s.
func token(s string) string {
	switch s[0] {
	case '\n':
		return s[:1]
	case ' ':
		return s[:len(s)-len(strings.TrimLeft(s, " "))]
	}
	if end := strings.IndexAny(s, " \n"); end >= 0 {
		return s[:end]
	}
	return s
}

// add takes a piece of a word, which is several words where its characters take two cells.
func (f *filler) add(s theme.Span) {
	if text.Width(s.Text) == len(s.Text) { // of ASCII
		f.append(s.Role, s.Text)
		return
	}
	narrow := 0 // bytes of rest that are gone by
	for rest := s.Text; ; {
		n, wide := cluster(rest[narrow:])
		if n > 0 && !wide {
			narrow += n
			continue
		}
		f.append(s.Role, rest[:narrow])
		if rest = rest[narrow:]; rest == "" {
			return
		}
		if !closes(rest) {
			f.endWord()
		}
		f.append(s.Role, rest[:n])
		if next := rest[n:]; !closes(next) && !opens(rest) {
			f.endWord()
		}
		rest, narrow = rest[n:], 0
	}
}

func (f *filler) append(role theme.Role, s string) {
	if s != "" {
		f.word = append(f.word, theme.Span{Role: role, Text: s})
		f.wordCells += text.Width(s)
	}
}

// cluster tells how many bytes the character at the start of s has, and whether it takes two cells.
func cluster(s string) (n int, wide bool) {
	if n = text.Prefix(s, 1); n > 0 || s == "" {
		return n, false
	}
	if n = text.Prefix(s, 2); n == 0 {
		n = len(s)
	}
	return n, true
}

// closes reports whether s begins with a mark that never begins a line.
func closes(s string) bool {
	return beginsWith(s, `、。，．：；！？）」』】》〉”’.,:;!?)]`)
}

// opens reports whether s begins with a mark that never ends a line.
func opens(s string) bool { return beginsWith(s, `（「『【《〈“‘`) }

func beginsWith(s, marks string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(marks, r)
}

// endWord puts the word under way into the line, or into the next one.
func (f *filler) endWord() {
	if len(f.word) == 0 {
		return
	}
	blank := text.Width(f.blank.Text)
	if f.used > 0 && f.used+blank+f.wordCells > f.cells {
		f.endLine()
	}
	if f.used > 0 && blank > 0 {
		f.line, f.used = append(f.line, f.blank), f.used+blank
	}
	f.blank = theme.Span{}
	f.breakWord()
	f.line, f.used = append(f.line, f.word...), f.used+f.wordCells
	f.word, f.wordCells = nil, 0
}

// breakWord fills lines with a word for as long as it is too long for one.
func (f *filler) breakWord() {
	const after = "/?&=#-_,;" // what parts an address for its reader
	if f.wordCells <= f.cells {
		return
	}
	for rest := f.word.String(); rest != "" && f.wordCells > f.cells; {
		n := text.Prefix(rest, f.cells)
		if n == 0 {
			n, _ = cluster(rest)
		}
		if at := 1 + strings.LastIndexAny(rest[:n], after); n < len(rest) && at > n/2 {
			n = at
		}
		var head theme.Line
		head, f.word = split(f.word, n)
		f.lines = append(f.lines, joined(head))
		f.wordCells -= text.Width(rest[:n])
		rest = rest[n:]
	}
}

func (f *filler) endLine() {
	f.lines = append(f.lines, joined(f.line))
	f.line, f.used, f.blank = nil, 0, theme.Span{}
}

// split cuts a line in two after so many bytes. The second part lies where the line was.
func split(line theme.Line, n int) (head, tail theme.Line) {
	for i := range line {
		s := &line[i]
		if n < len(s.Text) {
			head = append(head, theme.Span{Role: s.Role, Text: s.Text[:n]})
			s.Text = s.Text[n:]
			return head, line[i:]
		}
		head, n = append(head, *s), n-len(s.Text)
	}
	return head, nil
}

// joined makes one span of neighbours in one role.
func joined(line theme.Line) theme.Line {
	var all theme.Line
	for _, s := range line {
		if n := len(all); n > 0 && all[n-1].Role == s.Role {
			all[n-1].Text += s.Text
		} else {
			all = append(all, s)
		}
	}
	return all
}
