package hub

import (
	"context"
	"time"

	"github.com/cenkalti/backoff/v5"
)

const (
	maxAttempts = 4
	maxPauses   = 4 // how often one request waits for the rate limit
	maxWait     = 90 * time.Second
	firstPause  = 400 * time.Millisecond
	longPause   = 8 * time.Second
)

// again is how often a failure may be met by asking again.
type again uint8

const (
	never again = iota
	once
	often
	afterPause // the gate is closed: wait with all the others
)

// tries counts the attempts of one call.
type tries struct {
	attempt int // made so far
	pauses  int
	renewed bool
	wait    time.Duration
	backoff *backoff.ExponentialBackOff
}

func newTries() *tries { return &tries{} }

// again decides whether the call is sent once more, and after what wait. A wait that the server asked for is waited out up to maxWait; beyond
// that the error says when to come back.
func (t *tries) again(c *Client, e *Error) bool {
	now := c.now()
	asked := time.Duration(0)
	if !e.Until.IsZero() {
		asked = e.Until.Sub(now)
	}
	if e.again == never || asked > maxWait {
		return false
	}
	if e.again == afterPause {
		t.pauses++
		t.wait = 0
		return t.pauses <= maxPauses
	}
	t.attempt++
	if t.attempt >= maxAttempts || e.again == once && t.attempt > 1 {
		return false
	}
	t.wait = max(t.next(), asked)
	c.observe(Event{Kind: Retrying, Attempt: t.attempt + 1, Of: maxAttempts, Until: now.Add(t.wait), Err: e})
	return true
}

// next is the jittered, growing pause between attempts.
func (t *tries) next() time.Duration {
	if t.backoff == nil {
		t.backoff = backoff.NewExponentialBackOff()
		t.backoff.InitialInterval = firstPause
		t.backoff.Multiplier = 2
		t.backoff.MaxInterval = longPause
	}
	return t.backoff.NextBackOff()
}

func (t *tries) pause(ctx context.Context) error { return sleep(ctx, t.wait) }

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
