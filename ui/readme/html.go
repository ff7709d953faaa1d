package readme

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"tagboat/hub/clean"
)

// inlineHTML is what a tag in the middle of a text leaves there: a line break,
// or the words that stand for a picture.
func inlineHTML(tag string) string {
	tokens := html.NewTokenizer(strings.NewReader(tag))
	switch tokens.Next() {
	case html.StartTagToken, html.SelfClosingTagToken:
		switch token := tokens.Token(); token.DataAtom {
		case atom.Br:
			return "\n"
		case atom.Img:
			return words(attribute(token, "alt"))
		default:
			return ""
		}
	default:
		return ""
	}
}

func attribute(token html.Token, key string) string {
	i := slices.IndexFunc(token.Attr, func(a html.Attribute) bool { return a.Key == key })
	if i < 0 {
		return ""
	}
	return token.Attr[i].Val
}

// words is a text with its blanks as HTML means them.
func words(s string) string { return strings.Join(strings.Fields(clean.Line(s)), " ") }

// blockHTML are the paragraphs and headings of a block of HTML.
func (t *tamer) blockHTML(n *ast.HTMLBlock) []ast.Node {
	raw := string(n.Lines().Value(t.source))
	if n.HasClosure() {
		raw += string(n.ClosureLine.Value(t.source))
	}
	blocks := blocks{tamer: t}
	tokens := html.NewTokenizer(strings.NewReader(raw))
	for tokens.Next() != html.ErrorToken {
		blocks.take(tokens.Token())
	}
	blocks.end()
	return blocks.done
}

// blocks collects what HTML says without its tags.
type blocks struct {
	tamer  *tamer
	text   strings.Builder
	level  int // of the heading under way; 0 in a paragraph
	silent bool
	done   []ast.Node
}

func (b *blocks) take(token html.Token) {
	switch token.Type {
	case html.TextToken:
		if !b.silent {
			b.text.WriteString(token.Data)
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		b.open(token)
	case html.EndTagToken:
		b.silent = false
		if breaks(token.DataAtom) {
			b.end()
		}
	default: // a comment, or what only a browser wants to know
	}
}

func (b *blocks) open(token html.Token) {
	switch token.DataAtom {
	case atom.Script, atom.Style, atom.Iframe, atom.Noscript, atom.Title, atom.Textarea:
		b.silent = token.Type == html.StartTagToken
	case atom.Img:
		b.text.WriteString(" " + attribute(token, "alt") + " ")
	case atom.Td, atom.Th:
		b.text.WriteString(" ")
	default:
		if breaks(token.DataAtom) {
			b.end()
		}
	}
	if token.DataAtom == atom.Li {
		b.text.WriteString("• ")
	}
	b.level = max(b.level, level(token.DataAtom))
}

// breaks tells of a tag that begins or ends a line.
func breaks(tag atom.Atom) bool {
	switch tag {
	case atom.P, atom.Div, atom.Br, atom.Hr, atom.Li, atom.Ul, atom.Ol, atom.Tr, atom.Table,
		atom.Details, atom.Summary, atom.Pre,
		atom.Blockquote, atom.Section, atom.Center:
		return true
	default:
		return level(tag) > 0
	}
}

// level is a heading's; 0 of any other tag.
func level(tag atom.Atom) int {
	return 1 + slices.Index([]atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}, tag)
}

// end makes a node of what has been said so far.
func (b *blocks) end() {
	said, level := words(b.text.String()), b.level
	b.text.Reset()
	b.level = 0
	if said == "" {
		return
	}
	var n ast.Node = ast.NewParagraph()
	if level > 0 {
		n = ast.NewHeading(level)
	}
	n.AppendChild(n, b.tamer.text(escaped(said)))
	b.done = append(b.done, n)
}
