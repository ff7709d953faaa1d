package ui_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/golden"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// kinds are terminals as the program finds them: what they show, how many colours they have, and
// whether they tell of their background.
var kinds = map[string]struct {
	charset text.Charset
	profile colorprofile.Profile
	mix     func(*theme.Theme)
}{
	"linux":  {text.Console, colorprofile.ANSI, func(t *theme.Theme) { t.Guess(true) }},
	"vt100":  {text.Unicode, colorprofile.ASCII, (*theme.Theme).Unsure},
	"screen": {text.Unicode, colorprofile.ANSI256, func(t *theme.Theme) { t.Guess(true) }},
	"silent": {text.Unicode, colorprofile.ANSI, (*theme.Theme).Unsure},
}

func TestWhatEachKindOfTerminalShows(t *testing.T) {
	for kind, is := range kinds {
		for _, name := range []string{"login", "tags", "help"} {
			t.Run(kind+" "+name, func(t *testing.T) {
				mixed := theme.New()
				mixed.Profile(is.profile)
				is.mix(mixed)
				tell(t, setting{demo: true, charset: is.charset, theme: mixed}, func(s *story) {
					frames[name](s)
					var sent strings.Builder
					writer := colorprofile.Writer{Forward: &sent, Profile: is.profile}
					_, err := writer.WriteString(s.app.View().Content)
					require.NoError(t, err)
					shown := painted(t, sent.String(), s.size[0], s.size[1])
					golden.Text(t, filepath.Join("frames", "kinds", kind+"-"+name+".txt"), shown)
				})
			})
		}
	}
}

// painted is a picture, and below it how each cell is painted: a letter for each way there is, which
// a legend names.
func painted(t *testing.T, picture string, width, height int) string {
	t.Helper()
	screen := vt.NewEmulator(width, height)
	_, err := screen.WriteString(strings.ReplaceAll(picture, "\n", "\r\n"))
	require.NoError(t, err)
	letters := map[string]rune{}
	var legend, cells strings.Builder
	for y := range height {
		var row strings.Builder
		for x := range width {
			cell := screen.CellAt(x, y)
			way := strings.TrimPrefix(cell.Style.String(), "\x1b[")
			if _, known := letters[way]; !known {
				letters[way] = rune('a' + len(letters))
				fmt.Fprintf(&legend, "%c  %s\n", letters[way], way)
			}
			row.WriteRune(letters[way])
		}
		cells.WriteString(row.String() + "\n")
	}
	assert.Less(t, len(letters), 16)
	return ansi.Strip(picture) + "\n\n" + legend.String() + "\n" + cells.String()
}
