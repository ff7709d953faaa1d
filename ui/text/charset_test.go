package text_test

import (
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"tagboat/ui/text"
)

func TestATerminalWithoutUnicodeIsShownTheNearestSignInAsManyCells(t *testing.T) {
	for shown, want := range map[string]string{
		"plain \x1b[1mbold\x1b[0m":          "plain \x1b[1mbold\x1b[0m",
		"\x1b[36m▌ 1.27…\x1b[m · 3–4 of 5":  "\x1b[36m> 1.27~\x1b[m - 3-4 of 5",
		"╭─ Help ──╮ ↑/k ▼ █░ 1 → 2, 40×10": "+- Help --+ ^/k v #. 1 > 2, 40x10",
		"“quoted” ‘so’":                     `"quoted" 'so'`,
		"café, the\u0301, Ångström, ñ":      "cafe, the, Angstrom, n",
		"最新版 ok 🚢 🇵🇹":                       "?????? ok ?? ??",
		"1\ufe0f\u20e3 and 👩‍👧":             "?? and ??",
		"a\u200bbно":                        "ab??",
	} {
		got := text.ASCII.Draw(shown)
		assert.Equal(t, want, got)
		assert.Equal(t, ansi.StringWidth(shown), ansi.StringWidth(got), shown)
		for _, r := range got {
			assert.Less(t, r, rune(unicode.MaxASCII))
		}
		assert.Equal(t, shown, text.Unicode.Draw(shown))
	}
	assert.Equal(t, "> café ~", text.Console.Draw("▸ café …"))
}

func TestWhatIsPrintedKeepsItsLettersAndHasTheNearestSigns(t *testing.T) {
	const told = "acme/api → naïve, 最新版: 3–4 of 5 · write name@sha256:… “so”"
	assert.Equal(t, told, text.Unicode.Signs(told))
	for _, set := range []text.Charset{text.Console, text.ASCII} {
		assert.Equal(t, `acme/api -> naïve, 最新版: 3-4 of 5 - write name@sha256:... "so"`, set.Signs(told))
	}
}
