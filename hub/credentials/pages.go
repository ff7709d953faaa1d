package credentials

import (
	"crypto/rand"
	"maps"
	"slices"
	"time"

	"tagboat/hub"
)

const (
	version  = 1
	mostMark = 64                 // marks and names that are remembered; the oldest go first
	longMark = 7 * 24 * time.Hour // after which a refused secret is a new one
)

// pages are what accounts.json holds. No secret is in them.
type pages struct {
	Version  int               `json:"version"`
	Salt     []byte            `json:"salt,omitempty"` // of the marks
	Accounts []entry           `json:"accounts,omitempty"`
	Default  map[string]string `json:"default,omitempty"`  // by Hub
	Marks    []mark            `json:"refused,omitempty"`  // secrets that are not sent again before a pause is over
	Failures []failures        `json:"failures,omitempty"` // recent ones
	Left     []name            `json:"left,omitempty"`     // logged out: not logged in again by what Docker holds
}

type entry struct {
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
type name struct {
	Hub      string `json:"hub"`
	Username string `json:"username"`
}

// prepare makes the pages ready to be written: a salt, and nothing that is long over.
func (p *pages) prepare(now time.Time) {
	p.Version = version
	if len(p.Salt) == 0 {
		p.Salt = make([]byte, 16)
		_, _ = rand.Read(p.Salt)
	}
	if p.Default == nil {
		p.Default = map[string]string{}
	}
	p.Failures = slices.DeleteFunc(p.Failures, func(f failures) bool { return f.over(now) })
	p.Marks = slices.DeleteFunc(p.Marks, func(m mark) bool { return now.Sub(m.At) > longMark })
	p.Marks = newest(p.Marks)
	p.Failures = newest(p.Failures)
	p.Left = newest(p.Left)
}

func newest[T any](list []T) []T { return list[max(0, len(list)-mostMark):] }

// with adds what is known to this process only.
func (p *pages) with(m *pages) {
	if len(m.Salt) == 0 {
		return
	}
	if len(p.Salt) == 0 {
		p.Salt = m.Salt
	}
	for _, e := range m.Accounts {
		p.put(e)
	}
	p.Marks = append(slices.Clone(p.Marks), m.Marks...)
	p.Failures = append(slices.Clone(p.Failures), m.Failures...)
	p.Left = append(slices.Clone(p.Left), m.Left...)
	p.Default = maps.Clone(p.Default)
	if p.Default == nil {
		p.Default = map[string]string{}
	}
	maps.Copy(p.Default, m.Default)
}

func (p *pages) at(address, username string) int {
	return slices.IndexFunc(p.Accounts, func(e entry) bool { return e.Hub == address && fold(e.Username) == fold(username) })
}

func (p *pages) entry(address, username string) (entry, bool) {
	if i := p.at(address, username); i >= 0 {
		return p.Accounts[i], true
	}
	return entry{}, false
}

// put adds or replaces an account. The first one becomes the default.
func (p *pages) put(e entry) {
	p.Accounts = slices.Clone(p.Accounts)
	if i := p.at(e.Hub, e.Username); i >= 0 {
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

func (p *pages) remove(address, username string) {
	if i := p.at(address, username); i >= 0 {
		p.Accounts = slices.Delete(p.Accounts, i, i+1)
	}
	if p.Default[address] == fold(username) {
		delete(p.Default, address)
	}
}

func (p *pages) setDefault(address, username string) {
	if p.at(address, username) >= 0 {
		p.Default[address] = fold(username)
	}
}

// preferred is the account to use when none is named: the default, else the only one.
func (p *pages) preferred(address string) string {
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

func (p *pages) leave(who name) {
	p.stay(who)
	p.Left = append(p.Left, who)
}

func (p *pages) stay(who name) {
	p.Left = slices.DeleteFunc(p.Left, func(n name) bool { return n == who })
}
