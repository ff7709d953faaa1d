package hub

import (
	"sync"
	"time"
)

const passMargin = 20 * time.Second

// passes are the registry's own tokens, one per repository and session, good for some minutes.
type passes struct {
	mu      sync.Mutex
	known   map[string]pass
	refused Secret // access token that the token service turned away: not to be sent again
}

type pass struct {
	token Secret
	ends  time.Time
}

func newPasses() *passes { return &passes{known: map[string]pass{}} }

func (p *passes) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.known)
	p.refused = Secret{}
}

func (p *passes) get(scope string, now time.Time) (Secret, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	found, ok := p.known[scope]
	if !ok || !now.Before(found.ends.Add(-passMargin)) {
		return Secret{}, false
	}
	return found.token, true
}

func (p *passes) keep(scope string, token Secret, ends time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.known) >= maxItems {
		clear(p.known)
	}
	p.known[scope] = pass{token, ends}
}

func (p *passes) drop(scope string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.known, scope)
}

func (p *passes) refuse(secret Secret) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refused = secret
}

func (p *passes) turnedAway(secret Secret) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.refused.IsZero() && p.refused.Reveal() == secret.Reveal()
}
