package readme

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/keymap"
	"tagboat/ui/markdown"
	"tagboat/ui/pager"
	"tagboat/ui/screen"
	"tagboat/ui/theme"
)

// set is the page of a repository for so many cells.
func set(tb testing.TB, detail *hub.RepositoryDetail, width int) []theme.Line {
	tb.Helper()
	p := page{detail: detail, readme: markdown.Parse(detail.FullDescription)}
	lines, err := p.draw(tb.Context(), width, time.Unix(0, 0))
	require.NoError(tb, err)
	return lines
}

// drawn sets a page of this text and draws all of it, a search included.
func drawn(t *testing.T, source string, width int, search string) string {
	t.Helper()
	look := theme.New()
	env := screen.Env{Theme: look, Keys: new(keymap.New())}
	r := &readme{env: env, pager: pager.New(look, env.Keys, gutter)}
	detail := hub.RepositoryDetail{FullDescription: source, ImmutableTags: hub.ImmutableTags{Enabled: true, Rules: []string{source}}}
	detail.Name = hub.RepositoryName{Namespace: "acme", Name: source}
	detail.Description, detail.Categories = source, []string{source}
	r.pager.Show(set(t, &detail, width))
	r.Resize(width, r.pager.Len())
	for _, letter := range "/" + search {
		r.pager.Press(tea.KeyPressMsg{Code: letter, Text: string(letter)})
	}
	return r.View()
}

var sgr = regexp.MustCompile(`\x1b\[[0-9;:]*m`)

// requireHarmless allows colours, line breaks, and what can be seen.
func requireHarmless(t *testing.T, picture string) {
	t.Helper()
	for _, r := range sgr.ReplaceAllString(picture, "") {
		switch {
		case r == '\n', r == '\u200c', r == '\u200d':
		case unicode.IsControl(r), unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp):
			require.Failf(t, "a control came out", "%U in %q", r, picture)
		}
	}
	for _, sequence := range sgr.FindAllString(picture, -1) {
		for _, never := range []string{"[5m", "[8m", "[6m", "48;", "38;"} {
			require.NotContains(t, sequence, never, "a colour that is not the theme's")
		}
	}
}

func FuzzOnlyColoursLeaveThePage(f *testing.F) {
	for _, s := range []string{
		"", "# a *b* `c`\n\n- [x] d\n\n| e | f |\n| - | -: |\n| g | h |\n", "\x1b]52;c;aGk=\a\x1b[2J\u009b31m\u202e",
		"&#27;[31mred &#x9b;5m &#8238; &Tab; `&#27;]0;x&#7;`", "[a](https://e.example/\x1b]8;;x\a) <https://a.b> ![c](d) [![e](f)](g)",
		"<b onclick=x>&#27;[1m</b><!-- \x1b -->\n\n<div><img alt='&#27;]52;c;x&#7;'></div>\n", "```\n\x1b[5m&#27;\\\n```\n", "[x](<&#27;]0;y&#7;>)",
		"<http://a.b/&#27;>", "> > - 1. ~~*a **b***~~", "| [a](b) | ![c](d) <br> `e` |\n|-|-|\n|~~f~~|**g**|", "\\&#27;[8m \\\\&#27;[8m", "&amp;#27;[8m",
		"*a `b` <i>&#27;</i> ![c](d)*", "<h1>&#x1b;[5m</h1>", "- a\n\n  b\n- ```\n  c\n  ```\n", "م\u200cی 👩‍👩‍👧‍👦 e\u0301\u0302",
	} {
		f.Add(s, 40, "a")
	}
	f.Fuzz(func(t *testing.T, source string, width int, search string) {
		if len(source) > 2000 {
			return
		}
		picture := drawn(t, source, min(max(width, 1), 200), search)
		requireHarmless(t, picture)
	})
}

func TestCharacterReferencesCannotSpellEscapeSequences(t *testing.T) {
	picture := drawn(t, "x &#27;[5;31mred&#27;[0m &#x9b;8m `&#27;[8m` <b>&#27;[8m</b>\n\n<div>&#27;[8m</div>\n", 80, "red")
	requireHarmless(t, picture)
	assert.Contains(t, picture, "[5;31m")
}

func TestAPageThatIsTooLongSaysSo(t *testing.T) {
	detail := hub.RepositoryDetail{FullDescription: strings.Repeat("я", markdown.MostBytes)}
	lines := set(t, &detail, 80)
	assert.Contains(t, lines[len(lines)-1].String(), "The page goes on")
	for _, line := range lines {
		assert.NotContains(t, line.String(), "\ufffd")
	}
}

// readmeOf25000Bytes is as long as the Hub allows.
func readmeOf25000Bytes() string {
	const chapter = "## A chapter\n\nSome *text* with `code` and [a link](https://example.com/a/b) here, and so many words that they go on in another line.\n\n" +
		"- one\n- two `x`\n  - three\n\n```sh\n$ docker run --rm acme/api:latest\n```\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n"
	return strings.Repeat(chapter, 25_000/len(chapter))
}

func BenchmarkSettingAPageOf25000Bytes(b *testing.B) {
	detail := hub.RepositoryDetail{FullDescription: readmeOf25000Bytes()}
	b.ReportAllocs()
	for b.Loop() {
		set(b, &detail, 80)
	}
}

func BenchmarkSearchingAPageOf25000Bytes(b *testing.B) {
	p := pagerOver(b)
	p.Press(tea.KeyPressMsg{Code: '/', Text: "/"})
	p.Paste(tea.PasteMsg{Content: "many word"})
	for b.Loop() {
		p.Press(tea.KeyPressMsg{Code: 's', Text: "s"})
		p.Press(tea.KeyPressMsg{Code: tea.KeyBackspace})
	}
}

func BenchmarkAFrameOfAPage(b *testing.B) {
	p := pagerOver(b)
	p.Press(tea.KeyPressMsg{Code: '/', Text: "/"})
	p.Paste(tea.PasteMsg{Content: "a"})
	for b.Loop() {
		_ = p.View()
	}
}

// pagerOver is a pager over a page as long as the Hub allows.
func pagerOver(b *testing.B) *pager.Pager {
	b.Helper()
	p := pager.New(theme.New(), new(keymap.New()), gutter)
	p.Resize(120, 40)
	p.Show(set(b, &hub.RepositoryDetail{FullDescription: readmeOf25000Bytes()}, 120))
	return p
}
