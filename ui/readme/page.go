package readme

import (
	"bytes"
	"sort"
	"strings"
	"unicode"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"tagboat/ui/theme"
)

// page is a text cut into lines, with a role for every letter. It holds no
// escape sequence: what is drawn of it is painted by the theme alone.
type page struct {
	text   string // every line ends in a line break
	starts []int  // where each line begins
	runs   []run
}

// run says what the text is from a place on, up to the next run.
type run struct {
	from int
	role theme.Role
}

func (p *page) len() int { return len(p.starts) }

// span is where line i stands, without its line break.
func (p *page) span(i int) (from, to int) {
	from, to = p.starts[i], len(p.text)
	if i+1 < len(p.starts) {
		to = p.starts[i+1]
	}
	return from, to - 1
}

// lineAt is the line that holds a place of the text.
func (p *page) lineAt(place int) int {
	return max(sort.SearchInts(p.starts, place+1)-1, 0)
}

// holds reports that a place of the text is on one of so many lines.
func (p *page) holds(place, first, lines int) bool {
	line := p.lineAt(place)
	return line >= first && line < first+lines
}

func (p *page) isEmpty(i int) bool {
	from, to := p.span(i)
	return from == to
}

// resume is the line at which to go on with a text that was read up to line i
// of its old page. Setting a text anew moves blanks and lines, but no letters.
func (p *page) resume(old *page, i int) int {
	if i <= 0 || i >= old.len() {
		return 0
	}
	read := 0
	for _, r := range old.text[:old.starts[i]] {
		if isLetter(r) {
			read++
		}
	}
	for place, r := range p.text {
		if !isLetter(r) {
			continue
		}
		if read == 0 {
			line := p.lineAt(place)
			if line > 0 && old.isEmpty(i) && p.isEmpty(line-1) {
				line--
			}
			return line
		}
		read--
	}
	return p.len()
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// writer fills a page line by line.
type writer struct {
	width int // cells; longer lines are cut in two
	line  []byte
	roles []run // of the line under way
	blank bool  // an empty line is due before the next one
	page  page
	text  []byte
}

// put adds harmless text to the line under way.
func (w *writer) put(role theme.Role, s string) {
	if s != "" {
		w.roles = append(w.roles, run{from: len(w.line), role: role})
		w.line = append(w.line, s...)
	}
}

// end ends the line under way. Blanks at its end go; of several empty lines in
// a row one is left, and none at the beginning.
func (w *writer) end() {
	line := bytes.TrimRight(w.line, " ")
	switch {
	case len(line) == 0:
		w.blank = w.page.len() > 0
	case w.blank:
		w.blank = false
		w.emit(0, 0)
	}
	for from := 0; from < len(line); {
		head := len(ansi.Truncate(string(line[from:]), max(w.width, 1), ""))
		if head == 0 {
			head = len(line) - from
		}
		w.emit(from, from+head)
		from += head
	}
	w.line, w.roles = w.line[:0], w.roles[:0]
}

// emit adds a part of the line under way as a line of the page.
func (w *writer) emit(from, to int) {
	w.page.starts = append(w.page.starts, len(w.text))
	for i, r := range w.roles {
		end := len(w.line)
		if i+1 < len(w.roles) {
			end = w.roles[i+1].from
		}
		left, right := max(r.from, from), min(end, to)
		if left >= right {
			continue
		}
		if n := len(w.page.runs); n == 0 || w.page.runs[n-1].role != r.role {
			w.page.runs = append(w.page.runs, run{from: len(w.text), role: r.role})
		}
		w.text = append(w.text, w.line[left:right]...)
	}
	w.text = append(w.text, '\n')
}

// wrap adds harmless text in lines of its own.
func (w *writer) wrap(role theme.Role, s string) {
	if s == "" {
		return
	}
	for line := range strings.SplitSeq(lipgloss.Wrap(s, max(w.width, 1), ""), "\n") {
		w.put(role, line)
		w.end()
	}
}

// skip leaves an empty line before what follows.
func (w *writer) skip() { w.blank = w.page.len() > 0 }

func (w *writer) finish() page {
	w.page.text = string(w.text)
	return w.page
}
