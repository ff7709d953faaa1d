package credentials

import (
	"context"
	"crypto/pbkdf2"
	"crypto/sha256"
	"errors"
	"slices"
	"time"

	"tagboat/hub"
)

// What is known of the Hub's lock: a name is locked after some refused logins, for about ten minutes (Hub API notes, "Login limiter"). How
// many is told nowhere; five is a cautious guess.
const (
	MostTries = 5
	LockTime  = 10 * time.Minute
)

const (
	stretch = 100_000 // rounds: a guess at a marked password costs as much as this check
	short   = 3       // bytes: enough to know a secret again, too few to tell which of many guesses was right
)

// mark remembers a refused secret by a short salted fingerprint, never by itself.
type mark struct {
	Hub      string    `json:"hub"`
	Username string    `json:"username"`
	Print    []byte    `json:"print"`
	At       time.Time `json:"at"`
}

// failures are the refused logins of a name in the last ten minutes.
type failures struct {
	Hub      string      `json:"hub"`
	Username string      `json:"username"`
	At       []time.Time `json:"at,omitempty"`
	Locked   time.Time   `json:"locked,omitzero"` // until when, as the Hub said
}

func (f failures) recent(now time.Time) []time.Time {
	return slices.DeleteFunc(slices.Clone(f.At), func(at time.Time) bool { return at.After(now) || now.Sub(at) >= LockTime })
}

func (f failures) over(now time.Time) bool { return len(f.recent(now)) == 0 && !now.Before(f.Locked) }

// Tries tell how near a name is to being locked.
type Tries struct {
	Left   int       // before the Hub probably locks the name; MostTries when nothing was refused lately
	Locked time.Time // until when the name is locked; zero when it is not
}

// Tries counts the refused logins of a name, by all processes of this machine.
func (a *Accounts) Tries(username string) Tries {
	p, _ := a.view()
	t := Tries{Left: MostTries}
	for _, f := range p.Failures {
		if f.Hub != a.hub || f.Username != fold(username) {
			continue
		}
		t.Left -= len(f.recent(a.now()))
		if f.Locked.After(a.now()) && f.Locked.After(t.Locked) {
			t.Locked = f.Locked
		}
	}
	t.Left = max(t.Left, 0)
	return t
}

// note remembers how a login ended. What tells nothing about the secret, such as a broken network, changes nothing.
func (a *Accounts) note(ctx context.Context, username string, secret hub.Secret, outcome error) {
	who := name{a.hub, fold(username)}
	kind := hub.KindOf(outcome)
	var alter func(*pages)
	switch {
	case outcome == nil, kind == hub.SecondFactorNeeded:
		p, _ := a.view()
		if !p.knows(who) {
			return
		}
		alter = func(p *pages) { p.forgive(who, secret) }
	case kind == hub.BadCredentials:
		alter = func(p *pages) { p.refuse(who, secret, a.now()); p.fail(who, a.now()) }
	case kind == hub.CodeRefused:
		alter = func(p *pages) { p.fail(who, a.now()) }
	case kind == hub.SSORequired, kind == hub.TokenNotAllowed, kind == hub.Forbidden:
		alter = func(p *pages) { p.refuse(who, secret, a.now()) }
	case kind == hub.LockedOut:
		until := a.now().Add(LockTime)
		if e, ok := errors.AsType[*hub.Error](outcome); ok && e.Until.After(a.now()) {
			until = e.Until
		}
		alter = func(p *pages) { p.lock(who, until) }
	default:
		return
	}
	_ = a.change(ctx, alter)
}

// refused tells whether a secret was refused before, and when.
func (a *Accounts) refused(username string, secret hub.Secret) (time.Time, bool) {
	p, _ := a.view()
	who := name{a.hub, fold(username)}
	for _, salt := range [][]byte{p.Salt, a.salt()} {
		if i := p.marked(who, secret, salt); i >= 0 {
			return p.Marks[i].At, true
		}
	}
	return time.Time{}, false
}

// salt is that of the marks which could not be written.
func (a *Accounts) salt() []byte {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.memory.Salt
}

// marked is where the secret's mark is; -1 when it has none. Without a mark for the name there is nothing to compute.
func (p *pages) marked(who name, secret hub.Secret, salt []byte) int {
	var wanted []byte
	for i, m := range p.Marks {
		if (name{m.Hub, m.Username}) != who || len(salt) == 0 || secret.IsZero() {
			continue
		}
		if wanted == nil {
			wanted = fingerprint(salt, who, secret)
		}
		if slices.Equal(m.Print, wanted) {
			return i
		}
	}
	return -1
}

func (p *pages) knows(who name) bool {
	return slices.ContainsFunc(p.Marks, func(m mark) bool { return name{m.Hub, m.Username} == who }) ||
		slices.ContainsFunc(p.Failures, func(f failures) bool { return name{f.Hub, f.Username} == who }) ||
		slices.Contains(p.Left, who)
}

func (p *pages) refuse(who name, secret hub.Secret, now time.Time) {
	if secret.IsZero() {
		return
	}
	p.unmark(who, secret)
	p.Marks = append(p.Marks, mark{who.Hub, who.Username, fingerprint(p.Salt, who, secret), now})
}

func (p *pages) unmark(who name, secret hub.Secret) {
	if i := p.marked(who, secret, p.Salt); i >= 0 {
		p.Marks = slices.Delete(p.Marks, i, i+1)
	}
}

// forgive is for a login that went well.
func (p *pages) forgive(who name, secret hub.Secret) {
	p.unmark(who, secret)
	p.stay(who)
	p.Failures = slices.DeleteFunc(p.Failures, func(f failures) bool { return name{f.Hub, f.Username} == who })
}

func (p *pages) fail(who name, now time.Time) {
	f := p.failures(who)
	f.At = append(f.recent(now), now)
}

func (p *pages) lock(who name, until time.Time) { p.failures(who).Locked = until }

func (p *pages) failures(who name) *failures {
	i := slices.IndexFunc(p.Failures, func(f failures) bool { return name{f.Hub, f.Username} == who })
	if i < 0 {
		p.Failures = append(p.Failures, failures{Hub: who.Hub, Username: who.Username})
		i = len(p.Failures) - 1
	}
	return &p.Failures[i]
}

// fingerprint is slow and short on purpose: who steals the file learns no password from it.
func fingerprint(salt []byte, who name, secret hub.Secret) []byte {
	salt = slices.Concat(salt, []byte(who.Hub+"\n"+who.Username))
	sum, err := pbkdf2.Key(sha256.New, secret.Reveal(), salt, stretch, short)
	if err != nil {
		return nil
	}
	return sum
}
