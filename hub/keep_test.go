package hub_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

func TestAPasswordsSessionGoesOnAfterItWasKeptWithoutAnotherLogin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, people(time.Now()), hubtest.WithTokenLife(time.Hour, time.Minute))
		first := s.signIn("alice", "anchor-chain")
		kept := first.Keep()
		assert.True(t, kept.Secret.IsZero(), "a password is not kept")
		assert.Empty(t, kept.Identifier)
		logins := s.asked("/v2/users/login")

		resumed := s.client.Resume(kept)
		require.NotNil(t, resumed)
		s.client.Use(resumed)
		assert.Equal(t, first.Username, resumed.Username)
		assert.Equal(t, first.Expires, resumed.Expires)
		for _, err := range s.client.Namespaces().All(t.Context()) {
			require.NoError(t, err)
		}
		assert.Equal(t, logins, s.asked("/v2/users/login"))

		assert.True(t, kept.Holds(time.Now()))
		time.Sleep(2 * time.Hour)
		assert.False(t, kept.Holds(time.Now()))
		_, err := s.client.Namespaces().Page(t.Context(), 1)
		require.ErrorIs(t, err, hub.SessionEnded)
	})
}

func TestAnAccessTokensSessionRenewsItselfAfterItWasKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, people(time.Now()))
		kept := s.signIn("alice", "dckr_pat_alice").Keep()
		for _, change := range []func(*hub.SavedSession){
			func(*hub.SavedSession) { time.Sleep(time.Hour) },
			func(k *hub.SavedSession) { k.Token = hub.Secret{} },
			func(k *hub.SavedSession) { k.Token = hub.NewSecret("cut\x00off") },
		} {
			change(&kept)
			before := s.asked("/v2/auth/token")
			s.client.Use(s.client.Resume(kept))
			_, err := s.client.Namespaces().Page(t.Context(), 1)
			require.NoError(t, err)
			assert.Equal(t, before+1, s.asked("/v2/auth/token"))
			assert.False(t, s.client.Session().Ended())
		}
	})
}

func TestNothingIsResumedFromNothing(t *testing.T) {
	s := at(t, people(time.Now()))
	assert.Nil(t, s.client.Resume(hub.SavedSession{Username: "alice"}))
	assert.Nil(t, s.client.Resume(hub.SavedSession{Username: "alice", Kind: hub.Password, Secret: hub.NewSecret("anchor-chain")}))
	session := s.signIn("alice", "dckr_pat_alice")
	require.NoError(t, s.client.Logout(t.Context()))
	assert.True(t, session.Ended())
	assert.True(t, session.Keep().IsZero())
}

func TestAKeptSessionPrintsWithoutItsSecrets(t *testing.T) {
	s := at(t, people(time.Now()))
	kept := s.signIn("alice", "dckr_pat_alice").Keep()
	token := kept.Token.Reveal()
	var seen safeBuffer
	printEveryWay(&seen, kept, &kept, []hub.SavedSession{kept})
	assert.NotContains(t, seen.String(), token)
	assert.NotContains(t, seen.String(), "dckr_pat_alice")
	assert.Contains(t, seen.String(), "[redacted]")
}
