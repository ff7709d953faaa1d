package transport

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/cenkalti/backoff/v5"

	"tagboat/hub/errs"
	"tagboat/hub/paging"
)

const (
	maxTries   = 6 // of one address for one deed, whatever the reasons
	maxWait    = 90 * time.Second
	firstPause = 400 * time.Millisecond // jitter halves it at most
	longPause  = 8 * time.Second
)

// How long one deed may take in all, and how often it is tried again by itself, by whether a person
// waits for it. No layer above repeats it.
var (
	patience = [...]time.Duration{paging.Urgent: 2 * time.Minute, paging.Patient: 5 * time.Minute}
	attempts = [...]map[errs.Again]int{
		paging.Urgent:  {errs.OneMore: 2, errs.Once: 2, errs.Often: 4},
		paging.Patient: {errs.OneMore: 2, errs.Once: 3, errs.Often: maxTries},
	}
	growth = [...]float64{paging.Urgent: 2, paging.Patient: 2.5}
)

// Tries counts what was sent for one deed. Two questions that ask the same address for the same
// deed share it.
type Tries struct {
	urgency  paging.Urgency
	began    time.Time
	made     int // sent so far
	failed   int // of those, answered by a pause of our own
	refusals int // of those, answered by 401 to the session
	wait     time.Duration
	backoff  *backoff.ExponentialBackOff
	attempts []errs.Attempt
}

// NewTries begins to count.
func (c *Client) NewTries(u paging.Urgency) *Tries { return &Tries{urgency: u, began: c.Now()} }

// again decides whether the call is sent once more, and after what wait. A wait that the server
// asked for is waited out up to maxWait and within the patience; beyond that the error says when to
// come back.
func (t *Tries) again(c *Client, e *errs.Error) bool {
	now := c.Now()
	asked := time.Duration(0)
	if !e.Until.IsZero() {
		asked = e.Until.Sub(now)
	}
	if e.Again == errs.Never || t.made >= maxTries || asked > maxWait ||
		now.Add(asked).Sub(t.began) >= patience[t.urgency] {
		return false
	}
	if e.Again == errs.AfterPause {
		t.wait = 0
		return true
	}
	t.failed++
	of := attempts[t.urgency][e.Again]
	if t.failed >= of {
		return false
	}
	t.wait = max(t.next(), asked)
	c.Observe(Event{Kind: Retrying, Attempt: t.failed + 1, Of: of, Until: now.Add(t.wait), Err: e})
	return true
}

// next is the jittered, growing pause between attempts; never under firstPause/2.
func (t *Tries) next() time.Duration {
	if t.backoff == nil {
		t.backoff = backoff.NewExponentialBackOff()
		t.backoff.InitialInterval = firstPause
		t.backoff.Multiplier = growth[t.urgency]
		t.backoff.MaxInterval = longPause
	}
	return t.backoff.NextBackOff()
}

// sent notes a request; its outcome is told later.
func (t *Tries) sent(a errs.Attempt) {
	if t != nil {
		t.attempts = append(t.attempts, a)
	}
}

// ended notes how the last request ended.
func (t *Tries) ended(err error) {
	e, ok := errors.AsType[*errs.Error](err)
	if n := len(t.attempts); ok && n > 0 && t.attempts[n-1].Outcome == "" {
		t.attempts[n-1].Outcome = e.Kind.Error()
	}
}

// told is an error with what was sent for it. The error itself may be another deed's too.
func (t *Tries) told(err error) error {
	if e, ok := err.(*errs.Error); ok && len(t.attempts) > 0 { //nolint:errorlint // what wraps one stays as it is
		with := *e
		with.Attempts = slices.Clone(t.attempts)
		return &with
	}
	return err
}

func (t *Tries) pause(ctx context.Context) error { return sleep(ctx, t.wait) }

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
