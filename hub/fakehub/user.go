package fakehub

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// A User is a person with a namespace of the same name.
type User struct {
	Name, Password string
	Code           string // what the second factor must answer; "": no second factor
	// SSO says that the organization enforces single sign-on: the password is refused on every
	// route.
	SSO      bool
	FullName string
	Company  string
	Location string
	Email    string
	Joined   time.Time
	Tokens   []AccessToken
}

// An AccessToken is a personal access token ("dckr_pat_…"). Scope is repo:admin, repo:write,
// repo:read or repo:public_read; each includes those after it, and repo:admin alone may delete.
type AccessToken struct{ Secret, Scope string }

// An Organization owns a namespace; Members maps user names to roles ("Owner", "Editor", "Member").
// Owners may delete.
type Organization struct {
	Name, FullName, Company, Location string
	Joined                            time.Time
	Members                           map[string]string
	Tokens                            []OrganizationToken
}

// An OrganizationToken is an organization access token ("dckr_oat_…"). What it may not see is left
// out of lists without a word, as the Hub does: private repositories without ListRepositories, and
// with Covers all private ones but those.
type OrganizationToken struct {
	Secret           string
	ListRepositories bool
	// Covers are names in the organization, or patterns such as "team-*"; at most 50 on the real
	// Hub. Nil: all.
	Covers     []string
	DeleteTags bool
}

// AddUser adds or replaces a user.
func (w *World) AddUser(u User) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.users[u.Name] = &u
}

// AddOrganization adds or replaces an organization.
func (w *World) AddOrganization(o Organization) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.organizations[o.Name] = &o
}

// RevokeAccessToken withdraws a personal or organization access token: the next exchange is
// refused. What was exchanged already goes on until it expires; see Hub.Revoke.
func (w *World) RevokeAccessToken(secret string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, u := range w.users {
		u.Tokens = slices.DeleteFunc(slices.Clone(u.Tokens),
			func(t AccessToken) bool { return t.Secret == secret })
	}
	for _, o := range w.organizations {
		o.Tokens = slices.DeleteFunc(slices.Clone(o.Tokens),
			func(t OrganizationToken) bool { return t.Secret == secret })
	}
}

// A principal is who a secret stands for.
type principal struct {
	kind           Credential
	user           string // "" for an organization access token
	organization   string // "" for a person
	scope          string // of a personal access token
	lists, deletes bool   // of an organization access token
	covers         []string
	email          string
	code           string // the second factor that is still to be answered
	sso            bool
}

// identify finds whom a name and a secret stand for; ok is false for anybody else.
func (w *World) identify(name, secret string) (p principal, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if u := w.users[name]; u != nil {
		for _, t := range u.Tokens {
			if t.Secret == secret {
				return principal{
					kind: PersonalAccessToken, user: u.Name, scope: t.Scope, email: u.Email,
				}, true
			}
		}
		if u.Password != "" && u.Password == secret {
			return principal{
				kind: Password, user: u.Name, email: u.Email, code: u.Code, sso: u.SSO,
			}, true
		}
	}
	if o := w.organizations[name]; o != nil {
		for _, t := range o.Tokens {
			if t.Secret == secret {
				return principal{
					kind: OrganizationAccessToken, organization: o.Name, lists: t.ListRepositories,
					covers: t.Covers, deletes: t.DeleteTags,
				}, true
			}
		}
	}
	return principal{}, false
}

// memberships returns the organizations of a user, sorted by name.
func (w *World) memberships(user string) []*Organization {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []*Organization
	for _, o := range w.organizations {
		if o.Members[user] != "" {
			all = append(all, o)
		}
	}
	slices.SortFunc(all, func(a, b *Organization) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// sees reports whether a principal (nil: anonymous) may see a repository. It needs the lock.
func (w *World) sees(p *principal, r *Repository) bool {
	switch {
	case !r.Private:
		return true
	case p == nil || p.scope == "repo:public_read":
		return false
	case p.organization != "":
		return p.organization == r.Namespace && p.lists &&
			(p.covers == nil || slices.ContainsFunc(p.covers, r.fits))
	case p.user == r.Namespace:
		return true
	}
	o := w.organizations[r.Namespace]
	return o != nil && o.Members[p.user] != ""
}

// rights tells what a principal may do in a namespace. It needs the lock.
func (w *World) rights(p *principal, namespace string) (write, admin bool) {
	if p == nil {
		return false, false
	}
	if p.organization != "" {
		may := p.organization == namespace && p.deletes
		return may, may
	}
	role := ""
	if o := w.organizations[namespace]; o != nil {
		role = o.Members[p.user]
	}
	admin = p.user == namespace || strings.EqualFold(role, "owner")
	write = admin || strings.EqualFold(role, "editor")
	if p.kind == PersonalAccessToken {
		admin = admin && p.scope == "repo:admin"
		write = write && (p.scope == "repo:admin" || p.scope == "repo:write")
	}
	return write, admin
}
