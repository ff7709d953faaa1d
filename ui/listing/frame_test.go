package listing

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/ui/golden"
	"tagboat/ui/theme"
)

// named is a list of tags with these names, in this order.
func named(t *testing.T, names ...string) *List[hub.Tag] {
	t.Helper()
	l := tagsAt(t, time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC), 0)
	page := make([]hub.Tag, len(names))
	for i, name := range names {
		pushed := l.env.Now().Add(-time.Duration(i+1) * 26 * time.Hour)
		page[i] = hub.Tag{Name: name, FullSize: int64(i+1) * 7_310_000, Pushed: hub.TimestampOf(pushed)}
	}
	l.loader.Rows.Append(page)
	l.loader.Count, l.loader.Verdict.State = len(names), hub.Complete
	l.view.Follow()
	return l
}

func TestRowsLineUpWhateverTheyHold(t *testing.T) {
	many := make([]string, 100_000)
	for i := range many {
		many[i] = fmt.Sprintf("1.%d.%d", i/1000, i%1000)
	}
	for name, rows := range map[string][]string{
		"none": {},
		"one":  {"latest"},
		"many": many,
		"wide": {"最新版-一二三四五六七八九十一二三四五六七八九十", "ラテスト", "안정판", "plain"},
		"rtl":  {"إصدار-1.2", "גרסה", "plain"},
		"emoji": {
			"🚢", "👩‍👩‍👧‍👦-family", "🇵🇹-flag", "e\u0301\u0301\u0301-accents", "👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽", "plain",
		},
		"long":    {strings.Repeat("abcdefghij", 30), "short"},
		"hostile": {"\x1b[31mred\x1b]0;title\x07", "a\u202eb", "tab\tnew\nline", "\x00\x9b1mc"},
	} {
		for _, size := range [][2]int{{40, 9}, {80, 21}, {200, 47}} {
			file := fmt.Sprintf("%s-%dx%d.txt", name, size[0], size[1])
			t.Run(file, func(t *testing.T) {
				l := named(t, rows...)
				l.Resize(size[0], size[1])
				isGolden(t, l, file)
			})
		}
	}
}

func TestColumnsLeaveInTheOrderOfTheirImportance(t *testing.T) {
	l := named(t, "1.2.3")
	shown := func(width int) string {
		l.Resize(width, 12)
		title, _, _ := strings.Cut(ansi.Strip(l.View()), "\n")
		return strings.Join(strings.Fields(strings.ReplaceAll(title, "▼", "")), " ")
	}
	assert.Equal(t, "TAG SIZE PUSHED DIGEST", shown(80))
	assert.Equal(t, "TAG SIZE PUSHED", shown(55))
	assert.Equal(t, "TAG PUSHED", shown(40), "what the rows are sorted by comes before the rest")
	assert.Equal(t, "TAG", shown(30))
	assert.Equal(t, "TAG", shown(12), "names are cut last")
}

func isGolden(t *testing.T, l *List[hub.Tag], file string) {
	t.Helper()
	golden.Frame(t, file, l.View(), l.width, ansi.Strip(l.Status()))
}

func TestTheSelectionIsSeenWithoutColour(t *testing.T) {
	l := named(t, "a", "b", "c")
	l.view.GoTo(1)
	lines := strings.Split(ansi.Strip(l.View()), "\n")
	assert.True(t, strings.HasPrefix(lines[2], theme.Mark))
	assert.Equal(t, 1, strings.Count(strings.Join(lines, "\n"), theme.Mark))
}
