package ui_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/ui/golden"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// reader reads the lists of tags of repositories as another program of the person's would.
func (s *story) reader(names ...string) {
	s.t.Helper()
	for _, name := range names {
		r, err := hub.ParseRepositoryName(name)
		require.NoError(s.t, err)
		for _, err := range s.index.Tags(s.client, r).All(s.t.Context()) {
			require.NoError(s.t, err)
		}
	}
	s.index.Flush(s.t.Context())
}

// newsworthy has two repositories be read by another program, before and after they moved.
func newsworthy(s *story, world *hubtest.World) {
	releases(world, "eve/many", "1.27.1", time.Now())
	releases(world, "nightly/tool", "2.0.0", time.Now())
	s.reader("eve/many", "nightly/tool")
	s.pass(26 * time.Hour)
	releases(world, "eve/many", "1.27.2", time.Now())
	world.Delete("eve/many", "t-00003")
	releases(world, "nightly/tool", "2.0.0", time.Now())
	world.Push("nightly/tool", tagOf("edge", 2, time.Now()))
	s.reader("eve/many", "nightly/tool")
	s.pass(4 * 24 * time.Hour)
	s.reader("eve/many")
	s.pass(time.Hour)
}

// abroad begins at home, with an index, and two repositories that are anybody's.
func abroad(t *testing.T, world **hubtest.World) setting {
	t.Helper()
	in := keeps(t, 12, world)
	in.open = ""
	many := in.world
	in.world = func(now time.Time) *hubtest.World {
		w := many(now)
		w.Publish("nightly/tool", tagOf("base", 1, now.Add(-time.Hour)))
		return w
	}
	return in
}

func TestNewsAreAListOfWhatBecameOfLists(t *testing.T) {
	inUTC(t)
	var world *hubtest.World
	tell(t, abroad(t, &world), func(s *story) {
		s.press("ctrl+o", "esc")
		newsworthy(s, world)
		asked := len(s.server.Requests())
		s.types("W")
		for _, size := range [][2]int{{80, 24}, {120, 40}, {40, 12}} {
			s.resize(size[0], size[1])
			s.isGolden(fmt.Sprintf("news-%dx%d.txt", size[0], size[1]))
		}
		s.types("r")
		s.sees("2 appeared")
		s.types("fe")
		s.sees("2 appeared")
		s.resize(120, 40)
		s.types("p")
		s.isGolden("news-preview-120x40.txt")
		s.types("p")
		s.resize(80, 24)
		s.types("/what:moved latest")
		s.press("enter")
		s.sees("1 of ", "1.27.1 → 1.27.2")
		s.types("y")
		assert.Equal(t, "eve/many:latest", s.copied)
		s.types("C")
		s.types("w")
		s.sees("what latest was", "1.27.1", "1.27.2")
		s.press("esc", "esc")
		s.types("/vanished")
		assert.Len(t, s.server.Requests(), asked, "this machine alone is asked")
		s.press("esc")
		s.types("/t-00003")
		s.press("enter", "enter")
		s.pass(time.Minute)
		s.sees("eve ▸ many", "all loaded")
		s.press("esc", "esc")

		s.types("W")
		s.isGolden("news-menu-80x24.txt")
		s.press("esc", "esc")
		s.types("W")
		s.sees("There are no changes here.", "Nothing appeared, moved or vanished. f looks further back")
		s.types("fw")
		s.sees("of the last 7 days", "eve/many:latest")
		s.types("ff")
		s.sees("There is no favourite; * marks one.")
	})
}

func TestNewsOfANamespaceAndOfTheFavourites(t *testing.T) {
	var world *hubtest.World
	tell(t, abroad(t, &world), func(s *story) {
		s.press("ctrl+o", "esc")
		newsworthy(s, world)
		s.asks("nightly/tool")
		s.pass(time.Minute)
		s.types("/^edge$")
		s.press("enter", "*", "esc")
		s.types("W")
		s.sees("News of nightly, since you looked at each list", "There are no changes here.")
		s.types("fa")
		s.sees("News of nightly, since the first look", "nightly/tool:edge")
		s.misses("eve/many")
		s.types("fr")
		s.sees("News of nightly/tool, since the first look", "nightly/tool:edge")
		s.types("ff")
		s.sees("News of the favourites, since the first look", "nightly/tool:edge")
		s.misses("nightly/tool:latest", "eve/many")
		s.types("fe")
		s.sees("News of everything known, since the first look", "nightly/tool:edge", "eve/many:latest")
		s.press("esc")
		s.sees("nightly ▸ tool")
	})
}

func TestNewsSayWhyThereAreNone(t *testing.T) {
	var world *hubtest.World
	tell(t, abroad(t, &world), func(s *story) {
		s.press("ctrl+o", "esc")
		s.types("W")
		s.sees("None of these lists was read", "without an account")
		s.press("esc")
		newsworthy(s, world)
		s.restart()
		s.logIn("alice", "anchor")
		s.types("W")
		s.sees("None of these lists was read", "as alice")
		s.misses("eve/many")
	})
	tell(t, setting{}, func(s *story) {
		s.press("ctrl+o", "esc")
		s.types("W")
		s.sees("this run keeps none.")
	})
}

func TestADotTellsAtHomeWhereNewsAreUntilTheyAreSeen(t *testing.T) {
	var world *hubtest.World
	in := abroad(t, &world)
	in.places = t.TempDir()
	tell(t, in, func(s *story) {
		s.press("ctrl+o", "esc")
		s.asks("nightly/tool")
		s.types("*")
		s.asks("eve/many")
		s.types("*")
		s.asks("grafana/grafana")
		s.pass(time.Minute)
		newsworthy(s, world)
		s.restart()
		s.press("ctrl+o", "esc")
		s.pass(time.Minute)
		s.sees("●eve/many", "●nightly/tool", " grafana/grafana", "W tells news of 2 repositories")
		s.isGolden("home-news-80x24.txt")
		s.asks("eve/many")
		s.pass(time.Minute)
		s.sees("all loaded")
		s.press("esc")
		s.sees(" eve/many", "●nightly/tool", "W tells news of 1 repository")
		s.types("W")
		s.sees("nightly/tool:edge")
		s.misses("eve/many")
		s.press("esc")
		s.misses("●", "tells news")
		s.restart()
		s.press("ctrl+o", "esc")
		s.pass(time.Minute)
		s.misses("●", "tells news")
	})
	in.index, in.charset = t.TempDir()+"/state", text.ASCII
	tell(t, in, func(s *story) {
		s.press("ctrl+o", "esc")
		newsworthy(s, world)
		s.restart()
		s.press("ctrl+o", "esc")
		s.pass(time.Minute)
		s.sees("onightly/tool")
	})
}

func TestANewRepositoryIsNewsUntilItsNamespaceIsOpened(t *testing.T) {
	var world *hubtest.World
	in := abroad(t, &world)
	in.places = t.TempDir()
	tell(t, in, func(s *story) {
		s.press("ctrl+o", "esc")
		s.asks("nightly/")
		s.pass(time.Minute)
		s.types("*")
		world.Publish("nightly/fresh", tagOf("1", 1, time.Now()))
		s.pass(time.Hour)
		for _, err := range s.index.Repositories(s.client, "nightly", hub.ByDefault).Anew().All(s.t.Context()) {
			require.NoError(s.t, err)
		}
		s.index.Flush(s.t.Context())
		s.restart()
		s.press("ctrl+o", "esc")
		s.pass(time.Minute)
		s.sees("●nightly/", "W tells news of 1 repository")
		s.asks("nightly/")
		s.pass(time.Minute)
		s.sees("all loaded", "fresh")
		s.press("esc")
		s.misses("●")
		s.restart()
		s.press("ctrl+o", "esc")
		s.pass(time.Minute)
		s.misses("●")
		s.types("W")
		s.types("fa")
		s.sees("nightly/fresh", "appeared")
	})
}

func TestNewsArePaintedByWhatBecameOfThem(t *testing.T) {
	inUTC(t)
	var world *hubtest.World
	in := abroad(t, &world)
	in.theme = theme.Telling()
	tell(t, in, func(s *story) {
		s.press("ctrl+o", "esc")
		newsworthy(s, world)
		s.types("W")
		golden.Roles(t, filepath.Join("roles", "news.txt"), s.app.View().Content)
	})
}
