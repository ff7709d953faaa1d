package ui_test

import (
	"testing"
	"time"

	"tagboat/hub/hubtest"
)

func TestAPauseThatTheHubAsksForIsCountedDown(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.server.Inject(hubtest.Fault{
			Match: hubtest.Match{Path: "/tags", Times: 1}, Do: hubtest.TooMany(hubtest.RetryAfterSeconds, 20*time.Second),
		})
		s.press("enter")
		s.sees("the Hub asks for a pause, going on in 20s", "Loading tags")
		s.pass(5 * time.Second)
		s.sees("going on in 15s")
		s.pass(16 * time.Second)
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
