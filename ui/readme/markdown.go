package readme

import (
	"bytes"
	"fmt"

	"charm.land/glamour/v2/ansi"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"tagboat/ui/theme"
)

// mostMarkdown is how many bytes of a page are drawn, twice what the Hub takes.
// Some of the work grows with the square of the length: what was written to be
// slow is done with in seconds.
const mostMarkdown = 50_000

// markdown adds a text as Glamour draws it. When Glamour can not, nothing is
// added.
func (w *writer) markdown(source string) error {
	return guarded(func() error { return w.draw(source) })
}

// guarded makes a panic an error. What a stranger wrote must not end the
// program, whatever it does to those who read it first.
func guarded(draw func() error) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("drawing the page: %v", reason)
		}
	}()
	return draw()
}

func (w *writer) draw(source string) error {
	text := []byte(source)
	document := goldmark.New(
		goldmark.WithExtensions(extension.GFM),
	).Parser().Parse(gmtext.NewReader(text))
	text = tame(document, text, w.width)
	nodes := ansi.NewRenderer(ansi.Options{
		WordWrap: max(w.width, 1), InlineTableLinks: true, PreserveNewLines: true, Styles: styles(),
	})
	drawing := renderer.NewRenderer(renderer.WithNodeRenderers(util.Prioritized(nodes, 1)))
	var drawn bytes.Buffer
	if err := drawing.Render(&drawn, text, document); err != nil {
		return err
	}
	w.read(drawn.String())
	return nil
}

// styles are Glamour's, told in roles.
func styles() ansi.StyleConfig {
	in := func(role theme.Role) ansi.StylePrimitive {
		return ansi.StylePrimitive{Color: inkFor(role)}
	}
	heading := func(prefix string) ansi.StyleBlock {
		return ansi.StyleBlock{
			StylePrimitive: ansi.StylePrimitive{Prefix: prefix, Color: inkFor(theme.Heading)},
		}
	}
	number := func(n uint) *uint { return &n }
	word := func(s string) *string { return &s }
	return ansi.StyleConfig{
		BlockQuote: ansi.StyleBlock{Indent: number(1), IndentToken: word("│ ")},
		List:       ansi.StyleList{LevelIndent: 2},
		H1:         heading("# "), H2: heading("## "), H3: heading("### "),
		H4: heading("#### "), H5: heading("##### "), H6: heading("###### "),
		Strikethrough:  in(theme.Struck),
		Emph:           in(theme.Emphasis),
		Strong:         in(theme.Strong),
		HorizontalRule: ansi.StylePrimitive{Color: inkFor(theme.Dim), Format: "\n────────\n"},
		Item:           ansi.StylePrimitive{BlockPrefix: "• "},
		Enumeration:    ansi.StylePrimitive{BlockPrefix: ". "},
		Task:           ansi.StyleTask{Ticked: "[x] ", Unticked: "[ ] "},
		Link:           in(theme.Dim),
		LinkText:       in(theme.Accent),
		ImageText:      in(theme.Dim),
		Code:           ansi.StyleBlock{StylePrimitive: in(theme.Code)},
		CodeBlock: ansi.StyleCodeBlock{
			StyleBlock: ansi.StyleBlock{StylePrimitive: in(theme.Code), Margin: number(codeMargin)},
		},
	}
}
