//go:build unix

package credentials

import (
	"os/exec"
	"syscall"
)

// alone gives a helper a session of its own: without a terminal, and to be ended as a whole.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
