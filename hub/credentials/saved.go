package credentials

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tagboat/hub"
	"tagboat/hub/statefile"
)

// ErrNotSaved says that nothing is saved for an account.
var ErrNotSaved = errors.New("nothing is kept for this account")

// sessionsFile is what sessions.json holds, by key.
type sessionsFile struct {
	Version  int               `json:"version"`
	Sessions map[string]string `json:"sessions"`
}

// Save keeps a session for the next start, in one of the Places; what was saved for the account
// before is forgotten. The password is saved too when it is given, and only then. InMemory saves
// nothing. What could not be forgotten is an error, although the rest is done.
func (a *Accounts) Save(ctx context.Context, s *hub.Session, password hub.Secret, at Where) error {
	saved := savedSession{s.Keep(), password}
	if saved.session.IsZero() {
		return errors.New("the session is over and cannot be kept")
	}
	if saved.session.Kind != hub.Password {
		saved.password = hub.Secret{}
	}
	return a.save(ctx, saved, at, nil)
}

// CanSave is why a session could not be saved at a place: the helper is not installed, or the state
// files cannot be written. It is asked before a secret is sent for a session that is to be saved.
func (a *Accounts) CanSave(ctx context.Context, at Where) error {
	if at.Place == InHelper && !a.helper(at.Name).installed() {
		return fmt.Errorf("%s%s is not installed", prefix, quotable(at.Name))
	}
	for _, f := range []statefile.File{a.accounts, a.sessions} {
		if f == a.sessions && at.Place != InFile {
			continue
		}
		err := statefile.Writable(ctx, f)
		if at.Place == InHelper {
			err = lasting(err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// save keeps a session. One that follows a saved one is saved only while that one is: not after a
// logout, nor after another login.
func (a *Accounts) save(
	ctx context.Context, saved savedSession, at Where, follows *storedAccount,
) error {
	username := saved.session.Username
	if err := CheckName(username); err != nil {
		return fmt.Errorf("the session is not kept under this name: %w", err)
	}
	p, err := a.readAccounts()
	if err != nil && !errors.Is(err, statefile.ErrDamaged) && at.Place != InMemory {
		return err // what is saved has to be listed
	}
	before, known := p.account(a.hub, username)
	if follows != nil && !a.stillListed(*follows) {
		return nil
	}
	elsewhere := known && before.Where != at
	if at.Place != InHelper && at.Place != InFile {
		return a.saveNothing(ctx, before, elsewhere)
	}
	var stale error
	shared := elsewhere && before.Where.Place == at.Place // two helpers may have one store
	if shared {
		stale = a.supersede(ctx, before)
	}
	if err := a.write(ctx, saved, at); err != nil {
		return errors.Join(err, stale)
	}
	e := a.account(saved, at)
	gone := false
	err = lasting(a.changeAccounts(ctx, func(p *accountsFile) {
		now, known := p.account(a.hub, username)
		if gone = follows != nil && (!known || !now.sameLogin(*follows)); gone {
			return
		}
		p.put(e)
		p.clearLogOut(accountName{a.hub, fold(username)})
	}))
	if gone && err == nil {
		return a.withdraw(ctx, e)
	}
	if err != nil && (!known || elsewhere) {
		a.mu.Lock()
		a.unwritten.remove(a.hub, username)
		a.mu.Unlock()
		return errors.Join(err, a.supersede(ctx, e), stale) // nobody would find it again
	}
	if elsewhere && !shared {
		stale = a.supersede(ctx, before)
	}
	return errors.Join(stale, err)
}

// account is what is written down of a session that is saved there.
func (a *Accounts) account(saved savedSession, at Where) storedAccount {
	e := storedAccount{
		Hub: a.hub, Username: saved.session.Username, Kind: saved.session.Kind, Where: at,
		Since:    a.now().UTC().Truncate(time.Second),
		Password: !saved.password.IsZero(),
	}
	if e.Kind == hub.Password {
		e.Expires = saved.session.Ends.UTC()
	}
	return e
}

// saveNothing is for a session of this run only, which takes the place of one that was saved.
func (a *Accounts) saveNothing(ctx context.Context, before storedAccount, saved bool) error {
	if !saved {
		return nil
	}
	if err := a.supersede(ctx, before); err != nil {
		return err
	}
	return lasting(a.changeAccounts(ctx, func(p *accountsFile) {
		p.remove(a.hub, before.Username)
	}))
}

// supersede erases what another place takes over.
func (a *Accounts) supersede(ctx context.Context, e storedAccount) error {
	if err := a.erase(ctx, e); err != nil {
		return fmt.Errorf(
			"what was kept of %s in the %s is still there: %w", quotable(e.Username), e.Where, err,
		)
	}
	return nil
}

func (a *Accounts) write(ctx context.Context, saved savedSession, at Where) error {
	username := saved.session.Username
	if at.Place == InHelper {
		return a.helper(at.Name).store(
			ctx, a.key(username), username, saved.encode(), saved.secrets(),
		)
	}
	return a.changeSessions(ctx, func(all map[string]string) bool {
		all[a.key(username)] = saved.encode().Reveal()
		return true
	})
}

// changeSessions alters sessions.json, alone among all processes.
func (a *Accounts) changeSessions(
	ctx context.Context, alter func(map[string]string) (changed bool),
) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	aside, err := statefile.Change(ctx, a.sessions, func(all *sessionsFile) bool {
		all.Version = version
		if all.Sessions == nil {
			all.Sessions = map[string]string{}
		}
		return alter(all.Sessions)
	})
	a.damaged(a.sessions, aside)
	return err
}

// load fetches what is saved for an account.
func (a *Accounts) load(ctx context.Context, e storedAccount) (savedSession, error) {
	key := a.key(e.Username)
	switch e.Where.Place {
	case InHelper:
		_, text, err := a.helper(e.Where.Name).get(ctx, key)
		if err != nil {
			return savedSession{}, err
		}
		return decode(text)
	case InFile:
		var all sessionsFile
		if err := statefile.Read(a.sessions, &all); err != nil {
			return savedSession{}, err
		}
		if text, ok := all.Sessions[key]; ok {
			return decode(hub.NewSecret(text))
		}
	default:
	}
	return savedSession{}, errNotFound
}

func (a *Accounts) erase(ctx context.Context, e storedAccount) error {
	key := a.key(e.Username)
	switch e.Where.Place {
	case InHelper:
		return a.helper(e.Where.Name).erase(ctx, key)
	case InFile:
		return a.changeSessions(ctx, func(all map[string]string) bool {
			_, there := all[key]
			delete(all, key)
			return there
		})
	default:
		return nil
	}
}

// Load is the saved session of an account, to tell the Hub that it is over. An account of which
// nothing is saved gives ErrNotSaved.
func (a *Accounts) Load(ctx context.Context, username string) (hub.SavedSession, error) {
	p, err := a.readAccounts()
	e, known := p.account(a.hub, username)
	if !known {
		return hub.SavedSession{}, errors.Join(ErrNotSaved, err)
	}
	saved, err := a.load(ctx, e)
	if errors.Is(err, errNotFound) {
		err = ErrNotSaved
	}
	return saved.session, err
}
