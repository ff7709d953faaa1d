package hub_test

import (
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

func TestAPasswordLogsInAndTellsWhenItsSessionEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, people(time.Now()))
		session, err := s.client.Login(t.Context(), " alice ", hub.NewSecret("anchor-chain"))
		require.NoError(t, err)
		assert.Equal(t, "alice", session.Username)
		assert.Equal(t, hub.Password, session.Kind)
		assert.WithinDuration(t, time.Now().Add(30*24*time.Hour), session.Expires, 2*time.Second)
		assert.Nil(t, s.client.Session(), "Login does not call Use")
		assert.Equal(t, 1, s.asked("/v2/users/login"))
	})
}

func TestAWrongPasswordIsRefusedOnceAndNeverRepeated(t *testing.T) {
	s := at(t, people(time.Now()))
	_, err := s.client.Login(t.Context(), "alice", hub.NewSecret("wrong"))
	require.ErrorIs(t, err, hub.BadCredentials)
	assert.Len(t, s.hub.Requests(), 1)
	assert.Contains(t, hub.Sentence(err), "do not belong together")
}

func TestALoginThatMeetsAFaultIsNotRepeated(t *testing.T) {
	for name, fault := range map[string]hubtest.Action{
		"502": hubtest.Gateway(502), "500": hubtest.ServerError(), "drop": hubtest.Drop(), "html": hubtest.HTMLOK(),
		"truncated": hubtest.Truncated(), "429": hubtest.TooMany(hubtest.RetryAfterSeconds, time.Second),
	} {
		t.Run(name, func(t *testing.T) {
			s := at(t, people(time.Now()))
			s.hub.Inject(hubtest.Fault{Do: fault})
			for _, secret := range []string{"anchor-chain", "dckr_pat_alice"} {
				s.hub.Forget()
				_, err := s.client.Login(t.Context(), "alice", hub.NewSecret(secret))
				require.Error(t, err)
				assert.NotErrorIs(t, err, hub.BadCredentials)
				assert.Len(t, s.hub.Requests(), 1)
			}
		})
	}
}

func TestTheSecondFactorIsAChallengeThatTheRightCodeAnswers(t *testing.T) {
	s := at(t, people(time.Now()))
	_, err := s.client.Login(t.Context(), "bob", hub.NewSecret("harbor-light"))
	require.ErrorIs(t, err, hub.SecondFactorNeeded)
	var challenge *hub.Challenge
	require.ErrorAs(t, err, &challenge)
	assert.Equal(t, "bob", challenge.User())
	assert.Equal(t, hub.SecondFactorNeeded, hub.KindOf(err))

	_, err = s.client.Answer(t.Context(), challenge, "000000")
	require.ErrorIs(t, err, hub.CodeRefused)
	assert.NotErrorIs(t, err, hub.BadCredentials)

	session, err := s.client.Answer(t.Context(), challenge, "123 456")
	require.NoError(t, err, "the same challenge may be answered again, and spaces do not matter")
	assert.Equal(t, "bob", session.Username)
}

func TestAChallengeIsKnownByItsTokenWhateverTheStatusAndTheText(t *testing.T) {
	for _, status := range []int{200, 401} {
		s := at(t, people(time.Now()))
		s.hub.Inject(hubtest.Fault{Do: hubtest.Answer(status, "application/json", `{"detail":"something new","login_2fa_token":"abc"}`)})
		_, err := s.client.Login(t.Context(), "bob", hub.NewSecret("harbor-light"))
		require.ErrorIs(t, err, hub.SecondFactorNeeded)
	}
}

func TestAccessTokensGoToTheExchangeAndPasswordsDoNot(t *testing.T) {
	s := at(t, people(time.Now()))
	session := s.signIn("alice", "dckr_pat_alice")
	assert.Equal(t, hub.PersonalAccessToken, session.Kind)
	assert.True(t, session.Expires.IsZero(), "it renews itself")
	session = s.signIn("acme", "dckr_oat_acme")
	assert.Equal(t, hub.OrganizationAccessToken, session.Kind)
	assert.Equal(t, "acme", session.Username)
	assert.Equal(t, 2, s.asked("/v2/auth/token"))
	assert.Zero(t, s.asked("/v2/users/login"))
}

func TestALockOutSaysUntilWhen(t *testing.T) {
	inKathmandu(t)
	synctest.Test(t, func(t *testing.T) {
		s := at(t, people(time.Now()), hubtest.WithLockout(2, 10*time.Minute))
		for range 2 {
			_, err := s.client.Login(t.Context(), "alice", hub.NewSecret("wrong"))
			require.ErrorIs(t, err, hub.BadCredentials)
		}
		_, err := s.client.Login(t.Context(), "alice", hub.NewSecret("anchor-chain"))
		require.ErrorIs(t, err, hub.LockedOut)
		e, _ := errors.AsType[*hub.Error](err)
		assert.WithinDuration(t, time.Now().Add(10*time.Minute), e.Until, time.Minute)
		told := hub.Sentence(err) + " " + hub.Advice(err)
		assert.Equal(t, 1, strings.Count(told, "05:55:00"), "once, by the clock on the wall: %s", told)
	})
}

func TestSingleSignOnIsNotCalledAWrongPassword(t *testing.T) {
	s := at(t, people(time.Now()))
	_, err := s.client.Login(t.Context(), "carol", hub.NewSecret("compass-rose"))
	require.ErrorIs(t, err, hub.SSORequired)
	assert.Contains(t, hub.Advice(err), "personal access token")
}

func TestLoggingOutForgetsTheSessionWhateverTheHubSays(t *testing.T) {
	s := at(t, people(time.Now()))
	s.signIn("alice", "anchor-chain")
	s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "logout"}, Do: hubtest.Gateway(503)})
	require.Error(t, s.client.Logout(t.Context()))
	assert.Nil(t, s.client.Session())
	assert.NoError(t, s.client.Logout(t.Context()), "without a session there is nothing to do")
}

func TestALoginNeverCarriesAnOldSession(t *testing.T) {
	s := at(t, people(time.Now()))
	s.signIn("alice", "anchor-chain")
	s.signIn("alice", "dckr_pat_alice")
	for _, r := range s.hub.Requests() {
		assert.Equal(t, hubtest.None, r.Authorization, r.Path)
	}
}

func TestNamespacesAreTheUnionOfTwoRoutesWithThePersonalOneFirst(t *testing.T) {
	w := people(time.Now())
	w.AddOrganization(hubtest.Organization{Name: "abc", Members: map[string]string{"alice": "Member"}})
	s := at(t, w)
	s.signIn("alice", "anchor-chain")
	p, err := s.client.Namespaces().Page(t.Context(), 1)
	require.NoError(t, err)
	require.Len(t, p.Rows, 3)
	assert.Equal(t, hub.Membership{Namespace: "alice", Personal: true}, p.Rows[0])
	assert.Equal(t, hub.Namespace("abc"), p.Rows[1].Namespace)
	assert.Equal(t, "Member", p.Rows[1].Role.String())
	assert.Equal(t, "Acme", p.Rows[2].FullName)
	assert.True(t, p.Last)
}

func TestOneClosedRouteLeavesTheNamespacesOfTheOther(t *testing.T) {
	for _, closed := range []string{"/user/orgs", "/repositories/namespaces"} {
		s := at(t, people(time.Now()))
		s.signIn("alice", "anchor-chain")
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: closed}, Do: hubtest.Forbidden("no")})
		p, err := s.client.Namespaces().Page(t.Context(), 1)
		require.NoError(t, err, closed)
		assert.Len(t, p.Rows, 2, closed)
	}
}

func TestAnOrganizationsTokenSeesItsOrganizationAndUsesTheNamespacesRoutesOnly(t *testing.T) {
	w := people(time.Now())
	shelf(w, "acme/museum", 3)
	s := at(t, w)
	s.signIn("acme", "dckr_oat_acme")
	p, err := s.client.Namespaces().Page(t.Context(), 1)
	require.NoError(t, err)
	assert.Equal(t, []hub.Membership{{Namespace: "acme"}}, p.Rows)
	_, err = s.client.Repositories("acme", hub.Newest).Page(t.Context(), 1)
	require.NoError(t, err)
	_, err = s.client.Repository(t.Context(), museum)
	require.NoError(t, err)
	_, err = s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
	require.NoError(t, err)
	_, err = s.client.Tag(t.Context(), museum, "t-00001")
	require.NoError(t, err)
	for _, r := range s.hub.Requests()[1:] {
		assert.Contains(t, r.Path, "/v2/namespaces/")
	}
}

func TestWithoutAnAccountThereAreNoNamespaces(t *testing.T) {
	s := at(t, people(time.Now()))
	p, err := s.client.Namespaces().Page(t.Context(), 1)
	require.NoError(t, err)
	assert.Empty(t, p.Rows)
	assert.Empty(t, s.hub.Requests())
}
