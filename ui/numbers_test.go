package ui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

func TestAnOlderTimerDoesNotWipeANewerToast(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.asks("nginx")
		s.types("y")
		s.pass(2 * time.Second)
		s.types("jy")
		s.pass(1500 * time.Millisecond)
		s.sees("to the terminal's clipboard")
		s.pass(1500 * time.Millisecond)
		s.misses("to the terminal's clipboard")
	})
}

func TestCountdownsThatWereReplacedTickNoMore(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.server.Inject(
			hubtest.Fault{Match: hubtest.Match{Path: "/tags", Times: 3}, Do: hubtest.Gateway(502)},
			hubtest.Fault{Match: hubtest.Match{Path: "/tags", Nth: 4}, Do: hubtest.TooMany(hubtest.RetryAfterSeconds, 80*time.Second)},
		)
		s.press("enter")
		for range 100 { // each attempt has a countdown of its own
			if s.pass(100 * time.Millisecond); strings.Contains(s.screen(), "the Hub asks for a pause") {
				break
			}
		}
		s.pass(5 * time.Second)
		s.sees("the Hub asks for a pause")
		before := s.taken
		s.pass(30 * time.Second)
		s.sees("the Hub asks for a pause")
		assert.InDelta(t, 30, s.taken-before, 1, "the screen is drawn once a second")
	})
}
