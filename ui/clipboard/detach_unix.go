//go:build unix

package clipboard

import (
	"os/exec"
	"syscall"
)

// detach gives the tool a session of its own: xclip and its kin serve the text
// from the background and would die with the terminal.
func detach(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
