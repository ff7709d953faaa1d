package credentials

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"time"
)

// Checkup is what there is to be told of where logins are kept, without a name or a secret.
type Checkup struct {
	Docker  string // Docker's configuration; "": there is no place for one
	IsThere bool
	Unread  error // why it cannot be used
	// DOCKER_AUTH_CONFIG, which Docker prefers, is set; and why it cannot be used
	Variable bool
	Misread  error
	Plain    bool // one of the two holds a login for this Hub itself
	Helper   Helper
	Accounts int   // that tagboat has kept for this Hub
	Unlisted error // why that is not known
	// the other helpers that these are kept in, and are not installed
	Missing []string
}

// Helper is what became of the credential helper that Docker is configured with for this Hub.
type Helper struct {
	Program   string // "": none is named
	Installed bool
	Asked     bool
	Holds     bool          // a login for this Hub
	Took      time.Duration // until it had answered
	Failed    error         // why it did not answer as it should; it may quote the helper
}

// Checkup looks where Find does. It changes nothing and sends nothing. A helper is started only if
// it is to be asked, for it may want to ask a person.
func (a *Accounts) Checkup(ctx context.Context, askHelper bool) Checkup {
	found := Checkup{Docker: a.configPath()}
	keys := dockerKeys(a.hub)
	variable, misread := a.variableConfig()
	found.Variable, found.Misread = strings.TrimSpace(a.getenv(authVariable)) != "", misread
	c, unread := a.dockerConfig()
	found.Unread = unread
	if found.Docker != "" {
		_, err := os.Stat(found.Docker)
		found.IsThere = err == nil
	}
	_, inVariable, wrong := variable.plainLogin(keys)
	found.Misread = errors.Join(found.Misread, wrong)
	_, inFile, wrong := c.plainLogin(keys)
	found.Unread = errors.Join(found.Unread, wrong)
	found.Plain = inVariable || inFile
	if name := c.helperFor(keys); name != "" {
		named := append([]string{keys.own}, namesIn(keys, c.Auths)...)
		found.Helper = a.checkHelper(ctx, name, named, askHelper)
	}
	list, err := a.List()
	found.Accounts, found.Unlisted = len(list), err
	for _, account := range list {
		h := a.helper(account.Where.Name)
		program := prefix + quotable(h.name)
		if account.Where.Place == InHelper && program != found.Helper.Program && !h.installed() &&
			!slices.Contains(found.Missing, program) {
			found.Missing = append(found.Missing, program)
		}
	}
	return found
}

// checkHelper asks a helper for the first of some keys that it knows, and keeps no answer.
func (a *Accounts) checkHelper(
	ctx context.Context, name string, named []string, ask bool,
) Helper {
	h := a.helper(name)
	found := Helper{Program: prefix + quotable(name), Installed: h.installed()}
	if !found.Installed || !ask {
		return found
	}
	found.Asked = true
	began := a.now()
	for _, key := range slices.Compact(named) {
		_, _, err := h.get(ctx, key)
		found.Holds = err == nil
		if !errors.Is(err, errNotFound) {
			found.Failed = err
			break
		}
	}
	found.Took = a.now().Sub(began)
	return found
}
