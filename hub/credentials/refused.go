package credentials

import (
	"context"
	"crypto/pbkdf2"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"tagboat/hub"
)

// pauses are how long a refused secret is not sent again by itself, after the first refusal, the
// second and so on: one try costs no lock, and a good secret that was refused once works soon.
var pauses = []time.Duration{
	time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour,
}

const (
	iterations = 100_000 // rounds: a guess at a refused password costs as much as this check
	// enough to know a secret again, too few to tell which of many guesses was right.
	fingerprintBytes = 3
)

// refusedSecret remembers one by a short salted fingerprint, never by itself.
type refusedSecret struct {
	Hub      string    `json:"hub"`
	Username string    `json:"username"`
	Print    []byte    `json:"print"`
	At       time.Time `json:"at"`
	Times    int       `json:"times,omitempty"` // how often it was refused in a row; 0 is once
}

// retryAt is when the secret may be sent again by itself.
func (r refusedSecret) retryAt() time.Time {
	return r.At.Add(pauses[min(max(r.Times-1, 0), len(pauses)-1)])
}

// paused reports whether the pause is not over. One that begins after now was noted by a clock
// that has been set back since, and holds nothing.
func (r refusedSecret) paused(now time.Time) bool {
	return !r.At.After(now) && now.Before(r.retryAt())
}

// Paused is the error for a secret that the Hub refused, that nobody typed just now, and that is
// not sent before Again. It matches hub.BadCredentials.
type Paused struct {
	Username  string
	Kind      hub.SecretKind
	At, Again time.Time // refused, and sent again at the earliest
	Near      bool      // one more refusal might lock the name
}

func (e *Paused) Error() string {
	why := ""
	if e.Near {
		why = ", because one more refusal might lock the name"
	}
	return fmt.Sprintf("the Hub refused this %s of %s at %s; it is not sent again before %s%s, and another one is sent at once",
		e.Kind, quotable(e.Username), clock(e.At, e.Again), clock(e.Again, e.At), why)
}

// Is matches the kind of the refusal that is remembered.
func (*Paused) Is(target error) bool { return target == hub.BadCredentials }

// clock is a time of day, with the date where it is another day than that of a time beside it.
func clock(t, beside time.Time) string {
	t, beside = t.Local(), beside.Local()
	if t.YearDay() == beside.YearDay() && t.Year() == beside.Year() {
		return t.Format(time.TimeOnly)
	}
	return t.Format("15:04:05 on 2 January")
}

// paused is a *Paused for a secret that nobody typed just now and that has to wait.
func (a *Accounts) paused(username string, secret hub.Secret) error {
	p, _ := a.readAccounts()
	who, now := accountName{a.hub, fold(username)}, a.now()
	r, known := p.findRefused(who, secret, p.Salt)
	if !known {
		r, known = p.findRefused(who, secret, a.unwrittenSalt())
	}
	if !known {
		return nil
	}
	e := &Paused{Username: username, Kind: secret.Kind(), At: r.At, Again: r.retryAt()}
	if recent := p.failuresOf(who).recent(now); len(recent) >= MostTries-1 {
		e.Near = true
		if freed := recent[len(recent)-(MostTries-1)].Add(LockTime); freed.After(e.Again) {
			e.Again = freed
		}
	}
	if r.paused(now) || e.Near {
		return e
	}
	return nil
}

// recordOutcome remembers how a login ended. Only the Hub's own word about a secret counts; what
// says nothing about the secret, such as a broken network or a proxy's page, changes nothing.
func (a *Accounts) recordOutcome(
	ctx context.Context, username string, secret hub.Secret, outcome error,
) error {
	who := accountName{a.hub, fold(username)}
	kind := hub.KindOf(outcome)
	e, _ := errors.AsType[*hub.Error](outcome)
	own := e != nil && e.Status == http.StatusUnauthorized
	var alter func(*accountsFile)
	switch {
	case outcome == nil, kind == hub.SecondFactorNeeded:
		p, _ := a.readAccounts()
		if !p.knows(who) {
			return nil
		}
		alter = func(p *accountsFile) { p.forgive(who, secret, outcome == nil) }
	case own && kind == hub.BadCredentials:
		alter = func(p *accountsFile) {
			p.addRefused(who, secret, a.now())
			p.addFailure(who, a.now())
		}
	case own && kind == hub.CodeRefused:
		alter = func(p *accountsFile) { p.addFailure(who, a.now()) }
	case own && kind == hub.SSORequired:
		alter = func(p *accountsFile) { p.addRefused(who, secret, a.now()) }
	case kind == hub.LockedOut:
		until := a.now().Add(LockTime)
		if e.Until.After(a.now()) {
			until = e.Until
		}
		alter = func(p *accountsFile) { p.lock(who, until) }
	default:
		return nil
	}
	return a.changeAccounts(ctx, alter)
}

// unwrittenSalt is that of the refused secrets which could not be written.
func (a *Accounts) unwrittenSalt() []byte {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.unwritten.Salt
}

func (p *accountsFile) findRefused(
	who accountName, secret hub.Secret, salt []byte,
) (refusedSecret, bool) {
	if i := p.indexRefused(who, secret, salt); i >= 0 {
		return p.Refused[i], true
	}
	return refusedSecret{}, false
}

// indexRefused is where the secret is among the refused; -1 when it is not. Where none is of the
// name there is nothing to compute.
func (p *accountsFile) indexRefused(who accountName, secret hub.Secret, salt []byte) int {
	var wanted []byte
	for i, m := range slices.Backward(p.Refused) {
		if (accountName{m.Hub, m.Username}) != who || len(salt) == 0 || secret.IsZero() {
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

func (p *accountsFile) knows(who accountName) bool {
	return slices.ContainsFunc(p.Refused, func(m refusedSecret) bool {
		return accountName{m.Hub, m.Username} == who
	}) ||
		slices.ContainsFunc(p.Failures, func(f failures) bool {
			return accountName{f.Hub, f.Username} == who
		}) ||
		slices.ContainsFunc(p.Accounts, func(e storedAccount) bool {
			return e.Ended &&
				accountName{e.Hub, fold(e.Username)} == who
		})
}

// addRefused pauses a secret, for longer each time that it was refused after the pause.
func (p *accountsFile) addRefused(who accountName, secret hub.Secret, now time.Time) {
	if secret.IsZero() {
		return
	}
	m := refusedSecret{who.Hub, who.Username, fingerprint(p.Salt, who, secret), now, 1}
	if i := p.indexRefused(who, secret, p.Salt); i >= 0 {
		before := p.Refused[i]
		if m.Times = max(before.Times, 1); !before.paused(now) {
			m.Times++
		}
		p.Refused = slices.Delete(p.Refused, i, i+1)
	}
	p.Refused = append(p.Refused, m)
}

func (p *accountsFile) dropRefused(who accountName, secret hub.Secret) {
	if i := p.indexRefused(who, secret, p.Salt); i >= 0 {
		p.Refused = slices.Delete(p.Refused, i, i+1)
	}
}

// forgive is for a secret that was right. The failures of the name are over when the login is,
// second factor and all.
func (p *accountsFile) forgive(who accountName, secret hub.Secret, whole bool) {
	p.dropRefused(who, secret)
	if !whole {
		return
	}
	p.Failures = slices.DeleteFunc(p.Failures, func(f failures) bool {
		return accountName{f.Hub, f.Username} == who
	})
	if i := p.index(who.Hub, who.Username); i >= 0 && p.Accounts[i].Kind != hub.Password &&
		secret.Kind() != hub.Password {
		p.Accounts[i].Ended = false
	}
}

// fingerprint is slow and short on purpose: who steals the file learns no password from it.
func fingerprint(salt []byte, who accountName, secret hub.Secret) []byte {
	salt = slices.Concat(salt, []byte(who.Hub+"\n"+who.Username))
	sum, err := pbkdf2.Key(sha256.New, secret.Reveal(), salt, iterations, fingerprintBytes)
	if err != nil {
		return nil
	}
	return sum
}
