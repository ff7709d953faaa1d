package command

import (
	"errors"
	"syscall"

	"tagboat/hub/export"
)

// The exit codes, as README.md lists them; a signal's is signals.Interruption's.
const (
	codeComplete    = 0
	codeFailed      = 1
	codeUsage       = 2 // the command line is wrong
	codePartial     = 3 // something is missing, or changed while it was read
	codeLogin       = 4
	codeNews        = 5   // something is not current, or new
	codeTimedOut    = 124 // as of timeout(1)
	codeInterrupted = 128 + int(syscall.SIGINT)
	codeClosed      = 141 // what a shell reports for a program that SIGPIPE ended
)

// codes are those of the ways in which a listing ends.
var codes = [...]int{
	export.Complete:    codeComplete,
	export.Failed:      codeFailed,
	export.Misused:     codeUsage,
	export.Partial:     codePartial,
	export.LoginNeeded: codeLogin,
	export.Interrupted: codeInterrupted,
	export.Closed:      codeClosed,
}

// exit is an exit code, with what is still to be said.
type exit struct {
	code int
	err  error
}

func (e exit) Error() string { return e.err.Error() }

func (e exit) Unwrap() error { return e.err }

// ended is what a listing ended with, and the exit code for it.
func ended(err error) error { return exit{code: codes[export.OutcomeOf(err)], err: err} }

// usage is an error in how the program was called.
type usage struct{ error }

func (u usage) Unwrap() error { return u.error }

// codeOf is the exit code of how a command ended, and what is still to be said.
func codeOf(err error) (int, error) {
	if e, ok := errors.AsType[exit](err); ok {
		return e.code, e.err
	}
	if _, ok := errors.AsType[usage](err); ok {
		return codeUsage, err
	}
	if err != nil {
		return codeFailed, err
	}
	return codeComplete, nil
}
