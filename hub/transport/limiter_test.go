package transport

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/paging"
)

func TestTheSmallestNumberOfAMinuteCountsAndAnOvertakenMinuteDoesNot(t *testing.T) {
	now := time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)
	changes := 0
	l := newLimiter(func() time.Time { return now }, func(Event) { changes++ }, 8)
	hear := func(remaining int, reset time.Time) {
		l.observe(http.Header{
			"X-Ratelimit-Limit": {"180"}, "X-Ratelimit-Remaining": {strconv.Itoa(remaining)}, "X-Ratelimit-Reset": {strconv.FormatInt(reset.Unix(), 10)},
		}, nil)
	}
	end := now.Add(time.Minute)
	hear(100, end)
	hear(102, end)
	assert.Equal(t, Budget{Limit: 180, Remaining: 100, Reset: end, Known: true}, l.Budget(), "an answer that was overtaken")
	hear(98, end.Add(time.Second))
	assert.Equal(t, 98, l.Budget().Remaining, "a reset that is rounded differently is the same minute")
	hear(3, now.Add(-time.Second))
	assert.Equal(t, 98, l.Budget().Remaining, "an answer of the minute before")
	hear(179, end.Add(time.Minute))
	assert.Equal(t, 179, l.Budget().Remaining, "the next minute")
	assert.Equal(t, 3, changes)
	for _, nonsense := range []http.Header{
		{}, {"X-Ratelimit-Limit": {"many"}, "X-Ratelimit-Remaining": {"3"}}, {"X-Ratelimit-Limit": {"-1"}, "X-Ratelimit-Remaining": {"3"}},
		{"X-Ratelimit-Limit": {"180"}, "X-Ratelimit-Remaining": {"-3"}}, {"X-Ratelimit-Limit": {"99999999999"}, "X-Ratelimit-Remaining": {"1"}},
	} {
		l.observe(nonsense, nil)
		assert.Equal(t, 179, l.Budget().Remaining)
	}
}

func TestWhatRunsAheadLeavesHalfOfTheReserve(t *testing.T) {
	now := time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)
	l := newLimiter(func() time.Time { return now }, func(Event) {}, 8)
	l.left = Budget{Limit: 180, Remaining: 9, Reset: now.Add(30 * time.Second), Known: true}
	wait, event := l.tryAcquire(paging.Patient)
	assert.Equal(t, 30*time.Second, wait)
	assert.Equal(t, Waiting, event.Kind)
	wait, event = l.tryAcquire(paging.Urgent)
	assert.Zero(t, wait)
	assert.Equal(t, Resumed, event.Kind)
	l.left.Remaining = 0
	wait, _ = l.tryAcquire(paging.Urgent)
	assert.Equal(t, 30*time.Second, wait)
	l.left.Reset = now.Add(time.Hour)
	wait, _ = l.tryAcquire(paging.Urgent)
	assert.Equal(t, untilReleased, wait, "one is on the way, and its answer will tell more")
	l.Release()
	wait, _ = l.tryAcquire(paging.Urgent)
	assert.Zero(t, wait, "an hour is too long to wait: the server may say no itself")
}
