package credentials

import (
	"slices"
	"time"
)

// What is known of the Hub's lock: a name is locked after some refused logins, for about ten
// minutes (Hub API notes, "Login limiter"). How many is told nowhere; five is a cautious guess.
const (
	MostTries   = 5
	LockTime    = 10 * time.Minute
	longestLock = time.Hour // the longest that was ever told
)

// failures are the refused logins of a name in the last ten minutes.
type failures struct {
	Hub      string      `json:"hub"`
	Username string      `json:"username"`
	At       []time.Time `json:"at,omitempty"`
	Locked   time.Time   `json:"locked,omitzero"` // until when, as the Hub said
}

func (f failures) recent(now time.Time) []time.Time {
	return slices.DeleteFunc(slices.Clone(f.At), func(at time.Time) bool {
		return at.After(now) || now.Sub(at) >= LockTime
	})
}

func (f failures) locked(now time.Time) bool {
	return now.Before(f.Locked) && f.Locked.Sub(now) <= longestLock
}

func (f failures) over(now time.Time) bool { return len(f.recent(now)) == 0 && !f.locked(now) }

// Tries are how near a name is to being locked.
type Tries struct {
	// before the Hub probably locks the name; MostTries when nothing was refused lately
	Left   int
	Locked time.Time // until when the name is locked; zero when it is not
}

// Tries counts the refused logins of a name, by all processes of this machine.
func (a *Accounts) Tries(username string) Tries {
	p, _ := a.readAccounts()
	return p.tries(accountName{a.hub, fold(username)}, a.now())
}

func (p *accountsFile) tries(who accountName, now time.Time) Tries {
	t := Tries{Left: MostTries}
	for _, f := range p.Failures {
		if (accountName{f.Hub, f.Username}) != who {
			continue
		}
		t.Left -= len(f.recent(now))
		if f.locked(now) && f.Locked.After(t.Locked) {
			t.Locked = f.Locked
		}
	}
	t.Left = max(t.Left, 0)
	return t
}

// Lock is a name that the Hub has locked, in small letters, and until when.
type Lock struct {
	Username string
	Until    time.Time
}

// Locks are the names of this Hub that are locked now, as far as this machine knows.
func (a *Accounts) Locks() []Lock {
	p, _ := a.readAccounts()
	var all []Lock
	for _, f := range p.Failures {
		if f.Hub == a.hub && f.locked(a.now()) {
			all = append(all, Lock{f.Username, f.Locked})
		}
	}
	return all
}

func (p *accountsFile) addFailure(who accountName, now time.Time) {
	f := p.failuresOf(who)
	f.At = append(f.recent(now), now)
}

func (p *accountsFile) lock(who accountName, until time.Time) { p.failuresOf(who).Locked = until }

func (p *accountsFile) failuresOf(who accountName) *failures {
	i := slices.IndexFunc(p.Failures, func(f failures) bool {
		return accountName{f.Hub, f.Username} == who
	})
	if i < 0 {
		p.Failures = append(p.Failures, failures{Hub: who.Hub, Username: who.Username})
		i = len(p.Failures) - 1
	}
	return &p.Failures[i]
}
