//go:build !windows

package endtoend_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	xterm "github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// patience bounds every wait. It is long because a machine may be busy; nothing
// that works comes near it.
const patience = time.Minute

// terminal is a program in a pseudo-terminal, with an emulator that draws what
// it writes and answers what it asks.
type terminal struct {
	t       testing.TB
	pty     *os.File
	changed chan struct{} // holds a token when something was written since the last look
	read    chan struct{} // closed when there is nothing more to read
	exited  chan struct{} // closed when the program has ended
	ended   error         // how, once exited is closed
	process *os.Process
	modes0  *xterm.State // what the terminal was set to before the program

	mu    sync.Mutex // guards what follows
	emu   *vt.Emulator
	out   []byte
	modes map[ansi.Mode]bool
	last  string // the screen as the program last finished drawing it
}

// open starts a program in a terminal of the given size in cells. The
// environment holds what a terminal on a machine without a display sets, and
// what env adds.
func open(tb testing.TB, width, height int, env []string, program string, args ...string) *terminal {
	tb.Helper()
	term := &terminal{
		t:       tb,
		changed: make(chan struct{}, 1),
		read:    make(chan struct{}),
		exited:  make(chan struct{}),
		emu:     vt.NewEmulator(width, height),
		modes:   map[ansi.Mode]bool{},
	}
	term.emu.SetCallbacks(vt.Callbacks{
		EnableMode: func(m ansi.Mode) {
			if m == ansi.ModeSynchronizedOutput {
				term.last = term.drawn()
			}
			term.modes[m] = true
		},
		DisableMode: func(m ansi.Mode) { term.modes[m] = false },
	})
	// The emulator says that it knows a mode once the mode has been named. With this one
	// the program tells where a frame begins and ends, and no half of one is seen.
	_, err := term.emu.WriteString(ansi.ResetModeSynchronizedOutput)
	require.NoError(tb, err)
	cmd := exec.CommandContext(tb.Context(), program, args...)
	cmd.Env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + tb.TempDir(), "LANG=C.UTF-8", "TERM=xterm-256color", "COLORTERM=truecolor",
	}, env...)
	opened, tty, err := pty.Open()
	require.NoError(tb, err)
	file := unblocked(tb, opened)
	require.NoError(tb, pty.Setsize(file, size(width, height)))
	term.modes0, err = xterm.GetState(file.Fd())
	require.NoError(tb, err)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	require.NoError(tb, cmd.Start())
	require.NoError(tb, tty.Close())
	term.pty, term.process = file, cmd.Process
	go term.draw()
	go term.answer()
	go func() {
		term.ended = cmd.Wait()
		close(term.exited)
	}()
	tb.Cleanup(func() { term.close(cmd) })
	return term
}

// unblocked is the same terminal, on which no read holds up the closing: package
// pty leaves one that goes away only once the program writes again.
func unblocked(tb testing.TB, terminal *os.File) *os.File {
	tb.Helper()
	fd, err := unix.FcntlInt(terminal.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	require.NoError(tb, err)
	require.NoError(tb, unix.SetNonblock(fd, true))
	require.NoError(tb, terminal.Close())
	return os.NewFile(uintptr(fd), terminal.Name())
}

func size(width, height int) *pty.Winsize {
	return &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}
}

func (term *terminal) close(cmd *exec.Cmd) {
	_ = cmd.Process.Kill() // It has usually ended by itself.
	<-term.exited
	<-term.read
	if w, ok := term.emu.InputPipe().(io.Closer); ok {
		_ = w.Close()
	}
	_ = term.pty.Close()
}

// draw brings what the program writes onto the screen.
func (term *terminal) draw() {
	defer close(term.read)
	buf := make([]byte, 64<<10)
	for {
		n, err := term.pty.Read(buf)
		term.mu.Lock()
		term.out = append(term.out, buf[:n]...)
		_, _ = term.emu.Write(buf[:n])
		term.mu.Unlock()
		select {
		case term.changed <- struct{}{}:
		default:
		}
		if err != nil { // The program has closed its end.
			return
		}
	}
}

// answer sends back what the emulator says when the program asks it something.
func (term *terminal) answer() {
	_, _ = io.Copy(term.pty, term.emu)
}

// keys are the bytes that a terminal sends for the keys that have names.
var keys = map[string]string{
	"enter": "\r", "esc": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ", "backspace": "\x7f",
	"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
	"pgup": "\x1b[5~", "pgdown": "\x1b[6~", "ctrl+c": "\x03", "ctrl+d": "\x04", "ctrl+u": "\x15", "ctrl+l": "\x0c",
	"ctrl+z": "\x1a", "ctrl+\\": "\x1c", "ctrl+o": "\x0f", "ctrl+k": "\x0b", "ctrl+f": "\x06",
}

// press presses keys one after the other: names of the table above, or single
// characters. Wait for what esc does before the next key: a terminal sends
// alt+q as esc and q in one breath.
func (term *terminal) press(names ...string) {
	term.t.Helper()
	for _, name := range names {
		sent, named := keys[name]
		if !named {
			require.Lenf(term.t, []rune(name), 1, "no key is called %q", name)
			sent = name
		}
		term.write(sent)
	}
}

// enter types text, as fast as a terminal sends it.
func (term *terminal) enter(text string) {
	term.t.Helper()
	term.write(text)
}

// paste pastes text, marked as pasted when the program has asked for that.
func (term *terminal) paste(text string) {
	term.t.Helper()
	if term.isSet(ansi.ModeBracketedPaste) {
		text = ansi.BracketedPasteStart + text + ansi.BracketedPasteEnd
	}
	term.write(text)
}

// click presses and releases the left button where the text begins.
func (term *terminal) click(text string) {
	term.t.Helper()
	for y, line := range strings.Split(term.screen(), "\n") {
		if before, _, found := strings.Cut(line, text); found {
			x := ansi.StringWidth(before)
			term.write(ansi.MouseSgr(0, x, y, false) + ansi.MouseSgr(0, x, y, true))
			return
		}
	}
	require.FailNowf(term.t, "there is nothing to click on", "%s is not in:\n%s", text, term.screen())
}

func (term *terminal) write(s string) {
	term.t.Helper()
	_, err := io.WriteString(term.pty, s)
	require.NoError(term.t, err)
}

// resize changes the size of the window; the program is told by a signal.
func (term *terminal) resize(width, height int) {
	term.t.Helper()
	term.mu.Lock()
	term.emu.Resize(width, height)
	term.mu.Unlock()
	require.NoError(term.t, pty.Setsize(term.pty, size(width, height)))
}

// screen is what a person sees: one line a row, without the blanks at the end of
// a line and the empty rows at the bottom.
func (term *terminal) screen() string {
	term.mu.Lock()
	defer term.mu.Unlock()
	if term.modes[ansi.ModeSynchronizedOutput] {
		return term.last
	}
	return term.drawn()
}

func (term *terminal) drawn() string {
	lines := strings.Split(term.emu.String(), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \r")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// raw is everything that the program has written so far.
func (term *terminal) raw() []byte {
	term.mu.Lock()
	defer term.mu.Unlock()
	return append([]byte(nil), term.out...)
}

func (term *terminal) isSet(m ansi.Mode) bool {
	term.mu.Lock()
	defer term.mu.Unlock()
	return term.modes[m]
}

var clipboardWrite = regexp.MustCompile("\x1b\\]52;c;([A-Za-z0-9+/=]*)(?:\a|\x1b\\\\)")

// copied is what the program has sent to the terminal's clipboard, in order.
func (term *terminal) copied() []string {
	term.t.Helper()
	var all []string
	for _, found := range clipboardWrite.FindAllSubmatch(term.raw(), -1) {
		text, err := base64.StdEncoding.DecodeString(string(found[1]))
		require.NoError(term.t, err)
		all = append(all, string(text))
	}
	return all
}

// waitFor waits until the text stands on the screen.
func (term *terminal) waitFor(text string) {
	term.t.Helper()
	term.waitUntil("the screen shows "+text, func() bool { return strings.Contains(term.screen(), text) })
}

// waitWritten waits until the text has been written, wherever it is on the screen by then.
func (term *terminal) waitWritten(text string) {
	term.t.Helper()
	term.waitUntil("the program wrote "+text, func() bool { return bytes.Contains(term.raw(), []byte(text)) })
}

// waitGone waits until the text no longer stands on the screen.
func (term *terminal) waitGone(text string) {
	term.t.Helper()
	term.waitUntil("the screen no longer shows "+text, func() bool { return !strings.Contains(term.screen(), text) })
}

// waitUntil looks whenever the program has written something and, for what shows
// elsewhere than on the screen, again and again.
func (term *terminal) waitUntil(what string, met func() bool) {
	term.t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for !met() {
		select {
		case <-term.changed:
		case <-again.C:
		case <-term.read:
			if !met() {
				require.FailNowf(term.t, "the program has ended", "before %s:\n%s", what, term.screen())
			}
		case <-deadline.C:
			require.FailNowf(term.t, "waited too long", "until %s:\n%s", what, term.screen())
		}
	}
}

// exit waits until the program has ended and all its output is drawn, and
// returns its exit code.
func (term *terminal) exit() int {
	term.t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	for _, done := range []chan struct{}{term.exited, term.read} {
		select {
		case <-done:
		case <-deadline.C:
			require.FailNowf(term.t, "the program does not end", "%s", term.screen())
		}
	}
	if status, failed := errors.AsType[*exec.ExitError](term.ended); failed {
		return status.ExitCode()
	}
	require.NoError(term.t, term.ended)
	return 0
}

var keyboardStack = regexp.MustCompile("\x1b\\[([<>])\\d*u")

// keyboardDepth is how much of what was pushed on the stack of the keyboard's
// ways to report has not been popped.
func keyboardDepth(out []byte) int {
	depth := 0
	for _, found := range keyboardStack.FindAllSubmatch(out, -1) {
		if found[1][0] == '>' {
			depth++
		} else {
			depth = max(depth-1, 0)
		}
	}
	return depth
}

// requireRestored checks that the terminal is as it was before the program.
func (term *terminal) requireRestored() {
	term.t.Helper()
	term.mu.Lock()
	defer term.mu.Unlock()
	if now, err := xterm.GetState(term.pty.Fd()); err == nil { // some systems forget a terminal that nobody has open
		require.Equal(term.t, term.modes0, now, "echo, lines and signals are as they were")
	}
	require.False(term.t, term.emu.IsAltScreen(), "the alternate screen is still shown")
	cursor, named := term.modes[ansi.ModeTextCursorEnable]
	require.True(term.t, cursor || !named, "the cursor is hidden")
	for name, m := range map[string]ansi.Mode{
		"mouse clicks": ansi.ModeMouseNormal, "mouse drags": ansi.ModeMouseButtonEvent, "mouse motion": ansi.ModeMouseAnyEvent,
		"mouse coordinates": ansi.ModeMouseExtSgr, "focus": ansi.ModeFocusEvent, "bracketed paste": ansi.ModeBracketedPaste,
		"synchronized output": ansi.ModeSynchronizedOutput, "grapheme clusters": ansi.ModeUnicodeCore,
	} {
		require.Falsef(term.t, term.modes[m], "still switched on: %s", name)
	}
	require.Equal(term.t, 0, keyboardDepth(term.out), "the keyboard still reports more than it did")
}
