package markdown

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// drawn is a text as it is drawn, without its roles.
func drawn(tb testing.TB, source string, cells int) string {
	tb.Helper()
	lines, err := Parse(source).Draw(tb.Context(), cells)
	require.NoError(tb, err)
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(line.String() + "\n")
	}
	return b.String()
}

func TestAddressesAndPicturesAreOnlyWords(t *testing.T) {
	assert.Equal(t, "build code top docs https://docs.example/a https://same.example/\n\nThe logo\n\none\ntwo four <five>\n",
		drawn(t, "[![build](https://ci.example/x.svg)](https://ci.example/) ![](y.png) [code](javascript:x) [top](#top) "+
			"[docs](https://docs.example/a) <https://same.example/>\n\n<p align=center><img src=z alt=\"The logo\"></p><script>alert(1)</script>\n\n"+
			"one <br>two <!-- three --><b>four</b> &lt;five&gt;\n", 90))
}

func TestCodeIsShownToTheLetter(t *testing.T) {
	const code = `sed 's/\./\\n/' "\033" &amp; <html> *x*`
	assert.Equal(t, 3, strings.Count(drawn(t, "```sh\n"+code+"\n```\n\n    "+code+"\n\n`"+code+"`\n", 80), code))
}

func TestALongCommandIsBrokenBetweenItsWords(t *testing.T) {
	assert.Equal(t, "  docker run --rm --publish 8080:8080\n  --env-file=secrets/production\n  acme/api:latest\n",
		drawn(t, "```\ndocker run --rm --publish 8080:8080 --env-file=secrets/production acme/api:latest\n```\n", 40))
}

func TestTheParagraphsOfAnItemStayApart(t *testing.T) {
	assert.Equal(t, "• one goes on\n\n  two\n\n• three\n", drawn(t, "- one\n  goes on\n\n  two\n- three\n", 80))
}

func TestNestingHasAnEnd(t *testing.T) {
	for _, source := range []string{
		strings.Repeat(">", 5000) + "deep", strings.Repeat("- ", 5000) + "deep", strings.Repeat("*a ", 5000) + "deep", strings.Repeat("[", 5000) + "deep",
	} {
		assert.Contains(t, drawn(t, source, 400), "deep")
	}
}

func TestAPanicOfTheReadersIsAnError(t *testing.T) {
	require.ErrorContains(t, guarded(func() error { panic("out of range") }), "out of range")
	require.NoError(t, guarded(func() error { return nil }))
}

// elements are texts and how they are drawn in forty cells.
var elements = map[string]struct{ source, drawn string }{
	"headings stand close above their text": {"# a\n\n## b\n\ntext\n\nc\n---\n", "# a\n## b\ntext\n\n## c\n"},
	"a heading hangs":                       {"# one heading that goes on in another line\n", "# one heading that goes on in another\n  line\n"},
	"an empty heading":                      {"#\n\ntext\n", "text\n"},
	"a tight list":                          {"- a\n- b\n  - c\n    - d\n- e\n", "• a\n• b\n  • c\n    • d\n• e\n"},
	"a loose list":                          {"- a\n\n- b\n  - c\n", "• a\n\n• b\n\n  • c\n"},
	"an item hangs":                         {"- one item that goes on and on in another line\n", "• one item that goes on and on in\n  another line\n"},
	"numbers are those of the author":       {"9. a\n1. b\n\ntext\n\n3) c\n", " 9. a\n10. b\n\ntext\n\n3) c\n"},
	"tasks":                                 {"- [x] a\n- [ ] b\n- c\n", "[x] a\n[ ] b\n• c\n"},
	"an item without a text":                {"- a\n-\n- b\n", "• a\n•\n• b\n"},
	"items after a tab":                     {"1.\ta\n\n\t```\n\tb\n\t```\n", "1. a\n\n     b\n"},
	"quotations":                            {"> a\n>\n> > b\n> - c\n\nd\n", "│ a\n│\n│ │ b\n│\n│ • c\n\nd\n"},
	"a quotation that says nothing":         {"a\n\n> <!-- b -->\n\nc\n", "a\n\nc\n"},
	"code keeps its empty lines":            {"```\na\n\n\n  b\n```\n", "  a\n\n\n    b\n"},
	"code without a blank":                  {"    " + strings.Repeat("x", 50) + "\n", "  " + strings.Repeat("x", 38) + "\n  " + strings.Repeat("x", 12) + "\n"},
	"a rule":                                {"a\n\n***\n\nb\n", "a\n\n────────\n\nb\n"},
	"line breaks":                           {"a  \nb\\\nc\nd\n", "a\nb\nc d\n"},
	"blanks are one":                        {"a   b [](x) ![]( y) c `d  e`\n", "a b c d  e\n"},
	"character references and backslashes":  {`&copy; &#97; \&amp; \\ \a &nix; &amp;lt;`, "© a &amp; \\ \\a &nix; &lt;\n"},
	"links":                                 {"[a](https://b.example) [c](d.md) <e@f.example> [https://g.example](https://g.example/)\n", "a https://b.example c e@f.example\nhttps://g.example\n"},
	"addresses without brackets":            {"see https://a.example/b. www.c.example\n", "see https://a.example/b. www.c.example\n"},
	"a long address breaks after its parts": {"go to https://a.example/one/two/three/four/five?six=seven\n", "go to\nhttps://a.example/one/two/three/four/\nfive?six=seven\n"},
	"a hyphen is no place to break at":      {"The tags are called windowsservercore-ltsc2025\n", "The tags are called\nwindowsservercore-ltsc2025\n"},
	"wide letters break anywhere":           {strings.Repeat("漢", 19) + "字。「字」\n", strings.Repeat("漢", 19) + "\n字。「字」\n"},
	"HTML is what it says": {
		"<h2>A <img alt=b></h2>\n<p>c<br>d</p><ul><li>e</li><li>f</li></ul>\n<table><tr><td>g<td>h<tr><td>i</table>\n", "## A b\nc\nd\n\n• e\n• f\n\ng h\ni\n",
	},
	"details":        {"<details><summary>a</summary>\n\n*b*\n\n</details>\n", "a\n\nb\n"},
	"a comment only": {"<!-- a -->\n", ""},
	"a table": {
		"| a | b | c |\n|---|:-:|--:|\n| `x` | yy | zzz |\n| [1](https://e.example) | | 2 |\n",
		"a                   │ b  │   c\n────────────────────┼────┼────\nx                   │ yy │ zzz\n1 https://e.example │    │   2\n",
	},
	"wide characters in a table": {"| 漢字 | b |\n|-|-|\n| c | 👍 |\n", "漢字 │ b\n─────┼───\nc    │ 👍\n"},
	"cells are broken between words": {
		"| name | text |\n|-|-|\n| a_long_name | one two three four five six seven eight |\n| b | c |\n",
		"name        │ text\n────────────┼───────────────────────────\na_long_name │ one two three four five\n            │ six seven eight\n            │\nb           │ c\n",
	},
	"a table that is too wide": {
		"|a|b|c|d|e|\n|-|-|-|-|-|\n|elephants|elephants|elephants|elephants and elephants and elephants|elephants\n|1 2 3 4 5 6|||||\n",
		"a: elephants\nb: elephants\nc: elephants\nd: elephants and elephants and elephants\ne: elephants\n\na: 1 2 3 4 5 6\n",
	},
}

func TestEveryElementIsDrawnAsItIsRead(t *testing.T) {
	for name, element := range elements {
		assert.Equal(t, element.drawn, drawn(t, element.source, 40), name)
	}
}
