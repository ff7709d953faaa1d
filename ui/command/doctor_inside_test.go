//go:build unix

package command

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/command/doctor"
	"tagboat/ui/config"
)

// machineOn is a machine on a terminal, and what the terminal sees of it.
func machineOn(t *testing.T, kind string) (m Machine, screen *os.File) {
	t.Helper()
	screen, terminal, err := pty.Open()
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { _, _ = terminal.Close(), screen.Close() })
	require.NoError(t, pty.Setsize(terminal, &pty.Winsize{Rows: 40, Cols: 120}))
	m = machine(map[string]string{"TERM": kind})
	m.In, m.Out, m.Err, m.Now = terminal, terminal, terminal, time.Now
	return m, screen
}

// answersWhenAsked answers once the terminal was asked what it is.
func answersWhenAsked(screen *os.File) {
	buf, all := make([]byte, 256), ""
	for !strings.HasSuffix(all, "\x1b[c") {
		n, err := screen.Read(buf)
		if err != nil {
			return
		}
		all += string(buf[:n])
	}
	_, _ = screen.WriteString(allAnswers)
}

const allAnswers = "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\\x1b[?0u\x1bP>|XTerm(388)\x1b\\\x1b[?64;22c"

// isAsItWas holds that a terminal is set as before, and that nothing is left for who reads it next:
// what the test types then is all that comes.
func isAsItWas(t *testing.T, m Machine, screen *os.File, before *term.State) {
	t.Helper()
	now, err := term.GetState(m.In.Fd())
	require.NoError(t, err)
	assert.Equal(t, before, now)
	_, err = screen.WriteString("next\n")
	require.NoError(t, err)
	line := make([]byte, 256)
	n, err := m.In.Read(line)
	require.NoError(t, err)
	assert.Equal(t, "next\n", string(line[:n]))
}

func TestATerminalThatAnswersIsAskedOnceAndGivenBack(t *testing.T) {
	m, screen := machineOn(t, "xterm-256color")
	before, err := term.GetState(m.In.Fd())
	require.NoError(t, err)
	go answersWhenAsked(screen)
	a, settled := examination{within: time.Minute, late: time.Minute}.ask(t.Context(), m)
	assert.True(t, a.Whole)
	assert.Equal(t, "#1e1e2e", a.Background)
	assert.Equal(t, "XTerm(388)", a.Name)
	settled()
	isAsItWas(t, m, screen, before)
}

func TestWhatATerminalAnswersLateIsNotLeftForTheShell(t *testing.T) {
	m, screen := machineOn(t, "xterm-256color")
	before, err := term.GetState(m.In.Fd())
	require.NoError(t, err)
	a, settled := examination{within: time.Millisecond, late: time.Minute}.ask(t.Context(), m)
	assert.False(t, a.Whole)
	done := make(chan struct{})
	go func() {
		defer close(done)
		settled()
	}()
	select {
	case <-done:
		assert.Fail(t, "the answers are still to come")
	case <-time.After(20 * time.Millisecond):
	}
	_, err = screen.WriteString(allAnswers)
	require.NoError(t, err)
	<-done // it has a minute, and ends with the last answer
	isAsItWas(t, m, screen, before)
}

func TestATerminalThatNeverAnswersIsNotWaitedForLong(t *testing.T) {
	m, screen := machineOn(t, "xterm-256color")
	before, err := term.GetState(m.In.Fd())
	require.NoError(t, err)
	a, settled := examination{within: time.Millisecond, late: 10 * time.Millisecond}.ask(t.Context(), m)
	assert.Equal(t, doctor.Answers{Within: time.Millisecond, Took: a.Took}, a)
	settled()
	isAsItWas(t, m, screen, before)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, settled = examination{within: time.Hour, late: time.Hour}.ask(ctx, m)
	settled()
	isAsItWas(t, m, screen, before)
}

func TestATerminalThatIsDumbOrNoneIsAskedNothing(t *testing.T) {
	m, screen := machineOn(t, "dumb")
	x := examination{within: time.Hour, late: time.Hour}
	a, settled := x.ask(t.Context(), m)
	settled()
	assert.Equal(t, "TERM is dumb", a.Unasked)
	_, err := m.Out.WriteString("end\n")
	require.NoError(t, err)
	seen := make([]byte, 64)
	n, err := screen.Read(seen)
	require.NoError(t, err)
	assert.Equal(t, "end\r\n", string(seen[:n]), "nothing was written before")

	pipe, _ := machineOn(t, "xterm")
	pipe.Out, err = os.Create(t.TempDir() + "/out")
	require.NoError(t, err)
	defer func() { _ = pipe.Out.Close() }()
	a, settled = x.ask(t.Context(), pipe)
	settled()
	assert.Equal(t, "no terminal", a.Unasked)
}

func TestTheLocaleAndTheColoursAreThoseOfTheScreen(t *testing.T) {
	m, _ := machineOn(t, "xterm-256color")
	values := map[string]string{"TERM": "xterm-256color"}
	m.Getenv = func(name string) string { return values[name] }
	x := examination{flags: &flags{config: config.Default()}}
	assert.Equal(t, doctor.Finding{About: "locale", Says: "none is set, signs in Unicode"}, x.locale(m))
	assert.Equal(t, "256", coloursOf(t.Context(), m))
	values["LANG"], values["LC_ALL"] = "de_DE.UTF-8", "C"
	found := x.locale(m)
	assert.Equal(t, doctor.Look, found.State)
	assert.Equal(t, "LC_ALL=C, signs in ASCII", found.Says)
	x.config.Glyphs = "ascii"
	assert.Equal(t, doctor.OK, x.locale(m).State, "it was chosen")
	values["COLORTERM"] = "truecolor"
	assert.Equal(t, "all that there are", coloursOf(t.Context(), m))
	values["NO_COLOR"] = "1"
	assert.Equal(t, "none, as the environment says", coloursOf(t.Context(), m))
	for value, says := range map[string]string{"15;0": "dark, as", "0;15": "light, as", "": "read on both"} {
		values["COLORFGBG"] = value
		assert.Contains(t, assumed(m), says)
	}
}
