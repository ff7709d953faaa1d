package transport

import (
	"slices"
	"time"
)

const (
	minute = time.Minute
	// untoldLimit is taken for the limit where the server tells none: 180 requests in a minute per
	// address were measured in 2026 (Hub API notes, "API limit").
	untoldLimit = 180
)

// share is how much of a minute's limit this client may spend: all, or half where it is sparing,
// but one request at least.
func (l *Limiter) share() int {
	if !l.sparing {
		return l.left.Limit
	}
	limit := untoldLimit
	if l.left.Known {
		limit = l.left.Limit
	}
	return max(limit/2, 1)
}

// ours is how much this client may spend of what is left.
func (l *Limiter) ours() int { return l.left.Remaining - l.left.Limit + l.share() }

// spares is until when a sparing client leaves everything to others: in no sixty seconds it spends
// more than its share, and never so much that less than the rest is left.
func (l *Limiter) spares(now time.Time) (until time.Time) {
	if !l.sparing {
		return until
	}
	l.passed = slices.DeleteFunc(l.passed, func(at time.Time) bool {
		age := now.Sub(at)
		return age < 0 || age >= minute
	})
	if n, share := len(l.passed), l.share(); n >= share {
		until = l.passed[n-share].Add(minute)
	}
	kept := 0
	if l.isAmong() { // what they have sent is not counted yet
		kept = l.near() / 2
	}
	if l.counts(now) && l.ours() <= kept {
		until = latest(until, l.left.Reset)
	}
	return until
}
