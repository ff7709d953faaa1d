package ui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

func TestTheAccountsTellWhatIsLeftAndWaitForNoAnswer(t *testing.T) {
	slow := hubtest.Fault{Match: hubtest.Match{Host: "registry-1.docker.io"}, Do: hubtest.Latency(3 * time.Second)}
	tell(t, setting{accounts: at(t.TempDir(), nil)}, func(s *story) {
		s.logIn("alice", "anchor")
		s.server.Inject(slow)
		s.press("ctrl+a")
		s.sees("Accounts", "another account", "requests  ", " of 180 left, until ", "pulls     asking…")
		s.pass(8 * time.Second)
		s.sees("Accounts", "pulls     10 of 10 left in any hour, without an account; log in with a", "token to see yours")
		s.press("esc", "ctrl+a")
		s.sees("asking…")
		s.types("n")
		s.pass(8 * time.Second)
		s.sees("Log in to Docker Hub")
		s.misses("in any hour")
	})
}

func TestOfPullsThatCannotBeReadNoNumberIsTold(t *testing.T) {
	tell(t, setting{accounts: at(t.TempDir(), nil)}, func(s *story) {
		s.logIn("alice", "anchor")
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Host: "registry-1.docker.io"}, Do: hubtest.NetworkUnreachable()})
		s.press("ctrl+a")
		s.pass(time.Minute)
		s.sees("Accounts", "pulls     could not be read")
	})
	tell(t, setting{accounts: at(t.TempDir(), nil), elsewhere: true}, func(s *story) {
		s.logIn("alice", "anchor")
		s.press("ctrl+a")
		s.sees("Accounts", "requests  ")
		s.misses("pulls  ")
		assert.Empty(t, asked(s, "ratelimitpreview"))
	})
}

func TestInASmallWindowTheChoicesComeFirst(t *testing.T) {
	tell(t, setting{accounts: at(t.TempDir(), nil), width: 40, height: 10}, func(s *story) {
		s.logIn("alice", "anchor")
		s.press("ctrl+a")
		s.sees("another account", "no account", "log out alice")
		s.misses("requests  ")
	})
}

func asked(s *story, part string) (found []hubtest.Request) {
	for _, r := range s.server.Requests() {
		if strings.Contains(r.Path, part) {
			found = append(found, r)
		}
	}
	return found
}
