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

func TestThePullAllowanceIsTheAccountsWithAnAccessTokenAndElseNobodys(t *testing.T) {
	for name, c := range map[string]struct {
		user, secret, words string
		options             []hubtest.Option
	}{
		"nobody":              {words: "7 of 10 left in any hour, without an account", options: []hubtest.Option{hubtest.WithPulls(10, 100, 3)}},
		"an access token":     {"alice", "dckr_pat_alice", "97 of 100 left in any hour, as alice", []hubtest.Option{hubtest.WithPulls(10, 100, 3)}},
		"a password":          {"alice", "anchor-chain", "7 of 10 left in any hour, without an account; log in with a token to see yours", []hubtest.Option{hubtest.WithPulls(10, 100, 3)}},
		"no limit":            {"alice", "dckr_pat_alice", "none, as alice", []hubtest.Option{hubtest.WithPulls(10, 0, 3)}},
		"all used":            {words: "0 of 10 left in any hour, without an account", options: []hubtest.Option{hubtest.WithPulls(10, 100, 11)}},
		"all of an account's": {"alice", "dckr_pat_alice", "0 of 100 left in any hour, as alice", []hubtest.Option{hubtest.WithPulls(10, 100, 100)}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := at(t, people(time.Now()), append(c.options, hubtest.AsDocker())...)
				if c.user != "" {
					s.signIn(c.user, c.secret)
				}
				began := time.Now()
				a, err := s.client.ReadAllowance(t.Context())
				require.NoError(t, err)
				assert.Equal(t, c.words, a.Words())
				assert.Equal(t, began, time.Now(), "a limit that is reached is an answer, and no pause")
				for _, r := range s.requests("registry-1.docker.io") {
					assert.Equal(t, "HEAD", r.Method)
				}
				assert.Equal(t, 2, s.asked("registry-1.docker.io"))
				assert.Equal(t, 1, s.asked("auth.docker.io"))
				_, err = s.client.ReadAllowance(t.Context())
				require.NoError(t, err)
			})
		})
	}
}

func TestARefusedAccessTokenIsNotTakenForTheAccounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, people(time.Now()), hubtest.AsDocker())
		s.signIn("alice", "dckr_pat_alice")
		s.world.RevokeAccessToken("dckr_pat_alice")
		a, err := s.client.ReadAllowance(t.Context())
		require.NoError(t, err)
		assert.Empty(t, a.Account)
		assert.Equal(t, 10, a.Limit)
	})
}

func TestWhatTheRegistrySaysOfPullsIsNotBelievedBlindly(t *testing.T) {
	for _, c := range []struct{ limit, left, words string }{
		{"100;w=21600", "76;w=21600", "76 of 100 left in any 6 hours, without an account"},
		{"100", "176", "100 of 100 left, without an account"},
		{"100;w=5400", "1;w=5400", "1 of 100 left in any 1h30m0s, without an account"},
		{"100;w=-1", "1", "1 of 100 left, without an account"},
		{"many", "1", "none, without an account"},
		{"-1", "-1", "none, without an account"},
		{"99999999999", "1", "none, without an account"},
		{"", "", "none, without an account"},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := at(t, people(time.Now()), hubtest.AsDocker())
			s.hub.Inject(closed("ratelimitpreview", hubtest.Answer(200, "application/json", "", "RateLimit-Limit", c.limit, "RateLimit-Remaining", c.left)))
			a, err := s.client.ReadAllowance(t.Context())
			require.NoError(t, err)
			assert.Equal(t, c.words, a.Words())
		})
	}
}

func TestBesideAnotherHubDockersRegistryIsNotAskedForPulls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, people(time.Now())) // with a registry of its own
		_, err := s.client.ReadAllowance(t.Context())
		require.ErrorIs(t, err, hub.ErrNoRegistry)
		assert.Empty(t, s.hub.Requests())
	})
}

func TestTheBudgetIsReadByOneRequestAndALimitIsAnAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, people(time.Now()), hubtest.WithRateLimit(180, 600))
		b, err := s.client.ReadBudget(t.Context())
		require.NoError(t, err)
		assert.Equal(t, hub.Budget{Limit: 180, Remaining: 179, Reset: b.Reset, Known: true}, b)
		assert.Len(t, s.hub.Requests(), 1)

		s.hub.Inject(hubtest.Fault{Do: hubtest.TooMany(hubtest.RetryAfterSeconds, 40*time.Second)})
		began := time.Now()
		b, err = s.client.ReadBudget(t.Context())
		require.NoError(t, err)
		assert.Equal(t, began, time.Now())
		assert.Zero(t, b.Remaining)
		assert.Equal(t, began.Add(40*time.Second), b.Reset)
	})
	synctest.Test(t, func(t *testing.T) {
		s := at(t, people(time.Now()), hubtest.WithRateLimit(0, 0))
		b, err := s.client.ReadBudget(t.Context())
		require.NoError(t, err)
		assert.Equal(t, "none", b.Words())
		s.hub.Inject(hubtest.Fault{Do: hubtest.NetworkUnreachable()})
		_, err = s.client.ReadBudget(t.Context())
		require.ErrorIs(t, err, hub.NoNetwork)
	})
}
