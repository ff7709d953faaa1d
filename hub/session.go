package hub

import (
	"context"
	"errors"
	"fmt"
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
	mu         sync.Mutex
	token      Secret
	ends       time.Time // of this token; zero: unknown
	notBefore  time.Time // no early renewal before this
	ended      bool      // refused for good: not one more request with it
	identifier string    // for renewal; with secret, only for access tokens
	secret     Secret
	renewals   singleflight.Group
}

// Format prints no more than the user and the kind, whatever the verb.
func (s Session) Format(f fmt.State, _ rune) {
	_, _ = fmt.Fprintf(f, "session of %s by %s", s.Username, s.Kind)
}

func (s *Session) renewable() bool { return s.Kind != Password && !s.life.secret.IsZero() }

// bearer is the token for one request, renewed first when it is about to end. A token known to be over is never sent: the Hub answers 401 to
// it even where no account is needed.
func (c *Client) bearer(ctx context.Context, s *Session, op string) (Secret, error) {
	l := s.life
	l.mu.Lock()
	token, ends, ended, notBefore := l.token, l.ends, l.ended, l.notBefore
	l.mu.Unlock()
	now := c.now()
	over := !ends.IsZero() && !now.Before(ends)
	switch {
	case ended:
		return Secret{}, &Error{Op: op, Kind: SessionEnded}
	case !s.renewable():
		if over {
			return Secret{}, &Error{Op: op, Kind: SessionEnded}
		}
		return token, nil
	case ends.IsZero(), now.Before(ends.Add(-renewMargin)), !over && now.Before(notBefore):
		return token, nil
	}
	fresh, err := c.renew(ctx, s, token, op)
	if err != nil && !over && KindOf(err) != SessionEnded && ctx.Err() == nil {
		return token, nil
	}
	return fresh, err
}

// renew exchanges the access token again. However many requests ask, one exchange goes out; who comes late with an old token gets the new
// one. An exchange that was refused ends the session: wrong credentials are never sent twice.
func (c *Client) renew(ctx context.Context, s *Session, old Secret, op string) (Secret, error) {
	l := s.life
	done := l.renewals.DoChan("renew", func() (any, error) {
		if current, ended := l.current(); ended || current.Reveal() != old.Reveal() {
			return current, nil
		}
		alone, cancel := context.WithTimeout(context.WithoutCancel(ctx), renewTime)
		defer cancel()
		return old, c.renewOnce(alone, s)
	})
	select {
	case <-ctx.Done():
		return Secret{}, stopped(ctx, op)
	case outcome := <-done:
		if _, ended := l.current(); ended {
			return Secret{}, &Error{Op: op, Kind: SessionEnded, Err: outcome.Err}
		}
		if outcome.Err != nil {
			return Secret{}, outcome.Err
		}
	}
	token, _ := l.current()
	return token, nil
}

// final reports whether the Hub itself refused the access token, so that an exchange is not tried
// again. What a proxy says, or a single 403, ends no session.
func final(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Status == http.StatusUnauthorized && (e.Kind == BadCredentials || e.Kind == SSORequired)
}

func (c *Client) renewOnce(ctx context.Context, s *Session) error {
	l := s.life
	exchange := func(ctx context.Context) (Kept, error) {
		fresh, err := c.exchange(ctx, l.identifier, l.secret)
		if err != nil {
			return Kept{}, err
		}
		return fresh.Keep(), nil
	}
	var fresh Kept
	var err error
	if c.renewal != nil {
		fresh, err = c.renewal(ctx, s.Keep(), exchange)
	} else {
		fresh, err = exchange(ctx)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err != nil {
		l.notBefore = c.now().Add(renewPause)
		if e, ok := errors.AsType[*Error](err); ok {
			c.gates[HubDoor].close(e, true)
		}
		l.ended = final(err)
		return err
	}
	l.token, l.ends = fresh.Token, fresh.Ends
	c.observe(Event{Kind: Renewed})
	return nil
}

func (l *life) current() (Secret, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.token, l.ended
}
