package markdown

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"tagboat/hub/clean"
	"tagboat/ui/theme"
)

// inlines are the texts below a node, each in its role. A line break among them is one that the
// author meant.
func (w *writer) inlines(n ast.Node, role theme.Role) []theme.Span {
	r := reading{source: w.source}
	r.children(n, role)
	return r.spans
}

// reading collects what the inlines of a block say.
type reading struct {
	source []byte
	spans  []theme.Span
}

func (r *reading) children(n ast.Node, role theme.Role) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		r.inline(child, role)
	}
}

func (r *reading) inline(n ast.Node, role theme.Role) {
	switch n := n.(type) {
	case *ast.Text:
		r.text(n, role)
	case *ast.String:
		r.say(role, clean.Line(string(n.Value)))
	case *ast.CodeSpan:
		r.code(n, role)
	case *ast.Emphasis:
		inner := theme.Emphasis
		if n.Level > 1 {
			inner = theme.Strong
		}
		r.children(n, within(role, inner))
	case *extast.Strikethrough:
		r.children(n, within(role, theme.Struck))
	case *ast.Link:
		r.link(n, role)
	case *ast.AutoLink:
		r.say(within(role, theme.Accent), clean.Line(string(n.Label(r.source))))
	case *ast.Image:
		r.image(n, role)
	case *ast.RawHTML:
		r.say(role, inlineHTML(string(n.Segments.Value(r.source))))
	default:
		r.children(n, role)
	}
}

// within is the role of a text inside another. One of them is shown: that of a heading, a link or
// what no longer holds rather than what is stressed in it.
func within(outer, inner theme.Role) theme.Role {
	switch outer {
	case theme.Plain, theme.Emphasis, theme.Strong:
		return inner
	default:
		return outer
	}
}

// say adds a text. Blanks that follow one another are one, wherever one text ends and another
// begins.
func (r *reading) say(role theme.Role, s string) {
	if strings.HasPrefix(s, " ") && r.endsInBlank() {
		s = strings.TrimLeft(s, " ")
	}
	if s != "" {
		r.spans = append(r.spans, theme.Span{Role: role, Text: s})
	}
}

func (r *reading) endsInBlank() bool {
	n := len(r.spans)
	return n == 0 || strings.HasSuffix(r.spans[n-1].Text, " ")
}

// text adds a text as it is meant. It is cleaned once its character references are resolved, which
// can spell an escape sequence. A line break in the source is a blank.
func (r *reading) text(n *ast.Text, role theme.Role) {
	s := string(n.Segment.Value(r.source))
	if !n.IsRaw() {
		s = clean.Line(meant(s))
	}
	switch {
	case n.HardLineBreak():
		r.say(role, s+"\n")
	case n.SoftLineBreak():
		r.say(role, s+" ")
	default:
		r.say(role, s)
	}
}

// code adds a code span to the letter.
func (r *reading) code(n *ast.CodeSpan, role theme.Role) {
	var b strings.Builder
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if text, ok := child.(*ast.Text); ok {
			b.Write(text.Segment.Value(r.source))
		}
	}
	r.spans = append(r.spans, theme.Span{
		Role: within(role, theme.Code), Text: strings.ReplaceAll(b.String(), "\n", " "),
	})
}

// link adds the text of a link, and where it leads if that tells something: to the web or to a
// person, and not in the very words of the text. Nobody wants to read where a badge leads.
func (r *reading) link(n *ast.Link, role theme.Role) {
	r.children(n, within(role, theme.Accent))
	address, words := clean.Line(string(n.Destination)), plain(n, r.source)
	lower := strings.ToLower(address)
	told := strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "http://") ||
		strings.HasPrefix(lower, "mailto:")
	if !told || !n.HasChildren() || isBadge(n) ||
		strings.TrimSuffix(words, "/") == strings.TrimSuffix(address, "/") {
		return
	}
	r.say(theme.Dim, " "+address)
}

// image adds the words that stand for a picture, which are no link's even where the picture is one.
func (r *reading) image(n *ast.Image, role theme.Role) {
	if role != theme.Heading {
		role = theme.Dim
	}
	r.say(role, blanksOnce(plain(n, r.source)))
}

// isBadge reports whether a link has a picture for a text.
func isBadge(n *ast.Link) bool {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if child.Kind() == ast.KindImage {
			return true
		}
	}
	return false
}

// plain is the text below a node without its roles.
func plain(n ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if text, ok := n.(*ast.Text); ok && entering {
			b.Write(text.Segment.Value(source))
			if text.SoftLineBreak() {
				b.WriteByte(' ')
			}
		}
		return ast.WalkContinue, nil
	})
	return meant(b.String())
}

// meant is a text without the backslashes that escape something, and with what its character
// references spell.
func meant(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	for {
		at := strings.IndexByte(s, '\\')
		if at < 0 || at+1 == len(s) {
			break
		}
		b.WriteString(html.UnescapeString(s[:at]))
		if !isPunctuation(s[at+1]) {
			b.WriteByte('\\')
			s = s[at+1:]
			continue
		}
		b.WriteByte(s[at+1])
		s = s[at+2:]
	}
	b.WriteString(html.UnescapeString(s))
	return b.String()
}

// isPunctuation reports whether Markdown lets a backslash escape c.
func isPunctuation(c byte) bool {
	return strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c) >= 0
}

// blanksOnce is a harmless text with its blanks as HTML means them.
func blanksOnce(s string) string { return strings.Join(strings.Fields(clean.Line(s)), " ") }
