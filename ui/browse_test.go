package ui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

// atAcme is a story that begins at acme's repositories.
func atAcme(s *story) {
	s.logIn("alice", "anchor")
	s.types("/")
	s.types("acme")
	s.press("enter", "enter")
}

func TestBrowsingFilteringAndCopying(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.sees("alice ▸ acme", "300 of 300 · all loaded")
		s.types("/api")
		s.press("enter")
		s.types("g")
		s.press("y")
		s.sees("Sent acme/")
		assert.True(t, strings.HasPrefix(s.copied, "acme/"))

		s.press("enter")
		s.sees("PLATFORMS", "of 12,0")
		s.press("y")
		name := strings.Fields(s.selected())[0]
		assert.Regexp(t, `^acme/[a-z-]+:`+name+`$`, s.copied)
		s.sees("Sent " + s.copied)
		s.fades()
		s.misses("Sent ")
	})
}

func TestAFilterThatFindsNothingSaysWhyWhileItIsTypedAndAfterwards(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		s.press("ctrl+o")
		s.types("library/nginx")
		s.press("enter")
		s.types("/size:50")
		s.sees("expected a unit: this is in bytes", "336 of 336")
		s.press("enter")
		s.sees("filter: size:50", "size:50: expected a unit: this is in bytes", "336 of 336")
		s.press("esc")
		s.types("/size:>100GB size:<1MB")
		s.press("enter")
		s.sees("none matches size:>100GB size:<1MB")
		assert.Equal(t, 2, strings.Count(s.screen(), "size:<1MB: nothing is this and also size:>100GB"), "in the list and below it")
		s.press("esc")
		s.types("/arch:arm46")
		s.sees("expected an architecture, as arm64")
		s.press("esc")
		s.types("/1.27 | alpine")
		s.sees("expected words side by side, which must all hold")
	})
}

func TestOfficialImagesAreCopiedByTheirShortName(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.press("ctrl+o")
		s.types("library/nginx")
		s.press("enter", "y")
		assert.True(t, strings.HasPrefix(s.copied, "nginx:"), s.copied)
	})
}

func TestGoingBackFindsEverythingAsItWas(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.types("/a")
		s.press("enter")
		s.types("30j")
		before := s.screen()
		s.press("enter")
		require.NotEqual(t, before, s.screen())
		for _, way := range []string{"esc", "h", "left"} {
			s.press(way)
			assert.Equal(t, strings.Split(before, "\n")[1:], strings.Split(s.screen(), "\n")[1:], way)
			s.press("enter")
		}
	})
}

func TestEscLeavesTheNarrowestThingFirstAndNeverQuits(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.types("/a")
		s.press("enter", "space", "space")
		s.types("v")
		s.sees("3 marked", "filter: a")
		s.press("esc")
		s.sees("2 marked")
		s.press("esc")
		s.misses("marked")
		s.sees("filter: a")
		s.press("esc")
		s.misses("filter: a")
		s.press("esc", "esc", "esc")
		s.sees("globex")
		assert.False(t, s.quit)
		s.press("q")
		assert.True(t, s.quit)
	})
}

func TestKeysTypedInOneBreathWithEnterGoToTheNewScreen(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.breath("enter", "/", "1", "2")
		s.settle()
		s.sees("PLATFORMS", "/12")
	})
}

func TestLeavingAListCancelsItsRequest(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Hang()})
		s.press("enter")
		s.sees("Loading tags …")
		assert.Positive(t, s.server.InFlight())
		s.press("esc")
		assert.Zero(t, s.server.InFlight())
		s.sees("alice ▸ acme")
		s.misses("Loading", "✗")
	})
}

func TestALateAnswerIsRefused(t *testing.T) {
	tell(t, setting{options: []hubtest.Option{hubtest.WithLatency(time.Second)}}, func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(20 * time.Second) // until all repositories are gathered
		s.press("enter")
		s.pass(500 * time.Millisecond)
		s.press("esc")
		before := s.screen()
		s.pass(10 * time.Second)
		assert.Equal(t, before, s.screen())
	})
}

func TestPageSevenFailsAndROnlyGoesOn(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.types("/api")
		s.press("enter")
		s.types("g")
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: 7}, Do: hubtest.ServerError()})
		s.press("enter")
		s.pass(2 * time.Minute)
		s.sees("600 of 12,0", "stopped at page 7, r goes on")
		requests := len(s.server.Requests())

		s.server.Heal()
		s.types("r")
		s.pass(time.Minute)
		s.sees("1,600 of 12,0")
		s.misses("stopped")
		for _, r := range s.server.Requests()[requests:] {
			assert.NotContains(t, r.Query, "page=1&", "what is there is not asked for again")
		}
	})
}

func TestTheSessionEndsInMidBrowseAndLoginFloatsOverTheStack(t *testing.T) {
	tell(t, setting{options: []hubtest.Option{hubtest.WithTokenLife(time.Hour, time.Minute)}}, func(s *story) {
		atAcme(s)
		s.pass(2 * time.Hour)
		s.press("enter")
		s.sees("The session has ended", "Log in to Docker Hub", "alice")

		s.types("anchor")
		s.press("enter")
		s.sees("PLATFORMS")
		s.misses("Log in to Docker Hub")
	})
}

func TestHelpShowsTheKeysThatWorkHere(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.press("?")
		s.sees("Keys that work here", "copy", "filter", "sort")
		s.press("?")
		s.misses("Keys that work here")
	})
}

func TestTooSmallAWindowSaysHowMuchIsNeeded(t *testing.T) {
	tell(t, setting{width: 39, height: 12}, func(s *story) {
		s.sees("tagboat needs 40×10, this is 39×12")
		s.resize(40, 10)
		s.sees("Log in to Docker Hub")
	})
}

func TestForeignTextNeverReachesTheTerminalWithItsControls(t *testing.T) {
	const hostile = "\x1b]0;owned\x07\x1b[2Jevil\u202e\u0085\r\n\x9b31m"
	world := func(now time.Time) *hubtest.World {
		w := hubtest.NewWorld(now)
		w.AddUser(hubtest.User{Name: "eve", Password: "apple"})
		w.AddRepository(hubtest.Repository{Namespace: "eve", Name: "repo", Description: hostile})
		w.Push("eve/repo", hubtest.Tag{Name: "1.0" + hostile})
		return w
	}
	tell(t, setting{world: world}, func(s *story) {
		s.logIn("eve", "apple")
		for range 2 {
			view := s.app.View()
			assert.NotContains(t, view.Content, "\x1b]")
			assert.NotContains(t, view.Content, "\x1b[2J")
			assert.NotContains(t, view.WindowTitle, "\x1b")
			for _, r := range s.screen() {
				assert.False(t, r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == '\u202e', "%U on the screen", r)
			}
			s.press("enter")
		}
	})
}

func TestABigRepositoryAsksForMoreAsTheCursorNearsTheEnd(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		openAPI(s)
		s.sees("1,000 of 12,0", "L loads the rest")
		s.press("G")
		s.sees("2,000 of 12,0")
		s.types("L")
		s.pass(10 * time.Minute)
		s.sees("all loaded")
	})
}

// openAPI walks from the namespaces to the tags of acme's giant.
func openAPI(s *story) {
	s.types("/acme")
	s.press("enter", "enter")
	s.types("/^api$")
	s.press("enter", "enter")
}

func TestHoldingAKeyFetchesNothingForThePreview(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		atAcme(s)
		s.pass(10 * time.Second)
		s.server.Forget()
		s.types("p")
		for range 20 {
			s.types("j")
			s.pass(30 * time.Millisecond)
		}
		assert.Empty(t, s.server.Requests(), "while the key is held")
		s.pass(200 * time.Millisecond)
		assert.Len(t, s.server.Requests(), 1, "once it rests")
	})
}

func TestAListThatTheHubCountsHigherEndsWithAWordAndNotInACircle(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Count(func(n int) int { return n + 7 })})
		atAcme(s)
		s.types("/web")
		s.press("enter", "enter")
		s.pass(time.Minute)
		s.sees("Could not list tags of acme/ledger-web: the Hub counts more row")
		asked := len(s.server.Requests())
		s.pass(time.Minute)
		assert.Len(t, s.server.Requests(), asked)
	})
}

func TestALateAnswerLeavesWhatIsOpenAboveIt(t *testing.T) {
	alone := func(now time.Time) *hubtest.World {
		w := hubtest.Demo(now)
		w.AddUser(hubtest.User{Name: "erin", Password: "solo"})
		w.Publish("erin/only", hubtest.Tag{Name: "1", Updated: now})
		return w
	}
	tell(t, setting{world: alone, options: []hubtest.Option{hubtest.WithLatency(time.Second)}}, func(s *story) {
		s.logIn("erin", "solo")
		s.pass(1500 * time.Millisecond)
		s.press("ctrl+k")
		s.sees("Jump")
		s.pass(10 * time.Second)
		s.sees("Jump")
		s.press("esc")
		s.sees("erin", "personal")
	})
}
