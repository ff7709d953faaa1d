package hub

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
)

const shortWait = 50 * time.Millisecond

// Budget is what the Hub's rate limit leaves: 180 requests in a minute per address were measured in 2026 (Hub API notes, "API limit").
type Budget struct {
	Limit     int
	Remaining int
	Reset     time.Time // when Remaining is Limit again
	Known     bool      // false until an answer brought the numbers
}

// gate is where every request to one host waits. It holds the one budget, slows down what runs ahead when little is left, and keeps all
// requests back together when the server has said no.
type gate struct {
	now     func() time.Time
	observe func(Event)
	slots   *semaphore.Weighted // as many requests in flight as the client may have
	reserve int                 // near the limit: when no more than this is left

	mu     sync.Mutex
	left   Budget
	flying int       // let through and not yet answered
	shut   time.Time // closed until
	paced  time.Time // near the limit, nothing that can wait goes before this
	told   bool      // a Waiting event is open
}

func newGate(now func() time.Time, observe func(Event), flight int) *gate {
	return &gate{now: now, observe: observe, slots: semaphore.NewWeighted(int64(flight)), reserve: flight}
}

// admit lets a request through, now or after a wait. Who waits holds no slot, so that what is urgent can pass.
func (g *gate) admit(ctx context.Context, u urgency) error {
	for {
		if err := g.slots.Acquire(ctx, 1); err != nil {
			return err
		}
		wait, event := g.knock(u)
		if event.Kind != 0 {
			g.observe(event)
		}
		if wait <= 0 {
			return nil
		}
		g.slots.Release(1)
		if err := sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// knock lets a request through, or tells how long to wait before knocking again.
func (g *gate) knock(u urgency) (time.Duration, Event) {
	g.mu.Lock()
	defer g.mu.Unlock()
	var event Event
	now := g.now()
	if until := g.closed(now, u); now.Before(until) {
		if !g.told {
			g.told = true
			event = Event{Kind: Waiting, Until: until}
		}
		return until.Sub(now), event
	}
	if g.told {
		g.told = false
		event = Event{Kind: Resumed}
	}
	wait := g.spacing(now, u)
	if wait <= 0 {
		g.flying++
	}
	return wait, event
}

// closed is until when a request may not go: the server said so, or nothing is left for its kind before the reset. Half of the reserve is kept
// for what a person waits for.
func (g *gate) closed(now time.Time, u urgency) time.Time {
	if now.Before(g.shut) {
		return g.shut
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
		return shortWait // those on the way may take all that is left: wait for their numbers
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
	g.slots.Release(1)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.flying--
}

// hear takes the budget from an answer's headers. Answers overtake each other, so within one minute the smallest number counts.
func (g *gate) hear(h http.Header, ours bool) {
	limit, ok1 := headerInt(h, "X-RateLimit-Limit")
	remaining, ok2 := headerInt(h, "X-RateLimit-Remaining")
	if !ours || !ok1 || !ok2 || limit < 1 || remaining < 0 {
		return
	}
	now := g.now()
	reset, ok := moment(h.Get("X-RateLimit-Reset"), clock(h, now))
	if !ok {
		reset = defaultPause
	}
	fresh := Budget{Limit: limit, Remaining: min(remaining, limit), Reset: now.Add(clamp(reset)), Known: true}
	if g.take(fresh, now) {
		g.observe(Event{Kind: BudgetChanged})
	}
}

func (g *gate) take(fresh Budget, now time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
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

// close keeps everybody back after a 429. A login is refused for itself alone and closes nothing.
func (g *gate) close(e *Error, everybody bool) {
	if !everybody || e.Kind != RateLimited && e.Kind != AbuseLimited || e.Until.Sub(g.now()) > maxWait {
		return
	}
	g.mu.Lock()
	if e.Until.After(g.shut) {
		g.shut = e.Until
	}
	g.mu.Unlock()
}

// forget drops the numbers: another account has another budget.
func (g *gate) forget() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.left, g.paced = Budget{}, time.Time{}
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
