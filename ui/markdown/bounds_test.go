package markdown

import (
	"context"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/text"
	"tagboat/ui/theme"
)

func FuzzLinesAreHarmlessAndFit(f *testing.F) {
	for _, element := range elements {
		f.Add(element.source, 40)
		f.Add(element.source, 3)
	}
	for _, s := range []string{
		"# a *b* `c`\n\n- [x] d\n\n| e | f |\n| - | -: |\n| g | h |\n", "\x1b]52;c;aGk=\a\x1b[2J\u009b31m\u202e\u2028",
		"&#27;[31mred &#x9b;5m &#8238; &Tab;&NewLine; `&#27;]0;x&#7;`", "[a](https://e.example/\x1b]8;;x\a) <https://a.b> ![c](d) [![e](f)](g)",
		"<b onclick=x>&#27;[1m</b><!-- \x1b -->\n\n<div><img alt='&#27;]52;c;x&#7;'></div>\n", "> > - 1. ~~*a **b***~~", "م\u200cی 👩‍👩‍👧‍👦 e\u0301\u0302",
		"*漢*字**`漢`**字", "🇩🇪*🇩*🇪 각*ᄀ*ᅡ", "\u0600*a* क्षत्रिय", "|漢|\n|-|\n|\u0301|\n",
	} {
		f.Add(s, 20)
	}
	f.Fuzz(func(t *testing.T, source string, cells int) {
		if len(source) > 2000 {
			return
		}
		cells = min(max(cells, 2), 200)
		document := Parse(source)
		lines, err := document.Draw(t.Context(), cells)
		require.NoError(t, err)
		again, err := Parse(source).Draw(t.Context(), cells)
		require.NoError(t, err)
		require.Equal(t, lines, again, "the same text, the same lines")
		for _, line := range lines {
			requireHarmless(t, line.String())
			require.LessOrEqual(t, text.Width(line.String()), cells, "%q", line)
		}
	})
}

// requireHarmless allows what can be seen, and blanks.
func requireHarmless(t *testing.T, line string) {
	t.Helper()
	for _, r := range line {
		switch {
		case r == '\u200c', r == '\u200d':
		case unicode.IsControl(r), unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp):
			require.Failf(t, "a control came out", "%U in %q", r, line)
		}
	}
}

// hostile are texts that were written to be slow or large, each of so many bytes.
func hostile(size int) map[string]string {
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	return map[string]string{
		"quotations": fill(">"), "items": fill("- "), "numbers": fill("1. "), "emphases": fill("*a_ "), "brackets": fill("[a]("), "pictures": fill("!["),
		"backticks": fill("`a``b"), "references": fill("[a]: b\n[a]\n\n"), "headings": fill("# a\n"), "one word": fill("a"), "one wide word": fill("漢"),
		"one word of many roles": fill("**a**_b_"), "marks": fill("\u0301"), "tags": fill("<div>\n\n"), "cells": fill("|"), "tabs": fill("\t"), "nothing": fill("\n"),
		"a column for every byte": strings.Repeat("|a", size/6) + "\n" + strings.Repeat("|-", size/6) + "\n" + fill("a\n"),
		"a long name of a column": "|" + strings.Repeat("a ", size/6) + "|b|c|\n|-|-|-|\n" + fill("|a|b|c|\n"),
	}
}

func TestWhatIsDrawnIsBounded(t *testing.T) {
	const size = 12_000 // goldmark's work grows with the square of some
	for name, source := range hostile(size) {
		document := Parse(source)
		for _, cells := range []int{12, 80} {
			lines, err := document.Draw(t.Context(), cells)
			require.NoError(t, err)
			assert.LessOrEqual(t, len(lines), 2*size, name)
			drawn := 0
			for _, line := range lines {
				drawn += len(line.String())
			}
			assert.LessOrEqual(t, drawn, 40*size, name)
		}
	}
}

func TestBlanksInThePlaceOfTabsCountAsTheyAreRead(t *testing.T) {
	document := Parse(strings.Repeat("\ta\n", MostBytes/4))
	assert.True(t, document.Cut)
	assert.LessOrEqual(t, len(document.source), MostBytes)
	assert.False(t, Parse(strings.Repeat("\ta\n", MostBytes/8)).Cut)
}

func TestAPageOfAMillionBytesIsCut(t *testing.T) {
	for _, piece := range []string{"a b c d\n", "# a\n", "я", "\t", "- a\n", "<p>\n\n"} {
		document := Parse(strings.Repeat(piece, 1_000_000/len(piece)))
		assert.True(t, document.Cut)
		assert.LessOrEqual(t, len(document.source), MostBytes)
		assert.True(t, utf8.Valid(document.source))
	}
}

func TestATableIsNoLargerThanAPersonWouldWrite(t *testing.T) {
	header := strings.Repeat("|a", 200) + "\n" + strings.Repeat("|-", 200) + "\n"
	for rows, want := range map[int]bool{50: true, 500: false} {
		document := Parse(header + strings.Repeat("b\n", rows))
		assert.Equal(t, want, document.root.FirstChild().Kind().String() == "Table", "%d rows", rows)
	}
}

func TestDrawingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	lines, err := Parse(strings.Repeat("> # a\n\n", 100)).Draw(ctx, 80)
	require.ErrorIs(t, err, context.Canceled)
	assert.Empty(t, lines)
}

func TestATextThatCannotBeReadIsShownAsItWasWritten(t *testing.T) {
	document := &Document{source: []byte("# a\n\n*b* and more than fits\n")}
	lines, err := document.Draw(t.Context(), 12)
	require.NoError(t, err)
	assert.Equal(t, []theme.Line{
		{{Role: theme.Plain, Text: "# a"}}, {{Role: theme.Plain, Text: "*b* and more"}}, {{Role: theme.Plain, Text: "than fits"}},
	}, lines)
}

func TestOneRoleIsShownOfThoseWithinOneAnother(t *testing.T) {
	roles := func(source string) (roles []theme.Span) {
		lines, err := Parse(source).Draw(t.Context(), 80)
		require.NoError(t, err)
		for _, span := range lines[0] {
			if strings.TrimSpace(span.Text) != "" {
				roles = append(roles, span)
			}
		}
		return roles
	}
	assert.Equal(t, []theme.Span{{Role: theme.Heading, Text: "# "}, {Role: theme.Heading, Text: "a b c"}}, roles("# a `b` *c*"))
	assert.Equal(t, []theme.Span{{Role: theme.Accent, Text: "a b"}, {Role: theme.Dim, Text: " https://c.example"}}, roles("**[`a` b](https://c.example)**"))
	assert.Equal(t, []theme.Span{{Role: theme.Emphasis, Text: "a "}, {Role: theme.Strong, Text: "b"}, {Role: theme.Code, Text: "c"}}, roles("*a **b*** `c`"))
	assert.Equal(t, []theme.Span{{Role: theme.Struck, Text: "a b"}, {Role: theme.Dim, Text: "c"}}, roles("~~a **b**~~ ![c](d)"))
}

func BenchmarkDrawingWhatWasWrittenToBeSlow(b *testing.B) {
	for name, source := range hostile(MostBytes) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, _ = Parse(source).Draw(b.Context(), 80)
			}
		})
	}
}
