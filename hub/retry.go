package hub

import (
	"context"
	"time"

	"github.com/cenkalti/backoff/v5"
)

const (
	maxTries   = 6 // of one address for one deed, whatever the reasons
	maxWait    = 90 * time.Second
	firstPause = 400 * time.Millisecond // jitter halves it at most
	longPause  = 8 * time.Second
)

// How long one deed may take in all, and how often it is tried again by itself, by whether a person waits for it. No layer above repeats it.
var (
	patience = [...]time.Duration{urgent: 2 * time.Minute, patient: 5 * time.Minute}
	attempts = [...]map[again]int{urgent: {oneMore: 2, once: 2, often: 4}, patient: {oneMore: 2, once: 3, often: maxTries}}
	growth   = [...]float64{urgent: 2, patient: 2.5}
)

// again is how often a failure may be met by asking again.
type again uint8

const (
	never   again = iota
	oneMore       // an answer that is believed the second time
	once
	often
	afterPause // the gate is closed: wait with all the others
)

// tries counts what was sent for one deed. Two calls that ask the same address for the same deed share it.
type tries struct {
	urgency  urgency
	began    time.Time
	made     int // sent so far
	failed   int // of those, answered by a pause of our own
	refusals int // of those, answered by 401 to the session
	wait     time.Duration
	backoff  *backoff.ExponentialBackOff
}

func (c *Client) newTries(u urgency) *tries { return &tries{urgency: u, began: c.now()} }

// again decides whether the call is sent once more, and after what wait. A wait that the server asked for is waited out up to maxWait and
// within the patience; beyond that the error says when to come back.
func (t *tries) again(c *Client, e *Error) bool {
	now := c.now()
	asked := time.Duration(0)
	if !e.Until.IsZero() {
		asked = e.Until.Sub(now)
	}
	if e.again == never || t.made >= maxTries || asked > maxWait || now.Add(asked).Sub(t.began) >= patience[t.urgency] {
		return false
	}
	if e.again == afterPause {
		t.wait = 0
		return true
	}
	t.failed++
	of := attempts[t.urgency][e.again]
	if t.failed >= of {
		return false
	}
	t.wait = max(t.next(), asked)
	c.observe(Event{Kind: Retrying, Attempt: t.failed + 1, Of: of, Until: now.Add(t.wait), Err: e})
	return true
}

// next is the jittered, growing pause between attempts; never under firstPause/2.
func (t *tries) next() time.Duration {
	if t.backoff == nil {
		t.backoff = backoff.NewExponentialBackOff()
		t.backoff.InitialInterval = firstPause
		t.backoff.Multiplier = growth[t.urgency]
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
