package child

import (
	"os"
	"os/exec"
	"syscall"
)

// apart hides the window that a program of the console would open.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true} }

// endSoftly ends it: Windows knows nothing softer.
func endSoftly(p *os.Process) error { return p.Kill() }

func end(p *os.Process) { _ = p.Kill() }
