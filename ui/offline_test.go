package ui_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

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

func TestWithoutANetworkKnownTagsAreComparedAsFarAsTheyAreKnown(t *testing.T) {
	var world *hubtest.World
	tell(t, keeps(t, 450, &world), func(s *story) {
		s.reads("450 of 450")
		s.pass(2 * time.Hour)
		s.server.Inject(hubtest.Fault{Do: hubtest.NoSuchHost()})
		s.restart()
		s.pass(time.Minute)
		s.press("enter")
		s.sees("eve/many:t-00000", "linux/amd64")
		s.press("esc", "space")
		s.types("d")
		s.pass(time.Minute)
		s.sees("t-00001 → t-00000", "offline, as of 2 h ago; layers are not known", "another image, of ")
	})
}
