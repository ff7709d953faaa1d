package hub

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
)

// Membership is a namespace that a session belongs to.
type Membership struct {
	Namespace Namespace
	FullName  string // foreign text, often empty
	Role      Word   // in an organization: "Owner", "Member", …; empty when the Hub does not say
	Personal  bool
}

// Namespaces describes what the session in use belongs to: the personal namespace first, then the organizations by name. No one route of the
// Hub tells all of them, so this asks two and joins the answers (Hub API notes, "Who am I"). It is one page. With an organization's access
// token it is just the organization; without an account it is empty.
func (c *Client) Namespaces() Listing[Membership] {
	return Listing[Membership]{
		client: c, op: "list namespaces", key: func(m Membership) string { return string(m.Namespace) },
		page: func(ctx context.Context, n int, _ urgency) (Page[Membership], error) {
			p, err := c.memberships(c.bound(ctx))
			if p.Number, p.Last = n, true; n > 1 {
				p.Rows, p.Malformed = nil, 0
			}
			return p, err
		},
	}
}

func (c *Client) memberships(ctx context.Context) (p Page[Membership], err error) {
	s := c.asker(ctx)
	if s == nil {
		return p, nil
	}
	if s.Kind == OrganizationAccessToken {
		return Page[Membership]{Rows: []Membership{{Namespace: asNamespace(s.Username)}}, Count: 1}, nil
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

// withheld tells that one of two routes is closed to this session, or not there at all; the other then has to do.
func withheld(err error) bool {
	return errors.Is(err, Forbidden) || errors.Is(err, TokenNotAllowed) || errors.Is(err, NotFound) || errors.Is(err, Refused)
}

// join keeps the first that is said of a namespace: personal, then the organizations with their roles, then bare names.
func join(personal Namespace, organizations []Membership, bare []string) []Membership {
	var all []Membership
	known := map[Namespace]bool{personal: true}
	if isPathName([]byte(personal)) {
		all = append(all, Membership{Namespace: personal, Personal: true})
	}
	first := len(all)
	for _, m := range organizations {
		if !known[m.Namespace] {
			known[m.Namespace] = true
			all = append(all, m)
		}
	}
	for _, name := range bare {
		if ns := asNamespace(name); isPathName([]byte(ns)) && !known[ns] {
			known[ns] = true
			all = append(all, Membership{Namespace: ns})
		}
	}
	slices.SortFunc(all[first:], func(a, b Membership) int { return cmp.Compare(a.Namespace, b.Namespace) })
	return all
}

// personal is the session's own namespace. Who logged in by mail address and got a token without a name has to be asked for.
func (c *Client) personal(ctx context.Context, s *Session) (Namespace, error) {
	if s.claimed || !strings.Contains(s.Username, "@") {
		return asNamespace(s.Username), nil
	}
	q := call{op: "read the account"}
	name, err := one(ctx, c, q, (*scanner).username, "v2", "user", "")
	if err != nil && !withheld(err) {
		return "", err
	}
	return asNamespace(cmp.Or(name, s.Username)), nil
}

func (c *Client) organizations(ctx context.Context) ([]Membership, Verdict, error) {
	l := collection[Membership]{
		op: "list organizations", path: []string{"v2", "user", "orgs", ""},
		row: (*scanner).organization, names: func([]Membership) []string { return nil },
	}
	listing := Listing[Membership]{
		client: c, op: l.op, key: func(m Membership) string { return string(m.Namespace) },
		page: func(ctx context.Context, n int, u urgency) (Page[Membership], error) { return fetch(ctx, c, l, n, u) },
	}
	var all []Membership
	r := listing.Reader()
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
	q := call{op: "list namespaces"}
	row := func(s *scanner) (list []string, good bool, err error) {
		object, err := s.object(func(name []byte) (err error) {
			if string(name) == "namespaces" {
				list, err = s.texts()
				return err
			}
			return s.dec.SkipValue()
		})
		return list, object, err
	}
	return one(ctx, c, q, row, "v2", "repositories", "namespaces", "")
}

func asNamespace(name string) Namespace { return Namespace(strings.ToLower(strings.TrimSpace(name))) }

// organization reads a row of /v2/user/orgs/, where the name is called orgname.
func (s *scanner) organization() (Membership, bool, error) {
	var m Membership
	good := true
	object, err := s.object(func(name []byte) (err error) {
		var text string
		switch string(name) {
		case "orgname":
			text, good, err = s.text(maxName)
			m.Namespace = asNamespace(text)
		case "full_name":
			m.FullName, _, err = s.text(maxText)
		case "user_role":
			m.Role, err = s.word()
		default:
			err = s.dec.SkipValue()
		}
		return err
	})
	return m, err == nil && object && good && isPathName([]byte(m.Namespace)), err
}

// username reads the account object of /v2/user/.
func (s *scanner) username() (username string, good bool, err error) {
	good, err = s.object(func(name []byte) (err error) {
		if string(name) == "username" {
			username, _, err = s.text(maxName)
			return err
		}
		return s.dec.SkipValue()
	})
	return username, good, err
}
