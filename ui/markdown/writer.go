package markdown

import (
	"context"
	"strings"

	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const (
	// mostEdges is how deep quotations and lists are followed. What is deeper is drawn as if it
	// stood there.
	mostEdges = 12
	// leastRoom is how many cells a text keeps beside its edges.
	leastRoom = 8
)

// writer writes the lines of a document, one block after the other.
type writer struct {
	ctx    context.Context //nolint:containedctx // of this one drawing
	source []byte
	cells  int
	edges  []*edge

	lines        []theme.Line
	gap          theme.Line // the empty line that is due before the next one, with its edges
	due          bool
	underHeading bool // the line before is a heading, and has no gap below it
}

// edge is what stands to the left of a block: the bar of a quotation, or the marker of an item
// before its first line and blanks before the others. Both take the same number of cells.
type edge struct {
	first, rest theme.Span
	begun       bool
}

func (e *edge) width() int { return text.Width(e.rest.Text) }

// room is how many cells the next line has.
func (w *writer) room() int {
	room := w.cells
	for _, e := range w.edges {
		room -= e.width()
	}
	return room
}

// beside draws something to the right of an edge, as far as there is room for one.
func (w *writer) beside(first, rest theme.Span, draw func() error) error {
	e := &edge{first: first, rest: rest}
	if len(w.edges) == mostEdges || w.room()-e.width() < leastRoom {
		return draw()
	}
	w.edges = append(w.edges, e)
	err := draw()
	w.edges = w.edges[:len(w.edges)-1]
	return err
}

// put writes one line.
func (w *writer) put(line theme.Line) {
	if w.due {
		w.lines = append(w.lines, w.gap)
	}
	w.due, w.underHeading = false, false
	var whole theme.Line
	for _, e := range w.edges {
		if e.begun {
			whole = append(whole, e.rest)
		} else {
			whole = append(whole, e.first)
		}
		e.begun = true
	}
	w.lines = append(w.lines, trimmed(append(whole, line...)))
}

// skip leaves an empty line before the next one, but at the beginning of what is written here.
func (w *writer) skip() {
	n := len(w.edges)
	if len(w.lines) == 0 || w.underHeading || n > 0 && !w.edges[n-1].begun {
		return
	}
	var gap theme.Line
	for _, e := range w.edges {
		gap = append(gap, e.rest)
	}
	w.gap, w.due = trimmed(gap), true
}

// fill writes a text in as many lines as it takes.
func (w *writer) fill(spans []theme.Span) {
	for _, line := range fill(spans, w.room()) {
		w.put(line)
	}
}

// plain writes a text as it stands, with its own lines.
func (w *writer) plain(s string) {
	for line := range strings.SplitSeq(strings.Trim(s, "\n"), "\n") {
		w.fill([]theme.Span{{Role: theme.Plain, Text: line}})
	}
}

// trimmed is a line without the blanks at its end.
func trimmed(line theme.Line) theme.Line {
	for len(line) > 0 {
		last := &line[len(line)-1]
		last.Text = strings.TrimRight(last.Text, " ")
		if last.Text != "" {
			break
		}
		line = line[:len(line)-1]
	}
	return line
}
