package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

// inUTC has days be those of one zone, wherever the test runs.
func inUTC(t *testing.T) {
	t.Helper()
	local := time.Local
	time.Local = time.UTC
	t.Cleanup(func() { time.Local = local })
}

// releases pushes a version that latest and 1 are, too.
func releases(world *hubtest.World, repository, version string, now time.Time) {
	for _, name := range []string{version, "1", "latest"} {
		one := tagOf(version, 1, now)
		one.Name = name
		world.Push(repository, one)
	}
}

// lookedAt has a repository be looked at on several days, between which it moves.
func lookedAt(s *story, world *hubtest.World) {
	looks := func() {
		s.restart()
		s.pass(time.Minute)
		s.sees("all loaded")
		s.index.Flush(s.t.Context())
	}
	releases(world, "eve/many", "1.27.1", time.Now())
	looks()
	s.pass(26 * time.Hour)
	looks()
	s.pass(8 * 24 * time.Hour)
	looks()
	s.pass(9 * 24 * time.Hour)
	releases(world, "eve/many", "1.27.2", time.Now())
	looks()
	s.pass(3 * time.Hour)
	world.Delete("eve/many", "latest")
	looks()
	s.pass(5 * time.Hour)
	releases(world, "eve/many", "1.27.3", time.Now())
	looks()
	s.pass(time.Hour)
}

func TestATimelineTellsWhatATagWasAndWhenNobodyLooked(t *testing.T) {
	inUTC(t)
	var world *hubtest.World
	in := keeps(t, 12, &world)
	tell(t, in, func(s *story) {
		s.pass(time.Minute)
		lookedAt(s, world)
		s.types("/latest")
		s.press("enter")
		s.types("w")
		for _, size := range [][2]int{{80, 24}, {120, 40}, {40, 12}} {
			s.resize(size[0], size[1])
			s.isGolden(fmt.Sprintf("timeline-%dx%d.txt", size[0], size[1]))
		}
		s.resize(120, 40)
		s.types("p")
		s.isGolden("timeline-preview-120x40.txt")
		s.types("p")
		s.resize(80, 24)

		asked := len(s.server.Requests())
		s.press("G", "y")
		assert.True(t, strings.HasPrefix(s.copied, "eve/many:1.27.1@sha256:"), s.copied)
		was := s.copied
		s.types("c")
		s.sees("pinned as 1.27.1", "Dockerfile, pinned")
		s.misses("familiar", "canonical")
		s.press("esc", "g", "c")
		s.press("esc")
		assert.Len(t, s.server.Requests(), asked, "what is known is asked of nobody")

		s.types("G")
		s.press("enter")
		s.pass(time.Second)
		s.sees("The registry still has 1.27.1, " + was[len("eve/many:1.27.1@sha256:"):][:12])
		s.types("k")
		s.press("enter")
		s.sees("Nobody looked in that time")
		s.types("y")
		s.sees("Nobody looked in that time")
		world.Delete("eve/many", "1.27.1")
		world.Delete("eve/many", "1")
		s.types("j")
		s.press("enter")
		s.pass(time.Second)
		s.sees("no more, or does not show it")
	})
}

func TestATimelineOfWhatNobodyLookedAtSaysWhatToDo(t *testing.T) {
	var world *hubtest.World
	in := keeps(t, 1200, &world)
	in.options = nil
	tell(t, in, func(s *story) {
		s.pass(time.Minute)
		s.types("w")
		s.sees("There are no past images here.", "without an account.", "L in that list reads it")
		s.isGolden("timeline-unknown-80x24.txt")
	})
	in.index, in.open = "", "nginx:1.27"
	tell(t, in, func(s *story) {
		s.pass(time.Minute)
		s.press("enter")
		s.types("w")
		s.sees("this run keeps none")
	})
}

func TestATimelineSaysWhatTheRegistryCannotBeAsked(t *testing.T) {
	var world *hubtest.World
	in := keeps(t, 12, &world)
	in.elsewhere = true
	tell(t, in, func(s *story) {
		s.pass(time.Minute)
		s.types("w")
		s.press("enter")
		s.sees("Nobody can be asked: the registry is Docker's")
	})
	in = keeps(t, 12, &world)
	tell(t, in, func(s *story) {
		s.pass(time.Minute)
		s.types("w")
		s.server.Inject(hubtest.Fault{Do: hubtest.NetworkUnreachable()})
		s.press("enter")
		s.pass(5 * time.Minute)
		s.sees("Could not ask the registry: the host cannot be reached from here")
	})
}
