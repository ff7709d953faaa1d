package clean_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/clean"
)

func TestEscapeSequencesAreRemovedWhole(t *testing.T) {
	for name, s := range map[string]string{
		"colour":                          "red\x1b[31m fox",
		"colour, sub-parameters":          "red\x1b[38:2::255:0:0m fox",
		"private mode":                    "red\x1b[?1049h fox",
		"intermediate":                    "red\x1b[1 q fox",
		"clipboard, ended by BEL":         "red\x1b]52;c;aGVsbG8=\a fox",
		"clipboard, ended by ST":          "red\x1b]52;c;aGVsbG8=\x1b\\ fox",
		"clipboard, ended by 8-bit ST":    "red\x1b]52;c;aGVsbG8=\u009c fox",
		"hyperlink":                       "red\x1b]8;;https://a.example/é漢\x1b\\ fox\x1b]8;;\x1b\\",
		"window title":                    "red\x1b]0;pwned\a fox",
		"device control":                  "red\x1bP+q544e\x1b\\ fox",
		"application command":             "red\x1b_Gi=1;AAAA\x1b\\ fox",
		"privacy message":                 "red\x1b^secret\x1b\\ fox",
		"start of string":                 "red\x1bXsecret\x1b\\ fox",
		"8-bit CSI":                       "red\u009b31m fox",
		"8-bit OSC":                       "red\u009d0;pwned\a fox",
		"8-bit DCS":                       "red\u0090q#0\u009c fox",
		"8-bit APC":                       "red\u009fx\u009c fox",
		"full reset":                      "red\x1bc fox",
		"character set":                   "red\x1b(0 fox",
		"keypad":                          "red\x1b= fox",
		"cancelled string":                "red\x1b]0;pwned\x18 fox",
		"string cut short by a colour":    "red\x1b]0;pwned\x1b[31m fox",
		"string cut short by a C1":        "red\x1b]0;pwned\u0084 fox",
		"single control":                  "red\x1bM fox",
		"control characters":              "re\x00d\x07 \x08fo\x7fx\u0081",
		"escape at the end":               "red fox\x1b",
		"CSI at the end":                  "red fox\x1b[",
		"CSI without its final byte":      "red fox\x1b[31;1",
		"escape before another":           "red\x1b\x1b[31m fox",
		"escape before a letter not ours": "red\x1b\u200b fox",
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, "red fox", clean.Line(s))
			assert.Equal(t, "red fox", clean.Text(s))
		})
	}
}

func TestAStringSequenceWithoutAnEndHidesNothing(t *testing.T) {
	assert.Equal(t, "before 52;c;after", clean.Line("before \x1b]52;c;after"))
	assert.Equal(t, "before after", clean.Line("before \u009dafter"))
	assert.Equal(t, "before é", clean.Line("before \x1bPé"))
	assert.Equal(t, "a\nb", clean.Text("a\x1b_\nb"))
}

func TestOnlyAnOperatingSystemCommandEndsInABell(t *testing.T) {
	assert.Equal(t, "ad", clean.Line("a\x1bPb\ac\x1b\\d"))
}

func TestMalformedSequencesLeaveOnlyText(t *testing.T) {
	assert.Equal(t, "aé", clean.Line("a\x1b[31é"))
	assert.Equal(t, "a 1m", clean.Line("a\x1b[3\n1m"))
	assert.Equal(t, "é", clean.Line("\x1bé"))
	assert.Equal(t, "é", clean.Line("\x1b(é"))
}

func TestNothingReordersOrHidesText(t *testing.T) {
	for _, r := range []rune{
		'\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069',
		'\u200e', '\u200f', '\u061c', '\u200b', '\u2060', '\ufeff', '\u00ad', '\u180e', '\u2061', '\u2064',
		'\u034f', '\u115f', '\u3164', '\uffa0', '\ufff9', '\ufe0f', '\ufe00', '\U000e0001', '\U000e0041', '\U000e0100', '\U000e01ef',
		'\u200c', '\u200d',
	} {
		assert.Equalf(t, "latest", clean.Line("lat"+string(r)+"est"), "%U", r)
		assert.Equalf(t, "latest", clean.Text(string(r)+"latest"+string(r)), "%U", r)
	}
}

func TestJoinersStayWhereSpellingNeedsThem(t *testing.T) {
	for _, s := range []string{"می\u200cخواهم", "क्\u200dष", "ක්\u200dෂ"} {
		assert.Equal(t, s, clean.Line(s))
	}
	assert.Equal(t, "👩💻", clean.Line("👩\u200d💻"), "emoji are parted")
	assert.Equal(t, "می", clean.Line("می\u200c"), "nothing follows")
	assert.Equal(t, "می خ", clean.Line("می\n\u200cخ"), "a blank lies between")
	assert.Equal(t, "میخ", clean.Line("می\u200c\u200d\u202eخ"), "no letter follows directly")
}

func TestOrdinaryTextInAnyScriptIsKept(t *testing.T) {
	for _, s := range []string{
		"", "nginx", "Größe – “quoted” … €", "официальный образ", "公式イメージ", "공식 이미지", "صورة رسمية", "תמונה",
		"e\u0301", "👍🏽 🇩🇪 ✔", "\u00a0x\u3000", "\u0600١", "\ufffd",
	} {
		assert.Equal(t, s, clean.Line(s))
		assert.Equal(t, s, clean.Text(s))
	}
}

func TestPilesOfCombiningMarksAreCutDown(t *testing.T) {
	assert.Equal(t, "e"+strings.Repeat("\u0301", 8)+"f\u0301", clean.Line("e"+strings.Repeat("\u0301", 500)+"f\u0301"))
	pile := "क" + strings.Repeat("\u094d\u200d", 500)
	assert.LessOrEqual(t, utf8.RuneCountInString(clean.Line(pile)), 1+2*8)
}

func TestLineHasOneBlankForLineBreaksAndTabs(t *testing.T) {
	assert.Equal(t, "one two", clean.Line("one\r\n\t two"))
	assert.Equal(t, "one two", clean.Line("one \n\n\ttwo"))
	assert.Equal(t, " one two three", clean.Line("\n one\u2028two\u0085three\n"))
	assert.Equal(t, "one", clean.Line("\r\n\tone\r\n"))
	assert.Empty(t, clean.Line("\n\n"))
}

func TestTextKeepsLines(t *testing.T) {
	assert.Equal(t, "a\n\nb\nc\nd\ne\nf\n", clean.Text("a\r\n\r\nb\nc\rd\u2029e\u0085f\v"))
	assert.Equal(t, "a    b", clean.Text("a\tb"))
	assert.Equal(t, "# nginx\n\n    docker pull\n", clean.Text("# nginx\n\n\tdocker pull\n"))
}

func TestInvalidTextIsShownAsSuch(t *testing.T) {
	assert.Equal(t, "a\ufffdb", clean.Line("a\xff\xfeb"))
	assert.Equal(t, "a\ufffd31mb", clean.Line("a\x9b31mb"), "a lone byte is no control character")
	assert.Equal(t, "a\ufffd", clean.Line("a\xe2\x9b"))
	assert.Equal(t, "\ufffd b", clean.Text("\xc3 b"))
}

func TestCleanTextCostsNoAllocation(t *testing.T) {
	line, text := description, readme
	assert.Zero(t, testing.AllocsPerRun(100, func() { sink = clean.Line(line) }))
	assert.Zero(t, testing.AllocsPerRun(100, func() { sink = clean.Text(text) }))
}

func FuzzNothingHarmfulComesOut(f *testing.F) {
	for _, s := range []string{
		"", "plain", "\x1b]52;c;aGk=\a", "\x1b[31mred\x1b[0m", "\x1b]0;\x1b]0;\u009d", "\xe2\x9b\x1b[", "a\r\n\tb", "👩\u200d💻\ufe0f",
		"می\u200cخ", "\u202ecod.exe", "\x1bP\x1b\x1b\\", "\u009b1\u009b2", "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u200d",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line, text := clean.Line(s), clean.Text(s)
		requireHarmless(t, line)
		requireHarmless(t, strings.ReplaceAll(text, "\n", ""))
		require.Equal(t, line, clean.Line(line), "cleaning a line twice")
		require.Equal(t, text, clean.Text(text), "cleaning a text twice")
		require.Equal(t, clean.Line(text), clean.Line(clean.Line(text)))
	})
}

// requireHarmless says again, in its own words, what must not come out.
func requireHarmless(t *testing.T, s string) {
	t.Helper()
	require.True(t, utf8.ValidString(s), "%q", s)
	for _, r := range s {
		switch {
		case unicode.IsControl(r), unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp):
			require.Failf(t, "a control came out", "%U in %q", r, s)
		case r == '\u200c', r == '\u200d':
		case unicode.Is(unicode.Cf, r):
			require.Truef(t, unicode.Is(unicode.Prepended_Concatenation_Mark, r), "%U in %q", r, s)
		case r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0000 && r <= 0xe0fff, r == '\u3164':
			require.Failf(t, "a hidden character came out", "%U in %q", r, s)
		}
	}
}

func BenchmarkLineThatIsClean(b *testing.B) {
	b.SetBytes(int64(len(description)))
	b.ReportAllocs()
	for b.Loop() {
		sink = clean.Line(description)
	}
}

func BenchmarkTextOfAnotherScript(b *testing.B) {
	s := strings.Repeat("официальный образ nginx\n", 100)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		sink = clean.Text(s)
	}
}

func BenchmarkTextOfNothingButOpenStrings(b *testing.B) {
	s := strings.Repeat("\x1b]\u009d\x1bP", 10_000)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		sink = clean.Text(s)
	}
}

var (
	description = "Official build of Nginx, a web server and reverse proxy, for amd64 and arm64."
	readme      = strings.Repeat("Official build of Nginx.\n", 200)
	sink        string
)
