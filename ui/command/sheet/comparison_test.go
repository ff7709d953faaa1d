package sheet_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/comparison"
	"tagboat/ui/command/sheet"
)

func TestAVerdictIsBrokenBetweenWordsOnATerminalAndNowhereElse(t *testing.T) {
	write, err := sheet.ForComparison("text")
	require.NoError(t, err)
	const whole = "44.3 MB to download, 28.0 MB you already have, 92.5 kB smaller"
	compared := sheet.Comparison{Diffs: []comparison.Diff{{
		Platform: hub.NewPlatform("linux", "amd64", "", ""), Known: true,
		Download: 44_300_000, Have: 28_000_000, Dropped: 44_392_500,
	}}}
	for _, width := range []int{0, 20, 40, 71, 72, 200} {
		compared.Width = width
		told, err := write(&compared)
		require.NoError(t, err)
		_, table, _ := strings.Cut(string(told), "COST\n")
		lines := strings.Split(strings.TrimRight(table, "\n"), "\n")
		var words []string
		for i, line := range lines {
			first := map[bool]string{true: "amd64", false: ""}[i == 0]
			assert.True(t, strings.HasPrefix(line, (first + strings.Repeat(" ", 10))[:10]), line)
			words = append(words, strings.Fields(line[10:])...)
			if width >= 40 {
				assert.LessOrEqual(t, len(line), width)
			}
		}
		assert.Equal(t, whole, strings.Join(words, " "))
		assert.Equal(t, width == 40 || width == 71, len(lines) > 1, "%d: %q", width, lines)
	}
}
