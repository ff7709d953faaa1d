package ui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

func TestLoggingInLeadsToTheNamespaces(t *testing.T) {
	tell(t, setting{demo: true}, func(s *story) {
		s.sees("Log in to Docker Hub", "alice", "anchor", "123456")
		assert.Empty(t, s.server.Requests(), "the first picture waits for no network")

		s.logIn("alice", "anchor")
		s.sees("alice", "acme", "globex", "3 of 3 · all loaded")
		s.misses("Log in to Docker Hub")
	})
}

func TestAWrongPasswordIsToldInWordsAndTheNameStays(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "wrong-secret")
		s.sees("Log in to Docker Hub", "alice")
		s.misses("•", "wrong-secret")
		assert.Contains(t, strings.ToLower(s.screen()), "password")

		s.types("anchor")
		s.press("enter")
		s.sees("acme")
		assert.Len(t, logins(s), 2, "nothing is tried by itself")
	})
}

func TestNothingIsSentWithoutANameOrASecret(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.press("tab", "enter")
		s.sees("Type your user name")
		s.types("alice")
		s.press("enter", "enter")
		s.sees("Type your password or an access token")
		assert.Empty(t, s.server.Requests())
	})
}

func TestAPastedTokenIsTakenWholeAndGoesToTheTokenRoute(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.types("alice")
		s.press("tab")
		s.pastes("dckr_pat_demo\n")
		s.press("enter")
		s.sees("acme")
		assert.Equal(t, "/v2/auth/token", s.server.Requests()[0].Path)
	})
}

func TestTheSecondFactorIsAskedOnlyWhenTheHubAsks(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("bob", "harbor")
		s.sees("Second factor", "bob")
		s.types("123 456")
		s.sees("globex")
		s.misses("Second factor", "Log in to Docker Hub")
	})
}

func TestARefusedCodeCanBeTriedAgain(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("bob", "harbor")
		s.types("000000")
		s.sees("Second factor", "code")
		s.pastes(" 123 456\n")
		s.sees("globex")
		assert.Len(t, logins(s), 1, "the challenge was answered twice, the password sent once")
	})
}

// Whatever comes between says nothing about what was typed, which is not to be typed again.
func TestWhatWasTypedOutlivesAFailedNetwork(t *testing.T) {
	for _, failure := range []hubtest.Action{hubtest.Drop(), hubtest.NoSuchHost(), hubtest.Hang(), hubtest.Gateway(502), hubtest.HTMLOK(), hubtest.BotChallenge(), hubtest.AbuseLimit()} {
		tell(t, setting{}, func(s *story) {
			s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/v2/users/login", Times: 1}, Do: failure})
			s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "2fa-login", Times: 1}, Do: failure})
			s.logIn("bob", "harbor")
			s.pass(3 * time.Minute)
			s.sees("bob", "••••••")
			s.press("enter")
			s.types("123456")
			s.pass(3 * time.Minute)
			s.sees("Second factor", "123456")
			s.press("enter")
			s.sees("globex")
		})
	}
}

func TestTheNextCodeTakesThePlaceOfTheOneThatTheNetworkKept(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "2fa-login", Times: 1}, Do: hubtest.Gateway(502)})
		s.logIn("bob", "harbor")
		s.types("654321")
		s.sees("654321")
		s.types("1")
		s.misses("654321")
		s.types("23456")
		s.sees("globex")
	})
}

func TestEscFromTheSecondFactorGoesBackToTheFormWithTheName(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("bob", "harbor")
		s.press("esc")
		s.sees("Log in to Docker Hub", "bob")
		s.misses("Second factor", "•")
	})
}

func TestLettersThatAreKeysElsewhereAreTextInTheForm(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.types("q?m")
		s.sees("q?m")
		assert.False(t, s.quit)
		s.press("ctrl+c")
		assert.True(t, s.quit)
	})
}

func TestWithoutAnAccountAPromptOpensPublicPlaces(t *testing.T) {
	for typed, want := range map[string]string{
		"nginx":                          "nginx",
		"library/nginx":                  "nginx",
		"docker.io/bitnami/redis:7":      "7             by name",
		"https://hub.docker.com/_/nginx": "nginx",
		"bitnami":                        "REPOSITORY",
		"bitnami/":                       "REPOSITORY",
	} {
		t.Run(typed, func(t *testing.T) {
			tell(t, setting{}, func(s *story) {
				s.press("ctrl+o")
				s.sees("Open by name")
				s.types(typed)
				s.press("enter")
				s.sees(want)
				s.misses("Open by name")
				s.press("esc")
				s.misses("Open by name")
			})
		})
	}
}

func TestAnUnknownPlaceIsToldInWords(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.press("ctrl+o")
		s.types("no-such-thing")
		s.press("enter")
		s.sees("There is no official image and no namespace")
		s.press("backspace")
		s.misses("There is no official image")
		s.press("esc")
		s.sees("Nobody is logged in")
		s.press("ctrl+a")
		s.sees("Log in to Docker Hub")
	})
}

func TestWhoHasOneNamespaceOpensItWithOneKey(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("globex", "dckr_oat_demo")
		s.press("enter")
		s.sees("globex ▸ globex", "REPOSITORY")
	})
}

func logins(s *story) []hubtest.Request {
	var all []hubtest.Request
	for _, r := range s.server.Requests() {
		if strings.Contains(r.Path, "users/login") {
			all = append(all, r)
		}
	}
	return all
}
