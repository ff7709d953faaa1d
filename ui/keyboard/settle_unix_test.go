//go:build unix

package keyboard

import (
	"bytes"
	"os"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// asked waits until the program asks the terminal what it is.
func asked(t *testing.T, terminal *os.File) {
	t.Helper()
	var come []byte
	buf := make([]byte, 256)
	for !bytes.Contains(come, []byte(ansi.RequestPrimaryDeviceAttributes)) {
		n, err := terminal.Read(buf)
		require.NoError(t, err)
		come = append(come, buf[:n]...)
	}
}

func TestWhatATerminalAnswersLateIsNotReadByTheNextProgram(t *testing.T) {
	terminal, tty, err := pty.Open()
	require.NoError(t, err)
	defer func() { _, _ = terminal.Close(), tty.Close() }()
	before, err := term.GetState(tty.Fd())
	require.NoError(t, err)
	input := New(tty, time.Now, func() {})
	input.slowest = time.Minute // more than any machine takes
	settled := make(chan struct{})
	go func() {
		defer close(settled)
		input.Settle(tty)
	}()
	asked(t, terminal)
	for _, late := range []string{"\x1b]11;rgb:1e1e/", "1e1e/2e2e\x1b\\\x1b[?2026;2$y", "\x1b[?62", ";22c"} {
		_, err = terminal.WriteString(late)
		require.NoError(t, err)
	}
	<-settled
	now, err := term.GetState(tty.Fd())
	require.NoError(t, err)
	assert.Equal(t, before, now)
	_, err = terminal.WriteString("ls\n")
	require.NoError(t, err)
	line := make([]byte, 64)
	n, err := tty.Read(line)
	require.NoError(t, err)
	assert.Equal(t, "ls\n", string(line[:n]))
}

func TestAMuteTerminalIsNotWaitedForLong(t *testing.T) {
	terminal, tty, err := pty.Open()
	require.NoError(t, err)
	defer func() { _, _ = terminal.Close(), tty.Close() }()
	input := New(tty, time.Now, func() {})
	input.slowest = time.Millisecond
	input.Settle(tty) // returns
	asked(t, terminal)

	now := time.Unix(0, 0)
	input = New(tty, func() time.Time { return now }, func() {})
	assert.Equal(t, input.slowest, input.patience(), "it may answer yet")
	now = now.Add(time.Hour)
	assert.Zero(t, input.patience(), "it has never answered")
	input.take([]byte("\x1b[?0u"))
	assert.Greater(t, input.patience(), input.slowest, "it is known to answer")
}

func TestATerminalThatIsGoneIsNotWaitedFor(t *testing.T) {
	terminal, tty, err := pty.Open()
	require.NoError(t, err)
	defer func() { _ = tty.Close() }()
	input := New(tty, time.Now, func() {})
	input.slowest = time.Hour
	require.NoError(t, terminal.Close())
	input.Settle(tty) // returns
}

func TestAKeyOnItsWayDoesNotHoldUpTheLeavingOfTheTerminal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		input := New(nil, time.Now, func() {})
		busy := make(chan struct{})
		input.Send = func(tea.Msg) { <-busy } // the program is about to leave the terminal
		input.take([]byte("\x1b"))
		time.Sleep(time.Second)
		synctest.Wait() // now only time has told that it was Esc
		assert.NotZero(t, input.patience())
		close(busy)
	})
}
