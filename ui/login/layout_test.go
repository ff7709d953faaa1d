package login_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"tagboat/keymap"
	"tagboat/ui/login"
	"tagboat/ui/screen"
	"tagboat/ui/theme"
)

func TestAClickAndTheCursorFindTheRowsWhateverStandsAboveThem(t *testing.T) {
	labels := []string{"User name", "Password"}
	for _, reason := range []string{"", "The session has ended.", "User name  and password, once more.", strings.Repeat("a long reason ", 12)} {
		for _, room := range [][2]int{{72, 19}, {112, 35}, {32, 7}, {60, 3}} {
			f := login.New(screen.Env{Keys: new(keymap.New()), Theme: theme.New()}, login.Subject{Reason: reason}, login.Then{})
			f.Resize(room[0], room[1])
			lines := strings.Split(ansi.Strip(f.View()), "\n")
			first := f.Cursor().Y
			for i, label := range labels {
				assert.True(t, strings.HasPrefix(lines[first+i], label), lines[first+i])
				f.Update(tea.MouseClickMsg{X: 3, Y: first + i})
				assert.Equal(t, first+i, f.Cursor().Y, "the cursor is where the click was")
			}
			f.Update(tea.MouseClickMsg{X: 3, Y: first - 1})
			f.Update(tea.MouseClickMsg{X: 3, Y: first + len(labels)})
			assert.Equal(t, first+1, f.Cursor().Y, "beside the rows nothing is to be clicked on")
		}
	}
}
