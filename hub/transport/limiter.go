package transport

import (
	"context"
	"slices"
	"sync"
	"time"

	"tagboat/hub/errs"
	"tagboat/hub/paging"
)

const (
	untilReleased = time.Duration(-1) // a wait that the next answer ends, whenever it comes
	longSpacing   = 5 * time.Second   // a wait of our own that is long enough to be told
	// Numbers that are older tell too little: another process may spend from the same budget.
	oldNumbers = 5 * time.Second
	// Of what is left, such a part may be in flight; a smaller one where others are seen to spend,
	// whose requests on the way nobody tells.
	shareAlone, shareAmong = 4, 8
)

// Limiter is where every request to one host waits. It holds the one budget, slows down what runs
// ahead when little is left, and keeps all requests back together when the server has said no. Who
// waits is woken, the urgent first, and within one urgency who came first.
type Limiter struct {
	now     func() time.Time
	report  func(Event)
	most    int // requests in flight
	reserve int // near the limit: when no more than this is left
	sparing bool

	mu           sync.Mutex
	left         Budget
	answered     bool        // some answer came to this account, with numbers or without
	toldAt       time.Time   // when the newest numbers came
	alone        int         // what is left at least if nobody else spends
	flying       int         // let through and not yet answered
	whose        Authorizer  // who asks now: the numbers are this account's
	blockedUntil time.Time   // closed until, for everybody at this address
	spent        time.Time   // closed until, for this account
	paced        time.Time   // near the limit, nothing that can wait goes before this
	passed       []time.Time // when requests of the last minute were let through, if sparing
	announced    time.Time   // until when a Waiting or Spacing event that is open lasts; zero: none
	queue        [paging.Patient + 1][]*visitor
	bell         *time.Timer // rings when the first in the queue may try again
}

// visitor is a request that waits to be let through.
type visitor struct{ open chan struct{} }

func newLimiter(now func() time.Time, report func(Event), flight int) *Limiter {
	return &Limiter{now: now, report: report, most: flight, reserve: flight}
}

// Acquire lets a request through, now or after a wait.
func (l *Limiter) Acquire(ctx context.Context, u paging.Urgency) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	v := &visitor{make(chan struct{})}
	l.mu.Lock()
	l.queue[u] = append(l.queue[u], v)
	l.serve()
	select {
	case <-v.open:
		return nil
	case <-ctx.Done():
		l.withdraw(v, u)
		return ctx.Err()
	}
}

// overdue is the error of a call whose patience ended at the gate.
func (l *Limiter) overdue(ctx context.Context, q Query) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if until := latest(l.closed(now, q.Urgency), l.spares(now)); !until.IsZero() {
		return &errs.Error{Op: q.Op, Kind: errs.RateLimited, Until: until}
	}
	return errs.Stopped(ctx, q.Op)
}

// withdraw takes back a visitor who gave up, let through or not.
func (l *Limiter) withdraw(v *visitor, u paging.Urgency) {
	l.mu.Lock()
	if at := slices.Index(l.queue[u], v); at >= 0 {
		l.queue[u] = slices.Delete(l.queue[u], at, at+1)
	} else {
		l.flying--
	}
	l.serve()
}

// serve lets through whom it can, then gives up the lock and tells what there is to tell: an
// observer may ask the client something.
func (l *Limiter) serve() {
	var events []Event
	for l.flying < l.most {
		u := paging.Urgent
		if len(l.queue[paging.Urgent]) == 0 {
			u = paging.Patient
		}
		if len(l.queue[u]) == 0 {
			break
		}
		wait, event := l.tryAcquire(u)
		if event.Kind != 0 {
			events = append(events, event)
		}
		if wait != 0 { // whoever stands behind, of this urgency or the other, must not go either
			l.ring(wait)
			break
		}
		close(l.queue[u][0].open)
		l.queue[u] = slices.Delete(l.queue[u], 0, 1)
	}
	l.mu.Unlock()
	for _, event := range events {
		l.report(event)
	}
}

// ring looks at the queue again after a wait.
func (l *Limiter) ring(wait time.Duration) {
	if l.bell != nil {
		l.bell.Stop()
	}
	if wait > 0 {
		l.bell = time.AfterFunc(wait, func() {
			l.mu.Lock()
			l.serve()
		})
	}
}

// tryAcquire lets a request through, or tells how long to wait before trying again.
func (l *Limiter) tryAcquire(u paging.Urgency) (time.Duration, Event) {
	now := l.now()
	if until := l.closed(now, u); now.Before(until) {
		return until.Sub(now), l.tell(Event{Kind: Waiting, Until: until})
	}
	if until := l.spares(now); now.Before(until) {
		return until.Sub(now), l.tell(Event{Kind: Sparing, Until: until})
	}
	wait := l.spacing(now, u)
	switch {
	case wait >= longSpacing:
		return wait, l.tell(Event{Kind: Spacing, Until: now.Add(wait)})
	case wait != 0:
		return wait, Event{}
	}
	l.flying++
	l.alone--
	if l.sparing {
		l.passed = append(l.passed, now)
	}
	if !l.announced.IsZero() {
		l.announced = time.Time{}
		return 0, Event{Kind: Resumed}
	}
	return 0, Event{}
}

// sameWait is how far apart two ends of one wait are: servers tell whole seconds.
const sameWait = 2 * time.Second

// tell says once that requests wait, however many of them do, and again when it is for longer.
func (l *Limiter) tell(e Event) Event {
	if !e.Until.After(l.announced.Add(sameWait)) {
		return Event{}
	}
	l.announced = e.Until
	return e
}

// closed is until when a request may not go: the server said so, or nothing is left for its kind
// before the reset. Half of the reserve is kept for what a person waits for, and the last one for
// whoever else is seen to spend from the same budget.
func (l *Limiter) closed(now time.Time, u paging.Urgency) time.Time {
	if until := latest(l.blockedUntil, l.spent); now.Before(until) {
		return until
	}
	kept := 0
	if l.isAmong() {
		kept = min(1, l.left.Limit/shareAlone)
	}
	if u == paging.Patient {
		kept = max(kept, l.near()/2)
	}
	if l.counts(now) && l.left.Remaining <= kept && l.left.Reset.Sub(now) <= maxWait {
		return l.left.Reset
	}
	return time.Time{}
}

// near is how few requests are near the limit.
func (l *Limiter) near() int { return min(max(l.reserve, l.share()/10), l.share()/2) }

// counts reports whether the numbers are of the running minute.
func (l *Limiter) counts(now time.Time) bool { return l.left.Known && now.Before(l.left.Reset) }

// window is how many may be in flight: fewer as less is left, so that what this process and others
// have sent and not yet seen counted does not come to more than that. Of what nobody waits for, one
// goes ahead and learns what is left.
func (l *Limiter) window(now time.Time, u paging.Urgency) int {
	if u == paging.Patient && (!l.answered || l.left.Known && now.Sub(l.toldAt) > oldNumbers) {
		return 1
	}
	if !l.counts(now) {
		return l.most
	}
	share := shareAlone
	if l.isAmong() {
		share = shareAmong
	}
	return max(min(l.most, l.ours()/share), 1)
}

// isAmong reports whether others are seen to spend from the same budget.
func (l *Limiter) isAmong() bool { return l.left.Remaining < l.alone }

// spacing keeps requests from taking together what none of them would take alone, and spreads those
// that nobody waits for over the time that is left, unless half of it is left anyway.
func (l *Limiter) spacing(now time.Time, u paging.Urgency) time.Duration {
	if l.flying >= l.window(now, u) {
		return untilReleased
	}
	left := l.ours() - l.flying
	if !l.counts(now) || u != paging.Patient || left > l.near() || l.sparing {
		return 0
	}
	if now.Before(l.paced) {
		return l.paced.Sub(now)
	}
	rest := min(l.left.Reset.Sub(now), maxWait)
	l.paced = now.Add(rest / time.Duration(left+1))
	return 0
}

// Release ends what Acquire began.
func (l *Limiter) Release() {
	l.mu.Lock()
	l.flying--
	l.serve()
}

// Block keeps everybody back after a 429 to somebody, and reports whether it does: the abuse
// limiter counts by address, the rate limit by account, and one account's pause is not the next
// one's.
func (l *Limiter) Block(e *errs.Error, whose Authorizer) bool {
	if e.Kind != errs.RateLimited && e.Kind != errs.AbuseLimited || e.Until.Sub(l.now()) > maxWait {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case e.Kind == errs.AbuseLimited:
		l.blockedUntil = latest(l.blockedUntil, e.Until)
	case whose == l.whose:
		l.spent = latest(l.spent, e.Until)
	default:
		return false
	}
	return true
}

// Turn makes the numbers those of another account, of which nothing is known yet.
func (l *Limiter) Turn(to Authorizer) {
	l.mu.Lock()
	l.whose, l.left, l.paced, l.spent = to, Budget{}, time.Time{}, time.Time{}
	l.answered = false
	l.serve()
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
