package repositories

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"tagboat/ui/theme"
)

func TestAPreviewShowsAPageAsItIsRead(t *testing.T) {
	draw := beginning(theme.New(), "# Quick *start*\n\nRun [the image](https://example.com/).\n\n\x1b[31m- one")
	text := ansi.Strip(strings.Join(draw(40), "\n"))
	assert.Contains(t, text, "Quick start")
	assert.Contains(t, text, "Run the image")
	assert.NotContains(t, text, "](")
	assert.NotContains(t, text, "\x1b")
	for _, line := range draw(11) {
		assert.LessOrEqual(t, ansi.StringWidth(line), 11)
	}
}

func TestOfALongPageOnlyTheBeginningIsDrawn(t *testing.T) {
	lines := beginning(theme.New(), strings.Repeat("A line of it.\n\n", 50_000))(40)
	assert.Less(t, len(lines), 1000)
	assert.NotEmpty(t, lines)
	assert.NotEmpty(t, beginning(theme.New(), strings.Repeat("é", mostShown))(40), "without a line's end")
}
