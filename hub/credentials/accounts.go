package credentials

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"tagboat/hub"
	"tagboat/hub/statefile"
)

const defaultPatience = 5 * time.Second // where nobody is there to answer a helper's question

// Options say where to look. Nothing is read from the process's own environment.
type Options struct {
	Hub string // base address of the Hub; "" is https://hub.docker.com
	// the home directory, for Docker's configuration; "" when there is none
	Home string
	// tagboat's own state directory; made when first needed; "" keeps nothing in files
	State  string
	Getenv func(string) string // nil: an empty environment
	Now    func() time.Time    // nil: time.Now
	// for one call of a credential helper, which may ask a person; 0 is five seconds
	Patience time.Duration
}

// Accounts are the accounts of one Hub on this machine. It is safe for concurrent use, and so is
// the state directory for several processes.
type Accounts struct {
	hub, home string
	getenv    func(string) string
	now       func() time.Time
	patience  time.Duration
	accounts  statefile.File
	sessions  statefile.File

	mu        sync.Mutex
	unwritten accountsFile // what could not be written
	news      []Notice     // still to be said
}

// New does no I/O.
func New(o Options) *Accounts {
	a := &Accounts{
		hub: hub.CanonicalAddress(o.Hub), home: o.Home, getenv: o.Getenv, now: o.Now,
		patience: cmp.Or(o.Patience, defaultPatience),
		accounts: statefile.File{
			Folder: o.State, Name: "accounts.json", Lock: "lock", Version: version,
		},
		sessions: statefile.File{
			Folder: o.State, Name: "sessions.json", Lock: "lock", Version: version,
		},
	}
	if a.getenv == nil {
		a.getenv = func(string) string { return "" }
	}
	if a.now == nil {
		a.now = time.Now
	}
	return a
}

// Account is what is known of a saved account without asking for its secret.
type Account struct {
	Username string
	Kind     hub.SecretKind // what its session was begun with
	Where    Where
	Since    time.Time // when it was saved
	Expires  time.Time // of a password's session; zero: unknown, or renewed by itself
	Password bool      // the password is saved too
	Ended    bool      // the Hub refused the session, or it ran out: log in again
	Default  bool
}

// List is every saved account of this Hub by name. An error says that the list cannot be read;
// there may be accounts for all that.
func (a *Accounts) List() ([]Account, error) {
	p, err := a.readAccounts()
	var list []Account
	for _, e := range p.Accounts {
		if e.Hub != a.hub {
			continue
		}
		list = append(list, Account{
			Username: e.Username, Kind: e.Kind, Where: e.Where, Since: e.Since, Expires: e.Expires,
			Password: e.Password,
			Ended:    e.Ended || !e.Expires.IsZero() && !a.now().Before(e.Expires),
			Default:  fold(e.Username) == p.Default[a.hub],
		})
	}
	slices.SortFunc(list, func(x, y Account) int {
		return strings.Compare(fold(x.Username), fold(y.Username))
	})
	return list, err
}

// SetDefault makes a saved account the one that is used when none is named.
func (a *Accounts) SetDefault(ctx context.Context, username string) error {
	return lasting(a.changeAccounts(ctx, func(p *accountsFile) { p.setDefault(a.hub, username) }))
}

// lasting leaves out that there is no folder: then nothing was to last.
func lasting(err error) error {
	if errors.Is(err, statefile.ErrNoFolder) {
		return nil
	}
	return err
}

// Places are where a session can be saved, best first: Docker's credential helper when one is
// configured and installed, the file, and this session only, which is always there.
func (a *Accounts) Places() []Where {
	var places []Where
	if c, err := a.dockerConfig(); err == nil {
		if h := a.helper(c.helperFor(dockerKeys(a.hub))); h.installed() {
			places = append(places, Where{InHelper, h.name})
		}
	}
	if a.sessions.Folder != "" {
		places = append(places, Where{InFile, a.sessions.Path()})
	}
	return append(places, Where{})
}

func (a *Accounts) helper(name string) helper {
	return helper{name: name, patience: a.patience, environment: environmentFor(a.getenv)}
}

// key is tagboat's own key for an account, in a helper and in the file. It is an address, because
// some helpers take nothing else.
func (a *Accounts) key(username string) string {
	return a.hub + "/tagboat/" + url.PathEscape(fold(username))
}

// fold brings the spellings of a name together; the Hub makes no difference.
func fold(username string) string { return strings.ToLower(strings.TrimSpace(username)) }

// readAccounts is what is known. It can be used even when there is an error.
func (a *Accounts) readAccounts() (accountsFile, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	var p accountsFile
	err := statefile.Read(a.accounts, &p)
	p.merge(&a.unwritten)
	return p, err
}

// changeAccounts alters what is known, alone among all processes. What cannot be written is
// remembered for as long as the program runs.
func (a *Accounts) changeAccounts(ctx context.Context, alter func(*accountsFile)) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	aside, err := statefile.Change(ctx, a.accounts, func(p *accountsFile) bool {
		p.merge(&a.unwritten)
		p.prepare(a.now())
		alter(p)
		return true
	})
	a.damaged(a.accounts, aside)
	if err == nil {
		a.unwritten = accountsFile{}
		return nil
	}
	if len(a.unwritten.Salt) == 0 {
		var p accountsFile
		_ = statefile.Read(a.accounts, &p)
		a.unwritten.Salt = p.Salt
	}
	a.unwritten.prepare(a.now())
	alter(&a.unwritten)
	return err
}

// News are the sentences that came up since News was asked for the last time, each once: what was
// damaged, and what could not be written down.
func (a *Accounts) News() []Notice {
	a.mu.Lock()
	defer a.mu.Unlock()
	news := a.news
	a.news = nil
	return news
}

// sayf needs the lock.
func (a *Accounts) sayf(format string, words ...any) {
	if n := Notice(fmt.Sprintf(format, words...)); !slices.Contains(a.news, n) {
		a.news = append(a.news, n)
	}
}

// damaged says that a file was put aside. It needs the lock.
func (a *Accounts) damaged(f statefile.File, aside string) {
	switch aside {
	case "":
	case f.Path():
		a.sayf("%s was empty and begins anew; accounts that were kept there have to log in again.", f.Path())
	default:
		a.sayf("%s was damaged and begins anew; accounts that were kept there have to log in again. The damaged file is %s.", f.Path(), aside)
	}
}

// mend puts a damaged file aside, so that it is told of once and blocks nothing.
func (a *Accounts) mend(ctx context.Context) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, mend := range []func() (statefile.File, string, error){
		func() (statefile.File, string, error) {
			aside, err := statefile.Mend[accountsFile](ctx, a.accounts)
			return a.accounts, aside, err
		},
		func() (statefile.File, string, error) {
			aside, err := statefile.Mend[sessionsFile](ctx, a.sessions)
			return a.sessions, aside, err
		},
	} {
		f, aside, err := mend()
		if err != nil {
			a.sayf("%s is damaged and cannot be put aside: %v.", f.Path(), err)
			continue
		}
		a.damaged(f, aside)
	}
}
