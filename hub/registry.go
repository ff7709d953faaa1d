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
	rows      []T
	malformed int
	next      string
}

const (
	namesPerPage = "1000"
	maxTagName   = 128
	maxNames     = 100_000     // in one answer: 15,590 were seen to come at once, though fewer were asked for
	passTime     = time.Minute // when the token service does not say (token specification)
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
			if found.rows, found.malformed, err = readNames(a.body); err != nil {
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
	ctx = c.bound(ctx)
	s := c.asker(ctx)
	if s != nil && s.life != nil && s.Ended() {
		return s.over(q.op, nil)
	}
	q.tries = c.newTries(q.urgency)
	pulls := c.memory(s).pulls
	known, held := pulls.get(scope, c.now())
	q.bearer = known
	err := c.do(ctx, q)
	if realm == "" || err == nil {
		return err
	}
	if held {
		pulls.drop(scope, known)
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
	s := c.asker(ctx)
	pulls := c.memory(s).pulls
	if c.entrusts(address) && s != nil && s.life != nil && s.life.renews && pulls.mayAsk(c.now()) {
		identifier, secret := s.life.credentials()
		if secret.IsZero() {
			return Secret{}, s.over(op, nil)
		}
		q.basic, q.secrets = [2]Secret{NewSecret(identifier), secret}, []Secret{secret}
	}
	var token Secret
	var life time.Duration
	q.read = func(a answer) (err error) {
		token, life, err = readPass(a.body)
		return err
	}
	err = c.do(ctx, q)
	switch signed := !q.basic[1].IsZero(); {
	case signed && err == nil:
		pulls.accept()
	case signed && statusOf(err) == http.StatusUnauthorized && !errors.Is(err, NotTheHub):
		pulls.refuse(c.now()) // wrong credentials rest a while; a public repository needs none
		q.basic = [2]Secret{}
		err = c.do(ctx, q)
	}
	if err != nil {
		return Secret{}, err
	}
	pulls.keep(scope, token, c.now(), life)
	return token, nil
}

// entrusts reports whether an access token of this Hub may go to a token service: to the registry's
// own, or from Docker's Hub to Docker's. Whoever names Docker's registry beside another Hub does not
// mean to show that Hub's secrets to Docker.
func (c *Client) entrusts(service *url.URL) bool {
	return sameHost(service, c.registry) || c.docker
}

// tokenService checks where the registry sends us: to itself or, from Docker's registry only, to Docker's token service.
func (c *Client) tokenService(op, challenge, scope string) (*url.URL, error) {
	found := map[string]string{}
	for _, m := range parameter.FindAllStringSubmatch(challenge, 8) {
		found[strings.ToLower(m[1])] = m[2]
	}
	realm, err := url.Parse(found["realm"])
	if err != nil || realm.Host == "" || realm.User != nil {
		return nil, &Error{Op: op, Kind: Forbidden, Status: http.StatusUnauthorized, Err: errNoRealm}
	}
	docker := isDockers(realm, dockersTokenService) && isDockers(c.registry, dockersRegistry)
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

// readNames reads {"name":…,"tags":[…]}; tags may be null. What is no name of a tag is counted and left out.
func readNames(body []byte) (rows []Tag, malformed int, err error) {
	listed := false
	s := newScanner(body)
	_, err = s.object(func(name []byte) (err error) {
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
			text, valid, err := s.named(isTagName)
			if valid {
				rows = append(rows, Tag{Name: text, NamesOnly: true})
			} else {
				malformed++
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
	return rows, malformed, err
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
