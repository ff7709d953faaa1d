package hub

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

const (
	renewMargin = 2 * time.Minute  // a token that has less than this left is renewed
	renewPause  = 10 * time.Second // after a renewal that got no answer, while the old token still holds
	renewTime   = 45 * time.Second // one renewal, for all who wait for it
)

// Session is what a login returns. It is safe for concurrent use and prints without its token.
type Session struct { //nolint:recvcheck // Format has to catch the value too; everything else would copy it
	Username string     // as the Hub spells it; for an organization's token the organization
	Kind     SecretKind // what it was begun with
	Expires  time.Time  // when a password's session ends; zero: unknown, or renewed by itself

	claimed bool // the Hub named the user, not the login form
	life    *life
}

// life is the part of a session that changes. It lies behind a pointer so that nothing that prints or copies a Session comes near it.
type life struct {
	renews   bool // an access token is there to be exchanged again
	memory   *memory
	renewals singleflight.Group

	mu         sync.Mutex
	token      Secret
	ends       time.Time // of this token; zero: unknown
	renewAt    time.Time // of this token; zero: when it is refused
	refused    bool      // the Hub refused this token
	ended      bool      // refused for good, or logged out: not one more request with it
	identifier string    // for renewal; with secret, only for access tokens
	secret     Secret
	refusals   int       // of the exchange, one after the other
	failed     error     // why the last exchange was refused
	notBefore  time.Time // no exchange before this
}

func newLife(k Kept, now time.Time) *life {
	l := &life{renews: k.renewable(), memory: newMemory(), identifier: k.Identifier}
	if l.renews {
		l.secret = k.Secret
	}
	l.put(k.Token, k.Ends, now)
	return l
}

// put takes a token.
func (l *life) put(token Secret, ends, now time.Time) {
	l.token, l.ends, l.renewAt, l.refused = token, ends, time.Time{}, false
	if !ends.IsZero() {
		l.renewAt = ends.Add(-margin(ends.Sub(now), renewMargin))
	}
}

// margin is how long before its end a token is given up: never more than a quarter of its life, so
// that one which lives for seconds is used at all.
func margin(life, usual time.Duration) time.Duration { return min(usual, max(life, 0)/4) }

// refusalPause is how long a secret rests that was refused so many times before.
func refusalPause(before int) time.Duration {
	pauses := [...]time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute}
	return pauses[min(before, len(pauses)-1)]
}

// Format prints no more than the user and the kind, whatever the verb.
func (s Session) Format(f fmt.State, _ rune) {
	_, _ = fmt.Fprintf(f, "session of %s by %s", s.Username, s.Kind)
}

// over is the error of a request that this session cannot make any more.
func (s *Session) over(op string, cause error) *Error {
	return &Error{Op: op, Kind: SessionEnded, Err: cause, Session: s}
}

// bearer is the token for one request, renewed first when it is about to end. A token known to be over is never sent: the Hub answers 401 to
// it even where no account is needed.
func (c *Client) bearer(ctx context.Context, s *Session, op string) (Secret, error) {
	l, now := s.life, c.now()
	l.mu.Lock()
	token, ended, renewAt, notBefore := l.token, l.ended, l.renewAt, l.notBefore
	over := l.refused || !l.ends.IsZero() && !now.Before(l.ends)
	l.mu.Unlock()
	switch {
	case ended, over && !l.renews:
		return Secret{}, s.over(op, nil)
	case over:
		return c.renew(ctx, s, token, op)
	case !l.renews, renewAt.IsZero(), now.Before(renewAt), now.Before(notBefore):
		return token, nil
	}
	fresh, err := c.renew(ctx, s, token, op)
	if err != nil && !s.Ended() && ctx.Err() == nil {
		return token, nil
	}
	return fresh, err
}

// renew exchanges the access token again. However many requests ask, one exchange goes out; who comes late with an old token gets the new
// one. An exchange that was refused is tried again after a pause, and then ends the session.
func (c *Client) renew(ctx context.Context, s *Session, old Secret, op string) (Secret, error) {
	l := s.life
	done := l.renewals.DoChan("renew", func() (any, error) {
		current, ended := l.current()
		if ended || current.Reveal() != old.Reveal() {
			return current, nil
		}
		if err := l.resting(c.now()); err != nil {
			return nil, err
		}
		alone, cancel := context.WithTimeout(context.WithoutCancel(ctx), renewTime)
		defer cancel()
		return old, c.renewOnce(alone, s)
	})
	select {
	case <-ctx.Done():
		return Secret{}, stopped(ctx, op)
	case outcome := <-done:
		token, ended := l.current()
		switch {
		case ended, final(outcome.Err), errors.Is(outcome.Err, BadCredentials):
			return Secret{}, s.over(op, outcome.Err)
		case outcome.Err != nil:
			return Secret{}, outcome.Err
		}
		return token, nil
	}
}

// final reports whether the Hub itself refused the access token. What a proxy says, or a single 403,
// ends no session.
func final(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Status == http.StatusUnauthorized && (e.Kind == BadCredentials || e.Kind == SSORequired)
}

// refusing are the refusals after which an exchange rests for longer than after a broken network.
var refusing = map[Kind]bool{
	BadCredentials: true, SSORequired: true, TokenNotAllowed: true, Forbidden: true, Refused: true, SecondFactorNeeded: true,
}

func (c *Client) renewOnce(ctx context.Context, s *Session) error {
	identifier, secret := s.life.credentials()
	exchange := func(ctx context.Context) (Kept, error) {
		fresh, err := c.exchange(ctx, identifier, secret)
		if err != nil {
			return Kept{}, err
		}
		return fresh.Keep(), s.Keep().Continues(fresh.Keep())
	}
	var fresh Kept
	var err error
	if c.renewal != nil {
		fresh, err = c.renewal(ctx, s.Keep(), exchange)
	} else {
		fresh, err = exchange(ctx)
	}
	if err != nil {
		s.life.fail(err, c.now())
		if e, ok := errors.AsType[*Error](err); ok {
			c.gates[HubDoor].close(e, s)
		}
		return err
	}
	if s.life.take(fresh, c.now()) {
		c.observe(Event{Kind: Renewed})
	}
	return nil
}

func (l *life) current() (Secret, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.token, l.ended
}

func (l *life) credentials() (identifier string, secret Secret) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.identifier, l.secret
}

// take is a renewal that went well. A session that was logged out meanwhile stays so.
func (l *life) take(fresh Kept, now time.Time) bool {
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
	e, _ := errors.AsType[*Error](err)
	rest := renewPause
	l.failed = nil
	switch {
	case refusing[KindOf(err)], errors.Is(err, BadCredentials):
		l.failed, rest = err, refusalPause(l.refusals)
		if e != nil && e.Status != 0 || errors.Is(err, SecondFactorNeeded) { // it was sent
			l.refusals++
			l.ended = l.ended || l.refusals > 1 && final(err)
		}
	case e != nil && (e.Status != 0 || e.Until.After(now)):
		asked := e.Until.Sub(now)
		if e.Kind != LockedOut {
			asked = min(asked, refusalPause(math.MaxInt)) // one answer must not settle a whole day
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
func (l *life) disown(token Secret, forGood bool) bool {
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
func (l *life) end() (token Secret, over bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	token, over = l.token, l.ended
	l.ended, l.token, l.secret = true, Secret{}, Secret{}
	return token, over
}
