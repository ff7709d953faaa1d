package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	gmtext "github.com/yuin/goldmark/text"

	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const (
	bar    = "│ "
	bullet = "• "
	rule   = "────────"
	code   = "  " // before every line of code
)

// children draws the blocks below a node, one after the other, with an empty line between two of
// them if they are to stand apart.
func (w *writer) children(n ast.Node, apart bool) error {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if apart && child != n.FirstChild() {
			w.skip()
		}
		if err := w.block(child); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) block(n ast.Node) error {
	switch n := n.(type) {
	case *ast.Heading:
		return w.heading(n.Level, w.inlines(n, theme.Heading))
	case *ast.Paragraph, *ast.TextBlock:
		w.fill(w.inlines(n, theme.Plain))
	case *ast.ThematicBreak:
		w.fill([]theme.Span{{Role: theme.Dim, Text: rule}})
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return w.code(n.Lines())
	case *ast.HTMLBlock:
		return w.html(n)
	case *ast.Blockquote:
		edge := theme.Span{Role: theme.Dim, Text: bar}
		return w.beside(edge, edge, func() error { return w.children(n, true) })
	case *ast.List:
		return w.list(n)
	case *extast.Table:
		w.table(n)
	default:
		return w.children(n, true)
	}
	return nil
}

// heading draws a heading, which stands close above what it is the heading of.
func (w *writer) heading(level int, words []theme.Span) error {
	if len(words) == 0 {
		return nil
	}
	mark := strings.Repeat("#", level) + " "
	first := theme.Span{Role: theme.Heading, Text: mark}
	rest := theme.Span{Role: theme.Heading, Text: strings.Repeat(" ", len(mark))}
	err := w.beside(first, rest, func() error {
		w.fill(words)
		return nil
	})
	w.underHeading = true
	return err
}

// list draws the items of a list, in a loose list with an empty line between two of them.
func (w *writer) list(n *ast.List) error {
	number := n.Start
	last := strconv.Itoa(n.Start + n.ChildCount() - 1)
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		mark := bullet
		if n.IsOrdered() {
			mark = text.PadLeft(strconv.Itoa(number), len(last)) + string(n.Marker) + " "
			number++
		}
		if box := checkbox(item); box != nil {
			mark = "[ ] "
			if box.IsChecked {
				mark = "[x] "
			}
		}
		if !n.IsTight && item != n.FirstChild() {
			w.skip()
		}
		if err := w.item(mark, item, !n.IsTight); err != nil {
			return err
		}
	}
	return nil
}

// item draws one item of a list behind its mark, which stands there even if there is no text.
func (w *writer) item(mark string, n ast.Node, apart bool) error {
	first := theme.Span{Role: theme.Plain, Text: mark}
	rest := theme.Span{Role: theme.Plain, Text: strings.Repeat(" ", text.Width(mark))}
	return w.beside(first, rest, func() error {
		err := w.children(n, apart)
		if k := len(w.edges); k > 0 && !w.edges[k-1].begun {
			w.put(nil)
		}
		return err
	})
}

// checkbox is what an item of a list of tasks begins with.
func checkbox(item ast.Node) *extast.TaskCheckBox {
	text := item.FirstChild()
	if text == nil || text.FirstChild() == nil {
		return nil
	}
	box, _ := text.FirstChild().(*extast.TaskCheckBox)
	return box
}

// code draws code to the letter. Its lines are broken between words, so that no option is torn.
func (w *writer) code(lines *gmtext.Segments) error {
	margin := theme.Span{Role: theme.Code, Text: code}
	return w.beside(margin, margin, func() error {
		whole := strings.Trim(string(lines.Value(w.source)), "\n")
		for line := range strings.SplitSeq(whole, "\n") {
			for _, part := range folded(line, w.room()) {
				w.put(theme.Line{{Role: theme.Code, Text: part}})
			}
		}
		return nil
	})
}

// folded breaks a line at blanks, and elsewhere only if there is none.
func folded(line string, cells int) (parts []string) {
	for {
		n := text.Prefix(line, cells)
		if n == len(line) {
			return append(parts, line)
		}
		if blank := strings.LastIndexByte(line[:n], ' '); strings.TrimSpace(line[:blank+1]) != "" {
			n = blank + 1
		}
		if n == 0 {
			n, _ = cluster(line)
		}
		parts, line = append(parts, line[:n]), line[n:]
	}
}
