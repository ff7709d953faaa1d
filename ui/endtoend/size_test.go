//go:build !windows

package endtoend_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestATerminalThatDoesNotTellItsSizeShowsThePicture(t *testing.T) {
	t.Parallel()
	for _, told := range [][2]int{{0, 0}, {80, 0}, {0, 24}} {
		for _, env := range [][]string{nil, {"COLUMNS=60", "LINES=20"}} {
			term := openTold(t, told[0], told[1], env)
			width, height := 80, 24
			if env != nil {
				width, height = 60, 20
			}
			if told[0] > 0 {
				width = told[0]
			}
			if told[1] > 0 {
				height = told[1]
			}
			term.waitFor("Log in to Docker Hub")
			term.waitFor("enter go on")
			lines := strings.Split(term.screen(), "\n")
			assert.Len(t, lines, height, "%v %v", told, env)
			for _, line := range lines {
				assert.LessOrEqual(t, ansi.StringWidth(line), width)
			}
			term.enter("zz") // once it takes keys it hears of sizes, too
			term.waitFor("zz")
			term.resize(100, 30)
			term.waitUntil("the real size is taken", func() bool { return len(strings.Split(term.screen(), "\n")) == 30 })
			term.press("ctrl+c")
			assert.Equal(t, 0, term.exit())
			term.requireRestored()
		}
	}
}

// openTold starts the demo in a window of 100×30 that says something else about
// its size.
func openTold(t *testing.T, width, height int, env []string) *terminal {
	t.Helper()
	term := open(t, 100, 30, env, "sh", "-c", `read -r go; exec "$0" --demo`, tagboat)
	require.NoError(t, pty.Setsize(term.pty, size(width, height)))
	term.enter("go\n")
	return term
}
