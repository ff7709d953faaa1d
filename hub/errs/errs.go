package errs

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"tagboat/hub/redact"
)

// Again is how often a failure may be met by asking again.
type Again uint8

// The degrees of hope.
const (
	Never   Again = iota
	OneMore       // an answer that is believed the second time
	Once
	Often
	AfterPause // everybody waits for the same: go on with all the others
)

// Error is a failed deed: what was tried, how it failed, and what the Hub said, bounded and without
// secrets.
type Error struct {
	Op      string    // "list tags of library/nginx"
	Kind    Kind      //
	Status  int       // of the answer; 0 when there was none
	Message string    // the Hub's own words, at most 300 bytes, without secrets; foreign text
	Until   time.Time // when to come back; zero when nobody said
	Err     error     // the cause below, if any
	Again   Again     // how often asking again may help
	// Attempts are what was sent for it, the oldest first, for a report; nil where nothing was.
	Attempts []Attempt
}

// Error is for logs and tests; a person is shown Sentence and Advice.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Op)
	b.WriteString(": ")
	b.WriteString(e.Kind.Error())
	if e.Status != 0 {
		b.WriteString(" (" + strconv.Itoa(e.Status) + ")")
	}
	if e.Message != "" {
		b.WriteString(": " + e.Message)
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is matches the error's Kind; a VanishedSinceListed is also a NotFound.
func (e *Error) Is(target error) bool {
	kind, ok := target.(Kind)
	return ok && (kind == e.Kind || e.Kind == VanishedSinceListed && kind == NotFound)
}

// Unreached reports whether an error is that nobody could be reached.
func Unreached(err error) bool {
	switch KindOf(err) {
	case NoNetwork, DNS, TimedOut:
		return true
	default:
		return false
	}
}

// KindOf is the kind of err, or 0 when it has none.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	if e, ok := errors.AsType[interface {
		error
		FailureKind() Kind
	}](err); ok {
		return e.FailureKind()
	}
	if kind, ok := errors.AsType[Kind](err); ok {
		return kind
	}
	return 0
}

// StatusOf is the status of the answer that err tells of; 0 when there was none.
func StatusOf(err error) int {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Status
	}
	return 0
}

// Sentence says in words for a person what happened. It works for any error; a cancelled deed has
// nothing to say.
func Sentence(err error) string {
	if err == nil || errors.Is(err, context.Canceled) {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Sentence()
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return (&Error{Kind: TimedOut}).Sentence()
	}
	if kind := KindOf(err); kind != 0 {
		return (&Error{Kind: kind}).Sentence()
	}
	return redact.Line(err.Error(), redact.MaxMessage)
}

// Advice says in words for a person what to do now; "" when there is nothing to say.
func Advice(err error) string {
	if err == nil || errors.Is(err, context.Canceled) {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Advice()
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return (&Error{Kind: TimedOut}).Advice()
	}
	if kind := KindOf(err); kind != 0 {
		return (&Error{Kind: kind}).Advice()
	}
	return ""
}

// Stopped is the error of a deed that its caller gave up.
func Stopped(ctx context.Context, op string) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &Error{Op: op, Kind: TimedOut, Err: context.DeadlineExceeded}
	}
	return &cancelled{op}
}

type cancelled struct{ op string }

func (e *cancelled) Error() string { return e.op + ": cancelled" }
func (e *cancelled) Unwrap() error { return context.Canceled }
