//go:build unix && !linux

package command

import (
	"os"

	"golang.org/x/sys/unix"
)

// flush forgets what was typed on a terminal and not read.
func flush(terminal *os.File) {
	const input = 1                                                        // FREAD
	_ = unix.IoctlSetPointerInt(int(terminal.Fd()), unix.TIOCFLUSH, input) // at worst it is read
}
