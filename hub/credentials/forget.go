package credentials

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"tagboat/hub/statefile"
)

// Forget erases everything that is saved for an account, and remembers that it was logged out, so
// that what Docker holds does not log it in again at the next start. An account that could not be
// erased stays in the list. The refused secrets stay known. What was put aside as damaged goes too,
// because nobody can tell whose secrets it holds.
func (a *Accounts) Forget(ctx context.Context, username string) error {
	left := a.discard(ctx)
	p, err := a.readAccounts()
	var there []storedAccount
	if e, known := p.account(a.hub, username); known {
		there = append(there, e)
	}
	if a.strays(&p)[fold(username)] {
		there = append(there, storedAccount{Username: username, Where: Where{Place: InFile}})
	}
	for _, e := range there {
		if err := a.erase(ctx, e); err != nil {
			return fmt.Errorf("%s is still kept: %w", quotable(username), err)
		}
	}
	return errors.Join(err, left, lasting(a.changeAccounts(ctx, func(p *accountsFile) {
		p.remove(a.hub, username)
		p.logOut(accountName{a.hub, fold(username)})
	})))
}

// discard removes what damage and killed processes left of the files.
func (a *Accounts) discard(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	_, err := statefile.Mend[sessionsFile](ctx, a.sessions)
	return errors.Join(err, statefile.Discard(ctx, a.sessions), statefile.Discard(ctx, a.accounts))
}

// Unlisted are the names of the sessions in the file that are not in List, because accounts.json
// was lost or damaged. Nobody is logged in with them; they are there to be forgotten.
func (a *Accounts) Unlisted(ctx context.Context) []string {
	a.mend(ctx)
	p, _ := a.readAccounts()
	return slices.Sorted(maps.Keys(a.strays(&p)))
}

// strays are the folded names in the file that the list does not hold.
func (a *Accounts) strays(p *accountsFile) map[string]bool {
	var all sessionsFile
	_ = statefile.Read(a.sessions, &all)
	found := map[string]bool{}
	for key := range all.Sessions {
		written, ours := strings.CutPrefix(key, a.key(""))
		username, err := url.PathUnescape(written)
		if !ours || err != nil || strings.Contains(written, "/") {
			continue // of another Hub, which may lie below this one
		}
		if e, known := p.account(a.hub, username); !known || e.Where.Place != InFile {
			found[username] = true
		}
	}
	return found
}
