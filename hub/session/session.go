package session

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"tagboat/hub/errs"
	"tagboat/hub/redact"
	"tagboat/hub/transport"
)

const (
	renewMargin = 2 * time.Minute // a token that has less than this left is renewed
	// after a renewal that got no answer, while the old token still holds.
	renewPause = 10 * time.Second
	renewTime  = 45 * time.Second // one renewal, for all who wait for it
)

// Session is what a login returns. It is safe for concurrent use and prints without its token.
type Session struct { //nolint:recvcheck // Format catches the value too.
	Username string      // as the Hub spells it; for an organization's token the organization
	Kind     redact.Kind // what it was begun with
	Expires  time.Time   // when a password's session ends; zero: unknown, or renewed by itself

	claimed bool // the Hub named the user, not the login form
	life    *life
}

// life is the part of a session that changes. It lies behind a pointer so that nothing that prints
// or copies a Session comes near it.
type life struct {
	renews   bool    // an access token is there to be exchanged again
	routes   *Routes // by which it is renewed
	learnt   sync.Map
	renewals singleflight.Group

	mu         sync.Mutex
	token      redact.Secret
	ends       time.Time // of this token; zero: unknown
	renewAt    time.Time // of this token; zero: when it is refused
	refused    bool      // the Hub refused this token
	ended      bool      // refused for good, or logged out: not one more request with it
	identifier string    // for renewal; with secret, only for access tokens
	secret     redact.Secret
	refusals   int       // of the exchange, one after the other
	failed     error     // why the last exchange was refused
	notBefore  time.Time // no exchange before this
}

func newLife(k SavedSession, routes *Routes) *life {
	l := &life{renews: k.renewable(), routes: routes, identifier: k.Identifier}
	if l.renews {
		l.secret = k.Secret
	}
	l.put(k.Token, k.Ends, routes.Transport.Now())
	return l
}

// put takes a token.
func (l *life) put(token redact.Secret, ends, now time.Time) {
	l.token, l.ends, l.renewAt, l.refused = token, ends, time.Time{}, false
	if !ends.IsZero() {
		l.renewAt = ends.Add(-Margin(ends.Sub(now), renewMargin))
	}
}

// Margin is how long before its end a token is given up: never more than a quarter of its life, so
// that one which lives for seconds is used at all.
func Margin(life, usual time.Duration) time.Duration { return min(usual, max(life, 0)/4) }

// RefusalPause is how long a secret rests that was refused so many times before.
func RefusalPause(before int) time.Duration {
	pauses := [...]time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute}
	return pauses[min(before, len(pauses)-1)]
}

// Format prints no more than the user and the kind, whatever the verb.
func (s Session) Format(f fmt.State, _ rune) {
	_, _ = fmt.Fprintf(f, "session of %s by %s", s.Username, s.Kind)
}

// endedError is the end of a session: the one that asked, not the one in use by now.
type endedError struct {
	err     *errs.Error
	session *Session
}

func (e *endedError) Error() string { return e.err.Error() }
func (e *endedError) Unwrap() error { return e.err }

// EndedBy is the session whose end an error tells, or nil.
func EndedBy(err error) *Session {
	if e, ok := errors.AsType[*endedError](err); ok {
		return e.session
	}
	return nil
}

// over is the error of a request that this session cannot make any more.
func (s *Session) over(op string, cause error) error {
	return &endedError{&errs.Error{Op: op, Kind: errs.SessionEnded, Err: cause}, s}
}

// Claimed reports whether the Hub named the user, not the login form.
func (s *Session) Claimed() bool { return s.claimed }

// Over is the error of whatever is asked with a session that has ended.
func (s *Session) Over(op string) error { return s.over(op, nil) }

// Renews reports whether the session was begun with an access token, which AccessToken then gives
// until it is logged out.
func (s *Session) Renews() bool { return s.life != nil && s.life.renews }

// AccessToken is what the session renews itself with, and who with.
func (s *Session) AccessToken() (identifier string, secret redact.Secret) {
	return s.life.credentials()
}

// Bearer is the token for one request, renewed first when it is about to end. A token known to be
// over is never sent: the Hub answers 401 to it even where no account is needed.
func (s *Session) Bearer(ctx context.Context, op string) (redact.Secret, error) {
	l, now := s.life, s.life.routes.Transport.Now()
	l.mu.Lock()
	token, ended, renewAt, notBefore := l.token, l.ended, l.renewAt, l.notBefore
	over := l.refused || !l.ends.IsZero() && !now.Before(l.ends)
	l.mu.Unlock()
	switch {
	case ended, over && !l.renews:
		return redact.Secret{}, s.over(op, nil)
	case over:
		return s.renew(ctx, token, op)
	case !l.renews, renewAt.IsZero(), now.Before(renewAt), now.Before(notBefore):
		return token, nil
	}
	fresh, err := s.renew(ctx, token, op)
	if err != nil && !s.Ended() && ctx.Err() == nil {
		return token, nil
	}
	return fresh, err
}

// Refused hears of a 401. Before a session is called ended the Hub is asked once more, with a new
// token where there can be one.
func (s *Session) Refused(ctx context.Context, r transport.Refusal) error {
	again := r.Times > 1
	if newest := s.life.disown(r.Token, again); again && newest || r.Last {
		return &endedError{r.Err, s}
	}
	if !s.life.renews {
		return nil
	}
	_, err := s.renew(ctx, r.Token, r.Op)
	return err
}

// Learnt is what was learnt by asking with one session, which serves no other. There is one of each
// type.
func Learnt[T any](s *Session, fresh func() *T) *T {
	var key *T
	if known, ok := s.life.learnt.Load(key); ok {
		return known.(*T) //nolint:forcetypeassert // The key is the type.
	}
	known, _ := s.life.learnt.LoadOrStore(key, fresh())
	return known.(*T) //nolint:forcetypeassert // The key is the type.
}

func (l *life) current() (redact.Secret, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.token, l.ended
}

func (l *life) credentials() (identifier string, secret redact.Secret) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.identifier, l.secret
}

// disown notes that the Hub refused a token, which another may replace, or for good. It reports
// whether the token was the session's newest.
func (l *life) disown(token redact.Secret, forGood bool) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.token.Reveal() != token.Reveal() {
		return false
	}
	l.refused = l.renews
	l.ended = l.ended || forGood
	return true
}

// end is a logout: the token to tell the Hub, if there is one that it does not know to be over.
func (l *life) end() (token redact.Secret, over bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	token, over = l.token, l.ended
	l.ended, l.token, l.secret = true, redact.Secret{}, redact.Secret{}
	return token, over
}
