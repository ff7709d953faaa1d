package places

import (
	"crypto/rand"
	"slices"
	"sync/atomic"
	"time"
)

// Stay is one stay of an account: from when its places are taken up until it is logged out, or the
// program ends. What is remembered is remembered for the stay in which it was seen. A late write
// for one that is over changes nothing, whichever process ended it.
type Stay struct {
	owner Owner
	over  atomic.Bool

	// Guarded by the Store's mutex.
	// of the account's record in the file; an account that was logged out and came back has another
	// one
	loginID string
	written int       // the newest revision
	opened  time.Time // before the first visit of the run
}

// Owner is whose stay it is.
func (s *Stay) Owner() Owner { return s.owner }

// End refuses all that is written for the stay from now on.
func (s *Stay) End() { s.over.Store(true) }

// enter gives a stay the login of its account's record, which is made where there is none, and
// reports whether the file has changed.
func (f *file) enter(s *Stay, now time.Time) (changed bool) {
	at := f.find(s.owner)
	if at < 0 {
		f.Owners = slices.Insert(
			f.Owners, 0,
			ownerRecord{
				Hub: s.owner.Hub, Account: s.owner.Account, Used: now.UTC().Truncate(time.Second),
			},
		)
		f.Owners = f.Owners[:min(len(f.Owners), mostOwners)]
		at = 0
	}
	if f.Owners[at].LoginID == "" {
		f.Owners[at].LoginID, changed = rand.Text(), true
	}
	s.loginID = f.Owners[at].LoginID
	return changed
}

// admits reports whether a stay may still write. Nobody can be logged out without an account.
func (f *file) admits(s *Stay) bool {
	if s.over.Load() {
		return false
	}
	if s.owner.Account == "" || s.loginID == "" {
		return true
	}
	at := f.find(s.owner)
	return at >= 0 && (f.Owners[at].LoginID == "" || f.Owners[at].LoginID == s.loginID)
}
