//go:build !windows

package endtoend_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	xterm "github.com/charmbracelet/x/term"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// echoes reports whether a terminal shows what is typed.
func echoes(tb testing.TB, terminal *os.File) bool {
	tb.Helper()
	state, err := xterm.GetState(terminal.Fd())
	require.NoError(tb, err)
	return state.Lflag&unix.ECHO != 0
}

// isZombie reports whether a process has ended and is not waited for yet, where
// the system tells.
func isZombie(pid int) bool {
	status, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err == nil && strings.Contains(string(status), ") Z ")
}
