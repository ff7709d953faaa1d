//go:build !windows && !linux

package endtoend_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

const (
	fionread = 0x4004667f // of the BSDs and macOS
	mostHeld = 64 << 10   // what a pipe there grows to
)

// isFull reports whether a pipe holds all that it can.
func isFull(t *testing.T, pipe *os.File) bool {
	t.Helper()
	held, err := unix.IoctlGetInt(int(pipe.Fd()), fionread)
	require.NoError(t, err)
	return held > mostHeld-4096
}
