package ui_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

func TestOnAnotherHubNothingLeadsToDockersPages(t *testing.T) {
	tell(t, setting{elsewhere: true, browser: true, width: 120, height: 40}, func(s *story) {
		atNginx(s)
		s.types("o")
		assert.Empty(t, s.browsed)
		s.sees("No open on the web: this Hub's web pages are not known")
		s.pass(5 * time.Second)
		s.types("c")
		s.sees("docker pull", "JSON")
		s.misses("web", "hub.docker.com")
		s.press("esc")
		s.types("?")
		s.misses("open on the web")
	})
	tell(t, setting{browser: true, width: 120, height: 40}, func(s *story) {
		atNginx(s)
		s.types("c")
		s.sees("web, tags")
		s.press("esc")
		s.types("?")
		s.sees("open on the web")
	})
}

func TestTheServerIsNamedAfterTheLoginToo(t *testing.T) {
	tell(t, setting{elsewhere: true}, func(s *story) {
		s.sees("Log in to hub.example")
		atAcme(s)
		assert.Contains(t, s.line(0), "alice at hub.example ▸ acme")
	})
	tell(t, setting{elsewhere: true, width: 40, height: 12}, func(s *story) {
		s.asks("acme/")
		assert.Contains(t, s.line(0), "public at hub.example ▸ acme")
	})
}

func TestTheCapOfAnotherHubOffersNoRegistry(t *testing.T) {
	play := func(s *story) {
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.BotChallenge()})
		atNginx(s)
		s.pass(time.Minute)
	}
	tell(t, setting{}, func(s *story) {
		play(s)
		s.sees("lists the names alone")
	})
	tell(t, setting{elsewhere: true}, func(s *story) {
		play(s)
		s.sees("robot")
		s.misses("lists the names alone")
		s.types("t")
		for _, r := range s.server.Requests() {
			assert.Equal(t, "hub.example", r.Host)
		}
	})
}

func TestTheEndOfASessionThatIsNotInUseAsksNobody(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		old := s.client.Session()
		fresh, err := s.client.Login(s.t.Context(), "alice", hub.NewSecret("anchor"))
		require.NoError(s.t, err)
		s.server.Inject(
			hubtest.Fault{Match: hubtest.Match{Path: "/tags", Times: 1}, Do: hubtest.Before(func() { s.client.Use(fresh) })},
			hubtest.Fault{Match: hubtest.Match{Path: "/tags", Times: 2}, Do: hubtest.Unauthorized("over")},
		)
		s.press("enter")
		s.pass(time.Minute)
		assert.True(t, old.Ended())
		assert.False(t, fresh.Ended())
		s.misses("Log in", "ended")
		s.sees("1.24.2-alpine")
	})
}
