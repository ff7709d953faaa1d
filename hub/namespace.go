package hub

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"tagboat/hub/name"
	"tagboat/hub/paging"
	"tagboat/hub/wire"
)

// Membership is a namespace that a session belongs to.
type Membership = wire.Membership

// Namespaces describes what the session in use belongs to: the personal namespace first, then the
// organizations by name. No one route of the Hub tells all of them, so this asks two and joins the
// answers (Hub API notes, "Who am I"). It is one page. With an organization's access token it is
// just the organization; without an account it is empty.
func (c *Client) Namespaces() Listing[Membership] {
	return paging.New(paging.Source[Membership]{
		Op: "list namespaces", Key: membershipKey, Bind: c.bound,
		Page: func(ctx context.Context, n int, _ Urgency) (Page[Membership], error) {
			p, err := c.memberships(c.bound(ctx))
			if p.Number, p.Last = n, true; n > 1 {
				p.Rows, p.Malformed = nil, 0
			}
			return p, err
		},
	})
}

func membershipKey(m Membership) string { return string(m.Namespace) }

func (c *Client) memberships(ctx context.Context) (p Page[Membership], err error) {
	s := c.asker(ctx)
	if s == nil {
		return p, nil
	}
	if s.Kind == OrganizationAccessToken {
		return Page[Membership]{
			Rows: []Membership{{Namespace: wire.AsNamespace(s.Username)}}, Count: 1,
		}, nil
	}
	personal, err := c.personal(ctx, s)
	if err != nil {
		return p, err
	}
	organizations, read, err := c.organizations(ctx)
	if err != nil && !withheld(err) {
		return p, err
	}
	bare, errBare := c.namespaceNames(ctx)
	if errBare != nil && (err != nil || !withheld(errBare)) {
		return p, errBare
	}
	p.Rows = join(personal, organizations, bare)
	// What one route counts and does not hand out, the other may have named.
	p.Count = max(1+read.Count, 1+read.Rows+read.Malformed, len(p.Rows))
	p.Malformed = min(read.Malformed, p.Count-len(p.Rows))
	return p, nil
}

// withheld tells that one of two routes is closed to this session, or not there at all; the other
// then has to do.
func withheld(err error) bool {
	return errors.Is(err, Forbidden) || errors.Is(err, TokenNotAllowed) ||
		errors.Is(err, NotFound) || errors.Is(err, Refused)
}

// join keeps the first that is said of a namespace: personal, then the organizations with their
// roles, then bare names.
func join(personal Namespace, organizations []Membership, bare []string) []Membership {
	var all []Membership
	known := map[Namespace]bool{personal: true}
	if name.IsPath([]byte(personal)) {
		all = append(all, Membership{Namespace: personal, Personal: true})
	}
	first := len(all)
	for _, m := range organizations {
		if !known[m.Namespace] {
			known[m.Namespace] = true
			all = append(all, m)
		}
	}
	for _, text := range bare {
		if ns := wire.AsNamespace(text); name.IsPath([]byte(ns)) && !known[ns] {
			known[ns] = true
			all = append(all, Membership{Namespace: ns})
		}
	}
	slices.SortFunc(all[first:], func(a, b Membership) int {
		return cmp.Compare(a.Namespace, b.Namespace)
	})
	return all
}

// personal is the session's own namespace. Who logged in by mail address and got a token without a
// name has to be asked for.
func (c *Client) personal(ctx context.Context, s *Session) (Namespace, error) {
	if s.Claimed() || !strings.Contains(s.Username, "@") {
		return wire.AsNamespace(s.Username), nil
	}
	q := question{op: "read the account"}
	name, err := one(ctx, c, q, wire.ReadUsername, "v2", "user", "")
	if err != nil && !withheld(err) {
		return "", err
	}
	return wire.AsNamespace(cmp.Or(name, s.Username)), nil
}

func (c *Client) organizations(ctx context.Context) ([]Membership, Verdict, error) {
	listed := paging.New(listing(c, collection[Membership]{
		op: "list organizations", path: []string{"v2", "user", "orgs", ""},
		read: wire.ReadMemberships, key: membershipKey,
	}))
	var all []Membership
	r := listed.Reader()
	for p, err := range r.Pages(ctx, 0) {
		if err != nil {
			return nil, Verdict{}, err
		}
		all = append(all, p.Rows...)
	}
	return all, r.Verdict(), nil
}

// namespaceNames reads {"namespaces":["me","org1"]}.
func (c *Client) namespaceNames(ctx context.Context) ([]string, error) {
	q := question{op: "list namespaces"}
	return one(ctx, c, q, wire.ReadNamespaces, "v2", "repositories", "namespaces", "")
}
