// Package markdown draws Markdown for a terminal. goldmark reads it; what it has read becomes lines
// of text of a given width, in which every piece has a role of the theme and none has a colour.
//
// The text is foreign from beginning to end. It is cleaned before it is read, and what character
// references spell is cleaned after that. HTML is reduced to what it says, pictures to the words
// that stand for them. However it is written, the work has a bound: so many bytes are read, so many
// cells of tables, and so deep are quotations and lists followed.
package markdown

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"

	"tagboat/hub/clean"
	"tagboat/ui/theme"
)

// MostBytes is how much of a text is read, twice what the Hub takes. Some of goldmark's work grows
// with the square of the length: what was written to be slow is done with in seconds.
const MostBytes = 50_000

// Document is a text that has been read, to be drawn in any width.
type Document struct {
	// Cut reports whether the text is longer than MostBytes, and this is its beginning.
	Cut bool

	source []byte
	root   ast.Node // nil where goldmark failed
}

// Parse reads a text. What cannot be read as Markdown is drawn as it was written.
func Parse(text string) *Document {
	d := &Document{}
	text = withoutTabs(strings.ToValidUTF8(d.beginning(text), "\ufffd"))
	d.source = []byte(clean.Text(d.beginning(text))) // what stands for tabs counts as well
	_ = guarded(func() error {
		d.root = parse(d.source)
		return nil
	})
	return d
}

// beginning is what is read of a text.
func (d *Document) beginning(text string) string {
	if len(text) <= MostBytes {
		return text
	}
	d.Cut = true
	return strings.ToValidUTF8(text[:MostBytes], "")
}

// Draw sets the text in lines of at most so many cells; where there is room for a single cell only,
// a character that takes two has a line of its own. A text that says nothing has no lines. The
// error is the context's.
func (d *Document) Draw(ctx context.Context, cells int) ([]theme.Line, error) {
	w := &writer{ctx: ctx, source: d.source, cells: max(cells, 1)}
	err := guarded(func() error {
		if d.root == nil {
			return errUnread
		}
		return w.children(d.root, true)
	})
	if err != nil && ctx.Err() == nil {
		w = &writer{ctx: ctx, cells: max(cells, 1)}
		w.plain(string(d.source))
	}
	return w.lines, ctx.Err()
}

var errUnread = errors.New("goldmark could not read the text")

// guarded makes a panic an error: what a stranger wrote must not end the program, whatever it does
// to those who read it.
func guarded(do func() error) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("drawing Markdown: %v", reason)
		}
	}()
	return do()
}

// withoutTabs puts blanks up to the next multiple of four in the place of every tab, which is what
// Markdown takes them for. Cleaning would make four of each, and move what stands behind them.
func withoutTabs(text string) string {
	const stop = 4
	if !strings.Contains(text, "\t") {
		return text
	}
	var b strings.Builder
	column := 0
	for _, r := range text {
		switch r {
		case '\t':
			blanks := stop - column%stop
			b.WriteString("    "[:blanks])
			column += blanks
		case '\n', '\r':
			b.WriteRune(r)
			column = 0
		default:
			b.WriteRune(r)
			column++
		}
	}
	return b.String()
}
