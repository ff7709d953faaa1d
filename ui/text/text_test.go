package text_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/clean"
	"tagboat/ui/text"
)

func TestTextThatFitsIsLeftAlone(t *testing.T) {
	for _, s := range []string{"", "latest", "漢字", "e\u0301te\u0301", "👍🏽"} {
		assert.Equal(t, s, text.Truncate(s, text.Width(s)))
		assert.Equal(t, s, text.Truncate(s, 100))
	}
}

func TestTextThatIsTooLongEndsInAnEllipsis(t *testing.T) {
	assert.Equal(t, "1.27.…", text.Truncate("1.27.3-alpine", 6))
	assert.Equal(t, "…", text.Truncate("latest", 1))
	assert.Empty(t, text.Truncate("latest", 0))
	assert.Empty(t, text.Truncate("latest", -3))
}

func TestAGraphemeIsNeverSplit(t *testing.T) {
	assert.Equal(t, "漢…", text.Truncate("漢字漢字", 4), "half of a wide one does not fit")
	assert.Equal(t, "漢字…", text.Truncate("漢字漢字", 5))
	assert.Equal(t, "e\u0301…", text.Truncate("e\u0301te\u0301s", 2))
	assert.Equal(t, "…", text.Truncate("👨\u200d👩\u200d👧 family", 2))
	assert.Equal(t, "1\ufe0f\u20e3…", text.Truncate("1\ufe0f\u20e3 keycap", 3))
	assert.Equal(t, "🇩🇪…", text.Truncate("🇩🇪🇫🇷", 3))
}

func TestWidthCountsCells(t *testing.T) {
	for s, cells := range map[string]int{"": 0, "tag": 3, "…": 1, "—": 1, "漢字": 4, "e\u0301": 1, "👍🏽": 2, "🇩🇪": 2, "▌": 1, "\x1b[1mbold\x1b[m": 4} {
		assert.Equalf(t, cells, text.Width(s), "%q", s)
	}
}

func TestStylesSurviveTheCut(t *testing.T) {
	assert.Equal(t, "\x1b[1m1.27…\x1b[m", text.Truncate("\x1b[1m1.27.3-alpine\x1b[m", 5))
	assert.Equal(t, "\x1b[1m1.27\x1b[m  ", text.Pad("\x1b[1m1.27\x1b[m", 6))
	assert.Equal(t, 6, text.Width(text.Pad("\x1b[1m漢字漢字\x1b[m", 6)))
}

func TestTheMiddleIsLeftOutOfANameWhoseEndsMatter(t *testing.T) {
	assert.Equal(t, "nginx", text.Middle("nginx", 5))
	assert.Equal(t, "abcd…ghi", text.Middle("abcdefffffghi", 8))
	assert.Equal(t, "漢…字", text.Middle("漢字漢字漢字", 6))
	assert.Equal(t, "a…", text.Middle("abc", 2))
	assert.Empty(t, text.Middle("abc", 0))
}

func TestPaddingIsExact(t *testing.T) {
	assert.Equal(t, "tag   ", text.Pad("tag", 6))
	assert.Equal(t, "   tag", text.PadLeft("tag", 6))
	assert.Equal(t, "tag", text.Pad("tag", 3))
	assert.Equal(t, "t…", text.Pad("tag", 2))
	assert.Equal(t, "漢… ", text.Pad("漢字漢字", 4))
	assert.Equal(t, " 漢…", text.PadLeft("漢字漢字", 4))
	assert.Empty(t, text.Pad("tag", 0))
	assert.Equal(t, "tag"+strings.Repeat(" ", 197), text.Pad("tag", 200))
}

func TestWhatFitsCostsNoAllocation(t *testing.T) {
	assert.Zero(t, testing.AllocsPerRun(100, func() { text.Truncate("1.27.3-alpine", 20) }))
	assert.Zero(t, testing.AllocsPerRun(100, func() { text.Width("1.27.3-alpine") }))
	assert.Zero(t, testing.AllocsPerRun(100, func() { text.Pad("1.27.3-alpine", 13) }))
}

func FuzzColumnsLineUp(f *testing.F) {
	for _, s := range []string{
		"", "latest", "漢字漢字", "e\u0301\u0301", "👨\u200d👩\u200d👧", "1\ufe0f\u20e3", "🇩🇪🇫", "क्षत्रिय", "각각", "a\u200db",
	} {
		f.Add(s, 3)
		f.Add("\u093f"+s+"\u0600", 9)
	}
	f.Fuzz(func(t *testing.T, s string, cells int) {
		s = clean.Line(s)
		cells %= 300
		cut := text.Truncate(s, cells)
		require.LessOrEqual(t, ansi.StringWidth(cut), max(cells, 0))
		require.Equal(t, ansi.StringWidth(s), text.Width(s))
		if cut != s && cells > 0 {
			kept, found := strings.CutSuffix(cut, text.Ellipsis)
			require.True(t, found)
			require.True(t, strings.HasPrefix(s, kept))
		}
		require.Equal(t, max(cells, 0), ansi.StringWidth(text.Pad(s, cells)))
		require.Equal(t, max(cells, 0), ansi.StringWidth(text.PadLeft(s, cells)))
	})
}

func BenchmarkTruncate(b *testing.B) {
	for name, s := range map[string]string{"ascii": strings.Repeat("description ", 20), "cyrillic": strings.Repeat("описание ", 20)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				text.Truncate(s, 40)
			}
		})
	}
}
