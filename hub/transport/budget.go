package transport

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Budget is what the Hub's rate limit leaves: 180 requests in a minute per address were measured in
// 2026 (Hub API notes, "API limit").
type Budget struct {
	Limit     int
	Remaining int
	Reset     time.Time // when Remaining is Limit again
	Known     bool      // false until an answer brought the numbers
}

// Words says it in words for a person: "none" where the answers name no limit.
func (b Budget) Words() string {
	until := b.Reset.Local().Format(time.TimeOnly)
	switch {
	case !b.Known:
		return "none"
	case b.Limit == 0:
		return "none left, until " + until
	}
	return fmt.Sprintf("%d of %d left, until %s", b.Remaining, b.Limit, until)
}

// observe takes the budget from the headers of an answer to somebody. Answers overtake each other,
// so within one minute the smallest number counts.
func (l *Limiter) observe(h http.Header, whose Authorizer) {
	now := l.now()
	if l.take(told(h, now), now, whose) {
		l.report(Event{Kind: BudgetChanged})
	}
}

// told is what the headers tell, if they tell anything.
func told(h http.Header, now time.Time) Budget {
	limit, ok1 := headerInt(h, "X-RateLimit-Limit")
	remaining, ok2 := headerInt(h, "X-RateLimit-Remaining")
	if !ok1 || !ok2 || limit < 1 || remaining < 0 {
		return Budget{}
	}
	rest, ok := reset(h, now)
	if !ok {
		rest = defaultPause
	}
	return Budget{
		Limit: limit, Remaining: min(remaining, limit), Reset: now.Add(rest), Known: true,
	}
}

func (l *Limiter) take(fresh Budget, now time.Time, whose Authorizer) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if whose != l.whose {
		return false // another account has another budget
	}
	l.answered = true
	if !fresh.Known {
		return false
	}
	l.toldAt = now
	if l.counts(now) && !now.Before(fresh.Reset) {
		return false // an answer of the minute before, overtaken
	}
	if l.counts(now) && fresh.Limit == l.left.Limit &&
		fresh.Reset.Sub(l.left.Reset).Abs() < 2*time.Second {
		fresh.Reset = l.left.Reset
		fresh.Remaining = min(fresh.Remaining, l.left.Remaining)
	} else {
		l.alone = fresh.Remaining - l.flying
	}
	changed := fresh != l.left
	l.left = fresh
	return changed
}

// Budget tells what the limit leaves, from the newest answer.
func (l *Limiter) Budget() Budget {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.left
	if b.Known && !l.now().Before(b.Reset) {
		b.Remaining = b.Limit
	}
	return b
}

func headerInt(h http.Header, name string) (int, bool) {
	text, _, _ := strings.Cut(h.Get(name), ";")
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 32)
	return int(n), err == nil
}
