//go:build unix

// Package apart sees to it that a program which is started outlives the terminal.
package apart

import (
	"os/exec"
	"syscall"
)

// Session gives a program a session of its own: clipboard tools serve the text
// from the background, and a browser stays open; both would die with the terminal.
func Session(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
