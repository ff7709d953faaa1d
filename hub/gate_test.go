package hub

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestTheSmallestNumberOfAMinuteCountsAndAnOvertakenMinuteDoesNot(t *testing.T) {
	now := time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)
	changes := 0
	g := newGate(func() time.Time { return now }, func(Event) { changes++ }, 8)
	hear := func(remaining int, reset time.Time) {
		g.hear(http.Header{
			"X-Ratelimit-Limit": {"180"}, "X-Ratelimit-Remaining": {strconv.Itoa(remaining)}, "X-Ratelimit-Reset": {strconv.FormatInt(reset.Unix(), 10)},
		}, nil)
	}
	end := now.Add(time.Minute)
	hear(100, end)
	hear(102, end)
	assert.Equal(t, Budget{Limit: 180, Remaining: 100, Reset: end, Known: true}, g.budget(), "an answer that was overtaken")
	hear(98, end.Add(time.Second))
	assert.Equal(t, 98, g.budget().Remaining, "a reset that is rounded differently is the same minute")
	hear(3, now.Add(-time.Second))
	assert.Equal(t, 98, g.budget().Remaining, "an answer of the minute before")
	hear(179, end.Add(time.Minute))
	assert.Equal(t, 179, g.budget().Remaining, "the next minute")
	assert.Equal(t, 3, changes)
	for _, nonsense := range []http.Header{
		{}, {"X-Ratelimit-Limit": {"many"}, "X-Ratelimit-Remaining": {"3"}}, {"X-Ratelimit-Limit": {"-1"}, "X-Ratelimit-Remaining": {"3"}},
		{"X-Ratelimit-Limit": {"180"}, "X-Ratelimit-Remaining": {"-3"}}, {"X-Ratelimit-Limit": {"99999999999"}, "X-Ratelimit-Remaining": {"1"}},
	} {
		g.hear(nonsense, nil)
		assert.Equal(t, 179, g.budget().Remaining)
	}
}

func TestWhatRunsAheadLeavesHalfOfTheReserve(t *testing.T) {
	now := time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)
	g := newGate(func() time.Time { return now }, func(Event) {}, 8)
	g.left = Budget{Limit: 180, Remaining: 9, Reset: now.Add(30 * time.Second), Known: true}
	wait, event := g.knock(patient)
	assert.Equal(t, 30*time.Second, wait)
	assert.Equal(t, Waiting, event.Kind)
	wait, event = g.knock(urgent)
	assert.Zero(t, wait)
	assert.Equal(t, Resumed, event.Kind)
	g.left.Remaining = 0
	wait, _ = g.knock(urgent)
	assert.Equal(t, 30*time.Second, wait)
	g.left.Reset = now.Add(time.Hour)
	wait, _ = g.knock(urgent)
	assert.Equal(t, untilLanded, wait, "one is on the way, and its answer will tell more")
	g.landed()
	wait, _ = g.knock(urgent)
	assert.Zero(t, wait, "an hour is too long to wait: the server may say no itself")
}
