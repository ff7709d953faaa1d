package registry

import (
	"sync"
	"time"

	"tagboat/hub/redact"
	"tagboat/hub/session"
	"tagboat/hub/wire"
)

const pullMargin = 20 * time.Second // a pull token that has less than this left is not used

// tokenCache holds the registry's own tokens, one per repository, good for some minutes. It belongs
// to one session: what one account may pull is no business of the next.
type tokenCache struct {
	mu        sync.Mutex
	known     map[string]pullToken
	refusals  int       // of the access token by the token service, one after the other
	notBefore time.Time // the access token is not sent again before
}

type pullToken struct {
	token redact.Secret
	until time.Time // not used from then on
}

func (c *tokenCache) get(scope string, now time.Time) (redact.Secret, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	found, ok := c.known[scope]
	if !ok || !now.Before(found.until) {
		return redact.Secret{}, false
	}
	return found.token, true
}

func (c *tokenCache) keep(scope string, token redact.Secret, now time.Time, life time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known == nil || len(c.known) >= wire.MaxItems {
		c.known = map[string]pullToken{}
	}
	c.known[scope] = pullToken{token, now.Add(life - session.Margin(life, pullMargin))}
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
