package ui_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

// builds is a world with a repository of so many tags, of which the 66 oldest are 14.1 and what
// comes of it, and one is a signature with capitals.
func builds(n int) func(now time.Time) *hubtest.World {
	return func(now time.Time) *hubtest.World {
		w := hubtest.NewWorld(now)
		w.AddUser(hubtest.User{Name: "alice", Password: "anchor"})
		w.AddRepository(hubtest.Repository{
			Namespace: "acme", Name: "giant", Updated: now, Generate: func() []hubtest.Tag {
				tags := make([]hubtest.Tag, n)
				for i := range tags {
					name := fmt.Sprintf("build-%05d", i)
					switch k := n - i; {
					case k == 66:
						name = "14.1"
					case k == 1:
						name = "14.1-RC1"
					case k < 66:
						name = fmt.Sprintf("14.1.%d-alpine", k)
					}
					tags[i] = hubtest.Tag{
						Name: name, Updated: now.Add(-time.Duration(i) * time.Minute),
						Digest: fmt.Sprintf("sha256:%064d", i),
					}
				}
				return tags
			},
		})
		return w
	}
}

// answered counts the Hub's answers about the giant, by a part of their queries.
func (s *story) answered(part string) (n int) {
	for _, r := range s.server.Requests() {
		if r.Status != 0 && strings.Contains(r.Path, "/giant/tags") && strings.Contains(r.Query, part) {
			n++
		}
	}
	return n
}

func TestAnExactTagOfAGiantIsThereAfterOneRequestAndStays(t *testing.T) {
	slow := []hubtest.Option{hubtest.WithLatency(time.Second)}
	tell(t, setting{world: builds(25_000), options: slow}, func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(10 * time.Second)
		s.server.Forget()
		s.asks("acme/giant:14.1")
		s.types("y")
		s.sees("14.1 has not come yet")
		s.pass(1100 * time.Millisecond)
		assert.Regexp(t, `^ ?14\.1 +by name `, s.selected())
		assert.Equal(t, 1, s.answered(""))
		s.types("y")
		assert.Equal(t, "acme/giant:14.1", s.copied)
		for range 100 {
			s.pass(200 * time.Millisecond)
			assert.Regexp(t, `^ ?14\.1 +by name `, s.line(2)[3:], "while pages load")
			assert.Equal(t, 1, strings.Count(s.screen(), "by name"))
		}
		s.sees("1,001 of 25,000")
		s.types("r")
		s.pass(20 * time.Second)
		assert.Regexp(t, `^ ?14\.1 +by name `, s.selected(), "a reload keeps it")
	})
}

func TestTheHubIsAskedForAWordAndWhatItNamesJoinsTheList(t *testing.T) {
	tell(t, setting{world: builds(6_200), width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("acme/giant")
		s.sees("1,000 of 6,200")
		s.server.Forget()
		s.types("/14")
		s.pass(200 * time.Millisecond)
		s.types(".1")
		s.sees("none matches 14.1")
		s.pass(200 * time.Millisecond)
		assert.Zero(t, s.answered(""), "a key begins the pause anew")
		s.pass(100 * time.Millisecond)
		s.sees("66 of 6,200 · the Hub names 66 for 14.1", "14.1.65-alpine")
		s.misses("all loaded")
		assert.Equal(t, 1, s.answered("name=14.1"))
		assert.Equal(t, 1, s.answered(""))
		s.press("enter")
		s.sees("66 of 6,200 · the Hub names 66 for 14.1 · 1,066 loaded · L loads the rest: 52 requests")
		s.press("/")
		s.types(" !alpine arch:arm64 x")
		s.pass(time.Second)
		assert.Equal(t, 1, s.answered(""), "the longest of several words is the same")
		s.press("esc")
		s.sees("1,066 of 6,200")
		s.misses("the Hub names")
		s.types("/RC1")
		s.pass(time.Second)
		s.sees("1 of 6,200")
		assert.Equal(t, 1, s.answered(""), "a word with capitals is not asked for")
		s.press("esc")
		s.types("L")
		s.pass(time.Minute)
		s.sees("6,200 of 6,200 · all loaded")
		s.types("/14.1")
		s.pass(time.Second)
		s.sees("66 of 6,200 · all loaded")
		s.misses("the Hub names")
	})
}

func TestSeveralPagesAreAskedForWhereTheyCostLittle(t *testing.T) {
	tell(t, setting{world: builds(6_200), width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("acme/giant")
		s.types("/build-05")
		s.pass(time.Second)
		s.sees("1,000 of 6,200 · the Hub names 1,000 for build-05")
		s.types("esc")
		s.press("esc")
		s.types("/build")
		s.pass(time.Second)
		s.sees("the Hub names 6,134 for build, 100 of them here")
	})
}

func TestAHubThatReadsANameOtherwiseHidesNothing(t *testing.T) {
	for how, change := range map[string]func(url.Values){
		"does not know the question": func(q url.Values) { q.Del("name") },
		"means something else by it": func(q url.Values) {
			if q.Has("name") {
				q.Set("name", "build-061")
			}
		},
		"finds nothing at all": func(q url.Values) {
			if q.Has("name") {
				q.Set("name", "nothing")
			}
		},
	} {
		t.Run(how, func(t *testing.T) {
			tell(t, setting{world: builds(6_200), width: 120, height: 40}, func(s *story) {
				s.server.Inject(hubtest.Fault{Do: hubtest.Asked(change)})
				s.logIn("alice", "anchor")
				s.asks("acme/giant")
				s.types("/build-0001")
				s.pass(time.Second)
				s.sees("10 of 6,200")
				s.misses("the Hub names 1", "the Hub names 6")
				assert.Equal(t, 1, s.answered("name="), "one request is lost")
				s.press("esc")
				s.types("L")
				s.pass(2 * time.Minute)
				s.sees("6,200 of 6,200 · all loaded")
			})
		})
	}
}

func TestAHubThatMindsCapitalsMissesOnlyWhatTheListBringsLater(t *testing.T) {
	tell(t, setting{world: builds(6_200), width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("acme/giant")
		s.types("/rc1")
		s.pass(time.Second)
		s.sees("0 of 6,200 · the Hub names 0 for rc1", "Of the 1,000 tags loaded, none matches rc1", "The Hub names none for rc1 either.")
		s.press("enter")
		s.types("L")
		s.pass(2 * time.Minute)
		s.sees("1 of 6,200 · all loaded", "14.1-RC1")
	})
}

func TestTheAnonymousCapIsPassedByAWordAndSaidWhereAFilterFindsNothing(t *testing.T) {
	tell(t, setting{world: builds(2_900), width: 120, height: 40}, func(s *story) {
		s.asks("acme/giant")
		s.sees("1,000 of 2,900 · stopped at page 11, ctrl+a logs in", "without an account Docker Hub shows only the first")
		s.misses("r goes on")
		s.types("/zebra")
		s.pass(time.Second)
		s.sees("none matches zebra", "The Hub names none for zebra either.", "without an account Docker Hub", "enter, then ctrl+a logs in")
		s.misses("r goes on", "r tries again")
		s.press("esc")
		s.types("/14.1")
		s.pass(time.Second)
		s.sees("66 of 2,900 · the Hub names 66 for 14.1")
	})
}

func TestARestThatCostsLittleIsLoadedAndTheCostOfTheOtherIsSaid(t *testing.T) {
	for n, want := range map[int]string{
		1_100: "1,100 of 1,100 · all loaded", 3_000: "3,000 of 3,000 · all loaded",
		3_001: "1,000 of 3,001 · L loads the rest: 21 requests",
	} {
		tell(t, setting{world: builds(n)}, func(s *story) {
			s.logIn("alice", "anchor")
			s.asks("acme/giant")
			s.pass(time.Minute)
			s.sees(want)
		})
	}
	tell(t, setting{world: builds(2_900), options: []hubtest.Option{hubtest.WithRateLimit(0, 80)}}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("acme/giant")
		s.sees("1,000 of 2,900 · L loads the rest: 19 requests")
	})
}

func TestADigestIsLookedForInTheRegistryBeforePagesAre(t *testing.T) {
	there, gone := fmt.Sprintf("sha256:%064d", 6_150), fmt.Sprintf("sha256:%064d", 99_999)
	slow := []hubtest.Option{hubtest.WithLatency(time.Second)}
	tell(t, setting{world: builds(6_200), options: slow, width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(time.Minute)
		s.server.Forget()
		s.asks("acme/giant@" + there)
		s.pass(3500 * time.Millisecond)
		heads := 0
		for _, r := range s.server.Requests() {
			if strings.Contains(r.Path, "/manifests/") {
				assert.Equal(t, "HEAD", r.Method)
				heads++
			}
		}
		assert.Equal(t, 2, heads, "one without a token, and one with it")
		assert.Zero(t, s.answered(""), "no page before")
		s.pass(time.Minute)
		s.sees("0 of 6,200", "L loads the rest: 52 requests", "The image is in acme/giant")
		s.types("L")
		s.pass(time.Minute)
		s.sees("1 of 6,200 · all loaded", "14.1")
	})
	tell(t, setting{world: builds(6_200), width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("acme/giant@" + gone)
		s.sees("The registry has no image 000000000000… in acme/giant")
		require.NotContains(t, s.screen(), "Of the 1,000 tags loaded, none matches")
	})
}

func TestAfterTheRegistryFailedThereIsAWayBackToTheHubsList(t *testing.T) {
	tell(t, setting{world: builds(2_900), width: 120, height: 40}, func(s *story) {
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Host: "registry"}, Do: hubtest.Forbidden("no")})
		s.asks("acme/giant")
		s.sees("t lists the names alone")
		s.types("t")
		s.pass(10 * time.Minute)
		s.sees("r goes back to the Hub's list", "t asks the registry again")
		s.server.Forget()
		s.types("r")
		s.pass(time.Minute)
		s.sees("1,000 of 2,900 · stopped at page 11", "t lists the names alone")
		assert.Equal(t, 1, s.answered("page=1&"), "the Hub's list is read again")
		s.server.Heal()
		s.types("t")
		s.pass(time.Minute)
		s.sees("2,900 of 2,900 · all loaded · 1,900 by name only")
	})
}

func TestATagThatWasPinnedAndMovedIsToldAndItsFormerImageLookedFor(t *testing.T) {
	tell(t, setting{world: builds(100), width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks(fmt.Sprintf("acme/giant:14.1@sha256:%064d", 70))
		s.sees("acme/giant:14.1 is another image by now.", "1 of 100 · all loaded", "14.1.30-alpine")
		s.press("esc")
		assert.Regexp(t, `14\.1 +by name`, s.screen())
		s.asks(fmt.Sprintf("acme/giant:14.1@sha256:%064d", 34))
		s.misses("another image")
		assert.Regexp(t, `^ ?14\.1 +by name `, s.selected())
	})
}

func TestAReloadKeepsWhatTheHubNamedAndAsksForItAgain(t *testing.T) {
	slow := []hubtest.Option{hubtest.WithLatency(time.Second)}
	tell(t, setting{world: builds(6_200), options: slow, width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(time.Minute)
		s.asks("acme/giant")
		s.pass(time.Minute)
		s.types("/14.1")
		s.press("enter")
		s.pass(2 * time.Second)
		s.sees("66 of 6,200 · the Hub names 66 for 14.1")
		s.server.Forget()
		s.server.World().Delete("acme/giant", "14.1")
		s.types("r")
		for range 50 {
			s.pass(200 * time.Millisecond)
			assert.Regexp(t, `6[56] of 6,`, s.line(-2), "rows stay while it reloads")
		}
		s.sees("the Hub names 65 for 14.1")
		assert.Equal(t, 1, s.answered("name=14.1"))
		s.types("L")
		s.pass(2 * time.Minute)
		s.sees("65 of 6,199 · all loaded")
	})
}

func TestALoginAtTheCapGoesOnWhereTheListStopped(t *testing.T) {
	tell(t, setting{world: builds(2_900), width: 120, height: 40}, func(s *story) {
		s.asks("acme/giant:14.1")
		s.sees("1,001 of 2,900 · stopped at page 11, ctrl+a logs in")
		s.press("ctrl+a")
		s.logIn("alice", "anchor")
		s.pass(time.Minute)
		s.sees("2,900 of 2,900 · all loaded")
		assert.Regexp(t, `^ ?14\.1 +by name `, s.selected())
	})
}
