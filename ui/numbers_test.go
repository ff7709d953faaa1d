package ui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

func TestNewsOfASuccessGoWithTheFirstKeyAfterTheyWereReadAndNeverByThemselves(t *testing.T) {
	const news = "to the terminal's clipboard"
	tell(t, setting{}, func(s *story) {
		s.asks("nginx")
		s.types("y")
		s.types("j")
		s.sees(news)
		s.pass(time.Hour)
		s.sees(news)
		s.types("jy")
		s.pass(2900 * time.Millisecond)
		s.types("k")
		s.sees(news)
		s.pass(100 * time.Millisecond)
		s.types("j")
		s.misses(news)
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
		assert.InDelta(t, 3, s.taken-before, 1, "each ten seconds of the last minute")
	})
}
