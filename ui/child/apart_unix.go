//go:build unix

package child

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

// apart gives a program a session of its own: it cannot reach the terminal, on which the screen is,
// and it can be ended with all that it started.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }

func endSoftly(p *os.Process) error { return kill(p, syscall.SIGTERM) }

func end(p *os.Process) { _ = kill(p, syscall.SIGKILL) }

// kill is for the whole group.
func kill(p *os.Process, s syscall.Signal) error {
	err := syscall.Kill(-p.Pid, s)
	if errors.Is(err, syscall.ESRCH) {
		return os.ErrProcessDone
	}
	return err
}
