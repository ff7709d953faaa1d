//go:build unix && !linux

package signals

import (
	"os"
	"os/signal"
	"syscall"
)

// byDefault calls f. Nobody listens to SIGTSTP here: once somebody has, package
// signal does not bring back what it does by default.
func byDefault(_ syscall.Signal, f func() error) error { return f() }

func watchJobs(heard chan<- os.Signal) { signal.Notify(heard, syscall.SIGCONT) }
