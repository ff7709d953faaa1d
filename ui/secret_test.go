package ui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/credentials"
	"tagboat/hub/hubtest"
)

func TestWhatWasTypedStaysWhereTheAnswerSaysNothingAboutIt(t *testing.T) {
	for name, fault := range map[string]hubtest.Action{
		"dropped": hubtest.Drop(), "502": hubtest.Gateway(502), "page": hubtest.Answer(401, "text/html", "<html>sign in</html>"),
		"robot": hubtest.BotChallenge(), "limit": hubtest.AbuseLimit(), "proxy": hubtest.Answer(407, "text/html", "<html></html>"),
	} {
		t.Run(name, func(t *testing.T) {
			tell(t, setting{accounts: at(t.TempDir(), nil)}, func(s *story) {
				s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "users/login", Times: 1}, Do: fault})
				s.logIn("alice", "anchor")
				s.sees("Log in to Docker Hub", "••••••")
				s.press("enter")
				s.sees("acme")
			})
		})
	}
}

func TestARefusedPasswordIsWipedAndTheTriesAreSaidBeforeTheNextIsSent(t *testing.T) {
	accounts := at(t.TempDir(), nil)
	tell(t, setting{accounts: accounts}, func(s *story) {
		s.logIn("alice", "wrong")
		s.sees("4 more tries")
		s.misses("•")
		s.restart()
		s.types("alice")
		s.misses("more tries")
		s.press("tab")
		s.sees("4 more tries before the Hub may lock this name")
		sent := len(logins(s))
		s.types("wrong")
		s.sees("4 more tries")
		s.press("enter")
		assert.Len(t, logins(s), sent+1, "what a person types is always sent")
		s.press("shift+tab")
		s.types("x")
		s.press("tab")
		s.misses("more tries")
	})
}

func TestALockOutIsToldOnceAndSentAllTheSameWhenInsistedOn(t *testing.T) {
	accounts := at(t.TempDir(), nil)
	tell(t, setting{accounts: accounts, options: []hubtest.Option{hubtest.WithLockout(1, 10*time.Minute)}}, func(s *story) {
		s.logIn("alice", "wrong")
		s.types("anchor")
		s.press("enter")
		assert.Equal(t, 1, strings.Count(strings.ToLower(s.screen()), "locked the name"))
		assert.Equal(t, 1, strings.Count(s.screen(), "for another 10 min"))
		s.misses("Wait until", "locked the account until")
		sent := len(logins(s))
		s.types("anchor")
		s.press("enter")
		s.sees("Nothing was sent; Enter sends it", "••••••")
		assert.Len(t, logins(s), sent)
		s.press("enter")
		assert.Len(t, logins(s), sent+1)
		s.sees("for another 10 min")
		s.pass(11 * time.Minute)
	})
}

func TestATokenInTheNamesFieldIsNeitherSentNorShownNorWritten(t *testing.T) {
	for _, token := range []string{"dckr_pat_demo", "alice:dckr_pat_demo", "dckr_oat_demo"} {
		home := t.TempDir()
		tell(t, setting{accounts: at(home, nil)}, func(s *story) {
			s.pastes(token)
			s.press("tab")
			s.types("anchor")
			s.press("enter")
			s.sees("Not sent: what stands in the user name's place")
			s.misses(token)
			assert.Empty(t, s.server.Requests())
			assert.Empty(t, files(t, home))
			s.types("alice")
			s.press("enter", "enter")
			s.sees("alice ▸ alice")
		})
		for path, content := range files(t, home) {
			assert.NotContains(t, content, token, path)
		}
	}
}

func TestAPastedTokenLosesWhatWasLeftRoundIt(t *testing.T) {
	for _, pasted := range []string{` "dckr_pat_demo" `, "export TAGBOAT_TOKEN=dckr_pat_demo", "Bearer dckr_pat_demo", "\ufeffdckr_pat_demo"} {
		tell(t, setting{accounts: at(t.TempDir(), nil)}, func(s *story) {
			s.types("alice")
			s.press("tab")
			s.pastes(pasted)
			s.press("enter")
			s.sees("acme")
		})
	}
}

func TestWhatCannotBeASecretIsToldAndNotSent(t *testing.T) {
	tell(t, setting{accounts: at(t.TempDir(), nil)}, func(s *story) {
		s.types("alice")
		s.press("tab")
		s.pastes("eyJhbGciOi.eyJzdWIi.c2ln")
		s.press("enter")
		s.sees("The secret was not sent", "short-lived token")
		assert.Empty(t, s.server.Requests())
	})
}

func TestWhatCouldNotBeWrittenDownIsSaidInTheForm(t *testing.T) {
	home := t.TempDir()
	dockerLogin(t, home, auth("alice", "outdated"))
	tell(t, setting{accounts: func(hub string) *credentials.Accounts {
		return credentials.New(credentials.Options{Hub: hub, Home: home, State: "/dev/null/nowhere", Now: time.Now})
	}}, func(s *story) {
		s.sees("Log in to Docker Hub", "alice", "do not belong together", "What this login taught cannot be written")
		assert.Len(t, logins(s), 1)
	})
}
