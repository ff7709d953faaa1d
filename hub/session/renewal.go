package session

import (
	"context"
	"errors"
	"math"
	"net/http"
	"time"

	"tagboat/hub/errs"
	"tagboat/hub/redact"
	"tagboat/hub/transport"
)

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
	return ok && e.Status == http.StatusUnauthorized &&
		(e.Kind == errs.BadCredentials || e.Kind == errs.SSORequired)
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
