//go:build !windows

package endtoend_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/command"
)

// tagboat is the program, built once.
var tagboat string

func TestMain(m *testing.M) { os.Exit(buildAndRun(m)) }

func buildAndRun(m *testing.M) int {
	// What the test binary holds of the program decides whether a result may be remembered: all of it.
	runtime.KeepAlive(command.Run)
	flag.Parse()
	if flag.Lookup("test.parallel").Value.String() == strconv.Itoa(runtime.GOMAXPROCS(0)) {
		// Most of their time the tests wait for programs, which wait for a terminal.
		_ = flag.Set("test.parallel", strconv.Itoa(atOnce*runtime.GOMAXPROCS(0)))
	}
	folder, err := os.MkdirTemp("", "tagboat")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(folder) }()
	tagboat = filepath.Join(folder, "tagboat")
	if out, err := exec.CommandContext(context.Background(), "go", "build", "-o", tagboat, "tagboat").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%v\n%s", err, out)
		return 1
	}
	// A run below nohup hands the hang-up that it ignores down to all that it starts.
	heard := make(chan os.Signal, 1)
	signal.Notify(heard, syscall.SIGHUP, syscall.SIGQUIT)
	defer signal.Stop(heard)
	return m.Run()
}

// logIn fills the form of the demo.
func logIn(term *terminal, name, secret string) {
	term.waitFor("Log in to Docker Hub")
	term.enter(name)
	term.press("tab")
	term.paste(secret + "\n")
	term.waitFor("••••")
	term.press("enter")
}

// waitForSelection waits until the selected row holds the text.
func (term *terminal) waitForSelection(text string) {
	term.t.Helper()
	term.waitUntil("the selection is on "+text, func() bool {
		for line := range strings.Lines(term.screen()) {
			if strings.Contains(line, "▌") && strings.Contains(line, text) {
				return true
			}
		}
		return false
	})
}

func TestFromLoginToAReferenceOnTheClipboard(t *testing.T) {
	t.Parallel()
	term := open(t, 80, 24, nil, tagboat, "--demo")
	logIn(term, "alice", "anchor")
	term.waitFor("NAMESPACE")
	term.waitForSelection("alice")
	term.press("down")
	term.waitForSelection("acme")
	term.press("enter")
	term.waitFor("REPOSITORY")
	term.waitFor("300")
	term.press("/")
	term.enter("base-jre")
	term.waitForSelection("base-jre")
	term.press("enter", "enter")
	term.waitFor("PLATFORMS")
	term.waitForSelection("MB")
	term.press("y")
	term.waitFor("acme/base-jre:")
	term.waitUntil("a reference is copied", func() bool { return len(term.copied()) == 1 })
	assert.Regexp(t, `^acme/base-jre:[\w.-]+$`, term.copied()[0])
	term.waitFor("Sent " + term.copied()[0])

	term.press("esc")
	term.waitForSelection("base-jre")
	term.press("esc")
	term.waitFor("300 of 300")
	term.press("esc")
	term.waitForSelection("acme")
	term.press("q")
	assert.Equal(t, 0, term.exit())
	term.requireRestored()
}

func TestAPlaceBehindTheProgramsNameIsWhereItBegins(t *testing.T) {
	t.Parallel()
	term := open(t, 80, 24, nil, tagboat, "--demo", "nginx:1.26")
	term.waitForSelection("by name")
	term.press("y")
	term.waitUntil("a reference is copied", func() bool { return len(term.copied()) == 1 })
	assert.Equal(t, "nginx:1.26", term.copied()[0])
	term.enter("\x1b[200~FROM bitnami/redis:7.2 AS cache\r\nRUN make\x1b[201~")
	term.waitFor("bitnami")
	term.waitForSelection("7.2 ")
	term.press("q")
	assert.Equal(t, 0, term.exit())
	term.requireRestored()
}

func TestASecretIsNeverDrawn(t *testing.T) {
	t.Parallel()
	term := open(t, 80, 24, nil, tagboat, "--demo")
	logIn(term, "alice", "correct-horse")
	term.waitFor("Could not log in")
	term.press("ctrl+c")
	assert.Equal(t, 0, term.exit())
	assert.False(t, bytes.Contains(term.raw(), []byte("correct-horse")))
}

func TestTheSecondFactorIsAskedForAndAnswered(t *testing.T) {
	t.Parallel()
	term := open(t, 120, 40, nil, tagboat, "--demo")
	logIn(term, "bob", "harbor")
	term.waitFor("Second factor")
	term.enter("000000")
	term.waitFor("refused")
	term.paste("123 456")
	term.waitFor("globex")
	term.press("ctrl+c")
	assert.Equal(t, 0, term.exit())
	term.requireRestored()
}

func TestResizingAndBackKeepsThePlace(t *testing.T) {
	t.Parallel()
	term := open(t, 80, 24, nil, tagboat, "--demo")
	logIn(term, "alice", "anchor")
	term.waitForSelection("alice")
	term.press("j")
	term.waitForSelection("acme")
	term.waitFor("32  Member") // the last of the counts that come after the names
	before := withoutBudget(term.screen())
	term.resize(40, 12)
	term.waitUntil("the frame fits", func() bool {
		lines := strings.Split(term.screen(), "\n")
		return len(lines) == 12 && strings.Contains(lines[0], "alice") && ansi.StringWidth(lines[11]) <= 40
	})
	term.waitForSelection("acme")
	term.resize(39, 12)
	term.waitFor("needs 40×10")
	term.resize(80, 24)
	term.waitUntil("the first frame is back", func() bool { return withoutBudget(term.screen()) == before })
	term.press("q")
	assert.Equal(t, 0, term.exit())
	term.requireRestored()
}

// withoutBudget is a screen without how many requests are left, which may change at any time.
func withoutBudget(screen string) string {
	return regexp.MustCompile(`\d+ of 600 requests left`).ReplaceAllString(screen, "")
}

func TestAClickSelects(t *testing.T) {
	t.Parallel()
	term := open(t, 80, 24, nil, tagboat, "--demo")
	logIn(term, "alice", "anchor")
	term.waitForSelection("alice")
	term.click("globex")
	term.waitForSelection("globex")
	term.press("q")
	assert.Equal(t, 0, term.exit())
}

func TestCtrlCQuitsInTheMidstOfTyping(t *testing.T) {
	t.Parallel()
	term := open(t, 80, 24, nil, tagboat, "--demo")
	term.waitFor("Log in to Docker Hub")
	term.enter("qq")
	term.waitFor("qq")
	term.press("ctrl+c")
	assert.Equal(t, 0, term.exit())
	term.requireRestored()
}

func TestWithoutColourTheSelectionIsStillSeen(t *testing.T) {
	t.Parallel()
	for name, env := range map[string][]string{"NO_COLOR": {"NO_COLOR=1"}, "vt100": {"TERM=vt100", "COLORTERM="}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := open(t, 80, 24, env, tagboat, "--demo")
			logIn(term, "alice", "anchor")
			term.waitForSelection("alice")
			assert.NotRegexp(t, "\x1b\\[[0-9;]*[34][0-7]m", string(term.raw()), "a colour is set")
			term.press("q")
			assert.Equal(t, 0, term.exit())
		})
	}
}

// writeProgram writes a script that another program will start. Meanwhile this one starts none: it
// would inherit the file, and what is open for writing cannot be run.
func writeProgram(t *testing.T, path, script string) {
	t.Helper()
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	require.NoError(t, os.WriteFile(path, []byte(script), 0o700))
}

// called runs the program without a terminal.
func called(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), tagboat, args...)
	cmd.Env = []string{"HOME=" + t.TempDir(), "TERM=xterm-256color"}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if status, failed := errors.AsType[*exec.ExitError](err); failed {
		return out.String(), errs.String(), status.ExitCode()
	}
	require.NoError(t, err)
	return out.String(), errs.String(), 0
}

func TestWithoutATerminalItSaysSo(t *testing.T) {
	t.Parallel()
	stdout, stderr, code := called(t, "--demo")
	assert.Equal(t, 2, code)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "terminal")
	assert.NotContains(t, stderr, "\x1b")
	assert.Equal(t, 1, strings.Count(stderr, "\n"), "one sentence")
}

func TestMistakesOnTheCommandLineAreSaidInOneLine(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--dmeo"}, {"login"}, {"--hub", "ftp://hub.example"}, {"--hub", "http://hub.example"}} {
		stdout, stderr, code := called(t, args...)
		assert.Equalf(t, 2, code, "%v", args)
		assert.Empty(t, stdout)
		assert.Equalf(t, 1, strings.Count(stderr, "\n"), "%q", stderr)
	}
}

func TestVersionAndHelpNeedNoTerminal(t *testing.T) {
	t.Parallel()
	stdout, stderr, code := called(t, "--version")
	assert.Equal(t, 0, code)
	assert.Regexp(t, `^tagboat \S+\n$`, stdout)
	assert.Empty(t, stderr)
	stdout, stderr, code = called(t, "--help")
	assert.Equal(t, 0, code)
	assert.Contains(t, stdout, "--demo")
	assert.Empty(t, stderr)
}

func TestACursorMoveWritesNoMoreThanTwoLines(t *testing.T) {
	t.Parallel()
	const width = 200
	term := open(t, width, 50, nil, tagboat, "--demo")
	term.waitFor("Log in to Docker Hub")
	term.write("\x0f") // ctrl+o
	term.waitFor("Open by name")
	term.enter("nginx")
	term.press("enter")
	term.waitFor("336 of 336")
	term.waitForSelection("▌ 1.27.3 ")
	before := len(term.raw())
	term.press("j")
	term.waitForSelection("▌ 1.27 ")
	written := len(term.raw()) - before
	t.Logf("%d bytes for one j at %d×50", written, width)
	const styles = width / 2 // bytes of a line's styles, at the most
	assert.LessOrEqual(t, written, 2*(width+styles))
}
