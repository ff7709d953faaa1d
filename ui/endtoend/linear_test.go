//go:build !windows

package endtoend_test

import (
	"bytes"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// plain holds what a terminal was sent against what a voice, or a line printer, can take.
func plain(t *testing.T, raw []byte) {
	t.Helper()
	for i, r := range string(raw) {
		if unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\b' { // the terminal's own echo has \b
			assert.Failf(t, "a control character", "%U behind %q", r, raw[max(i-40, 0):i])
			return
		}
	}
}

func TestInLinesTheWholeWayIsGoneOnATerminal(t *testing.T) {
	t.Parallel()
	for name, env := range map[string][]string{
		"asked for": nil, "by the environment": {"ACCESSIBLE=1"}, "on a terminal that can not repaint": {"TERM=dumb"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			args := []string{"--demo"}
			if env == nil {
				args = append(args, "--linear")
			}
			term := open(t, 80, 24, env, tagboat, args...)
			term.waitFor("User name:")
			assert.True(t, echoes(t, term.pty))
			term.enter("bob\n")
			term.waitFor("Password or access token of bob")
			term.waitUntil("the echo is off", func() bool { return !echoes(t, term.pty) })
			term.enter("harbor\n")
			term.waitFor("Code:")
			require.True(t, echoes(t, term.pty))
			term.enter("123456\n")
			term.waitFor("Here: bob, home.")
			term.enter("open nginx:1.27.3\n")
			term.waitFor("1: 1.27.3, by name")
			term.enter("copy\n")
			term.waitFor("nginx:1.27.3\n")
			term.enter("quit\n")
			assert.Equal(t, 0, term.exit())
			plain(t, term.raw())
			assert.NotContains(t, string(term.raw()), "\nharbor")
		})
	}
}

func TestInLinesTheKeyThatEndsAProgramGivesTheEchoBack(t *testing.T) {
	t.Parallel()
	for key, code := range map[string]int{"ctrl+c": 130, "ctrl+\\": 131} {
		term := open(t, 80, 24, nil, tagboat, "--demo", "--linear")
		term.waitFor("User name:")
		term.enter("alice\n")
		term.waitUntil("the echo is off", func() bool { return !echoes(t, term.pty) })
		term.press(key)
		assert.Equal(t, code, term.exit(), key)
		assert.True(t, echoes(t, term.pty), key)
	}
}

func TestInLinesWhatWasTypedAheadIsNoSecret(t *testing.T) {
	t.Parallel()
	term := open(t, 80, 24, nil, tagboat, "--demo", "--linear")
	term.waitFor("User name:")
	term.enter("alice\nopen nginx\nmore\n")
	term.waitFor("Password or access token of alice")
	term.waitUntil("the echo is off", func() bool { return !echoes(t, term.pty) })
	term.enter("anchor\n")
	term.waitFor("Here: alice, home.")
	assert.NotContains(t, term.screen(), "do not belong together")
}

func TestInLinesTheEndOfTheInputLeaves(t *testing.T) {
	t.Parallel()
	term := open(t, 80, 24, nil, tagboat, "--demo", "--linear")
	term.waitFor("User name:")
	term.enter("alice\n")
	term.waitUntil("the echo is off", func() bool { return !echoes(t, term.pty) })
	term.press("ctrl+d")
	assert.Equal(t, 0, term.exit())
	assert.True(t, echoes(t, term.pty))
}

func TestInLinesCtrlZGivesTheShellBackAndTheSecretIsHiddenAgain(t *testing.T) {
	t.Parallel()
	term := open(t, 100, 30, []string{"PS1=ready: "}, "sh", "-i")
	term.waitFor("ready:")
	term.enter("'" + tagboat + "' --demo --linear\n")
	term.waitFor("User name:")
	term.enter("alice\n")
	term.waitUntil("the echo is off", func() bool { return !echoes(t, term.pty) })
	for range 2 {
		term.press("ctrl+z")
		term.waitUntil("the shell is back", func() bool { return strings.HasSuffix(term.screen(), "ready:") })
		assert.True(t, echoes(t, term.pty))
		term.enter("fg\n")
		term.waitUntil("the echo is off again", func() bool { return !echoes(t, term.pty) })
	}
	term.enter("anchor\n")
	term.waitFor("Here: alice, home.")
	term.enter("quit\n")
	term.waitUntil("the shell is back", func() bool { return strings.HasSuffix(term.screen(), "ready:") })
}

func TestAScriptOfLinesIsProse(t *testing.T) {
	t.Parallel()
	run := func(script string, args ...string) (out, errs string, code int) {
		cmd := exec.CommandContext(t.Context(), tagboat, append([]string{"--demo", "--linear"}, args...)...)
		cmd.Env = []string{"HOME=" + t.TempDir(), "TERM=xterm", "LANG=C.UTF-8"}
		cmd.Stdin = strings.NewReader(script)
		return outcome(t, cmd)
	}
	const script = "alice\nanchor\nopen nginx:1.27.3\ny\ncopy as\nR\nback\ngo redis\nback\nsearch redis\n1\nmore"
	first, errs, code := run(script)
	assert.Equal(t, 0, code)
	assert.Empty(t, errs)
	plain(t, []byte(first))
	assert.Contains(t, first, "\nnginx:1.27.3\n")
	assert.Contains(t, first, "\nFROM nginx:1.27.3@sha256:")
	assert.Contains(t, first, "Rows 11 to 20 of 132")
	again, _, _ := run(script)
	assert.Equal(t, first, again)

	_, errs, code = run("alice\nwrong\nopen nginx\n")
	assert.Equal(t, 4, code)
	assert.Contains(t, errs, "do not belong together")
	_, errs, code = run("", "--clipboard", "osc52")
	assert.Equal(t, 2, code)
	assert.Contains(t, errs, "control sequence")
	out, _, code := run("")
	assert.Equal(t, 0, code, "nothing was asked for, and nothing is consented to")
	assert.True(t, strings.HasSuffix(out, "User name:\n"))
}

func TestALineThatNobodyReadsEndsTheConversation(t *testing.T) {
	t.Parallel()
	shell := exec.CommandContext(t.Context(), "sh", "-c", `printf 'alice\nanchor\nopen nginx\nmore\nmore\n' | "$0" --demo --linear | head -n 1`, tagboat)
	shell.Env = []string{"HOME=" + t.TempDir(), "PATH=/usr/bin:/bin"}
	var out bytes.Buffer
	shell.Stdout = &out
	require.NoError(t, shell.Run())
	assert.Equal(t, "Log in to Docker Hub.\n", out.String())
}

func TestInLinesAHangUpEndsIt(t *testing.T) {
	t.Parallel()
	term := open(t, 80, 24, nil, tagboat, "--demo", "--linear")
	term.waitFor("User name:")
	require.NoError(t, term.process.Signal(syscall.SIGHUP))
	assert.Equal(t, 129, term.exit())
}
