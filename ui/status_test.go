package ui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

// atAPI is a story that begins at the tags of acme's giant.
func atAPI(s *story) {
	s.logIn("alice", "anchor")
	openAPI(s)
}

func TestCountsAreTheSameTruthWhileAFilterIsTypedAndAfterwards(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		atAPI(s)
		s.types("/alpine")
		s.sees("113 of 12,000 · 1,000 loaded · enter, then L loads the rest")
		s.press("enter")
		s.sees("113 of 12,000 · 1,000 loaded · L loads the rest")
		s.types("/ size:<huge")
		s.sees("113 of 12,000 · expected a size")
	})
}

func TestAKeyIsNotOfferedWhereItIsALetter(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAPI(s)
		s.types("/zebra")
		s.sees("none matches zebra", "enter, then L loads the rest")
		s.press("enter")
		s.sees("esc clears the filter · L loads the rest")
		for _, key := range []string{"enter open", "y copy", "space mark"} {
			assert.NotContains(t, s.line(-1), key)
		}
		s.types("?")
		s.misses("mark a range", "copy as", "first row")
	})
}

func TestAFailureIsToldWithOneWordingForItsKey(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: 7}, Do: hubtest.ServerError()})
		openAPI(s)
		s.pass(2 * time.Minute)
		s.sees("r goes on")
		s.misses("r tries again", "r go on")
	})
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.BotChallenge()})
		s.press("enter")
		s.pass(2 * time.Minute)
		s.sees("r tries again")
		s.misses("goes on", "go on")
	})
}

func TestAFailureIsNeverCutInMidSentence(t *testing.T) {
	for _, size := range [][2]int{{40, 10}, {40, 12}, {60, 16}, {80, 24}} {
		tell(t, setting{width: size[0], height: size[1]}, func(s *story) {
			s.asks("bitnami/")
			s.types("G")
			picture := strings.Join(strings.Fields(s.screen()), " ")
			assert.Regexp(t, `Could not list repositories of bitnami(\.|: .*first pages\.) .*ctrl\+a logs in and goes on`, picture)
			assert.Contains(t, s.line(-1), "ctrl+a log in")
			assert.Contains(t, s.line(-1), "? help")
		})
	}
}

func TestHowManyAreNamesOnlyIsSaid(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: 11}, Do: hubtest.BotChallenge()})
		openAPI(s)
		s.types("L")
		s.pass(5 * time.Minute)
		s.types("t")
		s.pass(10 * time.Minute)
		s.sees("by name only")
		assert.Regexp(t, `11,0\d\d by name only, from the registry`, s.line(-2))
	})
}

func TestCollapsingSaysSo(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.asks("nginx")
		s.types("_")
		assert.Contains(t, s.line(-2), "one row per image")
		s.types("_")
		assert.NotContains(t, s.line(-2), "one row per image")
	})
}

func TestSiblingsAreSoFarUntilEveryPageIsIn(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		atAPI(s)
		assert.Contains(t, s.line(1), "SAME AS, SO FAR")
		s.types("L")
		s.pass(10 * time.Minute)
		s.sees("all loaded")
		assert.NotContains(t, s.line(1), "SO FAR")
	})
}

func TestInANarrowWindowLoadingIsToldBeforeTheFilter(t *testing.T) {
	tell(t, setting{width: 40, height: 12}, func(s *story) {
		atAPI(s)
		s.types("/1.24.2-alpine")
		s.press("enter")
		s.sees("L loads the rest")
		s.misses("filter: ")
		assert.Contains(t, s.line(-1), "? help")
	})
}

func TestABoxKeepsTheStatusOfTheScreenBelow(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.asks("nginx")
		for _, key := range []string{"?", "s", "c"} {
			s.types(key)
			s.sees("336 of 336 · all loaded")
			s.press("esc")
		}
	})
}

func TestTabGoesRoundTheCompletionsAndNamesThem(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		atAPI(s)
		s.types("/p")
		s.press("tab")
		s.sees("/pushed:", "pushed: pulled:")
		s.press("tab")
		s.sees("/pulled:", "pulled: pushed:")
		s.press("tab")
		s.sees("/pushed:")
		s.types("<7d")
		s.misses("pushed: pulled:")
		s.types(" status:foo")
		s.sees("expected active or inactive")
	})
}

func TestLongCrumbsLoseTheirMiddle(t *testing.T) {
	name := strings.Repeat("very-long-", 11) + "name"
	world := func(now time.Time) *hubtest.World {
		w := hubtest.NewWorld(now)
		w.AddRepository(hubtest.Repository{Namespace: "eve", Name: name})
		w.Push("eve/"+name, hubtest.Tag{Name: "1.0"})
		return w
	}
	tell(t, setting{world: world}, func(s *story) {
		s.asks("eve/" + name)
		s.sees("public ▸ eve ▸ very-long-ve…y-long-name")
		assert.LessOrEqual(t, ansi.StringWidth(s.line(0)), 80)
	})
}

func TestALongFilterIsNamedInTheCountLine(t *testing.T) {
	for size, want := range map[[2]int]string{
		{80, 24}: "10 of 336 · all loaded · filter: digest:sha2", {40, 12}: "10 of 336 · all loaded · filtered",
	} {
		tell(t, setting{width: size[0], height: size[1]}, func(s *story) {
			s.asks("nginx")
			s.types("cp")
			_, digest, _ := strings.Cut(s.copied, "@")
			s.types("/digest:" + digest)
			s.press("enter")
			s.pass(3 * time.Second)
			s.sees(want)
		})
	}
}
