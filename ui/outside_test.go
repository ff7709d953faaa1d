package ui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

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
		s.pass(3 * time.Second)
		s.misses("Here is", "No clipboard")
		s.press("esc")
		s.sees("2 marked")
	})
}

func TestAToastKeepsItsSentenceToTheEnd(t *testing.T) {
	tell(t, setting{width: 40, height: 12}, func(s *story) {
		s.asks("nginx")
		s.types("cp")
		s.sees("Sent nginx:", " to the terminal")
		s.press("up")
		s.pass(3 * time.Second)
		s.types("p")
		s.sees("Preview needs 90 columns or 17 lines")
	})
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
