package ui_test

import (
	"math"
	"slices"
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

func TestASecondReadingSaysWhatItIsForAndHowFarItHasCome(t *testing.T) {
	const latency = time.Second
	var w *hubtest.World
	tell(t, setting{world: func(now time.Time) *hubtest.World {
		w = hubtest.Demo(now)
		w.Publish("acme/museum", hubtest.Series("acme/museum", 950, now.Add(-time.Hour))...)
		return w
	}, options: []hubtest.Option{hubtest.WithLatency(latency), hubtest.WithRateLimit(0, 0)}}, func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(time.Minute)
		s.server.Inject(hubtest.Fault{
			Match: hubtest.Match{Path: "/museum/tags", Page: 10, Times: 1},
			Do: hubtest.Before(func() {
				w.Delete("acme/museum", w.Tags("acme/museum")[930].Name)
				w.Push("acme/museum", hubtest.Build{Content: "brand-new", Platforms: []string{"linux/amd64"}, Pushed: w.Now()}.Tag("brand-new"))
			}),
		})
		s.asks("acme/museum")
		var seen []string
		for began := time.Now(); time.Since(began) < time.Minute; s.pass(latency / 4) {
			for _, words := range []string{"looking at page 1 again", "reading again what moved, page 9 of 10", "all loaded, but it changed meanwhile"} {
				if strings.Contains(s.screen(), words) && !slices.Contains(seen, words) {
					seen = append(seen, words)
				}
			}
		}
		assert.Len(t, seen, 3, "%v", seen)
	})
}
