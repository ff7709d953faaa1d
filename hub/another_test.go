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

func TestARenewalThatBringsTheSessionOfAnotherIsNotUsed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		w.AddUser(hubtest.User{Name: "dora", Password: "other-harbor"})
		shelf(w, "acme/museum", 5)
		s := at(t, w)
		dora, err := s.client.Login(t.Context(), "dora", hub.NewSecret("other-harbor"))
		require.NoError(t, err)
		hers := dora.Keep().Token.Reveal()
		session := s.signIn("alice", "dckr_pat_alice")
		s.hub.Inject(hubtest.Fault{
			Match: hubtest.Match{Path: "/auth/token", Times: 1},
			Do:    hubtest.Answer(200, "application/json", `{"token":"`+hers+`","access_token":"`+hers+`"}`),
		})
		time.Sleep(8*time.Minute + time.Second)
		require.NoError(t, s.page(), "the token still holds")
		for _, r := range s.requests("/tags") {
			assert.Equal(t, hubtest.PersonalAccessToken, r.Authorization, "a password is what dora has")
		}
		assert.False(t, session.Ended())
		assert.NotEqual(t, hers, session.Keep().Token.Reveal())
		time.Sleep(time.Minute)
		require.NoError(t, s.page())
		assert.Equal(t, 3, s.asked("/auth/token"), "login, the odd one, and the next")
	})
}
