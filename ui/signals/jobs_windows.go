package signals

import (
	"os"
	"syscall"
)

// A console that is closed and a log-off arrive as SIGTERM.
var ending = []os.Signal{os.Interrupt, syscall.SIGTERM}

func isStop(syscall.Signal) bool { return false }

func isContinue(syscall.Signal) bool { return false }

// Scope is who stops.
type Scope int

const (
	// Process is this process alone.
	Process Scope = iota
	// Job is everything that runs with it.
	Job
)

// CanSuspend reports whether this system has job control.
const CanSuspend = false

// Suspend returns ErrNoShell: there is no job control here.
func (*Owner) Suspend(Scope) error { return ErrNoShell }

func (*Owner) watchJobs() {}
