package readme

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/ui/field"
	"tagboat/ui/screen"
	"tagboat/ui/theme"
)

// drawn sets a page of this text and draws all of it, a search included.
func drawn(t *testing.T, source string, width int, search string) string {
	t.Helper()
	look := theme.New()
	r := &readme{env: screen.Env{Theme: look}}
	r.search.input = field.New(look, "/", "")
	detail := hub.RepositoryDetail{FullDescription: source, ImmutableTags: hub.ImmutableTags{Enabled: true, Rules: []string{source}}}
	detail.Name = hub.RepositoryName{Namespace: "acme", Name: source}
	detail.Description, detail.Categories = source, []string{source}
	r.page = compose(&detail, width, time.Unix(0, 0))
	r.width, r.height = width, r.page.len()
	r.search.hits = r.page.find(search)
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

func TestAddressesAndPicturesAreOnlyWords(t *testing.T) {
	w := &writer{width: 90}
	require.NoError(t, w.markdown("[![build](https://ci.example/x.svg)](https://ci.example/) ![](y.png) [code](javascript:x) [top](#top) "+
		"[docs](https://docs.example/a) <https://same.example/>\n\n<p align=center><img src=z alt=\"The logo\"></p><script>alert(1)</script>\n\n"+
		"one <br>two <!-- three --><b>four</b> &lt;five&gt;\n"))
	assert.Equal(t, "build code top docs https://docs.example/a https://same.example/\n\nThe logo\n\none\ntwo four <five>\n",
		strings.Replace(w.finish().text, "build  code", "build code", 1))
}

func TestCodeIsShownToTheLetter(t *testing.T) {
	const code = `sed 's/\./\\n/' "\033" &amp; <html> *x*`
	w := &writer{width: 80}
	require.NoError(t, w.markdown("```sh\n"+code+"\n```\n\n    "+code+"\n\n`"+code+"`\n"))
	assert.Equal(t, 3, strings.Count(w.finish().text, code))
}

func TestALongCommandIsBrokenBetweenItsWords(t *testing.T) {
	w := &writer{width: 40}
	require.NoError(t, w.markdown("```\ndocker run --rm --publish 8080:8080 --env-file=secrets/production acme/api:latest\n```\n"))
	assert.Equal(t, "  docker run --rm --publish 8080:8080\n  --env-file=secrets/production\n  acme/api:latest\n", w.finish().text)
}

func TestTheParagraphsOfAnItemStayApart(t *testing.T) {
	w := &writer{width: 80}
	require.NoError(t, w.markdown("- one\n  goes on\n\n  two\n- three\n"))
	assert.Equal(t, "• one goes on\ntwo\n• three\n", w.finish().text)
}

func TestNestingHasAnEnd(t *testing.T) {
	for _, source := range []string{
		strings.Repeat(">", 5000) + "deep", strings.Repeat("- ", 5000) + "deep", strings.Repeat("*a ", 5000) + "deep", strings.Repeat("[", 5000) + "deep",
	} {
		w := &writer{width: 400}
		require.NoError(t, w.markdown(source))
		assert.Contains(t, w.finish().text, "deep")
	}
}

func TestAPageThatIsTooLongSaysSo(t *testing.T) {
	detail := hub.RepositoryDetail{FullDescription: strings.Repeat("я", mostMarkdown)}
	p := compose(&detail, 80, time.Unix(0, 0))
	assert.Contains(t, p.text, "The page goes on")
	assert.NotContains(t, p.text, "\ufffd")
}

func TestAPanicOfTheReadersIsAnError(t *testing.T) {
	require.ErrorContains(t, guarded(func() error { panic("out of range") }), "out of range")
	require.NoError(t, guarded(func() error { return nil }))
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
		compose(&detail, 80, time.Unix(0, 0))
	}
}

func BenchmarkSearchingAPageOf25000Bytes(b *testing.B) {
	detail := hub.RepositoryDetail{FullDescription: readmeOf25000Bytes()}
	p := compose(&detail, 80, time.Unix(0, 0))
	for b.Loop() {
		p.find("many words")
	}
}

func BenchmarkAFrameOfAPage(b *testing.B) {
	look := theme.New()
	detail := hub.RepositoryDetail{FullDescription: readmeOf25000Bytes()}
	r := &readme{env: screen.Env{Theme: look}, width: 120, height: 40}
	r.page = compose(&detail, 120, time.Unix(0, 0))
	r.search.hits = r.page.find("a")
	for b.Loop() {
		_ = r.View()
	}
}
