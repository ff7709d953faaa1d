//go:build !windows

package endtoend_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// inShell starts the program from a shell that has job control, and returns its
// number.
func inShell(t *testing.T) (term *terminal, pid int) {
	t.Helper()
	number := filepath.Join(t.TempDir(), "pid")
	term = open(t, 100, 30, []string{"PS1=ready: "}, "sh", "-i")
	term.waitFor("ready:")
	term.enter("sh -c 'echo $$ > \"" + number + "\"; exec \"" + tagboat + "\" --demo'\n")
	term.waitFor("Log in to Docker Hub")
	text, err := os.ReadFile(number)
	require.NoError(t, err)
	pid, err = strconv.Atoi(strings.TrimSpace(string(text)))
	require.NoError(t, err)
	return term, pid
}

// atShell waits until the shell has the terminal, as it was.
func (term *terminal) atShell() {
	term.t.Helper()
	term.waitUntil("the shell is back", func() bool {
		return !term.isSet(ansi.ModeAltScreenSaveCursor) && strings.HasSuffix(term.screen(), "ready:")
	})
	require.True(term.t, term.isSet(ansi.ModeTextCursorEnable))
	require.False(term.t, term.isSet(ansi.ModeBracketedPaste))
	require.False(term.t, term.isSet(ansi.ModeMouseButtonEvent))
	require.Equal(term.t, 0, keyboardDepth(term.raw()))
	require.True(term.t, echoes(term.t, term.pty))
}

func TestCtrlZGivesTheShellBackAndFgThePicture(t *testing.T) {
	t.Parallel()
	term, _ := inShell(t)
	seeded := rand.New(rand.NewPCG(14, 1))
	for range rounds() {
		for _, step := range journey {
			term.waitFor(step.see)
			if seeded.IntN(4) == 0 {
				term.press("ctrl+z")
				term.atShell()
				term.enter("fg\n")
				term.waitFor(step.see)
			}
			term.write(step.do)
		}
		term.press("ctrl+c")
		term.atShell()
		term.enter("'" + tagboat + "' --demo\n")
	}
	term.waitFor("Log in to Docker Hub")
	term.press("ctrl+c")
	term.atShell()
	term.enter("exit\n")
	assert.Equal(t, 0, term.exit())
}

func TestCtrlZWorksWhileTextIsTyped(t *testing.T) {
	t.Parallel()
	term, _ := inShell(t)
	term.enter("alic")
	term.waitFor("alic")
	term.press("ctrl+z")
	term.atShell()
	term.resize(90, 25)
	term.enter("fg\n")
	term.waitUntil("the form is back in its new place", func() bool {
		return strings.Contains(term.screen(), "alic") && len(strings.Split(term.screen(), "\n")) == 25
	})
	term.enter("e")
	term.waitFor("alice")
	term.press("ctrl+c")
	term.atShell()
}

func TestASignalToStopAndOneToGoOnAreHeard(t *testing.T) {
	t.Parallel()
	term, pid := inShell(t)
	require.NoError(t, syscall.Kill(pid, syscall.SIGTSTP))
	term.atShell()
	term.enter("fg\n")
	term.waitFor("Log in to Docker Hub")
	term.enter("zora")
	term.waitFor("zora")

	require.NoError(t, syscall.Kill(pid, syscall.SIGSTOP))
	term.waitFor("Stopped") // in the midst of the picture
	term.enter("fg\n")
	term.waitUntil("it is painted anew", func() bool {
		return strings.Contains(term.screen(), "zora") && !strings.Contains(term.screen(), "Stopped")
	})
	require.NoError(t, syscall.Kill(pid, syscall.SIGTERM))
	term.atShell()
	term.enter("echo code $?\n")
	term.waitFor("code 143")
}

func TestWithoutAShellToGoBackToCtrlZSaysSo(t *testing.T) {
	t.Parallel()
	term := open(t, 100, 30, nil, tagboat, "--demo")
	logIn(term, "alice", "anchor")
	term.waitForSelection("alice")
	term.press("ctrl+z")
	term.waitFor("there is no shell here to go back to")
	term.press("j")
	term.waitForSelection("acme")
	term.press("q")
	assert.Equal(t, 0, term.exit())
	term.requireRestored()
}

func TestCtrlZTwiceInOneBreathStopsOnce(t *testing.T) {
	t.Parallel()
	term, _ := inShell(t)
	term.write("\x1a\x1a")
	term.atShell()
	term.enter("fg\n")
	term.waitFor("Log in to Docker Hub")
	term.enter("zora")
	term.waitUntil("the form has what is typed", func() bool {
		return term.isSet(ansi.ModeAltScreenSaveCursor) && strings.Contains(term.screen(), "zora")
	})
	term.press("ctrl+c")
	term.atShell()
}

// Shells let go on what they kill, or bg does. Whoever sets the terminal in the background is stopped again
// by the system, and would never end.
func TestASignalEndsAProgramThatIsStopped(t *testing.T) {
	t.Parallel()
	for name, lead := range map[string]func(term *terminal){
		"suspended": func(term *terminal) {
			term.enter("'" + tagboat + "' --demo\n")
			term.waitFor("Log in to Docker Hub")
			term.press("ctrl+z")
			term.atShell()
		},
		"suspended at a question": func(term *terminal) {
			term.enter("'" + tagboat + "' login carol --hub http://127.0.0.1:1\n")
			term.waitFor("Password or access token:")
			term.press("ctrl+z")
			term.waitUntil("the shell is back", func() bool { return strings.Count(term.screen(), "ready:") > 1 })
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := open(t, 100, 30, []string{"PS1=ready: "}, "sh", "-i")
			term.waitFor("ready:")
			lead(term)
			term.enter("clear; kill %%; bg; wait %%; echo code $?\n")
			term.waitFor("code 143")
			term.enter("exit\n")
			assert.Equal(t, 0, term.exit())
			term.requireRestored()
		})
	}
}

func TestASecretThatIsHalfTypedIsGoneOnWithAndShownToNobody(t *testing.T) {
	t.Parallel()
	term, pid := inShell(t)
	term.enter("alice\txqzw")
	term.waitFor("•••")
	for range 2 {
		term.press("ctrl+z")
		term.atShell()
		term.resize(90, 25)
		term.enter("fg\n")
		term.waitUntil("the form is back", func() bool {
			return term.isSet(ansi.ModeAltScreenSaveCursor) && strings.Contains(term.screen(), "•••")
		})
	}
	require.NoError(t, syscall.Kill(pid, syscall.SIGCONT)) // though nothing stopped it
	term.waitUntil("what was typed is taken back", func() bool {
		term.press("backspace") // which may come while the terminal is taken anew, and is lost then
		return strings.Contains(term.screen(), "or access token")
	})
	term.enter("anchor\r")
	term.waitForSelection("alice")
	assert.NotContains(t, string(term.raw()), "xqzw")
	term.enter("/acm")
	term.waitFor("/acm")
	term.press("ctrl+z")
	term.atShell()
	term.enter("fg\n")
	term.waitFor("/acm")
	term.press("ctrl+c")
	term.atShell()
}

func TestAConversationByLinesIsSuspendedAndGoneOnWith(t *testing.T) {
	t.Parallel()
	term := open(t, 80, 24, []string{"PS1=ready: ", "TERM=dumb"}, "sh", "-i")
	term.waitFor("ready:")
	term.enter("'" + tagboat + "' nginx --demo\n")
	term.waitFor("for the next.\n>")
	term.press("ctrl+z")
	term.waitUntil("the shell is back", func() bool { return strings.HasSuffix(term.screen(), "ready:") })
	require.True(t, echoes(t, term.pty))
	term.enter("fg\n")
	term.enter("limits\n")
	term.waitFor("requests")
	term.press("ctrl+d")
	term.waitUntil("the shell is back", func() bool { return strings.HasSuffix(term.screen(), "ready:") })
}
