package command

import (
	"os"

	"golang.org/x/sys/unix"
)

// flush forgets what was typed on a terminal and not read.
func flush(terminal *os.File) {
	_ = unix.IoctlSetInt(int(terminal.Fd()), unix.TCFLSH, unix.TCIFLUSH) // at worst it is read
}
