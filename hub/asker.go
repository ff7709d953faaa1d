package hub

import (
	"context"

	"tagboat/hub/session"
	"tagboat/hub/transport"
)

// Whoever asks is fixed before the first request of a piece of work and travels with it: a late
// answer is stored for, judged by and acted on for the session that asked, whatever the client uses
// by then.

type askerKey struct{}

type asker struct{ session *Session }

// As is a context in which everything is asked by one session, whichever the client uses meanwhile;
// nil asks without an account. It does not keep the session alive: once that is over, so is the
// work.
func As(ctx context.Context, s *Session) context.Context {
	return context.WithValue(ctx, askerKey{}, asker{s})
}

// Asker is the session that asks in this context: that of As, else the one in use; nil is nobody.
func (c *Client) Asker(ctx context.Context) *Session { return c.asker(ctx) }

// asker is the session that asks in this context.
func (c *Client) asker(ctx context.Context) *Session {
	if a, ok := ctx.Value(askerKey{}).(asker); ok {
		return a.session
	}
	return c.Session()
}

type urgencyKey struct{}

// With is a context in which everything is asked with an urgency: [Patient] for what polls or runs
// ahead of a person, so that it waits behind what a person waits for.
func With(ctx context.Context, u Urgency) context.Context {
	return context.WithValue(ctx, urgencyKey{}, u)
}

// urgency is the least urgent of what the question is and what its context says.
func urgency(ctx context.Context, u Urgency) Urgency {
	if asked, ok := ctx.Value(urgencyKey{}).(Urgency); ok {
		return max(u, asked)
	}
	return u
}

// bound fixes who asks, for work of several requests.
func (c *Client) bound(ctx context.Context) context.Context { return As(ctx, c.asker(ctx)) }

// authorizer is a session that asks; without one, nobody does.
func authorizer(s *Session) transport.Authorizer {
	if s == nil {
		return nil
	}
	return s
}

// memory is what was learnt by asking with one session, or without any. It serves no other.
type memory struct {
	listed recentlySeen
	search searchMemory
}

// memory is that of a session; nil is without an account.
func (c *Client) memory(s *Session) *memory {
	if s == nil {
		return &c.nobodys
	}
	return session.Learnt(s, func() *memory { return &memory{} })
}
