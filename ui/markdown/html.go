package markdown

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"tagboat/ui/theme"
)

// inlineHTML is what a tag in the middle of a text leaves there: a line break, or the words that
// stand for a picture.
func inlineHTML(tag string) string {
	tokens := html.NewTokenizer(strings.NewReader(tag))
	switch tokens.Next() {
	case html.StartTagToken, html.SelfClosingTagToken:
		switch token := tokens.Token(); token.DataAtom {
		case atom.Br:
			return "\n"
		case atom.Img:
			return blanksOnce(attribute(token, "alt"))
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

// html draws the paragraphs and headings of a block of HTML.
func (w *writer) html(n *ast.HTMLBlock) error {
	raw := string(n.Lines().Value(w.source))
	if n.HasClosure() {
		raw += string(n.ClosureLine.Value(w.source))
	}
	p := htmlParagraph{writer: w}
	tokens := html.NewTokenizer(strings.NewReader(raw))
	for tokens.Next() != html.ErrorToken {
		if err := p.take(tokens.Token()); err != nil {
			return err
		}
	}
	return p.end()
}

// htmlParagraph is the paragraph under way in a block of HTML, without its tags.
type htmlParagraph struct {
	writer *writer
	text   strings.Builder
	level  int // of a heading; 0 in a paragraph
	silent bool
}

func (p *htmlParagraph) take(token html.Token) error {
	switch token.Type {
	case html.TextToken:
		if !p.silent {
			p.text.WriteString(strings.ReplaceAll(token.Data, "\n", " "))
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		return p.open(token)
	case html.EndTagToken:
		p.silent = false
		if parts(token.DataAtom) {
			return p.end()
		}
	default: // a comment, or what only a browser wants to know
	}
	return nil
}

func (p *htmlParagraph) open(token html.Token) error {
	switch tag := token.DataAtom; tag {
	case atom.Script, atom.Style, atom.Iframe, atom.Noscript, atom.Title, atom.Textarea:
		p.silent = token.Type == html.StartTagToken
	case atom.Img:
		p.text.WriteString(" " + attribute(token, "alt") + " ")
	case atom.Td, atom.Th:
		p.text.WriteString(" ")
	case atom.Br, atom.Tr:
		p.text.WriteString("\n")
	case atom.Li:
		p.text.WriteString("\n" + bullet)
	default:
		if !parts(tag) {
			return nil
		}
		err := p.end()
		p.level = level(tag)
		return err
	}
	return nil
}

// parts reports whether a tag begins or ends a paragraph.
func parts(tag atom.Atom) bool {
	switch tag {
	case atom.P, atom.Div, atom.Hr, atom.Ul, atom.Ol, atom.Table, atom.Details, atom.Summary,
		atom.Pre, atom.Blockquote, atom.Section, atom.Center:
		return true
	default:
		return level(tag) > 0
	}
}

// level is a heading's; 0 of any other tag.
func level(tag atom.Atom) int {
	return 1 + slices.Index([]atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}, tag)
}

// end draws what has been said so far.
func (p *htmlParagraph) end() error {
	var lines []string
	for line := range strings.SplitSeq(p.text.String(), "\n") {
		if line = blanksOnce(line); line != "" {
			lines = append(lines, line)
		}
	}
	words, level := strings.Join(lines, "\n"), p.level
	p.text.Reset()
	p.level = 0
	if words == "" {
		return nil
	}
	p.writer.skip()
	if level > 0 {
		return p.writer.heading(level, []theme.Span{{Role: theme.Heading, Text: words}})
	}
	p.writer.fill([]theme.Span{{Role: theme.Plain, Text: words}})
	return nil
}
