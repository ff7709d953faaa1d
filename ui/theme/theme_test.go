package theme_test

import (
	"image/color"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"tagboat/ui/theme"
)

func TestPaintLeavesTheTextAsItIs(t *testing.T) {
	look := theme.New()
	for role := theme.Plain; role <= theme.Match; role++ {
		for _, selected := range []bool{false, true} {
			assert.Equal(t, "nginx:1.27", ansi.Strip(look.Ink(role, selected).Paint("nginx:1.27")))
		}
	}
	assert.Empty(t, look.Paint(theme.Bad, ""), "nothing is not painted")
}

func TestOnlySixteenColoursUntilTheTerminalSaysMore(t *testing.T) {
	look := theme.New()
	for role := theme.Plain; role <= theme.Match; role++ {
		for _, selected := range []bool{false, true} {
			assert.NotContains(t, look.Ink(role, selected).Paint("x"), "8;", "neither 38; nor 48;")
		}
	}
}

func TestTheSelectionTakesAShadeOfTheTerminalsOwnBackground(t *testing.T) {
	look := theme.New()
	before := look.Revision()
	look.Background(color.Black, true)
	assert.NotContains(t, look.Ink(theme.Plain, true).Paint("x"), "48;", "with sixteen colours there is no such shade")
	look.Profile(colorprofile.TrueColor)
	dark := look.Ink(theme.Plain, true).Paint("x")
	assert.Contains(t, dark, "48;")
	look.Background(color.White, false)
	assert.NotEqual(t, dark, look.Ink(theme.Plain, true).Paint("x"))
	assert.Greater(t, look.Revision(), before, "what was painted before is out of date")
}

func TestDimTextIsPalerOnALightBackgroundToo(t *testing.T) {
	look := theme.New()
	look.Profile(colorprofile.TrueColor)
	look.Background(color.White, false)
	assert.Contains(t, look.Paint(theme.Dim, "x"), "38;2;")
}

func TestABoxIsAsWideEverywhere(t *testing.T) {
	for _, title := range []string{"Log in", "a title that is far too long for such a small box", ""} {
		box := theme.New().Box(title, []string{"one", "two 🚢", ""}, 12)
		for _, line := range box {
			assert.Equal(t, 12+theme.FrameWidth, ansi.StringWidth(line))
		}
		assert.Len(t, box, 3+theme.FrameHeight)
	}
}

func TestABoxCoversTheMiddleAndNothingElse(t *testing.T) {
	look := theme.New()
	below := strings.TrimSuffix(strings.Repeat("0123456789012345678901234567890123456789\n", 9), "\n")
	box := look.Box("Hi", []string{"there"}, 8)
	lines := strings.Split(ansi.Strip(look.Over(below, box, 40, 9)), "\n")
	assert.Len(t, lines, 9)
	for _, line := range lines {
		assert.Equal(t, 40, ansi.StringWidth(line))
	}
	assert.Equal(t, "0123456789012345678901234567890123456789", lines[0])
	assert.True(t, strings.HasPrefix(lines[4], "0123456789012│  there"))
	assert.True(t, strings.HasSuffix(lines[4], "│7890123456789"))
}

func TestTheTellingLookGivesEachRoleAColourOfItsOwn(t *testing.T) {
	look, seen := theme.Telling(), map[string]theme.Role{}
	for role := range theme.Veiled {
		for _, selected := range []bool{false, true} {
			painted := look.Ink(role, selected).Paint("x")
			assert.NotContains(t, seen, painted)
			seen[painted] = role
		}
	}
	assert.NotContains(t, seen, look.Veil("x"))
	for _, foreign := range []color.Color{color.White, ansi.IndexedColor(1), ansi.IndexedColor(200)} {
		_, ok := theme.RoleOf(foreign)
		assert.False(t, ok)
	}
}

func TestWhatLiesBesideABoxStaysInItsCells(t *testing.T) {
	look := theme.New()
	for shift := range 3 {
		line := strings.Repeat("a", shift) + strings.Repeat("漢", 30)
		for inner := range 20 {
			box := look.Box("", []string{strings.Repeat("x", inner)}, inner)
			for over := range strings.SplitSeq(look.Over(line+"\n"+line+"\n"+line, box, 70, 3), "\n") {
				over = ansi.Strip(over)
				assert.Equal(t, ansi.StringWidth(line), ansi.StringWidth(over), over)
			}
		}
	}
}

func TestANameIsNotBrokenAtItsHyphens(t *testing.T) {
	words := func(cells int) (lines []string) {
		for _, line := range theme.Lines(theme.Plain, "nearest: 1.19, pr-8959-ab12, x", cells) {
			lines = append(lines, line.String())
		}
		return lines
	}
	assert.Equal(t, []string{"nearest: 1.19,", "pr-8959-ab12, x"}, words(20))
	assert.Equal(t, []string{"nearest:", "1.19,", "pr-8959-", "ab12, x"}, words(8))
}
