package registry

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"tagboat/hub/errs"
	"tagboat/hub/paging"
	"tagboat/hub/redact"
	"tagboat/hub/session"
	"tagboat/hub/transport"
	"tagboat/hub/wire"
)

const (
	pullMargin    = 20 * time.Second // a pull token that has less than this left is not used
	tokenTime     = time.Minute      // when the token service does not say (token specification)
	longTokenTime = time.Hour
)

// tokenCache holds the registry's own tokens, one per repository, good for some minutes. It belongs
// to one session: what one account may pull is no business of the next.
type tokenCache struct {
	mu        sync.Mutex
	known     map[string]pullToken
	refusals  int       // of the access token by the token service, one after the other
	notBefore time.Time // the access token is not sent again before
}

type pullToken struct {
	token  redact.Secret
	signed bool      // had with the access token; else without an account
	until  time.Time // not used from then on
}

func (c *tokenCache) get(scope string, now time.Time) (pullToken, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	found, ok := c.known[scope]
	if !ok || !now.Before(found.until) {
		return pullToken{}, false
	}
	return found, true
}

func (c *tokenCache) keep(scope string, token pullToken) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known == nil || len(c.known) >= wire.MaxItems {
		c.known = map[string]pullToken{}
	}
	c.known[scope] = token
}

// drop forgets a token that was refused, and no newer one.
func (c *tokenCache) drop(scope string, token redact.Secret) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known[scope].token.Reveal() == token.Reveal() {
		delete(c.known, scope)
	}
}

// refuse notes that the token service refused the access token: each refusal may count as a failed
// login, and one odd one must not settle it for the rest of the session.
func (c *tokenCache) refuse(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.notBefore = now.Add(session.RefusalPause(c.refusals))
	c.refusals++
}

func (c *tokenCache) accept() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refusals, c.notBefore = 0, time.Time{}
}

// mayAsk reports whether the access token may be sent to the token service.
func (c *tokenCache) mayAsk(now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !now.Before(c.notBefore)
}

// pullToken gets a token from the registry's token service: with the access token of the session
// for private repositories, else without an account. A password is not kept after login, so with a
// password's session only public repositories can be named here.
func (r *Registry) pullToken(
	ctx context.Context, s *session.Session, op, challenge, scope string,
) (pullToken, error) {
	address, err := r.tokenService(op, challenge, scope)
	if err != nil {
		return pullToken{}, err
	}
	q := transport.Query{
		Op: op, Address: address, Limiter: r.Limiter, Elsewhere: true,
		Tries: r.Transport.NewTries(paging.Urgent),
	}
	tokens := r.tokens(s)
	if r.entrusts(address) && s != nil && s.Renews() && tokens.mayAsk(r.Transport.Now()) {
		identifier, secret := s.AccessToken()
		if secret.IsZero() {
			return pullToken{}, s.Over(op)
		}
		q.Basic = [2]redact.Secret{redact.NewSecret(identifier), secret}
	}
	var token redact.Secret
	var life time.Duration
	q.Read = func(a transport.Answer) (err error) {
		token, life, err = readToken(a.Body)
		return err
	}
	err = r.Transport.Ask(ctx, q)
	switch signed := !q.Basic[1].IsZero(); {
	case signed && err == nil:
		tokens.accept()
	case signed && errs.StatusOf(err) == http.StatusUnauthorized && !errors.Is(err, errs.NotTheHub):
		// wrong credentials rest a while; a public repository needs none
		tokens.refuse(r.Transport.Now())
		q.Basic = [2]redact.Secret{}
		err = r.Transport.Ask(ctx, q)
	}
	if err != nil {
		return pullToken{}, err
	}
	until := r.Transport.Now().Add(life - session.Margin(life, pullMargin))
	got := pullToken{token: token, signed: !q.Basic[1].IsZero(), until: until}
	tokens.keep(scope, got)
	return got, nil
}

// entrusts reports whether an access token of this Hub may go to a token service: to the registry's
// own, or from Docker's Hub to Docker's.
func (r *Registry) entrusts(service *url.URL) bool {
	return transport.SameHost(service, r.Address) || r.Docker
}

// tokenService checks where the registry sends us: to itself or, from Docker's registry only, to
// Docker's token service.
func (r *Registry) tokenService(op, challenge, scope string) (*url.URL, error) {
	found := map[string]string{}
	for _, m := range parameter.FindAllStringSubmatch(challenge, 8) {
		if len(m[2]) <= maxParameter {
			found[strings.ToLower(m[1])] = m[2]
		}
	}
	realm, err := url.Parse(found["realm"])
	if err != nil || realm.Host == "" || realm.User != nil {
		return nil, &errs.Error{
			Op: op, Kind: errs.Forbidden, Status: http.StatusUnauthorized, Err: errNoRealm,
		}
	}
	docker := transport.IsOneOf(realm, transport.DockersTokenService) &&
		transport.IsOneOf(r.Address, transport.DockersRegistry)
	if !docker && !transport.SameHost(realm, r.Address) {
		return nil, &errs.Error{
			Op: op, Kind: errs.Elsewhere, Status: http.StatusUnauthorized, Err: errRealm,
		}
	}
	realm.RawQuery = url.Values{"service": {found["service"]}, "scope": {scope}}.Encode()
	realm.Fragment = ""
	return realm, nil
}

// readToken reads the token service's answer, in which either name of the token may stand.
func readToken(body []byte) (redact.Secret, time.Duration, error) {
	var answer wire.Object[struct {
		Token       wire.Token  `json:"token"`
		AccessToken wire.Token  `json:"access_token"`
		Life        wire.Number `json:"expires_in"` // seconds
	}]
	err := wire.Decode(body, &answer)
	token := string(cmp.Or(answer.Value.AccessToken, answer.Value.Token))
	if err != nil || !session.Usable(token) {
		return redact.Secret{}, 0, errNoToken
	}
	life := tokenTime
	if n := answer.Value.Life.N; n > 0 {
		life = time.Duration(min(n, int64(longTokenTime/time.Second))) * time.Second
	}
	return redact.NewSecret(token), life, nil
}
