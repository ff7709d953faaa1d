package hub

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// names is one page of the registry's list: names and the place to go on, "" at the end.
type names[T any] struct {
	rows []T
	next string
}

const (
	namesPerPage = "1000"
	maxTagName   = 128
	maxNames     = 100_000          // in one answer: 15,590 were seen to come at once, though fewer were asked for
	passHost     = "auth.docker.io" //nolint:gosec // a host, no credential
	passTime     = time.Minute      // when the token service does not say (token specification)
	longPassTime = time.Hour
)

var (
	errRealm    = errors.New("the registry names a token service on another host")
	errNoRealm  = errors.New("the registry asks for a token and does not say where to get it")
	errNoLink   = errors.New("the link to the next names is unreadable")
	parameter   = regexp.MustCompile(`(?i)\b(realm|service)="([^"]{0,500})"`)
	nextLink    = regexp.MustCompile(`(?i)<([^>]{1,1000})>\s*;[^,]*rel="?next"?`)
	errNameless = errors.New("the answer holds no list of tags")
)

// tagNames asks the registry for the names after last. It reads no manifest, so it costs no pull.
func (c *Client) tagNames(ctx context.Context, op string, r RepositoryName, last string) (names[Tag], error) {
	op += " through the registry"
	query := url.Values{"n": {namesPerPage}}
	if last != "" {
		query.Set("last", last)
	}
	address, err := below(c.registry, query, "v2", string(r.Namespace), r.Name, "tags", "list")
	if err != nil {
		return names[Tag]{}, &Error{Op: op, Kind: Refused, Message: err.Error()}
	}
	var found names[Tag]
	q := call{
		op: op, method: http.MethodGet, address: address, role: naming, door: RegistryDoor, urgency: patient,
		read: func(a answer) (err error) {
			if found.rows, err = readNames(a.body); err != nil {
				return err
			}
			found.next, err = nextNames(address, a.header, found.rows, last)
			return err
		},
	}
	err = c.withPass(ctx, q, "repository:"+r.String()+":pull")
	return found, err
}

// withPass sends a call with the registry's pass for a scope, getting one first where there is none, and once more when it is refused.
func (c *Client) withPass(ctx context.Context, q call, scope string) error {
	realm := ""
	q.refused = func(a answer) {
		if a.status == http.StatusUnauthorized {
			realm = strings.Join(a.header.Values("WWW-Authenticate"), ", ")
		}
	}
	q.tries = c.newTries(q.urgency)
	known, held := c.passes.get(scope, c.now())
	q.bearer = known
	err := c.do(ctx, q)
	if realm == "" || err == nil {
		return err
	}
	if held {
		c.passes.drop(scope)
	}
	if q.bearer, err = c.pass(ctx, q.op, realm, scope); err != nil {
		return err
	}
	return c.do(ctx, q)
}

// pass gets a token from the registry's token service: with the access token of the session for private repositories, else without an account.
// A password is not kept after login, so with a password's session only public repositories can be named here.
func (c *Client) pass(ctx context.Context, op, challenge, scope string) (Secret, error) {
	address, err := c.tokenService(op, challenge, scope)
	if err != nil {
		return Secret{}, err
	}
	q := call{op: op, method: http.MethodGet, address: address, role: naming, door: RegistryDoor}
	q.tries = c.newTries(q.urgency)
	if s := c.Session(); s != nil && s.life != nil && s.renewable() && !c.passes.turnedAway(s.life.secret) {
		q.basic = [2]Secret{NewSecret(s.life.identifier), s.life.secret}
		q.secrets = []Secret{s.life.secret}
	}
	var token Secret
	var life time.Duration
	q.read = func(a answer) (err error) {
		token, life, err = readPass(a.body)
		return err
	}
	err = c.do(ctx, q)
	if e, ok := errors.AsType[*Error](err); ok && e.Status == http.StatusUnauthorized && !q.basic[1].IsZero() {
		c.passes.refuse(q.basic[1]) // wrong credentials are never sent twice; a public repository needs none
		q.basic = [2]Secret{}
		err = c.do(ctx, q)
	}
	if err != nil {
		return Secret{}, err
	}
	c.passes.keep(scope, token, c.now().Add(life))
	return token, nil
}

// tokenService checks where the registry sends us: to itself or to Docker's own token service, because an access token may ride there.
func (c *Client) tokenService(op, challenge, scope string) (*url.URL, error) {
	found := map[string]string{}
	for _, m := range parameter.FindAllStringSubmatch(challenge, 8) {
		found[strings.ToLower(m[1])] = m[2]
	}
	realm, err := url.Parse(found["realm"])
	if err != nil || realm.Host == "" || realm.User != nil {
		return nil, &Error{Op: op, Kind: Forbidden, Status: http.StatusUnauthorized, Err: errNoRealm}
	}
	docker := realm.Scheme == "https" && strings.EqualFold(realm.Hostname(), passHost) && port(realm) == "443"
	if !docker && !sameHost(realm, c.registry) {
		return nil, &Error{Op: op, Kind: Elsewhere, Status: http.StatusUnauthorized, Err: errRealm}
	}
	realm.RawQuery = url.Values{"service": {found["service"]}, "scope": {scope}}.Encode()
	realm.Fragment = ""
	return realm, nil
}

// nextNames reads the Link header. Only the name to go on after is taken from it, never an address, so nothing is followed anywhere; a link that
// leads to another host, or cannot be read, says no more than that there are further names, which are those after the last of these.
func nextNames(asked *url.URL, h http.Header, rows []Tag, last string) (string, error) {
	m := nextLink.FindStringSubmatch(h.Get("Link"))
	if m == nil {
		return "", nil
	}
	next := ""
	if link, err := url.Parse(m[1]); err == nil && sameHost(asked.ResolveReference(link), asked) {
		next = link.Query().Get("last")
	}
	if next == "" && len(rows) > 0 {
		next = rows[len(rows)-1].Name
	}
	if next == "" || next == last {
		return "", errNoLink
	}
	return next, nil
}

// readNames reads {"name":…,"tags":[…]}; tags may be null.
func readNames(body []byte) ([]Tag, error) {
	var rows []Tag
	listed := false
	s := newScanner(body)
	_, err := s.object(func(name []byte) (err error) {
		if string(name) != "tags" {
			return s.dec.SkipValue()
		}
		if s.dec.PeekKind() == 'n' {
			listed = true
			return s.dec.SkipValue()
		}
		listed, err = s.array(func() error {
			if len(rows) >= maxNames {
				return errTooMuch
			}
			text, whole, err := s.text(maxTagName)
			if whole && text != "" {
				rows = append(rows, Tag{Name: text, NamesOnly: true})
			}
			return err
		})
		return err
	})
	if err == nil {
		err = s.end()
	}
	if err == nil && !listed {
		err = errNameless
	}
	return rows, err
}

// readPass reads the token service's answer, in which either name of the token may stand.
func readPass(body []byte) (Secret, time.Duration, error) {
	var token string
	life := passTime
	s := newScanner(body)
	_, err := s.object(func(name []byte) (err error) {
		var text string
		var n int64
		switch string(name) {
		case "token", "access_token":
			if text, _, err = s.text(maxToken); text != "" {
				token = text
			}
		case "expires_in":
			if n, _, err = s.number(); n > 0 {
				life = time.Duration(min(n, int64(longPassTime/time.Second))) * time.Second
			}
		default:
			err = s.dec.SkipValue()
		}
		return err
	})
	if err != nil || !usable(token) {
		return Secret{}, 0, errNoToken
	}
	return NewSecret(token), life, nil
}
