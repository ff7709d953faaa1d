package hub

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
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
	reserve int // near the limit: when no more than this is left

	mu     sync.Mutex
	left   Budget
	flying int       // let through and not yet answered
	shut   time.Time // closed until
	told   bool      // a Waiting event is open
	pace   *rate.Limiter
}

func newGate(now func() time.Time, observe func(Event), flight int) *gate {
	return &gate{now: now, observe: observe, reserve: flight, pace: rate.NewLimiter(rate.Inf, 1)}
}

// admit lets a request through, now or after a wait.
func (g *gate) admit(ctx context.Context, u urgency) error {
	for {
		wait, through, event := g.knock(u)
		if event.Kind != 0 {
			g.observe(event)
		}
		if err := sleep(ctx, wait); err != nil {
			if through {
				g.landed()
			}
			return err
		}
		if through {
			return nil
		}
	}
}

// knock tells how long to wait, and whether the request may go after that or has to knock again.
func (g *gate) knock(u urgency) (wait time.Duration, through bool, event Event) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	if g.counts(now) && g.left.Remaining > 0 && g.left.Remaining <= g.flying {
		return shortWait, false, event // those on the way may take all that is left: wait for their numbers
	}
	if until := g.closed(now); now.Before(until) {
		if !g.told {
			g.told = true
			event = Event{Kind: Waiting, Until: until}
		}
		return until.Sub(now), false, event
	}
	if g.told {
		g.told = false
		event = Event{Kind: Resumed}
	}
	g.flying++
	return g.spacing(now, u), true, event
}

// closed is until when nobody may go: the server said so, or nothing is left before the reset.
func (g *gate) closed(now time.Time) time.Time {
	if now.Before(g.shut) {
		return g.shut
	}
	if g.counts(now) && g.left.Remaining <= 0 && g.left.Reset.Sub(now) <= maxWait {
		return g.left.Reset
	}
	return time.Time{}
}

// counts tells whether the numbers are of the running minute.
func (g *gate) counts(now time.Time) bool { return g.left.Known && now.Before(g.left.Reset) }

// spacing spreads what is left over the time that is left, for requests that nobody waits for.
func (g *gate) spacing(now time.Time, u urgency) time.Duration {
	near := max(g.reserve, g.left.Limit/10)
	left := g.left.Remaining - g.flying
	seconds := min(g.left.Reset.Sub(now), maxWait).Seconds()
	if u != patient || !g.counts(now) || left > near || seconds <= 0 {
		g.pace.SetLimitAt(now, rate.Inf)
		return 0
	}
	g.pace.SetLimitAt(now, rate.Limit(float64(max(left, 1))/seconds))
	return min(g.pace.ReserveN(now, 1).DelayFrom(now), maxWait)
}

// landed ends what admit began.
func (g *gate) landed() {
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
	g.left = Budget{}
	g.pace.SetLimitAt(g.now(), rate.Inf)
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
