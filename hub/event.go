package hub

import "time"

// EventKind is what happened on the way to an answer.
type EventKind uint8

// The kinds of event.
const (
	Retrying      EventKind = iota + 1 // a request failed and is tried again at Until: attempt Attempt of Of
	Waiting                            // the Hub asked for a pause; every request waits until Until
	Resumed                            // the pause is over
	BudgetChanged                      // Client.Budget has new numbers
	Renewed                            // an access token's session was renewed
)

// Event tells an observer what a request is waiting for.
type Event struct {
	Kind    EventKind
	Attempt int // the attempt that comes next, from 2
	Of      int
	Until   time.Time
	Err     error
}
