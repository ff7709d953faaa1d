package hub_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

// kinds are what the client makes of what an answer says; nil is a success. Whatever else there
// is must not be one of them.
var kinds = map[string]error{
	hubtest.SaysGood: nil, hubtest.SaysCode: hub.SecondFactorNeeded, hubtest.SaysRefused: hub.BadCredentials,
	hubtest.SaysSSO: hub.SSORequired, hubtest.SaysLocked: hub.LockedOut,
}

func TestOnlyAnAnswerInTheHubsOwnShapeSpeaksAboutASecret(t *testing.T) {
	for _, answer := range hubtest.LoginAnswers() {
		for route, login := range routes(t) {
			t.Run(answer.Name+" "+route, func(t *testing.T) {
				s := at(t, people(time.Now()))
				err := login(s, func() { s.hub.Inject(hubtest.Fault{Do: answer.Do}) })
				want, said := kinds[answer.Says]
				if route == "2fa-login" {
					want, said = answered(answer, want, said)
				}
				switch {
				case !said:
					judged(t, err)
				case want == nil:
					require.NoError(t, err)
				default:
					require.ErrorIs(t, err, want)
				}
				if e, ok := errors.AsType[*hub.Error](err); said && ok && !e.Until.IsZero() {
					assert.LessOrEqual(t, time.Until(e.Until), time.Hour+time.Minute, "no single answer locks a name for longer")
				}
			})
		}
	}
}

// answered is what an answer means where a code was sent: another question in place of a session
// is a refusal, or nothing that can be read.
func answered(answer hubtest.LoginAnswer, want error, said bool) (kind error, speaks bool) { //nolint:revive // The kind is a value here.
	switch {
	case answer.Says == hubtest.SaysRefused, answer.Says == hubtest.SaysCode && strings.HasPrefix(answer.Name, "401"):
		return hub.CodeRefused, true
	case answer.Says == hubtest.SaysCode:
		return nil, false
	}
	return want, said
}

// judged checks that an answer which says nothing about the secret is not told as if it did.
func judged(t *testing.T, err error) {
	t.Helper()
	require.Error(t, err)
	for _, kind := range []hub.Kind{hub.BadCredentials, hub.CodeRefused, hub.LockedOut, hub.SecondFactorNeeded, hub.SessionEnded} {
		require.NotErrorIs(t, err, kind)
	}
	if e, ok := errors.AsType[*hub.Error](err); ok && e.Kind == hub.SSORequired {
		assert.NotEqual(t, 401, e.Status)
	}
	told := strings.ToLower(hub.Sentence(err) + " " + hub.Advice(err))
	for _, word := range []string{"do not belong together", "wrong", "revoked", "locked", "has ended"} {
		assert.NotContains(t, told, word)
	}
}

// routes log in by each of the three routes; what is done by the middle step strikes only the one
// that is meant.
func routes(t *testing.T) map[string]func(s *setting, strike func()) error {
	t.Helper()
	begin := func(ctx context.Context, s *setting, name, secret string) error {
		_, err := s.client.Login(ctx, name, hub.NewSecret(secret))
		return err
	}
	return map[string]func(s *setting, strike func()) error{
		"login": func(s *setting, strike func()) error {
			strike()
			return begin(t.Context(), s, "alice", "anchor-chain")
		},
		"token": func(s *setting, strike func()) error {
			strike()
			return begin(t.Context(), s, "alice", "dckr_pat_alice")
		},
		"2fa-login": func(s *setting, strike func()) error {
			challenge, ok := errors.AsType[*hub.Challenge](begin(t.Context(), s, "bob", "harbor-light"))
			require.True(t, ok)
			strike()
			_, err := s.client.Answer(t.Context(), challenge, "123456")
			return err
		},
	}
}

func TestARedirectCarriesNoSecretAnywhere(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, to := range []string{"https://elsewhere.example/v2/users/login", "/v2/users/login/", "//elsewhere.example/"} {
			s := at(t, people(time.Now()))
			s.hub.Inject(hubtest.Fault{Do: hubtest.Answer(status, "text/html", "", "Location", to)})
			for _, secret := range []string{"anchor-chain", "dckr_pat_alice"} {
				s.hub.Forget()
				_, err := s.client.Login(t.Context(), "alice", hub.NewSecret(secret))
				require.ErrorIs(t, err, hub.Elsewhere)
				assert.Len(t, s.hub.Requests(), 1)
			}
		}
	}
}

func TestWhatIsNoTextIsNotSentAsAnotherSecret(t *testing.T) {
	s := at(t, people(time.Now()))
	for _, secret := range []string{"caf\xe9", "dckr_pat_\xff"} {
		_, err := s.client.Login(t.Context(), "alice", hub.NewSecret(secret))
		require.ErrorIs(t, err, hub.Refused)
		assert.NotContains(t, err.Error(), secret)
	}
	assert.Empty(t, s.hub.Requests())
}

func TestAnExchangeThatMeetsAnOddAnswerEndsNoSession(t *testing.T) {
	for _, answer := range hubtest.LoginAnswers() {
		if answer.Says == hubtest.SaysGood {
			continue
		}
		synctest.Test(t, func(t *testing.T) {
			s := at(t, people(time.Now()))
			kept := s.signIn("alice", "dckr_pat_alice").Keep()
			kept.Ends = time.Now().Add(-time.Minute)
			session := s.client.Resume(kept)
			s.client.Use(session)
			s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/v2/auth/token"}, Do: answer.Do})
			_, err := s.client.Namespaces().Page(t.Context(), 1)
			own := answer.Says == hubtest.SaysRefused || answer.Says == hubtest.SaysSSO
			assert.Equal(t, own, hub.KindOf(err) == hub.SessionEnded, answer.Name)
			assert.False(t, session.Ended(), "%s: one answer", answer.Name)
			time.Sleep(time.Minute)
			_, err = s.client.Namespaces().Page(t.Context(), 1)
			require.Error(t, err, answer.Name)
			assert.Equal(t, own, session.Ended(), answer.Name)
		})
	}
}
