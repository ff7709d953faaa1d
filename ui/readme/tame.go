package readme

import (
	"html"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	gmtext "github.com/yuin/goldmark/text"

	"tagboat/hub/clean"
)

// mostNested is how deep quotations, lists and emphases are followed. What is
// deeper is drawn as if it stood there; Glamour's work grows with the square.
const mostNested = 12

// codeMargin is the blank before code, in cells.
const codeMargin = 2

// tamer rewrites a parsed page so that Glamour draws no HTML, no pictures and
// nothing that was hidden in a character reference. New text is added to the
// end of the source, because that is where the nodes point to.
type tamer struct {
	source []byte
	width  int // cells for code, which Glamour would break within words
}

// tame rewrites document and returns the source that it belongs to now.
func tame(document ast.Node, source []byte, width int) []byte {
	flatten(document, 0)
	t := &tamer{source: source, width: width}
	var found []ast.Node
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			found = append(found, n) // children come before their parent
		}
		return ast.WalkContinue, nil
	})
	for _, n := range found {
		t.rewrite(n)
	}
	return t.source
}

// flatten takes apart what is nested too deep.
func flatten(n ast.Node, depth int) {
	for child := n.FirstChild(); child != nil; {
		deeper := depth
		if nests(child) {
			deeper++
		}
		if deeper <= mostNested {
			flatten(child, deeper)
			child = child.NextSibling()
			continue
		}
		next := child.NextSibling()
		if child.HasChildren() {
			next = child.FirstChild()
		}
		for inner := child.FirstChild(); inner != nil; inner = child.FirstChild() {
			n.InsertBefore(n, child, inner)
		}
		n.RemoveChild(n, child)
		child = next
	}
}

func nests(n ast.Node) bool {
	switch n.Kind() {
	case ast.KindBlockquote, ast.KindList, ast.KindEmphasis, extast.KindStrikethrough:
		return true
	case ast.KindListItem: // of a list that was taken apart
		return n.Parent().Kind() != ast.KindList
	}
	return false
}

func (t *tamer) rewrite(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		t.rewriteText(n)
	case *ast.String:
		t.replace(n, t.text(escaped(clean.Line(string(n.Value)))))
	case *ast.RawHTML:
		t.replace(n, t.text(escaped(inlineHTML(string(n.Segments.Value(t.source))))))
	case *ast.HTMLBlock:
		t.replace(n, t.blockHTML(n)...)
	case *ast.Image:
		t.rewriteImage(n)
	case *ast.Link:
		t.rewriteLink(n)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		t.rewriteCode(n)
	case *ast.ListItem:
		t.rewriteItem(n)
	}
}

// replace puts nodes in the place of another; empty ones are left out.
func (t *tamer) replace(old ast.Node, with ...ast.Node) {
	parent := old.Parent()
	for _, n := range with {
		if text, ok := n.(*ast.Text); !ok || text.Segment.Len() > 0 {
			parent.InsertBefore(parent, old, n)
		}
	}
	parent.RemoveChild(parent, old)
}

// text is a node with new text, in the form in which Glamour wants it.
func (t *tamer) text(s string) *ast.Text { return ast.NewTextSegment(t.segment(s)) }

func (t *tamer) segment(s string) gmtext.Segment {
	from := len(t.source)
	t.source = append(t.source, s...)
	return gmtext.NewSegment(from, len(t.source))
}

// escaped is plain text as Glamour wants it, which reads character references
// and backslashes once more.
func escaped(s string) string {
	return strings.NewReplacer("&", "&amp;", `\`, `\\`).Replace(s)
}

// rewriteText looks into character references, which can spell an escape
// sequence. A line break in the source is a blank, wherever it stands.
func (t *tamer) rewriteText(n *ast.Text) {
	old := string(n.Segment.Value(t.source))
	meant := old
	if n.Parent().Kind() == ast.KindCodeSpan {
		meant = strings.ReplaceAll(meant, "\n", " ")
	} else {
		meant = clean.Line(html.UnescapeString(meant))
	}
	meant = strings.ReplaceAll(meant, "&", "&amp;")
	if n.SoftLineBreak() && !n.HardLineBreak() {
		n.SetSoftLineBreak(false)
		meant += " "
	}
	if meant != old {
		n.Segment = t.segment(meant)
	}
}

// rewriteImage leaves the words that stand for a picture.
func (t *tamer) rewriteImage(n *ast.Image) {
	words := clean.Line(strings.Join(strings.Fields(plain(n, t.source)), " "))
	if link, ok := n.Parent().(*ast.Link); ok {
		link.Destination = nil // a badge: nobody wants to read where it leads
	}
	if words == "" {
		t.replace(n)
		return
	}
	n.RemoveChildren(n)
	n.AppendChild(n, t.text(strings.ReplaceAll(words, `\`, `\\`)))
	n.Destination = nil
}

// rewriteLink leaves addresses that tell something: those of the web and of
// mail that are not the very text of the link.
func (t *tamer) rewriteLink(n *ast.Link) {
	const nowhere = "#" // Glamour does not print it
	address := clean.Line(string(n.Destination))
	if !n.HasChildren() {
		t.replace(n)
		return
	}
	lower, words := strings.ToLower(address), plain(n, t.source)
	told := strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "http://") ||
		strings.HasPrefix(lower, "mailto:")
	if !told || strings.TrimSuffix(words, "/") == strings.TrimSuffix(address, "/") {
		address = nowhere
	}
	n.Destination = []byte(strings.ReplaceAll(address, `\`, `\\`))
}

// rewriteCode saves the backslashes, which Glamour would take for Markdown's,
// and breaks long lines between words.
func (t *tamer) rewriteCode(n ast.Node) {
	room := t.width - codeMargin
	for parent := n.Parent(); parent != nil; parent = parent.Parent() {
		if parent.Kind() == ast.KindList || parent.Kind() == ast.KindBlockquote {
			room -= codeMargin
		}
	}
	lines := gmtext.NewSegments()
	for _, line := range n.Lines().Sliced(0, n.Lines().Len()) {
		code := folded(string(line.Value(t.source)), max(room, 1))
		lines.Append(t.segment(strings.ReplaceAll(code, `\`, `\\`)))
	}
	n.SetLines(lines)
}

// folded breaks a line at blanks, so that no option is torn, and elsewhere only
// if there is none.
func folded(line string, cells int) string {
	var b strings.Builder
	for ansi.StringWidth(line) > cells {
		head := ansi.Truncate(line, cells, "")
		if blank := strings.LastIndexByte(head, ' '); strings.TrimSpace(head[:blank+1]) != "" {
			head = head[:blank+1]
		}
		if head == "" {
			break
		}
		b.WriteString(head + "\n")
		line = line[len(head):]
	}
	return b.String() + line
}

// rewriteItem parts the paragraphs of a list's item, which Glamour runs together.
func (t *tamer) rewriteItem(n *ast.ListItem) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if child != n.FirstChild() &&
			(child.Kind() == ast.KindParagraph || child.Kind() == ast.KindTextBlock) {
			child.InsertBefore(child, child.FirstChild(), t.text("\n"))
		}
	}
}

// plain is the text below a node, character references resolved.
func plain(n ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if text, ok := n.(*ast.Text); ok && entering {
			b.Write(text.Segment.Value(source))
		}
		return ast.WalkContinue, nil
	})
	return html.UnescapeString(b.String())
}
