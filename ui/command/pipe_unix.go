//go:build unix

package command

import (
	"os/signal"
	"syscall"
)

// ignoreBrokenPipes turns the signal of a reader that went away into an error
// of the write, which ends the run quietly.
func ignoreBrokenPipes() { signal.Ignore(syscall.SIGPIPE) }
