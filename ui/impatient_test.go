package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

func TestAReloadAsksAgainForTheTagThatWasNamed(t *testing.T) {
	tell(t, setting{world: builds(6_200), width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("acme/giant:14.1")
		assert.Regexp(t, `^ ?14\.1 +by name .* 4 d ago`, s.selected())
		s.server.World().Delete("acme/giant", "14.1")
		s.server.World().Push("acme/giant", hubtest.Tag{
			Name: "14.1", Updated: time.Now(), Digest: fmt.Sprintf("sha256:%064d", 99),
		})
		s.types("r")
		s.pass(time.Minute)
		assert.Regexp(t, `^ ?14\.1 +by name .* 1 min ago`, s.selected())
	})
}

func TestAReloadAtTheAnonymousCapAsksForTheTagToo(t *testing.T) {
	tell(t, setting{world: builds(2_900), width: 120, height: 40}, func(s *story) {
		s.asks("acme/giant:14.1")
		s.sees("stopped at page 11")
		s.server.World().Delete("acme/giant", "14.1")
		s.types("r")
		s.pass(time.Minute)
		s.sees("acme/giant has no tag 14.1 that can be seen.")
		s.misses("by name")
	})
}

func TestAReloadTellsThatTheTagThatWasNamedIsGone(t *testing.T) {
	tell(t, setting{world: builds(6_200), width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("acme/giant:14.1")
		s.server.World().Delete("acme/giant", "14.1")
		s.types("r")
		s.pass(time.Minute)
		s.sees("acme/giant has no tag 14.1 that can be seen.")
		s.misses("by name")
	})
}

func TestAPasteThatComesTwiceOpensThePlaceOnce(t *testing.T) {
	slow := []hubtest.Option{hubtest.WithLatency(time.Second)}
	for _, pasted := range []string{"nginx", "acme/api", "acme/api:1.2", "acme/"} {
		tell(t, setting{options: slow}, func(s *story) {
			s.logIn("alice", "anchor")
			s.pass(time.Minute)
			home := s.sent(func() { s.pastes(pasted); s.pastes(pasted); s.pass(time.Minute) })
			s.misses("Open by name")
			s.press("esc")
			s.sees("NAMESPACES")
			s.pass(time.Minute)
			assert.Equal(t, s.sent(func() { s.pastes(pasted); s.pass(time.Minute) }), home)
		})
	}
}

func TestAPasteWhileAWordIsAskedForTakesItsPlace(t *testing.T) {
	slow := []hubtest.Option{hubtest.WithLatency(time.Second)}
	tell(t, setting{options: slow}, func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(time.Minute)
		s.pastes("nginx")
		s.pastes("grafana/grafana\n")
		s.pass(time.Minute)
		s.sees("alice ▸ grafana ▸ grafana")
	})
}

func TestLoadingAllWhileATagIsAskedForReadsNoPageTwice(t *testing.T) {
	slow := []hubtest.Option{hubtest.WithLatency(time.Second)}
	tell(t, setting{world: builds(2_500), options: slow}, func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(time.Minute)
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags/14.1"}, Do: hubtest.Latency(5 * time.Second)})
		s.server.Forget()
		s.asks("acme/giant:14.1")
		s.types("L")
		s.pass(time.Minute)
		s.sees("all loaded")
		assert.Equal(t, 1, s.answered("page=1&"))
		assert.Equal(t, 1, s.answered("page=2&"))
	})
}

func TestWhileATagIsAskedForNoPriceOfTheRestIsMadeUp(t *testing.T) {
	slow := []hubtest.Option{hubtest.WithLatency(time.Second)}
	tell(t, setting{world: builds(2_500), options: slow}, func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(time.Minute)
		s.asks("acme/giant:14.1")
		s.sees("asking for 14.1")
		s.misses("-1 requests", "loads the rest")
	})
}

func TestAFilterIsTypedWhileATagIsAskedFor(t *testing.T) {
	slow := []hubtest.Option{hubtest.WithLatency(time.Second)}
	tell(t, setting{world: builds(2_500), options: slow}, func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(time.Minute)
		s.asks("acme/giant:14.1")
		s.types("/qlpine")
		assert.False(t, s.quit, "letters of a filter are no keys")
		s.sees("/qlpine")
		s.pass(time.Minute)
		s.sees("0 of 2,500")
		s.press("esc")
		assert.Regexp(t, `^ ?14\.1 +by name `, s.selected())
	})
}

func TestTheHubIsNotAskedForWhatNoTagCanBeCalled(t *testing.T) {
	tell(t, setting{world: builds(6_200), width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("acme/giant")
		s.server.Forget()
		s.types("/")
		s.pastes(strings.Repeat("x", 60_000))
		s.pass(time.Minute)
		assert.Zero(t, s.answered("name="))
	})
}

func TestATagThatCouldNotBeAskedForIsSaidUntilItComes(t *testing.T) {
	tell(t, setting{world: builds(6_200), width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "anchor")
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags/14.1"}, Do: hubtest.Gateway(502)})
		s.asks("acme/giant:14.1")
		s.pass(2 * time.Minute)
		s.press("j", "k")
		s.sees("14.1 could not be asked for, and is none of these so far; r asks again.")
		s.types("r")
		s.pass(2 * time.Minute)
		s.sees("14.1 could not be asked for")
		s.server.Heal()
		s.types("r")
		s.pass(time.Minute)
		s.misses("could not be asked for")
		s.press("g")
		assert.Regexp(t, `14\.1 +by name `, s.screen())
	})
	tell(t, setting{world: builds(2_500)}, func(s *story) {
		s.logIn("alice", "anchor")
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags/14.1"}, Do: hubtest.Gateway(502)})
		s.asks("acme/giant:14.1")
		s.pass(2 * time.Minute)
		s.sees("all loaded", "by name")
		s.press("j")
		s.misses("could not be asked for")
	})
}
