package ui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

func TestAPauseThatTheHubAsksForIsCountedDown(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.server.Inject(hubtest.Fault{
			Match: hubtest.Match{Path: "/tags", Times: 1}, Do: hubtest.TooMany(hubtest.RetryAfterSeconds, 20*time.Second),
		})
		s.press("enter")
		s.sees("the Hub asks for a pause, going on in 20 s", "Loading tags")
		s.pass(11 * time.Second)
		s.sees("going on in 9 s")
		s.pass(10 * time.Second)
		s.misses("the Hub asks for a pause")
		s.sees("PLATFORMS")
	})
}

func TestAnotherAttemptIsToldWhileItLasts(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Times: 2}, Do: hubtest.Gateway(502)})
		s.press("enter")
		s.sees("retrying, 2 of 4")
		s.pass(30 * time.Second)
		s.sees("PLATFORMS")
		s.misses("retrying")
	})
}

func TestWhatIsWaitedForFitsIntoTheWindow(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
		for what, action := range map[string]hubtest.Action{"trying again, 2 of 2": hubtest.Hang(), "going on in 30 s": hubtest.TooMany(hubtest.RetryAfterSeconds, 50*time.Second)} {
			tell(t, setting{width: size[0], height: size[1]}, func(s *story) {
				s.logIn("alice", "anchor")
				s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "namespaces/"}, Do: action})
				s.press("enter")
				s.pass(21 * time.Second)
				s.sees(what)
				for line := range strings.SplitSeq(s.screen(), "\n") {
					assert.LessOrEqual(s.t, ansi.StringWidth(line), size[0], line)
				}
			})
		}
	}
}

// A list that stands still says for what, however the waits follow one another.
func TestALowBudgetIsToldAsLongAsItHolds(t *testing.T) {
	const quiet = 5 // seconds, as hub/transport is silent about
	for _, limit := range []int{5, 8, 12, 16, 20, 24, 30} {
		tell(t, setting{options: []hubtest.Option{hubtest.WithRateLimit(limit, limit)}}, func(s *story) {
			atAcme(s)
			s.press("enter")
			still, before := 0, ""
			for range 130 {
				s.pass(time.Second)
				status := s.line(-2) + s.line(-1)
				if still++; status != before || strings.Contains(status, "going on in") || !strings.Contains(status, "loading") {
					still = 0
				}
				before = status
				assert.LessOrEqual(t, still, quiet, "%d requests a minute: %s", limit, status)
			}
		})
	}
}
