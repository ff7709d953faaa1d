package ui_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

// late has the Hub take ten seconds for every page of tags.
func (s *story) late() {
	s.server.Inject(hubtest.Fault{
		Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Latency(10 * time.Second),
	})
}

func TestAKnownListThatIsLeftAndGoneBackToWhileItIsLookedAtIsVerified(t *testing.T) {
	var world *hubtest.World
	in := keeps(t, 450, &world)
	in.open = ""
	tell(t, in, func(s *story) {
		s.asks("eve/many")
		s.reads("450 of 450")
		s.late()
		s.restart()
		s.asks("eve/many")
		s.sees("450 of 450", "looking")
		s.press("j", "j", "esc")
		s.misses("t-00002")
		world.Push("eve/many", tagOf("fresh", 1, time.Now().Add(time.Minute)))
		s.types("-")
		s.sees("450 of 450", "looking")
		assert.Contains(t, s.selected(), "t-00002")
		s.pass(time.Minute)
		s.sees("451 of 451 · all loaded · 1 new")
		assert.Contains(t, s.selected(), "t-00002")
	})
}

func TestAReloadWhileAKnownListIsLookedAtTakesTheLooksPlace(t *testing.T) {
	for key, pages := range map[string]int{"r": 1, "R": 5} {
		var world *hubtest.World
		tell(t, keeps(t, 450, &world), func(s *story) {
			s.reads("450 of 450")
			s.late()
			s.restart()
			s.sees("450 of 450", "looking")
			s.pass(5 * time.Second)
			s.types(key)
			s.sees("450 of 450", "looking")
			s.pass(2 * time.Minute)
			s.sees("450 of 450 · all loaded")
			s.misses("new", "moved", "gone")
			assert.Len(t, s.tagPages(), 1+pages, key)
		})
	}
}

func TestQuittingWhileAKnownListIsLookedAtWaitsForNobody(t *testing.T) {
	var world *hubtest.World
	tell(t, keeps(t, 450, &world), func(s *story) {
		s.reads("450 of 450")
		s.late()
		s.restart()
		s.sees("looking")
		s.types("q")
		assert.True(t, s.quit)
	})
}

func TestAFilterTypedWhileKnownRowsAreReplacedHoldsForWhatIsRead(t *testing.T) {
	var world *hubtest.World
	tell(t, keeps(t, 450, &world), func(s *story) {
		s.reads("450 of 450")
		world.Delete("eve/many", "t-00104")
		world.Push("eve/many", tagOf("t-0010-fresh", 1, time.Now().Add(time.Minute)))
		world.Push("eve/many", tagOf("t-00102", 2, time.Now().Add(2*time.Minute)))
		s.late()
		s.restart()
		s.types("/t-0010")
		s.sees("10 of 450", "as of")
		s.pass(3 * time.Minute)
		s.sees("/t-0010", "11 of 450")
		s.press("enter")
		s.sees("11 of 450 · all loaded · 1 new · 1 moved · 1 gone", "filter: t-0010")
		assert.Equal(t, "new", s.noteOf("t-0010-fresh"))
		assert.Equal(t, "moved", s.noteOf("t-00102"))
		assert.Equal(t, "gone", s.noteOf("t-00104"))
	})
}

func TestMarksAndARangeStayOnRowsThatTurnOutToBeGoneUntilTheyAreOutOfSight(t *testing.T) {
	var world *hubtest.World
	tell(t, keeps(t, 450, &world), func(s *story) {
		s.reads("450 of 450")
		world.Delete("eve/many", "t-00001")
		world.Delete("eve/many", "t-00003")
		s.late()
		s.restart()
		s.press("j", "space")
		s.types("v")
		s.press("j", "j")
		s.sees("looking", "in the range")
		s.pass(3 * time.Minute)
		s.sees("448 of 448 · all loaded · 2 gone", "in the range")
		s.types("y")
		assert.Contains(t, s.copied, "eve/many:t-00001\n")
		assert.Contains(t, s.copied, "eve/many:t-00003")
		s.sees("2 of these are gone")
		s.press("esc")
		s.sees("1 marked")
		s.types("r")
		s.pass(3 * time.Minute)
		s.sees("448 of 448 · all loaded")
		s.misses("marked", "t-00001", "t-00003")
	})
}

func TestAnotherAccountChosenWhileAKnownListIsLookedAtSeesItsOwn(t *testing.T) {
	tell(t, secretive(t), func(s *story) {
		s.logIn("walter", "wide-open")
		s.asks("walter/secret")
		s.reads("120 of 120")
		s.late()
		s.restart()
		s.logIn("walter", "wide-open")
		s.asks("walter/secret")
		s.sees("hidden-000", "looking")
		s.press("ctrl+a")
		s.types("n")
		s.pass(time.Second)
		s.logIn("alice", "anchor")
		s.pass(time.Minute)
		s.misses("hidden-", "walter")
		s.asks("walter/secret")
		s.pass(time.Minute)
		s.misses("hidden-", "as of")
	})
}
