package ui_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

// TestTheFirstRowTakesOneRoundTripAndTheLastNoMoreThanTheyMust has a clock that only the Hub's
// latency moves, so the limits are those of requests and not of a machine.
func TestTheFirstRowTakesOneRoundTripAndTheLastNoMoreThanTheyMust(t *testing.T) {
	const latency = 100 * time.Millisecond
	tags := 25_000
	if testing.Short() {
		tags = 6000
	}
	tell(t, setting{world: func(now time.Time) *hubtest.World {
		w := hubtest.Demo(now)
		w.Publish("acme/museum", hubtest.Series("acme/museum", tags, now.Add(-time.Hour))...)
		return w
	}, options: []hubtest.Option{hubtest.WithLatency(latency), hubtest.WithRateLimit(0, 0)}}, func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(time.Minute)
		s.press("ctrl+o")
		s.types("acme/museum")
		s.server.Forget()
		s.press("enter")
		s.pass(latency - time.Millisecond)
		s.misses("▌")
		s.pass(time.Millisecond)
		s.sees("▌")
		s.pass(time.Minute)

		before := len(s.server.Requests())
		s.press("L")
		began := time.Now()
		for !strings.Contains(s.screen(), "all loaded") && time.Since(began) < time.Hour {
			s.pass(latency / 20)
		}
		rounds := math.Ceil(float64(len(s.server.Requests())-before) / 8)
		assert.LessOrEqual(t, float64(time.Since(began))/float64(latency), 1.05*rounds)
		assert.Len(t, s.server.Requests(), tags/100, "and nothing is asked twice")
	})
}
