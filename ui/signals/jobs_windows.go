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

// stopSignal is none: nothing stops a program here.
const stopSignal = syscall.Signal(0)

// Suspend returns ErrNoShell: there is no job control here.
func (*Owner) Suspend(Scope) error { return ErrNoShell }

// Await returns at once: a console is everybody's.
func (*Owner) Await(*os.File) {}

func (*Owner) retake() {}

func (*Owner) halt(Scope, syscall.Signal) error { return ErrNoShell }

func (*Owner) watchJobs() {}

// InForeground reports true.
func InForeground(*os.File) bool { return true }
