package credentials

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"tagboat/hub"
	"tagboat/hub/statefile"
)

// turnTime is how long a process waits for another one that is logging in with the same name.
const lockWait = time.Minute

// Open begins a session with what was found. It does not call Use. A saved session goes on without
// asking the Hub; an access token is exchanged once, however many processes start at the same
// moment. A password may bring a *hub.Challenge; with a saved password, its session takes the old
// one's place. What the Hub refuses is noted and not sent again before a pause is over, and nothing
// is sent by itself while the name is locked.
func (a *Accounts) Open(ctx context.Context, c *hub.Client, f Found) (*hub.Session, error) {
	switch {
	case !f.Session.IsZero() && f.Session.Kind == hub.Password:
		return c.Resume(f.Session), nil
	case !f.Session.IsZero():
		return a.reopen(ctx, c, f.Session)
	case f.Secret.IsZero():
		return nil, ErrNotSaved
	}
	if f.Origin != FromSaved {
		return a.LoginUnattended(ctx, c, f.Username, f.Secret)
	}
	p, _ := a.readAccounts()
	before, known := p.account(a.hub, f.Username)
	session, err := a.unattended(ctx, c, f.Username, f.Secret) // typed once, and good then
	if err == nil && known {
		a.sayUnwritten(a.save(ctx, savedSession{session.Keep(), f.Secret}, f.Where, &before))
	}
	return session, err
}

// Login logs in with what a person typed, which is always sent, and remembers how it went. It does
// not call Use. Tries says before how many refusals the name may still have.
func (a *Accounts) Login(
	ctx context.Context, c *hub.Client, username string, secret hub.Secret,
) (*hub.Session, error) {
	if err := checkLogin(username); err != nil {
		return nil, fmt.Errorf("the user name was not sent: %w", err)
	}
	secret, err := Typed(secret.Reveal())
	if err != nil {
		return nil, fmt.Errorf("the secret was not sent: %w", err)
	}
	session, err := c.Login(ctx, username, secret)
	// at worst the tries that are left are not known
	_ = a.recordOutcome(ctx, username, secret, err)
	a.clearLoggedOut(ctx, username, err)
	return session, err
}

// clearLoggedOut takes back that an account was logged out, once a person has logged in to it. What
// goes on by itself takes nothing back: it may have begun before the logout.
func (a *Accounts) clearLoggedOut(ctx context.Context, username string, outcome error) {
	if outcome == nil && a.loggedOut(username) {
		// at worst the next start asks again
		_ = a.changeAccounts(ctx, func(p *accountsFile) {
			p.clearLogOut(accountName{a.hub, fold(username)})
		})
	}
}

// LoginUnattended is Login with a secret that nobody typed just now. Of all processes one sends it,
// and the others wait for its answer; what was refused is not sent again before a pause is over,
// which is a *Paused.
func (a *Accounts) LoginUnattended(
	ctx context.Context, c *hub.Client, username string, secret hub.Secret,
) (*hub.Session, error) {
	if err := checkLogin(username); err != nil {
		return nil, fmt.Errorf("the user name was not sent: %w", err)
	}
	secret, err := FromPipe(secret.Reveal())
	if err != nil {
		return nil, fmt.Errorf("the secret was not sent: %w", err)
	}
	return a.unattended(ctx, c, username, secret)
}

func (a *Accounts) unattended(
	ctx context.Context, c *hub.Client, username string, secret hub.Secret,
) (*hub.Session, error) {
	done, err := a.lockLogin(ctx, username)
	if err != nil {
		return nil, err
	}
	defer done()
	if err := a.allowed(username, secret); err != nil {
		return nil, err
	}
	session, err := c.Login(ctx, username, secret)
	a.sayUnwritten(a.recordOutcome(ctx, username, secret, err))
	return session, err
}

// lockLogin waits until no other process is logging in with the same name. Where there can be no
// lock the login goes on without one: what it teaches cannot be written down there either, and that
// is said then.
func (a *Accounts) lockLogin(ctx context.Context, username string) (done func(), err error) {
	sum := sha256.Sum256([]byte(a.hub + "\n" + fold(username)))
	defer waitingFor(ctx, "Another tagboat is logging in as %s; waiting for its answer …", quotable(username))()
	limited, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	done, err = statefile.Lock(
		limited, a.accounts.Folder, "login-"+hex.EncodeToString(sum[:8])+".lock",
	)
	switch {
	case err == nil:
		return done, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, statefile.ErrHeld):
		return nil, fmt.Errorf("another tagboat has been logging in as %s for a minute; try again when it has ended", quotable(username))
	default:
		return func() {}, nil
	}
}

// sayUnwritten says that what a login taught is lost with this run.
func (a *Accounts) sayUnwritten(err error) {
	if err == nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.sayf("What this login taught cannot be written down: %v. So the next run may send the same secret again; if it is refused, "+
		"each time is one of the few tries before the Hub locks the name.", err)
}

// Answer gives the code for a challenge, and remembers how it went: a refused code counts as a
// failed login.
func (a *Accounts) Answer(
	ctx context.Context, c *hub.Client, challenge *hub.Challenge, code string,
) (*hub.Session, error) {
	session, err := c.Answer(ctx, challenge, code)
	// at worst the tries that are left are not known
	_ = a.recordOutcome(ctx, challenge.User(), hub.Secret{}, err)
	a.clearLoggedOut(ctx, challenge.User(), err)
	return session, err
}

// Ended is to be told of a session that the Hub refused in use (hub.EndedSession); one that may be
// asked for once more is left as it is. The saved session is listed as ended, and no process begins
// with it again; an access token is tried again when its pause is over.
func (a *Accounts) Ended(ctx context.Context, s *hub.Session) error {
	if s == nil || !s.Ended() {
		return nil
	}
	k := s.Keep()
	if k.IsZero() {
		return nil
	}
	who := accountName{a.hub, fold(identifier(k))}
	return lasting(a.changeAccounts(ctx, func(p *accountsFile) {
		if r, known := p.findRefused(who, k.Secret, p.Salt); k.Kind != hub.Password &&
			(!known || !r.paused(a.now())) {
			p.addRefused(who, k.Secret, a.now())
		}
		if i := p.index(a.hub, k.Username); i >= 0 && p.Accounts[i].isOf(k) {
			p.Accounts[i].Ended = true
		}
	}))
}

// isOf reports whether the account is listed with this session, and not with one that another
// process began since.
func (e storedAccount) isOf(k hub.SavedSession) bool {
	return e.Kind == k.Kind && (k.Kind != hub.Password || e.Expires.Unix() == k.Ends.Unix())
}

// Renew exchanges an access token under a lock that all processes share: one exchange goes out, and
// who had to wait gets its result. A fresh token is saved where the account is saved.
func (a *Accounts) Renew(
	ctx context.Context, old hub.SavedSession,
	exchange func(context.Context) (hub.SavedSession, error),
) (hub.SavedSession, error) {
	done, err := a.lockLogin(ctx, identifier(old))
	if err != nil {
		return hub.SavedSession{}, err
	}
	defer done()
	p, _ := a.readAccounts()
	e, known := p.account(a.hub, old.Username)
	var saved savedSession
	if known {
		saved, _ = a.load(ctx, e)
		theirs := saved.session
		if sameToken(theirs, old) && theirs.Token.Reveal() != old.Token.Reveal() &&
			theirs.Holds(a.now()) {
			return theirs, nil
		}
	}
	if err := a.allowed(identifier(old), old.Secret); err != nil {
		return hub.SavedSession{}, err
	}
	fresh, err := exchange(ctx)
	a.sayUnwritten(a.recordOutcome(ctx, identifier(old), old.Secret, err))
	if err == nil && known && sameToken(saved.session, old) {
		a.sayUnwritten(a.renewed(ctx, savedSession{session: fresh}, e))
	}
	return fresh, err
}

// renewed saves a fresh session where the old one was, unless the account was logged out or saved
// anew while the Hub was asked, by this process or another.
func (a *Accounts) renewed(ctx context.Context, saved savedSession, e storedAccount) error {
	if !a.stillListed(e) {
		return nil
	}
	if err := a.write(ctx, saved, e.Where); err != nil {
		return err
	}
	if a.stillListed(e) {
		return nil
	}
	return a.withdraw(ctx, e)
}

// withdraw erases what came too late, unless it lies where something newer is saved.
func (a *Accounts) withdraw(ctx context.Context, e storedAccount) error {
	p, _ := a.readAccounts()
	if now, known := p.account(a.hub, e.Username); known && now.Where == e.Where {
		return nil
	}
	return a.erase(ctx, e)
}

// stillListed reports whether the list holds an account as it did before, as far as it can be read.
func (a *Accounts) stillListed(e storedAccount) bool {
	p, err := a.readAccounts()
	now, known := p.account(a.hub, e.Username)
	return err != nil || known && now.sameLogin(e)
}

// sameLogin reports whether two are of one login.
func (e storedAccount) sameLogin(o storedAccount) bool {
	return e.Where == o.Where && e.Kind == o.Kind && e.Since.Equal(o.Since)
}

// sameToken reports whether two saved sessions come from one access token.
func sameToken(x, y hub.SavedSession) bool {
	return x.Kind == y.Kind && identifier(x) == identifier(y) && !x.Secret.IsZero() &&
		x.Secret.Reveal() == y.Secret.Reveal()
}

// Later is a session with what was found that asks nothing before it is used: one that goes on as
// it was kept, or an access token, which is exchanged by the first request. It is nil for a
// password, which makes no session by itself.
func (*Accounts) Later(c *hub.Client, f Found) *hub.Session {
	k := f.Session
	if kind := f.Secret.Kind(); k.IsZero() && !f.Secret.IsZero() && kind != hub.Password {
		k = hub.SavedSession{
			Username: f.Username, Identifier: f.Username, Kind: kind, Secret: f.Secret,
		}
	}
	return c.Resume(k)
}

func (a *Accounts) reopen(
	ctx context.Context, c *hub.Client, k hub.SavedSession,
) (*hub.Session, error) {
	if k.Holds(a.now()) {
		return c.Resume(k), nil
	}
	fresh, err := a.Renew(ctx, k, func(ctx context.Context) (hub.SavedSession, error) {
		session, err := c.Login(ctx, identifier(k), k.Secret)
		if err != nil {
			return hub.SavedSession{}, err
		}
		return session.Keep(), k.Continues(session.Keep())
	})
	if err != nil {
		return nil, err
	}
	return c.Resume(fresh), nil
}

// allowed is asked before anything is sent that nobody typed.
func (a *Accounts) allowed(username string, secret hub.Secret) error {
	if err := a.Locked(username); err != nil {
		return err
	}
	return a.paused(username, secret)
}

// Locked is the Hub's word that a name is locked for a while, if it is known to be: a
// hub.LockedOut. Until then the Hub refuses the right password too.
func (a *Accounts) Locked(username string) error {
	until := a.Tries(username).Locked
	if until.IsZero() {
		return nil
	}
	return &hub.Error{Op: "log in as " + quotable(username), Kind: hub.LockedOut, Until: until}
}
