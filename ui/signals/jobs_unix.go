//go:build unix

package signals

import (
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
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

// stopSignal is what ctrl+z sends.
const stopSignal = syscall.SIGTSTP

// Suspend stops the program until a shell lets it go on in the foreground of its
// terminal. The terminal must have been given back. Without a shell that could, it
// returns ErrNoShell.
func (o *Owner) Suspend(scope Scope) error {
	if o == nil {
		return ErrNoShell
	}
	if err := o.halt(scope, stopSignal); err != nil {
		return err
	}
	o.retake()
	return nil
}

// Await stops the program while a terminal is another's, as the system does with
// whoever sets one then.
func (o *Owner) Await(terminal *os.File) {
	if o == nil {
		return
	}
	defer o.OnExit(terminal, func() {})()
	o.retake()
}

// retake returns once the terminals that are taken are in reach, and never in a
// program that is to end while they are not.
func (o *Owner) retake() {
	for {
		o.mu.Lock()
		behind := o.isBehind()
		o.mu.Unlock()
		if !behind {
			return
		}
		<-time.After(together)
		o.mu.Lock()
		ended := o.first
		o.mu.Unlock()
		if ended != nil {
			o.exit(ended.Code())
			return
		}
		if o.halt(Job, syscall.SIGTTOU) != nil {
			return
		}
	}
}

// halt stops the process, or its job, by a signal and returns when it goes on. What
// was heard before that has been taken by then.
func (o *Owner) halt(scope Scope, by syscall.Signal) error {
	resumed := make(chan struct{})
	o.mu.Lock()
	if o.resumed != nil {
		o.mu.Unlock()
		return nil
	}
	o.resumed = resumed
	o.mu.Unlock()
	signal.Notify(o.heard, syscall.SIGCONT)
	whom := os.Getpid()
	if scope == Job {
		whom = 0
	}
	return byDefault(by, func() error {
		if err := syscall.Kill(whom, by); err != nil {
			return err
		}
		for range 2 { // the first may have run out while the process was stopped
			select {
			case <-resumed:
				return nil
			case <-time.After(stopping):
			}
		}
		o.mu.Lock()
		defer o.mu.Unlock()
		o.resumed = nil
		return ErrNoShell
	})
}

func (o *Owner) watchJobs() { watchJobs(o.heard) }

// InForeground reports whether a terminal lets this process set it. One that does
// not tell whose it is hinders nobody.
func InForeground(terminal *os.File) bool {
	if terminal == nil {
		return true
	}
	group, err := unix.IoctlGetInt(int(terminal.Fd()), unix.TIOCGPGRP)
	own, unknown := unix.Getpgid(0)
	return err != nil || unknown != nil || group == 0 || group == own
}
