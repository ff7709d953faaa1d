package hub

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"
)

// Kind is what sort of failure an error is. A Kind is itself an error, so errors.Is(err, hub.NotFound) asks for it.
type Kind uint8

// The kinds of failure. Each has its own sentence and its own advice.
const (
	_                  Kind = iota
	BadCredentials          // the name and the secret do not belong together
	SecondFactorNeeded      // the Hub wants a code; the error is a *Challenge
	CodeRefused             // the code was wrong or too old; the same Challenge may be answered again
	LockedOut               // too many failed logins; Until says for how long
	TokenNotAllowed         // not with a session that an access token began
	SSORequired             // the organization enforces single sign-on
	SessionEnded            // the session is over: log in again
	Forbidden               // not permitted, or not visible without an account
	NotFound                // does not exist, or is not visible to this account
	DepthCapped             // the Hub pages no deeper without an account
	RateLimited             // too many requests; Until says when to come back
	AbuseLimited            // the limiter in front of everything; Until says when to come back
	BotChallenge            // a page meant for browsers: the Hub takes us for a robot
	Unavailable             // 5xx, or HTML where JSON belongs
	Unreadable              // JSON that is cut off or not what it should be
	Refused                 // 400 and whatever else is no success
	Elsewhere               // the answer points to another host, where we do not go
	NoNetwork               // no connection, or it broke off
	DNS                     // the name of the host was not found
	TLS                     // no secure connection
	Proxy                   // the proxy refused or cannot be reached
	TimedOut                // no answer in time
	NoSearch                // this Hub has no search, or none that could answer this
	SecondLook              // 404 on something listed a moment ago; also matches NotFound
	NotTheHub               // the answer to a login is not one of the Hub's own: it tells nothing about the secret
)

// Error is a failed deed: what was tried, how it failed, and what the Hub said, bounded and without secrets.
type Error struct {
	Op      string    // "list tags of library/nginx"
	Kind    Kind      //
	Status  int       // of the answer; 0 when there was none
	Message string    // the Hub's own words, at most 300 bytes, without secrets; foreign text
	Until   time.Time // when to come back; zero when nobody said
	Err     error     // the cause below, if any
	Session *Session  // whose end this is, where Kind is SessionEnded: the one that asked, not the one in use by now

	again again // how often asking again may help
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

// Is matches the error's Kind; a SecondLook is also a NotFound.
func (e *Error) Is(target error) bool {
	kind, ok := target.(Kind)
	return ok && (kind == e.Kind || e.Kind == SecondLook && kind == NotFound)
}

// KindOf is the kind of err, or 0 when it has none.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	if _, ok := errors.AsType[*Challenge](err); ok {
		return SecondFactorNeeded
	}
	if kind, ok := errors.AsType[Kind](err); ok {
		return kind
	}
	return 0
}

func statusOf(err error) int {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Status
	}
	return 0
}

// EndedSession is the session whose end an error tells, or nil.
func EndedSession(err error) *Session {
	if e, ok := errors.AsType[*Error](err); ok && e.Kind == SessionEnded {
		return e.Session
	}
	return nil
}

// Sentence says in words for a person what happened. It works for any error; a cancelled deed has nothing to say.
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
	return bounded(err.Error(), maxMessage)
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
