package credentials

import (
	"crypto/rand"
	"maps"
	"slices"
	"time"

	"tagboat/hub"
)

const (
	version = 1
	// refused secrets and names that are remembered; the oldest go first.
	mostRemembered     = 64
	forgetRefusedAfter = 7 * 24 * time.Hour // after which a refused secret is a new one
)

// accountsFile is what accounts.json holds. No secret is in it.
type accountsFile struct {
	Version  int               `json:"version"`
	Salt     []byte            `json:"salt,omitempty"` // of the fingerprints
	Accounts []storedAccount   `json:"accounts,omitempty"`
	Default  map[string]string `json:"default,omitempty"` // by Hub
	// secrets that are not sent again before a pause is over
	Refused  []refusedSecret `json:"refused,omitempty"`
	Failures []failures      `json:"failures,omitempty"` // recent ones
	// logged out: not logged in again by what Docker holds
	LoggedOut []accountName `json:"left,omitempty"`
}

// storedAccount is what the file says of a saved account: where its session is, and since when.
type storedAccount struct {
	Hub      string         `json:"hub"`
	Username string         `json:"username"`
	Kind     hub.SecretKind `json:"kind"`
	Where    Where          `json:"where"`
	Since    time.Time      `json:"since"`
	Expires  time.Time      `json:"expires,omitzero"`
	Password bool           `json:"password,omitempty"`
	Ended    bool           `json:"ended,omitempty"`
}

// name is an account, folded, of a Hub.
type accountName struct {
	Hub      string `json:"hub"`
	Username string `json:"username"`
}

// prepare makes the file ready to be written: a salt, and nothing that is long over.
func (p *accountsFile) prepare(now time.Time) {
	p.Version = version
	if len(p.Salt) == 0 {
		p.Salt = make([]byte, 16)
		_, _ = rand.Read(p.Salt)
	}
	if p.Default == nil {
		p.Default = map[string]string{}
	}
	p.Failures = slices.DeleteFunc(p.Failures, func(f failures) bool { return f.over(now) })
	p.Refused = slices.DeleteFunc(p.Refused, func(m refusedSecret) bool {
		return now.Sub(m.At) > forgetRefusedAfter
	})
	p.Refused = newest(p.Refused)
	p.Failures = newest(p.Failures)
	p.LoggedOut = newest(p.LoggedOut)
}

func newest[T any](list []T) []T { return list[max(0, len(list)-mostRemembered):] }

// merge adds what is known to this process only.
func (p *accountsFile) merge(m *accountsFile) {
	if len(m.Salt) == 0 {
		return
	}
	if len(p.Salt) == 0 {
		p.Salt = m.Salt
	}
	for _, e := range m.Accounts {
		p.put(e)
	}
	p.Refused = append(slices.Clone(p.Refused), m.Refused...)
	p.Failures = append(slices.Clone(p.Failures), m.Failures...)
	p.LoggedOut = append(slices.Clone(p.LoggedOut), m.LoggedOut...)
	p.Default = maps.Clone(p.Default)
	if p.Default == nil {
		p.Default = map[string]string{}
	}
	maps.Copy(p.Default, m.Default)
}

func (p *accountsFile) index(address, username string) int {
	return slices.IndexFunc(p.Accounts, func(e storedAccount) bool {
		return e.Hub == address && fold(e.Username) == fold(username)
	})
}

func (p *accountsFile) account(address, username string) (storedAccount, bool) {
	if i := p.index(address, username); i >= 0 {
		return p.Accounts[i], true
	}
	return storedAccount{}, false
}

// put adds or replaces an account. The first one becomes the default.
func (p *accountsFile) put(e storedAccount) {
	p.Accounts = slices.Clone(p.Accounts)
	if i := p.index(e.Hub, e.Username); i >= 0 {
		p.Accounts[i] = e
	} else {
		p.Accounts = append(p.Accounts, e)
	}
	if p.Default == nil {
		p.Default = map[string]string{}
	}
	if p.Default[e.Hub] == "" {
		p.Default[e.Hub] = fold(e.Username)
	}
}

func (p *accountsFile) remove(address, username string) {
	if i := p.index(address, username); i >= 0 {
		p.Accounts = slices.Delete(p.Accounts, i, i+1)
	}
	if p.Default[address] == fold(username) {
		delete(p.Default, address)
	}
}

func (p *accountsFile) setDefault(address, username string) {
	if p.index(address, username) >= 0 {
		p.Default[address] = fold(username)
	}
}

// preferred is the account to use when none is named: the default, else the only one.
func (p *accountsFile) preferred(address string) string {
	if username := p.Default[address]; username != "" {
		return username
	}
	only := ""
	for _, e := range p.Accounts {
		if e.Hub != address {
			continue
		}
		if only != "" {
			return ""
		}
		only = e.Username
	}
	return only
}

func (p *accountsFile) logOut(who accountName) {
	p.clearLogOut(who)
	p.LoggedOut = append(p.LoggedOut, who)
}

func (p *accountsFile) clearLogOut(who accountName) {
	p.LoggedOut = slices.DeleteFunc(p.LoggedOut, func(n accountName) bool { return n == who })
}
