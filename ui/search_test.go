package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

const (
	newSearch   = "/api/search/v4"
	olderSearch = "/v1/search"
	rest        = 300 * time.Millisecond // a little more than the pause after which a search is sent
)

// seeks opens the search, types a text, and rests.
func (s *story) seeks(text string) {
	s.press("ctrl+f")
	s.types(text)
	s.pass(rest)
}

// asked are the queries that were sent to a route.
func (s *story) asked(path string) []string {
	var all []string
	for _, r := range s.server.Requests() {
		if r.Path == path {
			all = append(all, r.Query)
		}
	}
	return all
}

func answers(path string, do hubtest.Action) hubtest.Fault {
	return hubtest.Fault{Match: hubtest.Match{Path: path}, Do: do}
}

func TestADockerHardenedImageSaysWhereItIsInPlaceOfOpeningNothing(t *testing.T) {
	tell(t, setting{width: 120, height: 40, world: func(now time.Time) *hubtest.World {
		w := hubtest.NewWorld(now)
		w.AddRepository(hubtest.Repository{Namespace: "dhi", Name: "node", Badge: "dhi"})
		return w
	}}, func(s *story) {
		s.press("ctrl+f")
		s.types("node")
		s.pass(time.Second)
		s.sees("hardened", "dhi.io/node")
		s.misses("dhi/node")
		s.press("enter", "enter")
		s.sees("node is a Docker Hardened Image: it is pulled as dhi.io/node")
		s.misses("Loading")
		s.press("y")
		assert.Equal(t, "dhi.io/node", s.copied)
		s.press("p")
		s.sees("not on Docker Hub")
	})
}

func TestTheFirstMinuteWithoutAnAccount(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		presses := 0
		press := func(key string) {
			presses++
			s.press(key)
		}
		press("ctrl+f")
		s.types("redis")
		press("enter") // the results, as soon as they are there
		s.sees("official", "redis", "verified", "bitnami/redis")
		press("enter")
		s.sees("public ▸ library ▸ redis")
		press("/")
		s.types("7")
		press("enter")
		press("y")
		assert.Regexp(t, `^redis:.*7`, s.copied)
		s.sees("redis:7.4.1 to the terminal's clipboard")
		assert.LessOrEqual(t, presses, 12)
		t.Logf("%d key presses beside the typed words", presses)
	})
}

func TestTypingFastCostsOneRequest(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.press("ctrl+f")
		s.sees("Search all public repositories", "Private repositories are not found here")
		for _, r := range "postgres" {
			s.types(string(r))
			s.pass(100 * time.Millisecond)
			s.sees("Searching …")
		}
		assert.Empty(t, s.asked(newSearch))
		s.pass(rest)
		s.sees("postgres", "from the Hub's search", "best match first")
		assert.Equal(t, []string{"from=0&query=postgres&size=100"}, s.asked(newSearch))

		s.types(" ")
		s.pass(rest)
		assert.Len(t, s.asked(newSearch), 1, "a blank more is the same question")
		s.types("q")
		s.press("backspace")
		s.pass(rest)
		s.sees("postgres")
		assert.Len(t, s.asked(newSearch), 1, "and so is the text that is answered already")
		for range "postgres " {
			s.press("backspace")
		}
		s.sees("Search all public repositories")
	})
}

func TestSlowAnswersNeverShowOutOfOrder(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: newSearch, Query: "query=nginx&"}, Do: hubtest.Latency(5 * time.Second)})
		s.seeks("redis")
		s.sees("bitnami/redis")
		for range "redis" {
			s.press("backspace")
		}
		s.types("nginx")
		s.pass(rest)
		s.types(" ingress")
		for range " ingress" {
			s.press("backspace")
		}
		s.types("-exporter")
		s.pass(rest)
		s.misses("bitnami/nginx ", "bitnami/redis")
		s.pass(time.Minute)
		s.misses("bitnami/nginx ", "bitnami/redis")
		assert.Zero(t, s.server.InFlight())
	})
}

func TestOldRowsStayUntilTheNewOnesCome(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.seeks("redis")
		s.server.Inject(answers(newSearch, hubtest.Latency(2*time.Second)))
		s.types("-exporter")
		s.pass(rest)
		s.sees("bitnami/redis-sentinel", "searching …")
		s.press("enter")
		s.pass(2 * time.Second)
		s.sees("bitnami/redis-exporter", "1 of 1 · from the Hub's search · all loaded")
		s.misses("bitnami/redis-sentinel", "searching …")
		s.press("y")
		assert.Equal(t, "bitnami/redis-exporter", s.copied)
		assert.Len(t, s.asked(newSearch), 2)
		s.press("s", "p", "enter")
		s.sees("searching …", "bitnami/redis-exporter")
		s.misses("search ▸ ")
		s.pass(2 * time.Second)
		s.sees("PULLS ▼")
	})
}

func TestLeavingTheSearchCancelsIt(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.server.Inject(answers(newSearch, hubtest.Hang()))
		s.seeks("redis")
		assert.Equal(t, 1, s.server.InFlight())
		s.press("esc")
		s.settle()
		assert.Zero(t, s.server.InFlight())
		s.misses("Search ")
	})
}

func TestAClosedSearchIsTakenOverByTheIndex(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.server.Inject(answers("/search/", hubtest.BotChallenge()))
		s.seeks("redis")
		s.sees("from the index, the older search", "in the index's own order", "official", "redis")
		assert.Len(t, s.asked(newSearch), 1)
		assert.Len(t, s.asked(olderSearch), 1)
		s.press("enter", "j")
		assert.Contains(t, s.selected(), "—", "the index tells no update")
		s.press("s", "p")
		s.pass(rest)
		s.sees("in the index's own order")
		s.press("f", "b", "v")
		s.pass(rest)
		s.sees("takes this program for a robot", "can not narrow", "tab narrows by nothing")
		s.press("tab", "n")
		s.pass(rest)
		s.sees("from the index")
	})
}

func TestBothRoutesDownSaysSoAndTriesAgain(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.server.Inject(answers("/search/", hubtest.BotChallenge()), answers(olderSearch, hubtest.Gateway(502)))
		s.seeks("redis")
		s.pass(time.Minute)
		s.sees("Could not search for redis", "robot", "The older searches did not help either", "enter tries again", "opens a repository by its")
		s.server.Heal()
		s.press("enter")
		s.pass(rest)
		s.sees("bitnami/redis", "from the Hub's search")
		s.press("y")
		assert.Equal(t, "redis", s.copied, "enter tried again and went on into the results")
	})
}

func TestWithoutANetworkTheSearchSaysThat(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.server.Inject(hubtest.Fault{Do: hubtest.NetworkUnreachable()})
		s.seeks("redis")
		s.pass(time.Minute)
		s.sees("the host cannot be reached from here", "Check the network", "enter tries again")
		s.misses("older search")
	})
}

func TestNothingFoundSaysWhereToLookInstead(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.seeks("zebra-crossing")
		s.sees("Nothing on the Hub matches zebra-crossing.", "Fewer words find more.", "Private repositories are not found here", "ctrl+o")
		s.press("enter", "down")
		s.types("x")
		s.sees("zebra-crossingx")
	})
}

func TestABadgeNarrowsOnTheHub(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.seeks("redis")
		s.press("down", "f")
		s.sees("Narrow by", "architecture", "any")
		s.press("b")
		s.sees("Narrow by badge", "reviewed by Docker")
		s.press("v")
		s.pass(rest)
		s.sees("verified", "bitnami/redis", "best match first · verified publisher")
		s.misses("official ")
		assert.Contains(t, s.asked(newSearch)[1], "badges=verified_publisher")
		s.press("s", "u")
		s.pass(rest)
		s.sees("UPDATED ▼", "last updated first · verified publisher")
		s.press("f", "t", "m")
		s.pass(rest)
		s.sees("Nothing on the Hub matches redis among verified publisher, model.", "f narrows by less")
		s.press("f", "n")
		s.pass(rest)
		s.sees("last updated first", "official")
		s.misses("verified publisher")
	})
}

func TestEscLeavesTheListThenTheSearch(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.seeks("redis")
		s.press("down", "j", "space")
		s.sees("1 marked")
		s.press("esc")
		s.misses("1 marked")
		s.press("esc")
		s.types("-c")
		s.sees("redis-c")
		s.pass(rest)
		s.press("enter", "/")
		s.types("l")
		s.sees("redis-cl")
		s.press("esc")
		s.misses("redis-cl")
	})
}

func TestFurtherPagesComeWhenTheRowsAreLookedAt(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.seeks("image")
		s.sees("100 of ")
		s.pass(time.Minute)
		assert.Len(t, s.asked(newSearch), 1, "typing costs one page")
		s.press("enter")
		s.pass(rest)
		assert.Len(t, s.asked(newSearch), 2)
		s.press("G")
		s.pass(rest)
		assert.Greater(t, len(s.asked(newSearch)), 2)
	})
}

func TestTheAnonymousDepthCapKeepsWhatIsThere(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		capped(s)
		s.sees("100 of ", "without an account Docker Hub shows only the", "ctrl+a logs in and goes on")
		assert.Empty(t, s.asked(olderSearch), "a cap is not walked round")
		s.press("y")
		assert.NotEmpty(t, s.copied)
	})
}

// capped is a search whose second page the Hub keeps for accounts.
func capped(s *story) {
	s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: newSearch, Query: "from=100"},
		Do: hubtest.Forbidden("pagination offset too large for anonymous requests; sign in to page further")})
	s.seeks("image")
	s.press("enter")
	s.pass(rest)
}

func TestTheEndOfTheSessionIsAskedForAndTheSearchGoesOn(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		s.server.Revoke()
		s.seeks("redis")
		s.pass(time.Second)
		s.sees("The session has ended.")
		s.types("anchor")
		s.press("enter")
		s.pass(rest)
		s.sees("bitnami/redis", "alice ▸")
		assert.Empty(t, s.asked(olderSearch))
	})
}

func TestKeysPressedInOneBreathWithEnterAreNoText(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.seeks("redis")
		s.breath("enter", "j", "y")
		s.settle()
		assert.Equal(t, "bitnami/redis", s.copied)
	})
}

func TestTheSearchTakesPastesAndTheMouse(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.press("ctrl+f")
		s.pastes("redis\n")
		s.pass(rest)
		s.send(tea.MouseClickMsg{X: 20, Y: 6, Button: tea.MouseLeft})
		s.settle()
		assert.NotEmpty(t, s.selected())
		s.press("i")
		s.sees("bitnami/redis")
		s.press("esc")
		s.send(tea.MouseClickMsg{X: 20, Y: 1, Button: tea.MouseLeft})
		s.types("!")
		s.sees("redis!")
	})
}

// searchFrames are the pictures of the search.
var searchFrames = map[string]func(s *story){
	"search":         func(s *story) { s.press("ctrl+f") },
	"search-typing":  func(s *story) { s.seeks("redis") },
	"search-loading": func(s *story) { s.press("ctrl+f"); s.types("redis") },
	"search-results": func(s *story) {
		s.seeks("redis")
		s.press("enter", "j", "s", "p")
		s.pass(rest)
	},
	"search-index": func(s *story) {
		s.server.Inject(answers("/search/", hubtest.BotChallenge()))
		s.seeks("redis")
		s.press("enter")
	},
	"search-down": func(s *story) {
		s.server.Inject(answers("/search/", hubtest.BotChallenge()), answers(olderSearch, hubtest.Gateway(502)))
		s.seeks("redis")
		s.pass(time.Minute)
	},
	"search-nothing": func(s *story) { s.seeks("zebra-crossing") },
	"search-capped":  capped,
	"search-narrow": func(s *story) {
		s.seeks("redis")
		s.press("tab", "b")
	},
	"search-preview": func(s *story) {
		s.seeks("redis")
		s.press("enter", "p")
	},
}

func TestEveryFrameOfTheSearchIsAsItWasMeant(t *testing.T) {
	for name, play := range searchFrames {
		for _, size := range [][2]int{{80, 24}, {120, 40}, {40, 12}} {
			file := fmt.Sprintf("%s-%dx%d.txt", name, size[0], size[1])
			t.Run(file, func(t *testing.T) {
				tell(t, setting{demo: true, width: size[0], height: size[1]}, func(s *story) {
					play(s)
					s.isGolden(file)
				})
			})
		}
	}
}

func TestNoFrameOfTheSearchIsWiderThanItsWindow(t *testing.T) {
	for width := 40; width < 130; width += 7 {
		tell(t, setting{width: width, height: 12}, func(s *story) {
			s.seeks(strings.Repeat("wide 最新版 ", 20))
			s.isWithin()
			s.press("esc")
			s.seeks("redis")
			s.press("enter", "p", "j")
			s.isWithin()
		})
	}
}

func (s *story) isWithin() {
	s.t.Helper()
	for i, line := range strings.Split(s.screen(), "\n") {
		assert.LessOrEqual(s.t, ansi.StringWidth(line), s.size[0], "line %d: %q", i, line)
	}
}

func TestResultsThatCannotBeReadAreNotCalledNothing(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "search"}, Do: hubtest.EditRows(func(row map[string]any) {
			for name := range row {
				row[name] = nil
			}
		})})
		s.press("ctrl+f")
		s.types("redis")
		s.pass(5 * time.Second)
		s.misses("Nothing on the Hub matches")
		s.sees("of which none can be read")
	})
}
