package credentials

import (
	"context"
	"errors"
	"fmt"

	"tagboat/hub"
)

// Open begins a session with what was found. It does not call Use. A kept session goes on without asking the Hub; an access token is
// exchanged once, however many processes start at the same moment. A password may bring a *hub.Challenge; with a
// kept password, its session takes the old one's place. What the Hub refuses is marked
// and not sent again, and nothing is sent by itself while the name is locked or one more failure might lock it.
func (a *Accounts) Open(ctx context.Context, c *hub.Client, f Found) (*hub.Session, error) {
	switch {
	case !f.Session.IsZero() && f.Session.Kind == hub.Password:
		return c.Resume(f.Session), nil
	case !f.Session.IsZero():
		return a.reopen(ctx, c, f.Session)
	case f.Secret.IsZero():
		return nil, ErrNotKept
	}
	if err := a.allowed(f.Username, f.Secret); err != nil {
		return nil, err
	}
	session, err := a.Login(ctx, c, f.Username, f.Secret)
	if err == nil && f.Origin == FromKept {
		_ = a.Keep(ctx, session, f.Secret, f.Where)
	}
	return session, err
}

// Login logs in with what a person typed, and remembers how it went. It does not call Use. While the name is known to be locked it fails at
// once with hub.LockedOut, because the Hub would refuse the right password too.
func (a *Accounts) Login(ctx context.Context, c *hub.Client, username string, secret hub.Secret) (*hub.Session, error) {
	if err := a.locked(username); err != nil {
		return nil, err
	}
	session, err := c.Login(ctx, username, secret)
	a.note(ctx, username, secret, err)
	return session, err
}

// LoginUnattended is Login with a secret that nobody typed just now: one that was refused before is not sent again.
func (a *Accounts) LoginUnattended(ctx context.Context, c *hub.Client, username string, secret hub.Secret) (*hub.Session, error) {
	if err := a.allowed(username, secret); err != nil {
		return nil, err
	}
	return a.Login(ctx, c, username, secret)
}

// Answer gives the code for a challenge, and remembers how it went: a refused code counts as a failed login.
func (a *Accounts) Answer(ctx context.Context, c *hub.Client, challenge *hub.Challenge, code string) (*hub.Session, error) {
	session, err := c.Answer(ctx, challenge, code)
	a.note(ctx, challenge.User(), hub.Secret{}, err)
	return session, err
}

// Ended is to be told of a session that the Hub refused in use (hub.SessionEnded). An access token that was refused is marked; a kept
// session is listed as ended, and no process begins with it again.
func (a *Accounts) Ended(ctx context.Context, s *hub.Session) error {
	if s == nil || !s.Ended() && s.Kind != hub.Password {
		return nil
	}
	k := s.Keep()
	if k.IsZero() {
		return nil
	}
	return a.change(ctx, func(p *pages) {
		if k.Kind != hub.Password {
			p.refuse(name{a.hub, fold(identifier(k))}, k.Secret, a.now())
		}
		if i := p.at(a.hub, k.Username); i >= 0 && p.Accounts[i].keeps(k) {
			p.Accounts[i].Ended = true
		}
	})
}

// keeps tells whether an entry is about this session, and not about one that another process began since.
func (e entry) keeps(k hub.Kept) bool {
	return e.Kind == k.Kind && (k.Kind != hub.Password || e.Expires.Unix() == k.Ends.Unix())
}

// Renew exchanges an access token under a lock that all processes share: one exchange goes out, and who had to wait gets its result. A fresh
// token is kept where the account is kept. A lock that cannot be had holds nothing up for longer than a few seconds.
func (a *Accounts) Renew(ctx context.Context, old hub.Kept, exchange func(context.Context) (hub.Kept, error)) (hub.Kept, error) {
	if release, err := a.shelf.hold(ctx, renewalFile); err == nil {
		defer release()
	}
	p, _ := a.view()
	e, known := p.entry(a.hub, old.Username)
	var h held
	if known {
		h, _ = a.load(ctx, e)
		theirs := h.session
		if same(theirs, old) && theirs.Token.Reveal() != old.Token.Reveal() && theirs.Holds(a.now()) {
			return theirs, nil
		}
	}
	if err := a.allowed(identifier(old), old.Secret); err != nil {
		return hub.Kept{}, err
	}
	fresh, err := exchange(ctx)
	a.note(ctx, identifier(old), old.Secret, err)
	if err == nil && known && same(h.session, old) {
		_ = a.put(ctx, held{session: fresh}, e.Where)
	}
	return fresh, err
}

// same tells that two kept sessions come from one access token.
func same(x, y hub.Kept) bool {
	return x.Kind == y.Kind && identifier(x) == identifier(y) && !x.Secret.IsZero() && x.Secret.Reveal() == y.Secret.Reveal()
}

func (a *Accounts) reopen(ctx context.Context, c *hub.Client, k hub.Kept) (*hub.Session, error) {
	if k.Holds(a.now()) {
		return c.Resume(k), nil
	}
	fresh, err := a.Renew(ctx, k, func(ctx context.Context) (hub.Kept, error) {
		session, err := c.Login(ctx, identifier(k), k.Secret)
		if err != nil {
			return hub.Kept{}, err
		}
		return session.Keep(), nil
	})
	if err != nil {
		return nil, err
	}
	return c.Resume(fresh), nil
}

// allowed is asked before anything is sent that nobody typed.
func (a *Accounts) allowed(username string, secret hub.Secret) error {
	if err := a.locked(username); err != nil {
		return err
	}
	if _, refused := a.refused(username, secret); refused {
		return &hub.Error{Op: "log in as " + quotable(username), Kind: hub.BadCredentials, Err: errors.New("refused before, not sent again")}
	}
	if left := a.Tries(username).Left; left < 2 {
		return fmt.Errorf("%s was refused %d times in the last minutes; one more might lock the account, so log in by hand",
			quotable(username), MostTries-left)
	}
	return nil
}

func (a *Accounts) locked(username string) error {
	until := a.Tries(username).Locked
	if until.IsZero() {
		return nil
	}
	return &hub.Error{Op: "log in as " + quotable(username), Kind: hub.LockedOut, Until: until}
}
