package ui_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

func TestAFailedPageTellsWhatWasTriedAndIsCopied(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		atAcme(s)
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "api/tags"}, Do: hubtest.Gateway(502)})
		s.types("/^api$")
		s.press("enter", "enter")
		s.pass(time.Minute)
		s.sees("Could not list tags of acme/api", "e tells more")
		s.press("e")
		s.sees("What failed", "status", "502", "GET /v2/namespaces/acme/repositories/api/tags?page=1", "attempt 1", "attempt 4", "UTC",
			"logged in with a password", "y copy")
		s.press("y")
		for _, want := range []string{"status: 502\n", "attempt 4: ", "advice: ", "time: ", "program: tagboat"} {
			assert.Contains(t, s.copied, want)
		}
		for _, secret := range []string{"anchor", "eyJ", "Bearer"} {
			assert.NotContains(t, s.copied, secret)
		}
		s.sees("the report")
		s.press("e")
		s.misses("What failed")
		s.sees("r tries again")
	})
}

func TestAPartialListTellsOfThePageThatIsMissing(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "anchor")
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: 7}, Do: hubtest.ServerError()})
		openAPI(s)
		s.pass(2 * time.Minute)
		s.press("e")
		s.sees("What failed", "tags?page=7", "500")
		s.press("esc")
		s.sees("acme ▸ api")
	})
}

func TestAFailedDeedIsToldOfBeforeWhatStandsOnTheScreen(t *testing.T) {
	folder := t.TempDir() + "/file"
	require.NoError(t, os.WriteFile(folder, nil, 0o600))
	tell(t, setting{places: folder}, func(s *story) {
		s.press("ctrl+o", "esc", "e")
		s.sees("What failed", "cause")
		s.press("q")
		s.press("j", "e")
		s.sees("What failed", "cause")
	})
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		s.press("e")
		s.sees("Nothing has failed here")
	})
}

func TestWhereLettersAreTextAnotherKeyTellsMore(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "not-this")
		s.sees("f2 what failed")
		s.types("e")
		s.misses("What failed")
		s.press("f2")
		s.sees("What failed", "401", "POST /v2/users/login")
		assert.NotContains(t, s.screen(), "not-this")
		s.press("y")
		assert.NotContains(t, s.copied, "not-this")
		assert.Contains(t, s.copied, "account: nobody")
		s.press("esc")
		s.sees("Log in to Docker Hub", "•")
		s.press("ctrl+o", "esc", "ctrl+f")
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "search"}, Do: hubtest.ServerError()})
		s.types("redis")
		s.pass(time.Minute)
		s.press("f2")
		s.sees("What failed", "search")
	})
}

func TestWhatFailedForAnAccountIsToldToNobodyElse(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/about"}, Do: hubtest.ServerError()})
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "repositories/api", Times: 9}, Do: hubtest.ServerError()})
		s.press("i")
		s.pass(time.Minute)
		s.press("e")
		s.sees("What failed")
		s.press("esc", "esc")
		s.logsOut()
		s.press("ctrl+o", "esc", "e")
		assert.NotContains(t, strings.ToLower(s.screen()), "what failed")
		s.sees("Nothing has failed here")
	})
}
