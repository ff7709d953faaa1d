package ui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

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
		Content: fmt.Sprint(name, content), Index: fmt.Sprint(content),
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
		s.sees("all loaded · 1 new · 1 moved · 1 gone")
		assert.Contains(t, s.selected(), "t-00000")
		for row, fate := range map[string]string{"fresh": "new", "t-00001": "moved", "t-00003": "gone", "t-00002": ""} {
			assert.Equal(t, fate, s.noteOf(row), row)
		}
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

func TestWithoutANetworkAKnownListIsThereAndSaysHowOldItIs(t *testing.T) {
	var world *hubtest.World
	tell(t, keeps(t, 450, &world), func(s *story) {
		s.reads("450 of 450")
		s.pass(3 * time.Hour)
		s.server.Inject(hubtest.Fault{Do: hubtest.NoSuchHost()})
		s.restart()
		s.pass(time.Minute)
		s.sees("450 of 450", "offline, as of 3 h ago", "t-00000")
		s.types("/t-00449")
		s.press("enter")
		s.sees("1 of 450", "t-00449")
		s.press("y")
		assert.Equal(t, "eve/many:t-00449", s.copied)
		s.server.Heal()
		s.press("esc")
		s.types("r")
		s.pass(time.Minute)
		s.sees("450 of 450", "all loaded")
		s.misses("offline")
	})
}
