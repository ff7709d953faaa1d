//go:build unix

package signals

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

var ending = []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}

func isStop(s syscall.Signal) bool { return s == syscall.SIGTSTP }

func isContinue(s syscall.Signal) bool { return s == syscall.SIGCONT }

// Scope is who stops.
type Scope int

const (
	// Process is this process alone, which somebody else asked to stop.
	Process Scope = iota
	// Job is everything that runs with it in the foreground, as ctrl+z means it.
	Job
)

// CanSuspend reports whether this system has job control.
const CanSuspend = true

// Suspend stops the program until a shell lets it go on. The terminal must have
// been given back. Without a shell that could, it returns ErrNoShell.
func (o *Owner) Suspend(scope Scope) error {
	if o == nil {
		return ErrNoShell
	}
	o.mu.Lock()
	o.resumes = true
	o.mu.Unlock()
	resumed := make(chan os.Signal, 1)
	signal.Notify(resumed, syscall.SIGCONT)
	defer signal.Stop(resumed)
	whom := os.Getpid()
	if scope == Job {
		whom = 0
	}
	return byDefault(syscall.SIGTSTP, func() error {
		if err := syscall.Kill(whom, syscall.SIGTSTP); err != nil {
			return err
		}
		select {
		case <-resumed:
			return nil
		case <-time.After(stopping):
			o.mu.Lock()
			o.resumes = false
			o.mu.Unlock()
			return ErrNoShell
		}
	})
}

func (o *Owner) watchJobs() { watchJobs(o.heard) }
