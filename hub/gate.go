package hub

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	untilLanded = time.Duration(-1) // a wait that the next answer ends, whenever it comes
	longSpacing = 5 * time.Second   // a wait of our own that is long enough to be told
)

// Budget is what the Hub's rate limit leaves: 180 requests in a minute per address were measured in 2026 (Hub API notes, "API limit").
type Budget struct {
	Limit     int
	Remaining int
	Reset     time.Time // when Remaining is Limit again
	Known     bool      // false until an answer brought the numbers
}

// gate is where every request to one host waits. It holds the one budget, slows down what runs ahead when little is left, and keeps all
// requests back together when the server has said no. Who waits is woken, the urgent first, and within one urgency who came first.
type gate struct {
	now     func() time.Time
	observe func(Event)
	most    int // requests in flight
	reserve int // near the limit: when no more than this is left

	mu     sync.Mutex
	left   Budget
	flying int       // let through and not yet answered
	whose  *Session  // who asks now: the numbers are this account's
	shut   time.Time // closed until, for everybody at this address
	spent  time.Time // closed until, for this account
	paced  time.Time // near the limit, nothing that can wait goes before this
	told   bool      // a Waiting or Spacing event is open
	queue  [patient + 1][]*visitor
	bell   *time.Timer // rings when the first in the queue may knock again
}

// visitor is a request that waits to be let through.
type visitor struct{ open chan struct{} }

func newGate(now func() time.Time, observe func(Event), flight int) *gate {
	return &gate{now: now, observe: observe, most: flight, reserve: flight}
}

// admit lets a request through, now or after a wait.
func (g *gate) admit(ctx context.Context, u urgency) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	v := &visitor{make(chan struct{})}
	g.mu.Lock()
	g.queue[u] = append(g.queue[u], v)
	g.serve()
	select {
	case <-v.open:
		return nil
	case <-ctx.Done():
		g.withdraw(v, u)
		return ctx.Err()
	}
}

// overdue is the error of a call whose patience ended at the gate.
func (g *gate) overdue(ctx context.Context, q call) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if until := g.closed(g.now(), q.urgency); !until.IsZero() {
		return &Error{Op: q.op, Kind: RateLimited, Until: until}
	}
	return stopped(ctx, q.op)
}

// withdraw takes back a visitor who gave up, let through or not.
func (g *gate) withdraw(v *visitor, u urgency) {
	g.mu.Lock()
	if at := slices.Index(g.queue[u], v); at >= 0 {
		g.queue[u] = slices.Delete(g.queue[u], at, at+1)
	} else {
		g.flying--
	}
	g.serve()
}

// serve lets through whom it can, then gives up the lock and tells what there is to tell: an observer may ask the client something.
func (g *gate) serve() {
	var events []Event
	for g.flying < g.most {
		u := urgent
		if len(g.queue[urgent]) == 0 {
			u = patient
		}
		if len(g.queue[u]) == 0 {
			break
		}
		wait, event := g.knock(u)
		if event.Kind != 0 {
			events = append(events, event)
		}
		if wait != 0 { // whoever stands behind, of this urgency or the other, must not go either
			g.ring(wait)
			break
		}
		close(g.queue[u][0].open)
		g.queue[u] = slices.Delete(g.queue[u], 0, 1)
	}
	g.mu.Unlock()
	for _, event := range events {
		g.observe(event)
	}
}

// ring looks at the queue again after a wait.
func (g *gate) ring(wait time.Duration) {
	if g.bell != nil {
		g.bell.Stop()
	}
	if wait > 0 {
		g.bell = time.AfterFunc(wait, func() {
			g.mu.Lock()
			g.serve()
		})
	}
}

// knock lets a request through, or tells how long to wait before knocking again.
func (g *gate) knock(u urgency) (time.Duration, Event) {
	now := g.now()
	if until := g.closed(now, u); now.Before(until) {
		return until.Sub(now), g.tell(Event{Kind: Waiting, Until: until})
	}
	wait := g.spacing(now, u)
	switch {
	case wait >= longSpacing:
		return wait, g.tell(Event{Kind: Spacing, Until: now.Add(wait)})
	case wait != 0:
		return wait, Event{}
	}
	g.flying++
	if g.told {
		g.told = false
		return 0, Event{Kind: Resumed}
	}
	return 0, Event{}
}

// tell says once that requests wait, however many of them do.
func (g *gate) tell(e Event) Event {
	if g.told {
		return Event{}
	}
	g.told = true
	return e
}

// closed is until when a request may not go: the server said so, or nothing is left for its kind before the reset. Half of the reserve is kept
// for what a person waits for.
func (g *gate) closed(now time.Time, u urgency) time.Time {
	if shut := latest(g.shut, g.spent); now.Before(shut) {
		return shut
	}
	kept := 0
	if u == patient {
		kept = g.near() / 2
	}
	if g.counts(now) && g.left.Remaining <= kept && g.left.Reset.Sub(now) <= maxWait {
		return g.left.Reset
	}
	return time.Time{}
}

// near is how few requests are near the limit.
func (g *gate) near() int { return min(max(g.reserve, g.left.Limit/10), g.left.Limit/2) }

// counts tells whether the numbers are of the running minute.
func (g *gate) counts(now time.Time) bool { return g.left.Known && now.Before(g.left.Reset) }

// spacing keeps requests from taking together what none of them would take alone, and spreads those that nobody waits for over the time that is
// left.
func (g *gate) spacing(now time.Time, u urgency) time.Duration {
	if !g.counts(now) {
		return 0
	}
	left := g.left.Remaining - g.flying
	if left <= 0 && g.flying > 0 {
		return untilLanded // those on the way may take all that is left: wait for their numbers
	}
	if u != patient || left > g.near() {
		return 0
	}
	if now.Before(g.paced) {
		return g.paced.Sub(now)
	}
	rest := min(g.left.Reset.Sub(now), maxWait)
	g.paced = now.Add(rest / time.Duration(left+1))
	return 0
}

// landed ends what admit began.
func (g *gate) landed() {
	g.mu.Lock()
	g.flying--
	g.serve()
}

// hear takes the budget from the headers of an answer to somebody. Answers overtake each other, so within one minute the smallest number counts.
func (g *gate) hear(h http.Header, whose *Session) {
	limit, ok1 := headerInt(h, "X-RateLimit-Limit")
	remaining, ok2 := headerInt(h, "X-RateLimit-Remaining")
	if !ok1 || !ok2 || limit < 1 || remaining < 0 {
		return
	}
	now := g.now()
	rest, ok := reset(h, now)
	if !ok {
		rest = defaultPause
	}
	fresh := Budget{Limit: limit, Remaining: min(remaining, limit), Reset: now.Add(rest), Known: true}
	if g.take(fresh, now, whose) {
		g.observe(Event{Kind: BudgetChanged})
	}
}

func (g *gate) take(fresh Budget, now time.Time, whose *Session) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if whose != g.whose {
		return false // another account has another budget
	}
	if g.counts(now) && !now.Before(fresh.Reset) {
		return false // an answer of the minute before, overtaken
	}
	if g.counts(now) && fresh.Limit == g.left.Limit && fresh.Reset.Sub(g.left.Reset).Abs() < 2*time.Second {
		fresh.Reset = g.left.Reset
		fresh.Remaining = min(fresh.Remaining, g.left.Remaining)
	}
	changed := fresh != g.left
	g.left = fresh
	return changed
}

// close keeps everybody back after a 429 to somebody, and reports whether it does: the abuse limiter
// counts by address, the rate limit by account, and one account's pause is not the next one's.
func (g *gate) close(e *Error, whose *Session) bool {
	if e.Kind != RateLimited && e.Kind != AbuseLimited || e.Until.Sub(g.now()) > maxWait {
		return false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case e.Kind == AbuseLimited:
		g.shut = latest(g.shut, e.Until)
	case whose == g.whose:
		g.spent = latest(g.spent, e.Until)
	default:
		return false
	}
	return true
}

// turn makes the numbers those of another account, of which nothing is known yet.
func (g *gate) turn(to *Session) {
	g.mu.Lock()
	g.whose, g.left, g.paced, g.spent = to, Budget{}, time.Time{}, time.Time{}
	g.serve()
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func (g *gate) budget() Budget {
	g.mu.Lock()
	defer g.mu.Unlock()
	b := g.left
	if b.Known && !g.now().Before(b.Reset) {
		b.Remaining = b.Limit
	}
	return b
}

func headerInt(h http.Header, name string) (int, bool) {
	text, _, _ := strings.Cut(h.Get(name), ";")
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 32)
	return int(n), err == nil
}
