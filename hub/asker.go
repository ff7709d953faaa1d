package hub

import "context"

// Whoever asks is fixed before the first request of a piece of work and travels with it: a late
// answer is stored for, judged by and acted on for the session that asked, whatever the client uses
// by then.

type askerKey struct{}

type asker struct{ session *Session }

// As is a context in which everything is asked by one session, whichever the client uses meanwhile;
// nil asks without an account. It does not keep the session alive: once that is over, so is the work.
func As(ctx context.Context, s *Session) context.Context {
	return context.WithValue(ctx, askerKey{}, asker{s})
}

// asker is the session that asks in this context.
func (c *Client) asker(ctx context.Context) *Session {
	if a, ok := ctx.Value(askerKey{}).(asker); ok {
		return a.session
	}
	return c.Session()
}

// bound fixes who asks, for work of several requests.
func (c *Client) bound(ctx context.Context) context.Context { return As(ctx, c.asker(ctx)) }

// memory is what was learnt by asking with one session, or without any. It serves no other.
type memory struct {
	pulls  *tokenCache
	listed *sightings
	search searchMemory
}

func newMemory() *memory { return &memory{pulls: newTokenCache(), listed: newSightings()} }

// memory is that of a session; nil is without an account.
func (c *Client) memory(s *Session) *memory {
	if s == nil || s.life == nil {
		return c.nobody
	}
	return s.life.memory
}
