package session

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"tagboat/hub/errs"
	"tagboat/hub/redact"
	"tagboat/hub/transport"
)

const (
	renewMargin = 2 * time.Minute  // a token that has less than this left is renewed
	renewPause  = 10 * time.Second // after a renewal that got no answer, while the old token still holds
	renewTime   = 45 * time.Second // one renewal, for all who wait for it
)

// Session is what a login returns. It is safe for concurrent use and prints without its token.
type Session struct { //nolint:recvcheck // Format has to catch the value too; everything else would copy it
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

// renew exchanges the access token again. However many requests ask, one exchange goes out; who
// comes late with an old token gets the new one. An exchange that was refused is tried again after
// a pause, and then ends the session.
func (s *Session) renew(ctx context.Context, old redact.Secret, op string) (redact.Secret, error) {
	l := s.life
	done := l.renewals.DoChan("renew", func() (any, error) {
		current, ended := l.current()
		if ended || current.Reveal() != old.Reveal() {
			return current, nil
		}
		if err := l.resting(l.routes.Transport.Now()); err != nil {
			return nil, err
		}
		alone, cancel := context.WithTimeout(context.WithoutCancel(ctx), renewTime)
		defer cancel()
		return old, l.routes.renew(alone, s)
	})
	select {
	case <-ctx.Done():
		return redact.Secret{}, errs.Stopped(ctx, op)
	case outcome := <-done:
		token, ended := l.current()
		switch {
		case ended, final(outcome.Err), errors.Is(outcome.Err, errs.BadCredentials):
			return redact.Secret{}, s.over(op, outcome.Err)
		case outcome.Err != nil:
			return redact.Secret{}, outcome.Err
		}
		return token, nil
	}
}

// final reports whether the Hub itself refused the access token. What a proxy says, or a single
// 403, ends no session.
func final(err error) bool {
	e, ok := errors.AsType[*errs.Error](err)
	return ok && e.Status == http.StatusUnauthorized && (e.Kind == errs.BadCredentials || e.Kind == errs.SSORequired)
}

// refusing are the refusals after which an exchange rests for longer than after a broken network.
var refusing = map[errs.Kind]bool{
	errs.BadCredentials: true, errs.SSORequired: true, errs.TokenNotAllowed: true,
	errs.Forbidden: true, errs.Refused: true, errs.SecondFactorNeeded: true,
}

func (r *Routes) renew(ctx context.Context, s *Session) error {
	identifier, secret := s.life.credentials()
	exchange := func(ctx context.Context) (SavedSession, error) {
		fresh, err := r.exchange(ctx, identifier, secret)
		if err != nil {
			return SavedSession{}, err
		}
		return fresh.Keep(), s.Keep().Continues(fresh.Keep())
	}
	var fresh SavedSession
	var err error
	if r.Renewal != nil {
		fresh, err = r.Renewal(ctx, s.Keep(), exchange)
	} else {
		fresh, err = exchange(ctx)
	}
	if err != nil {
		s.life.fail(err, r.Transport.Now())
		if e, ok := errors.AsType[*errs.Error](err); ok {
			r.Limiter.Block(e, s)
		}
		return err
	}
	if s.life.take(fresh, r.Transport.Now()) {
		r.Transport.Observe(transport.Event{Kind: transport.Renewed})
	}
	return nil
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

// take is a renewal that went well. A session that was logged out meanwhile stays so.
func (l *life) take(fresh SavedSession, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ended {
		return false
	}
	l.put(fresh.Token, fresh.Ends, now)
	l.refusals, l.failed, l.notBefore = 0, nil, time.Time{}
	return true
}

// fail is a renewal that did not go well. Only the Hub's own 401, and only when it comes a second
// time after a pause, says that the access token is good for nothing any more.
func (l *life) fail(err error, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e, _ := errors.AsType[*errs.Error](err)
	rest := renewPause
	l.failed = nil
	switch {
	case refusing[errs.KindOf(err)], errors.Is(err, errs.BadCredentials):
		l.failed, rest = err, RefusalPause(l.refusals)
		if e != nil && e.Status != 0 || errors.Is(err, errs.SecondFactorNeeded) { // it was sent
			l.refusals++
			l.ended = l.ended || l.refusals > 1 && final(err)
		}
	case e != nil && (e.Status != 0 || e.Until.After(now)):
		asked := e.Until.Sub(now)
		if e.Kind != errs.LockedOut {
			asked = min(asked, RefusalPause(math.MaxInt)) // one answer must not settle a whole day
		}
		l.failed, rest = err, max(rest, asked)
	}
	l.notBefore = now.Add(rest)
}

// resting is why there is no exchange now; nil: there may be one.
func (l *life) resting(now time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.failed == nil || !now.Before(l.notBefore) {
		return nil
	}
	return l.failed
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
