package ui_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

// manyTags is a world with a repository of so many tags, one a minute, which can be changed later.
func manyTags(n int, world **hubtest.World) func(now time.Time) *hubtest.World {
	return func(now time.Time) *hubtest.World {
		w := hubtest.Demo(now)
		all := make([]hubtest.Tag, n)
		for i := range all {
			all[i] = tagOf(fmt.Sprintf("t-%05d", i), 1, now.Add(-time.Duration(i+60)*time.Minute))
		}
		w.Publish("eve/many", all...)
		*world = w
		return w
	}
}

func tagOf(name string, content int, pushed time.Time) hubtest.Tag {
	return hubtest.Build{
		Content: name + strconv.Itoa(content), Index: strconv.Itoa(content),
		Platforms: []string{"linux/amd64"}, Pushed: pushed, Pulled: pushed, By: "eve",
	}.Tag(name)
}

// keeps is a setting with an index, and a Hub that shows all pages to everybody.
func keeps(t *testing.T, tags int, world **hubtest.World) setting {
	t.Helper()
	return setting{
		world: manyTags(tags, world), open: "eve/many", index: t.TempDir() + "/state",
		options: []hubtest.Option{
			hubtest.WithDepth(0, 0, 0), hubtest.WithRateLimit(0, 0),
		},
	}
}

// reads has the list read to its end, and everything stored.
func (s *story) reads(words string) {
	s.t.Helper()
	s.types("L")
	s.sees(words, "all loaded")
	s.index.Flush(s.t.Context())
}

func TestAKnownListIsPaintedBeforeTheHubAnswersAndVerifiedByOneRequest(t *testing.T) {
	var world *hubtest.World
	tell(t, keeps(t, 12_000, &world), func(s *story) {
		s.reads("12,000 of 12,000")
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Latency(10 * time.Second)})
		s.restart()
		s.sees("12,000 of 12,000", "as of 1 min ago · looking", "t-00000")
		s.pass(time.Minute)
		s.sees("12,000 of 12,000", "all loaded")
		asked := s.tagPages()
		require.Len(t, asked, 1)
		assert.Contains(t, asked[0], "page_size=10")
	})
}

// tagPages are the pages of tags that were asked for.
func (s *story) tagPages() (queries []string) {
	for _, r := range s.server.Requests() {
		if strings.HasSuffix(r.Path, "/tags") || strings.HasSuffix(r.Path, "/tags/") {
			queries = append(queries, r.Query)
		}
	}
	return queries
}

func TestWhatBecameOfKnownRowsIsMarkedAndTheSelectionStaysWithItsRow(t *testing.T) {
	var world *hubtest.World
	tell(t, keeps(t, 450, &world), func(s *story) {
		s.reads("450 of 450")
		world.Delete("eve/many", "t-00003")
		world.Push("eve/many", tagOf("t-00001", 2, time.Now().Add(time.Minute)))
		world.Push("eve/many", tagOf("fresh", 1, time.Now().Add(30*time.Second)))
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Latency(10 * time.Second)})
		s.restart()
		s.sees("450 of 450", "looking")
		assert.Contains(t, s.selected(), "t-00000")
		s.pass(2 * time.Minute)
		s.sees("450 of 450 · all loaded · 1 new · 1 moved · 1 gone")
		assert.Contains(t, s.selected(), "t-00000")
		for row, fate := range map[string]string{"fresh": "new", "t-00001": "moved", "t-00003": "gone", "t-00002": ""} {
			assert.Equal(t, fate, s.noteOf(row), row)
		}
		s.resize(40, 12)
		s.sees("450 of 450 · all loaded · 3 changed")
		s.resize(80, 24)
		s.types("/t-00003")
		s.press("enter")
		s.sees("1 of 450 · all loaded", "t-00003")
		s.types("y")
		assert.Equal(t, "eve/many:t-00003", s.copied)
		s.sees("It is gone: sent eve/many:t-00003 to the terminal")
		s.types("c")
		s.sees("Copy as; it is gone")
		s.press("enter")
		s.sees("It is gone: sent ")
		s.press("enter")
		s.sees("gone, or not visible any more; this is what was known of it")
		s.types("r")
		s.pass(time.Minute)
		s.sees("does not exist")
		s.press("esc", "esc")
		s.types("v")
		s.press("j")
		s.types("y")
		s.sees("1 of these is gone: sent 2 references to the terminal")
		s.press("esc")
		s.types("r")
		s.pass(time.Minute)
		s.sees("450 of 450", "all loaded")
		s.misses("t-00003", "moved", " new")
	})
}

// noteOf is what stands behind a row's name.
func (s *story) noteOf(name string) string {
	for line := range strings.SplitSeq(s.screen(), "\n") {
		if _, rest, ok := strings.Cut(line, name+" "); ok {
			note := strings.Fields(rest)[0]
			if slices.Contains([]string{"new", "moved", "gone"}, note) {
				return note
			}
			return ""
		}
	}
	return "not in sight"
}

// secretive has a person with a private repository, a password and a token that sees public ones
// only; nobody is logged in at the start.
func secretive(t *testing.T) setting {
	t.Helper()
	return setting{
		index: t.TempDir() + "/state",
		world: func(now time.Time) *hubtest.World {
			w := hubtest.Demo(now)
			w.AddUser(hubtest.User{
				Name: "walter", Password: "wide-open",
				Tokens: []hubtest.AccessToken{{Secret: "dckr_pat_narrow", Scope: "repo:public_read"}},
			})
			var all []hubtest.Tag
			for i := range 120 {
				all = append(all, tagOf(fmt.Sprintf("hidden-%03d", i), 1, now.Add(-time.Duration(i+60)*time.Minute)))
			}
			w.Publish("walter/secret", all...)
			w.Update("walter/secret", func(r *hubtest.Repository) { r.Private = true })
			return w
		},
	}
}

func TestANarrowTokenSeesNothingOfWhatThePasswordSaw(t *testing.T) {
	tell(t, secretive(t), func(s *story) {
		s.logIn("walter", "wide-open")
		s.asks("walter/secret")
		s.reads("120 of 120")
		s.restart()
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/secret/tags"}, Do: hubtest.Latency(10 * time.Second)})
		s.logIn("walter", "dckr_pat_narrow")
		s.asks("walter/secret")
		s.sees("secret")
		s.misses("hidden-", "as of")
		s.pass(time.Minute)
		s.misses("hidden-", "as of")
	})
}

func TestALogoutWhileAKnownListIsVerifiedLeavesNothingOfIt(t *testing.T) {
	in := secretive(t)
	tell(t, in, func(s *story) {
		s.logIn("walter", "wide-open")
		s.asks("walter/secret")
		s.reads("120 of 120")
		s.restart()
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/secret/tags"}, Do: hubtest.Latency(10 * time.Second)})
		s.logIn("walter", "wide-open")
		s.asks("walter/secret")
		s.sees("hidden-000", "looking")
		s.logsOut()
		s.sees("Log in to Docker Hub")
		s.misses("hidden-")
		s.pass(time.Minute)
		s.misses("hidden-")
		s.index.Close(s.t.Context())
		for path, content := range files(t, in.index) {
			assert.Falsef(t, strings.Contains(content, "hidden-") || strings.Contains(content, "walter"), "%s", path)
		}
	})
}

func TestKeysAndAnotherWindowWhileKnownRowsComeAreTaken(t *testing.T) {
	var world *hubtest.World
	in := keeps(t, 12_000, &world)
	in.open = ""
	tell(t, in, func(s *story) {
		s.asks("eve/many")
		s.reads("12,000 of 12,000")
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Latency(10 * time.Second)})
		s.restart()
		s.press("ctrl+o")
		s.types("eve/many")
		s.breath("enter", "j", "j")
		for i := range 12 {
			synctest.Wait()
			select {
			case msg := <-s.messages:
				s.take(msg)
			default:
			}
			s.send(tea.WindowSizeMsg{Width: 40 + 7*i, Height: 12 + i})
			s.breath("j")
		}
		s.resize(80, 24)
		world.Push("eve/many", tagOf("fresh", 1, time.Now().Add(time.Minute)))
		at := s.selected()
		assert.Contains(t, at, "t-000")
		s.pass(2 * time.Minute)
		s.sees("12,001 of 12,001", "all loaded", "1 new")
		assert.Equal(t, strings.Fields(at)[0], strings.Fields(s.selected())[0])
		s.types("/t-119")
		s.press("enter")
		s.sees("100 of 12,001")
	})
}

func TestWhatChangesWhileTagsDoNotMoveIsReadWhereItIsAskedFor(t *testing.T) {
	var world *hubtest.World
	tell(t, keeps(t, 450, &world), func(s *story) {
		s.reads("450 of 450")
		s.restart()
		s.sees("all loaded")
		require.Len(t, s.tagPages(), 1)
		s.types("R")
		s.sees("450 of 450", "all loaded")
		assert.Len(t, s.tagPages(), 1+5)
		s.restart()
		s.sees("all loaded")
		s.types("sp")
		s.sees("450 of 450", "all loaded")
		assert.Len(t, s.tagPages(), 1+5)
		s.restart()
		s.types("/pulled:<1y")
		s.press("enter")
		s.sees("all loaded")
		assert.Len(t, s.tagPages(), 1+5)
	})
	dear := keeps(t, 3_000, &world)
	dear.width, dear.height = 120, 24
	tell(t, dear, func(s *story) {
		s.reads("3,000 of 3,000")
		s.restart()
		s.types("sp")
		s.sees("pulls as they were, R reads all: 30 requests")
		assert.Len(t, s.tagPages(), 1)
		s.types("R")
		s.sees("3,000 of 3,000", "all loaded")
		s.misses("pulls as they were")
		assert.Len(t, s.tagPages(), 1+30)
	})
}

func TestNamespacesAndRepositoriesThatAreKnownAreThereAtOnceAndReadWhole(t *testing.T) {
	in := setting{index: t.TempDir() + "/state"}
	tell(t, in, func(s *story) {
		atAcme(s)
		s.sees("300 of 300", "all loaded")
		s.index.Flush(s.t.Context())
		for _, path := range []string{"/orgs", "/namespaces/acme/repositories"} {
			s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: path}, Do: hubtest.Latency(10 * time.Second)})
		}
		s.restart()
		s.logIn("alice", "anchor")
		s.sees("acme", "as of 1 min ago · looking")
		s.types("/acme")
		s.press("enter", "enter")
		s.sees("alice ▸ acme", "300 of 300", "as of 1 min ago · looking")
		s.pass(time.Minute)
		s.sees("300 of 300", "all loaded")
		s.misses("as of")
		s.press("esc")
		s.sees("all loaded")

		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/acme/repositories"}, Do: hubtest.NoSuchHost()})
		s.press("enter")
		s.sees("300 of 300")
		s.types("r")
		s.pass(time.Minute)
		s.sees("offline, as of 1 min ago")
	})
}

func TestWhereRowsAreGoneAndMoreMovedThanIsReadItIsSaid(t *testing.T) {
	var world *hubtest.World
	tell(t, keeps(t, 4_000, &world), func(s *story) {
		s.reads("4,000 of 4,000")
		world.Delete("eve/many", "t-03900")
		s.restart()
		s.sees("4,000 of 4,000 known · as of 1 min ago · L finds what is gone")
		s.resize(40, 12)
		s.sees("4,000 of 4,000 known · L finds gone")
		s.resize(80, 24)
		s.press("enter")
		s.sees("eve/many:t-00000")
		s.misses("as of")
		s.press("esc")
		s.types("2000G")
		s.press("enter")
		s.sees("eve/many:t-01999", "as of 1 min ago; r asks the Hub")
		s.types("r")
		s.misses("as of 1 min ago; r asks the Hub")
		s.press("esc")
		s.types("L")
		s.sees("3,999 of 3,999 · all loaded · 1 gone")
		s.types("3901G")
		assert.Equal(t, "gone", s.noteOf("t-03900"))
		s.types("g")
		s.press("enter")
		s.misses("as of", "as far as is known")
	})
}

func TestAListThatIsKnownToBeEmptySaysSoBeforeTheHubAnswers(t *testing.T) {
	in := setting{index: t.TempDir() + "/state", open: "eve/empty", world: func(now time.Time) *hubtest.World {
		w := hubtest.Demo(now)
		w.Publish("eve/empty")
		return w
	}}
	tell(t, in, func(s *story) {
		s.sees("0 of 0", "all loaded")
		s.index.Flush(s.t.Context())
		s.pass(3 * time.Hour)
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Latency(10 * time.Second)})
		s.restart()
		s.sees("There were no tags here, as far as is known.", "0 of 0 · as of 3 h ago · looking")
		s.pass(time.Minute)
		s.sees("There are no tags here.", "0 of 0 · all loaded")
		s.server.Inject(hubtest.Fault{Do: hubtest.NoSuchHost()})
		s.restart()
		s.pass(time.Minute)
		s.sees("There were no tags here, as far as is known.", "Could not list tags of eve/empty", "offline, as of")
	})
}
