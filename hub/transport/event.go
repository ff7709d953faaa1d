package transport

import (
	"errors"
	"fmt"
	"time"

	"tagboat/hub/errs"
)

// EventKind is what happened on the way to an answer.
type EventKind uint8

// The kinds of event.
const (
	// Retrying: a request failed and is tried again at Until: attempt Attempt of Of.
	Retrying      EventKind = iota + 1
	Waiting                 // the Hub asked for a pause; every request waits until Until
	Resumed                 // what was waited for is there, or is waited for no longer
	BudgetChanged           // Budget has new numbers
	Renewed                 // an access token's session was renewed
	// Slow: For has passed without a whole answer; this attempt ends at Until at the latest.
	Slow
	// Spacing: few requests are left, so the next one that nobody waits for goes at Until.
	Spacing
	// Sparing: this client has spent what it may ([Options].Sparing), so the next request goes at
	// Until.
	Sparing
)

// Event tells an observer what a request is waiting for. No request waits longer than 20 seconds
// without one.
type Event struct {
	Kind    EventKind
	Attempt int // the attempt that comes next, from 2
	Of      int
	Until   time.Time
	For     time.Duration // of Slow: since the attempt began
	Err     error
}

// Words says in words for a person what is waited for, without a capital or a full stop; "" for an
// event that is no wait.
func (e Event) Words(now time.Time) string {
	left := errs.Lasting(max(e.Until.Sub(now), time.Second))
	switch e.Kind {
	case Waiting:
		return "the Hub asks for a pause, going on in " + left
	case Spacing:
		return "few requests are left this minute, going on in " + left
	case Sparing:
		return "half of the Hub's limit is left to others, going on in " + left
	case Slow:
		return fmt.Sprintf("no answer for %s, still waiting", errs.Lasting(e.For))
	case Retrying:
		if silence, ok := errors.AsType[*silenceError](e.Err); ok {
			return fmt.Sprintf("%s, trying again, %d of %d", silence, e.Attempt, e.Of)
		}
		return fmt.Sprintf("retrying, %d of %d", e.Attempt, e.Of)
	default:
		return ""
	}
}
