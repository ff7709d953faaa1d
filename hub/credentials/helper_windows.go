package credentials

import (
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

// alone keeps a helper from opening a window, or drawing on ours.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{
		HideWindow: true, CreationFlags: windows.CREATE_NO_WINDOW,
	}
}
