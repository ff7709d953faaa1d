package ui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
	"tagboat/ui"
	"tagboat/ui/clipboard"
)

func TestPullingIsOffWithTheReasonWhenItsKeyIsPressed(t *testing.T) {
	for reason, outside := range map[string]ui.Outside{
		"there is no docker, podman or nerdctl on the PATH": {},
		"this is the demo": {Engine: "/bin/docker", NoPull: "this is the demo"},
	} {
		tell(t, setting{width: 160, height: 40, outside: outside}, func(s *story) {
			s.asks("nginx")
			s.misses("P pull")
			s.types("P")
			s.sees("No pull: " + reason)
			s.types("?")
			assert.NotRegexp(t, "P +pull", s.screen())
			s.press("esc", "enter")
			s.types("P")
			s.sees("No pull: " + reason)
		})
	}
	tell(t, setting{width: 160, height: 40, outside: ui.Outside{Engine: "/bin/docker"}}, func(s *story) {
		s.asks("nginx")
		s.types("?")
		assert.Regexp(t, "P +pull", s.screen())
	})
}

func TestWithoutABrowserTheAddressIsCopiedInHonestWords(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		s.asks("nginx")
		s.types("o")
		s.sees("No browser here: sent https://hub.docker.com/_/nginx/tags to the terminal's clipboard")
	})
}

func TestThePageOpensOnTheWebAndItsCrumbDoesNotRepeatTheName(t *testing.T) {
	tell(t, setting{browser: true}, func(s *story) {
		s.logIn("alice", "anchor")
		openAPI(s)
		s.types("i")
		s.sees("alice ▸ acme ▸ api ▸ about")
		s.types("o")
		assert.Equal(t, []string{"https://hub.docker.com/r/acme/api"}, s.browsed)
	})
}

func TestATextThatIsToBeSelectedStandsOnLinesOfItsOwn(t *testing.T) {
	tell(t, setting{board: clipboard.Print}, func(s *story) {
		s.asks("nginx")
		s.press("space", "space")
		s.types("y")
		assert.Equal(t, "nginx:1.27.3", strings.TrimRight(s.line(1), " "))
		assert.Equal(t, "nginx:1.27", strings.TrimRight(s.line(2), " "))
		s.sees("Here is the text to select")
		s.fades()
		s.misses("Here is", "No clipboard")
		s.press("esc")
		s.sees("2 marked")
	})
}

func TestAToastKeepsWhatMattersOfAPinnedReference(t *testing.T) {
	const before, digits = len("FROM nginx:1.27.3@sha256:"), 64
	for size, kept := range map[[2]int]int{{200, 50}: digits, {80, 24}: 8, {40, 12}: 4} {
		tell(t, setting{width: size[0], height: size[1]}, func(s *story) {
			s.asks("nginx")
			s.types("cR")
			require.Len(t, s.copied, before+digits)
			s.sees("Sent FROM nginx:1.27.3@sha256:"+s.copied[before:before+kept], "336 of 336")
			s.fades()
			s.misses("Sent")
		})
	}
}

func TestAToastNeverHidesHowMuchIsShown(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
		tell(t, setting{width: size[0], height: size[1]}, func(s *story) {
			s.asks("nginx")
			s.types("cp/1.27 alp")
			s.sees("Sent nginx:1.27.3@sha256:", "30 of 336", "/1.27 alp")
			s.types("y")
			s.sees("Sent nginx:1.27.3@sha256:", "0 of 336", "/1.27 alpy")
			s.fades()
			s.misses("Sent")
			s.sees("0 of 336", "enter keep")
		})
	}
}

func TestAToastDoesNotFollowToTheLogin(t *testing.T) {
	tell(t, setting{options: []hubtest.Option{hubtest.WithTokenLife(time.Hour, time.Minute)}}, func(s *story) {
		atAcme(s)
		s.pass(2 * time.Hour)
		s.types("y")
		s.sees("Sent acme/")
		s.press("enter")
		s.sees("Log in to Docker Hub")
		s.misses("Sent acme/")
	})
}

func TestThousandsHaveCommasInToasts(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		openAPI(s)
		s.types("ay")
		s.sees("Sent 1,000 references to the terminal's clipboard")
	})
}

func TestAToastThatNeedsMoreLinesLiesOverTheLastRows(t *testing.T) {
	tell(t, setting{width: 40, height: 12}, func(s *story) {
		s.asks("acme")
		s.sees("94 of 94", "enter open")
		assert.Equal(t, " No official image is called acme: this", strings.TrimRight(s.line(-4), " "))
		assert.Equal(t, " is the namespace", strings.TrimRight(s.line(-3), " "))
		s.types("j")
		s.misses("No official image", "is the namespace")
	})
}
