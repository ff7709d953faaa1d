package credentials

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tagboat/hub"
	"tagboat/hub/statefile"
)

// maxStored, in bytes, is what every helper takes; Windows' store ends at 2,560 bytes.
const maxStored = 2500

// ErrNotSaved says that nothing is saved for an account.
var ErrNotSaved = errors.New("nothing is kept for this account")

// sessionJSON is a saved session in a helper or in the file: the only form in which a secret is
// written anywhere.
type sessionJSON struct {
	Version    int            `json:"v"`
	Username   string         `json:"username"`
	Kind       hub.SecretKind `json:"kind"`
	Claimed    bool           `json:"claimed,omitempty"`
	Identifier string         `json:"identifier,omitempty"`
	Ends       int64          `json:"ends,omitempty"` // seconds since 1970; 0: unknown
	Token      string         `json:"token,omitempty"`
	Secret     string         `json:"secret,omitempty"`
	Password   string         `json:"password,omitempty"`
}

// savedSession is what is saved for an account, its secrets covered.
type savedSession struct {
	session  hub.SavedSession
	password hub.Secret
}

func (saved savedSession) secrets() []hub.Secret {
	return []hub.Secret{saved.session.Token, saved.session.Secret, saved.password}
}

// encode leaves a token that lasts minutes out where it would need more room than there is.
func (saved savedSession) encode() hub.Secret {
	k := saved.session
	r := sessionJSON{
		Version: version, Username: k.Username, Kind: k.Kind, Claimed: k.Claimed,
		Identifier: k.Identifier,
		Token:      k.Token.Reveal(), Secret: k.Secret.Reveal(), Password: saved.password.Reveal(),
	}
	if !k.Ends.IsZero() {
		r.Ends = k.Ends.Unix()
	}
	text := r.text()
	if len(text) > maxStored && r.Kind != hub.Password {
		r.Token, r.Ends = "", 0
		text = r.text()
	}
	return hub.NewSecret(text)
}

func (r sessionJSON) text() string {
	text, err := json.Marshal(r) //nolint:gosec // Only a helper or a file of mode 0600 gets it.
	if err != nil {
		return ""
	}
	return string(text)
}

// decode never says what it read.
func decode(text hub.Secret) (savedSession, error) {
	var r sessionJSON
	if json.Unmarshal([]byte(text.Reveal()), &r) != nil || r.Username == "" ||
		r.Kind > hub.OrganizationAccessToken {
		return savedSession{}, errors.New("what is kept is damaged; log in again")
	}
	if r.Version > version {
		return savedSession{}, errors.New("what is kept was written by a newer tagboat")
	}
	k := hub.SavedSession{
		Username: r.Username, Kind: r.Kind, Claimed: r.Claimed, Identifier: r.Identifier,
		Token: hub.NewSecret(r.Token), Secret: hub.NewSecret(r.Secret),
	}
	if r.Ends != 0 {
		k.Ends = time.Unix(r.Ends, 0)
	}
	return savedSession{k, hub.NewSecret(r.Password)}, nil
}

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
