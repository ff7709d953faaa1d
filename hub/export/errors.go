package export

import (
	"context"
	"errors"
	"io"
	"runtime"
	"syscall"

	"tagboat/hub"
)

// Outcome is how a request ended.
type Outcome uint8

// The outcomes.
const (
	Complete    Outcome = iota
	Failed              // nothing was read, or what was read could not be written
	Misused             // the request cannot be understood
	Partial             // something is missing, or changed while it was read
	LoginNeeded         // what is missing is shown to an account
	Interrupted         // by whoever cancelled the context
	Closed              // nobody reads the output any more
)

// UsageError is a request that cannot be understood; the message says what is allowed.
type UsageError struct{ Message string }

func (e *UsageError) Error() string { return e.Message }

func usage(err error) error {
	if err == nil {
		return nil
	}
	return &UsageError{err.Error()}
}

var (
	// ErrClosed means that the reader of the output went away, as head does when it has enough.
	ErrClosed = errors.New("nobody reads the output any more")
	// ErrLogin means that there is no session whose namespaces could be listed.
	ErrLogin = errors.New("without a namespace this lists your account's own, " +
		"and nobody is logged in: log in, or name a namespace")

	errLimit = errors.New("the limit is reached")
)

// endedError is a cause that this package cancelled a run with.
type endedError struct{ Err error }

func (e *endedError) Error() string { return "ended: " + e.Err.Error() }
func (e *endedError) Unwrap() error { return e.Err }

// causeOf is why a run ended early; nil when it did not. Whoever cancelled it from outside
// interrupted it, whatever cause came with that.
func causeOf(ctx context.Context) error {
	if ctx.Err() == nil {
		return nil
	}
	if end, ok := errors.AsType[*endedError](context.Cause(ctx)); ok {
		return end.Err
	}
	return context.Canceled
}

// isClosed reports whether the reader of the output went away; else the output cannot be written.
func isClosed(err error) bool {
	if errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) ||
		errors.Is(err, ErrClosed) {
		return true
	}
	const brokenPipe, noData = syscall.Errno(109), syscall.Errno(232)
	return runtime.GOOS == "windows" && (errors.Is(err, brokenPipe) || errors.Is(err, noData))
}

// OutcomeOf is how a request ended that ended with this error of this package or of the hub's.
func OutcomeOf(err error) Outcome {
	if _, ok := errors.AsType[*UsageError](err); ok {
		return Misused
	}
	switch {
	case err == nil:
		return Complete
	case isClosed(err):
		return Closed
	case errors.Is(err, ErrLogin), wantsLogin(err):
		return LoginNeeded
	case errors.Is(err, context.Canceled):
		return Interrupted
	default:
		return Failed
	}
}

func wantsLogin(err error) bool {
	switch hub.KindOf(err) {
	case hub.SessionEnded, hub.BadCredentials, hub.SecondFactorNeeded, hub.SSORequired,
		hub.LockedOut, hub.DepthCapped:
		return true
	default:
		return false
	}
}

// isPassing reports whether a pause may heal a failure.
func isPassing(err error) bool {
	switch hub.KindOf(err) {
	case hub.Unavailable, hub.Unreadable, hub.NoNetwork, hub.TimedOut, hub.DNS:
		return true
	default:
		return false
	}
}

// IsEverywhere reports whether a failure hardly is one list's own.
func IsEverywhere(err error) bool {
	switch hub.KindOf(err) {
	case hub.RateLimited, hub.AbuseLimited, hub.BotChallenge, hub.TLS, hub.Proxy,
		hub.SessionEnded, hub.BadCredentials:
		return true
	default:
		return isPassing(err)
	}
}
