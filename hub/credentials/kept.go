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

// roomy is what every helper takes; Windows' store ends at 2,560 bytes.
const roomy = 2500

// ErrNotKept says that nothing is kept for an account.
var ErrNotKept = errors.New("nothing is kept for this account")

// record is a kept session in a helper or in the file: the only form in which a secret is written anywhere.
type record struct {
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

// held is a record with its secrets covered.
type held struct {
	session  hub.SavedSession
	password hub.Secret
}

func (h held) secrets() []hub.Secret {
	return []hub.Secret{h.session.Token, h.session.Secret, h.password}
}

// encode leaves a token that lasts minutes out where it would need more room than there is.
func (h held) encode() hub.Secret {
	k := h.session
	r := record{
		Version: version, Username: k.Username, Kind: k.Kind, Claimed: k.Claimed, Identifier: k.Identifier,
		Token: k.Token.Reveal(), Secret: k.Secret.Reveal(), Password: h.password.Reveal(),
	}
	if !k.Ends.IsZero() {
		r.Ends = k.Ends.Unix()
	}
	text := r.text()
	if len(text) > roomy && r.Kind != hub.Password {
		r.Token, r.Ends = "", 0
		text = r.text()
	}
	return hub.NewSecret(text)
}

func (r record) text() string {
	text, err := json.Marshal(r) //nolint:gosec // Writing a secret for a helper or for a file of mode 0600 is what a record is for.
	if err != nil {
		return ""
	}
	return string(text)
}

// decode never says what it read.
func decode(text hub.Secret) (held, error) {
	var r record
	if json.Unmarshal([]byte(text.Reveal()), &r) != nil || r.Username == "" || r.Kind > hub.OrganizationAccessToken {
		return held{}, errors.New("what is kept is damaged; log in again")
	}
	if r.Version > version {
		return held{}, errors.New("what is kept was written by a newer tagboat")
	}
	k := hub.SavedSession{
		Username: r.Username, Kind: r.Kind, Claimed: r.Claimed, Identifier: r.Identifier,
		Token: hub.NewSecret(r.Token), Secret: hub.NewSecret(r.Secret),
	}
	if r.Ends != 0 {
		k.Ends = time.Unix(r.Ends, 0)
	}
	return held{k, hub.NewSecret(r.Password)}, nil
}

// sessions are what sessions.json holds, by key.
type sessions struct {
	Version  int               `json:"version"`
	Sessions map[string]string `json:"sessions"`
}

// Keep keeps a session for the next start, in one of the Places; what was kept for the account before is forgotten. The password is kept
// too when it is given, and only then. InMemory keeps nothing. What could not be forgotten is an error, although the rest is done.
func (a *Accounts) Keep(ctx context.Context, s *hub.Session, password hub.Secret, at Where) error {
	h := held{s.Keep(), password}
	if h.session.IsZero() {
		return errors.New("the session is over and cannot be kept")
	}
	if h.session.Kind != hub.Password {
		h.password = hub.Secret{}
	}
	return a.keep(ctx, h, at, nil)
}

// CanKeep tells why a session could not be kept at a place: the helper is not installed, or the state files cannot be written. It is asked
// before a secret is sent for a session that is to be kept.
func (a *Accounts) CanKeep(ctx context.Context, at Where) error {
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

// keep keeps a session. One that follows a kept one is kept only while that one is: not after a logout, nor after another login.
func (a *Accounts) keep(ctx context.Context, h held, at Where, follows *entry) error {
	username := h.session.Username
	if err := CheckName(username); err != nil {
		return fmt.Errorf("the session is not kept under this name: %w", err)
	}
	p, err := a.view()
	if err != nil && !errors.Is(err, statefile.ErrDamaged) && at.Place != InMemory {
		return err // what is kept has to be listed
	}
	before, known := p.entry(a.hub, username)
	if follows != nil && !a.lists(*follows) {
		return nil
	}
	elsewhere := known && before.Where != at
	if at.Place != InHelper && at.Place != InFile {
		return a.keepNot(ctx, before, elsewhere)
	}
	var stale error
	shared := elsewhere && before.Where.Place == at.Place // two helpers may have one store
	if shared {
		stale = a.supersede(ctx, before)
	}
	if err := a.put(ctx, h, at); err != nil {
		return errors.Join(err, stale)
	}
	e := entry{
		Hub: a.hub, Username: username, Kind: h.session.Kind, Where: at, Since: a.now().UTC().Truncate(time.Second),
		Password: !h.password.IsZero(),
	}
	if e.Kind == hub.Password {
		e.Expires = h.session.Ends.UTC()
	}
	gone := false
	err = lasting(a.change(ctx, func(p *pages) {
		now, known := p.entry(a.hub, username)
		if gone = follows != nil && (!known || !now.is(*follows)); gone {
			return
		}
		p.put(e)
		p.stay(name{a.hub, fold(username)})
	}))
	if gone && err == nil {
		return a.withdraw(ctx, e)
	}
	if err != nil && (!known || elsewhere) {
		a.mu.Lock()
		a.memory.remove(a.hub, username)
		a.mu.Unlock()
		return errors.Join(err, a.supersede(ctx, e), stale) // nobody would find it again
	}
	if elsewhere && !shared {
		stale = a.supersede(ctx, before)
	}
	return errors.Join(stale, err)
}

// keepNot is for a session of this run only, which takes the place of one that was kept.
func (a *Accounts) keepNot(ctx context.Context, before entry, kept bool) error {
	if !kept {
		return nil
	}
	if err := a.supersede(ctx, before); err != nil {
		return err
	}
	return lasting(a.change(ctx, func(p *pages) { p.remove(a.hub, before.Username) }))
}

// supersede erases what another place takes over.
func (a *Accounts) supersede(ctx context.Context, e entry) error {
	if err := a.erase(ctx, e); err != nil {
		return fmt.Errorf("what was kept of %s in the %s is still there: %w", quotable(e.Username), e.Where, err)
	}
	return nil
}

func (a *Accounts) put(ctx context.Context, h held, at Where) error {
	username := h.session.Username
	if at.Place == InHelper {
		return a.helper(at.Name).store(ctx, a.key(username), username, h.encode(), h.secrets())
	}
	return a.file(ctx, func(kept map[string]string) bool {
		kept[a.key(username)] = h.encode().Reveal()
		return true
	})
}

// file alters sessions.json, alone among all processes.
func (a *Accounts) file(ctx context.Context, alter func(map[string]string) (changed bool)) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	aside, err := statefile.Change(ctx, a.sessions, func(all *sessions) bool {
		all.Version = version
		if all.Sessions == nil {
			all.Sessions = map[string]string{}
		}
		return alter(all.Sessions)
	})
	a.damaged(a.sessions, aside)
	return err
}

// load fetches what is kept for an account.
func (a *Accounts) load(ctx context.Context, e entry) (held, error) {
	key := a.key(e.Username)
	switch e.Where.Place {
	case InHelper:
		_, text, err := a.helper(e.Where.Name).get(ctx, key)
		if err != nil {
			return held{}, err
		}
		return decode(text)
	case InFile:
		var all sessions
		if err := statefile.Read(a.sessions, &all); err != nil {
			return held{}, err
		}
		if text, ok := all.Sessions[key]; ok {
			return decode(hub.NewSecret(text))
		}
	default:
	}
	return held{}, errNotFound
}

func (a *Accounts) erase(ctx context.Context, e entry) error {
	key := a.key(e.Username)
	switch e.Where.Place {
	case InHelper:
		return a.helper(e.Where.Name).erase(ctx, key)
	case InFile:
		return a.file(ctx, func(kept map[string]string) bool {
			_, there := kept[key]
			delete(kept, key)
			return there
		})
	default:
		return nil
	}
}

// Load is the kept session of an account, to tell the Hub that it is over. An account of which nothing is kept gives ErrNotKept.
func (a *Accounts) Load(ctx context.Context, username string) (hub.SavedSession, error) {
	p, err := a.view()
	e, known := p.entry(a.hub, username)
	if !known {
		return hub.SavedSession{}, errors.Join(ErrNotKept, err)
	}
	h, err := a.load(ctx, e)
	if errors.Is(err, errNotFound) {
		err = ErrNotKept
	}
	return h.session, err
}
