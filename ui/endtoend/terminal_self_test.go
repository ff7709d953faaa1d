//go:build !windows

package endtoend_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
)

// The terminal itself is tried on small programs first, so that a red test
// elsewhere is about tagboat.

func TestTheTerminalShowsWhatAProgramWritesAndSendsWhatIsTyped(t *testing.T) {
	t.Parallel()
	term := open(t, 80, 24, nil, "cat")
	term.enter("ship")
	term.press("space", "a", "h", "o", "y", "enter")
	term.waitUntil("the line comes back", func() bool { return term.screen() == "ship ahoy\nship ahoy" })
	term.press("ctrl+d")
	assert.Equal(t, 0, term.exit())
	assert.Equal(t, "ship ahoy\r\nship ahoy\r\n", string(term.raw()))
}

func TestTheTerminalTellsTheExitCode(t *testing.T) {
	t.Parallel()
	assert.Equal(t, 3, open(t, 80, 24, nil, "sh", "-c", "exit 3").exit())
}

func TestTheTerminalTellsItsSizeAndWhenItChanges(t *testing.T) {
	t.Parallel()
	term := open(t, 80, 24, []string{"PS1=ready: "}, "sh", "-c", `trap 'stty size' WINCH; stty size; while :; do read -r _ || :; done`)
	term.waitFor("24 80")
	term.resize(40, 12)
	term.waitFor("12 40")
}

func TestTheTerminalAnswersQuestions(t *testing.T) {
	t.Parallel()
	term := open(t, 80, 24, nil, "sh", "-c", `stty raw -echo; printf '\033[6n'; head -c 6 | od -c`)
	term.waitFor("033   [   1   ;   1   R")
	assert.Equal(t, 0, term.exit())
}

func TestTheTerminalCatchesWhatIsCopied(t *testing.T) {
	t.Parallel()
	term := open(t, 80, 24, nil, "printf", `\033]52;c;bmdpbng=\aand\033]52;c;cmVkaXM=\033\\`)
	assert.Equal(t, 0, term.exit())
	assert.Equal(t, []string{"nginx", "redis"}, term.copied())
	assert.Equal(t, "and", term.screen())
}

func TestTheTerminalKnowsItsModes(t *testing.T) {
	t.Parallel()
	term := open(t, 80, 24, nil, "sh", "-c", `printf '\033[?1049h\033[?2004h\033[?25lready'; read -r _; printf '\033[?1049l\033[?2004l\033[?25hbye'`)
	term.waitFor("ready")
	assert.True(t, term.isSet(ansi.ModeBracketedPaste))
	assert.True(t, term.isSet(ansi.ModeAltScreenSaveCursor))
	term.paste("x")
	term.press("enter")
	term.waitGone("ready")
	assert.Equal(t, 0, term.exit())
	term.requireRestored()
	assert.Contains(t, string(term.raw()), "[200~x")
}

func TestHalfAFrameIsNotSeen(t *testing.T) {
	t.Parallel()
	term := open(t, 80, 24, nil, "sh", "-c", `stty -echo; printf 'old\033[?2026h\rhalf'; read -r _; printf '\033[2K\rnew\033[?2026l'`)
	term.waitUntil("half is drawn", func() bool { return strings.Contains(string(term.raw()), "half") })
	assert.Equal(t, "old", term.screen())
	term.press("enter")
	term.waitFor("new")
}
