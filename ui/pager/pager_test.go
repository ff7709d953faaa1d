package pager

import (
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/keymap"
	"tagboat/ui/theme"
)

// reader is a pager with somebody before it.
type reader struct{ *Pager }

// over shows a text in an area of 20×4, with a margin of so many cells.
func over(margin int, text string) reader {
	r := reader{New(theme.New(), new(keymap.New()), margin)}
	r.Resize(20, 4)
	r.show(text, 18)
	return r
}

func (r reader) show(text string, cells int) { r.Show(theme.Lines(theme.Plain, text, cells)) }

func (r reader) types(letters string) (taken bool) {
	for _, letter := range letters {
		taken = r.Press(tea.KeyPressMsg{Code: letter, Text: string(letter)})
	}
	return taken
}

func (r reader) sees() string   { return ansi.Strip(r.View()) }
func (r reader) status() string { return ansi.Strip(r.Status()) }

func numbers(last int) string {
	lines := make([]string, last)
	for i := range lines {
		lines[i] = "line " + strconv.Itoa(i+1)
	}
	return strings.Join(lines, "\n")
}

func TestLinesScroll(t *testing.T) {
	r := over(0, numbers(10))
	assert.Equal(t, "line 1\nline 2\nline 3\nline 4", r.sees())
	for _, there := range []struct{ keys, position string }{
		{"j", "2–5 of 10"}, {"f", "6–9 of 10"}, {"f", "7–10 of 10"}, {"u", "5–8 of 10"}, {"b", "1–4 of 10"}, {"k", "1–4 of 10"}, {"d", "3–6 of 10"},
		{"G", "7–10 of 10"}, {"g", "1–4 of 10"},
	} {
		assert.True(t, r.types(there.keys))
		assert.Equal(t, there.position, r.Position(), there.keys)
	}
	r.Wheel(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	assert.Equal(t, "4–7 of 10", r.Position())
	assert.False(t, r.types("x"), "no key of a pager")
}

func TestWithoutATextNoKeyScrolls(t *testing.T) {
	r := over(1, "")
	assert.False(t, r.types("j"))
	assert.False(t, r.types("/"))
	assert.Zero(t, r.Len())
	assert.Empty(t, r.View())
}

func TestAMatchIsMarkedInTheMarginAlone(t *testing.T) {
	for margin, want := range map[int]string{0: "line 1\nline 2\nline 3\nline 4", 1: " line 1\n▌line 2\n line 3\n line 4"} {
		r := over(margin, numbers(10))
		r.types("/e 2")
		assert.Equal(t, want, r.sees())
	}
}

func TestASearchKnowsItsPlace(t *testing.T) {
	r := over(1, numbers(12))
	r.types("j/line 1")
	assert.True(t, r.Typing())
	assert.Equal(t, []string{"/line", "1", "4", "matches"}, strings.Fields(r.status()))
	assert.Equal(t, 4, r.Cursor().Y, "below the lines")
	r.Press(tea.KeyPressMsg{Code: tea.KeyEnter})
	assert.Equal(t, "lines 9–12 of 12 · match 2 of 4", r.status(), "from where the typing began")
	r.types("nnn")
	assert.Equal(t, "lines 1–4 of 12 · match 1 of 4", r.status(), "round the end")
	assert.True(t, r.EndSearch())
	assert.False(t, r.EndSearch(), "there is none")
	r.types("/nothing")
	assert.Contains(t, r.status(), "no match")
	r.Press(tea.KeyPressMsg{Code: tea.KeyEscape})
	assert.Equal(t, "lines 1–4 of 12", r.status())
}

func TestWordsAreFoundInAnyWidth(t *testing.T) {
	const text = "one two three │ four five six seven eight nine ten"
	r := over(1, text)
	r.types("/THREE four")
	for cells := 5; cells < 60; cells++ {
		r.show(text, cells)
		require.Len(t, r.search.matches, 1, "%d cells", cells)
	}
}

func TestTheSameTextInAnotherWidthIsReadOn(t *testing.T) {
	words := strings.Fields(strings.Repeat("a bc def ghij ", 40))
	for i := range words {
		words[i] += strconv.Itoa(i)
	}
	text := strings.Join(words, " ")
	r := over(0, text)
	r.types("fffff")
	for _, cells := range []int{40, 7, 18, 100, 18} {
		first := strings.Fields(strings.SplitN(r.sees(), "\n", 2)[0])[0]
		r.Resize(cells, 4)
		r.show(text, cells)
		assert.Contains(t, strings.SplitN(r.sees(), "\n", 2)[0], first, "%d cells", cells)
	}
}
