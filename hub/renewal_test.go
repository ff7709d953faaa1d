package hub_test

import (
	"errors"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

// together sends n requests at once and gives their errors.
func together(n int, ask func() error) []error {
	errs := make([]error, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { errs[i] = ask() })
	}
	all.Wait()
	return errs
}

func (s *setting) page() error {
	_, err := s.client.Tags(museum, hub.Newest).Page(s.t.Context(), 1)
	return err
}

func TestAnAccessTokensSessionRenewsWellBeforeItEndsAndOnceForAll(t *testing.T) {
	for _, who := range [][2]string{{"alice", "dckr_pat_alice"}, {"acme", "dckr_oat_acme"}} {
		synctest.Test(t, func(t *testing.T) {
			w := people(time.Now())
			shelf(w, "acme/museum", 5)
			s := at(t, w, hubtest.WithLatency(200*time.Millisecond))
			s.signIn(who[0], who[1])
			time.Sleep(7 * time.Minute)
			require.NoError(t, s.page())
			assert.Equal(t, 1, s.asked("/auth/token"), "seven of ten minutes are not the end")
			time.Sleep(90 * time.Second)
			require.NoError(t, errors.Join(together(20, s.page)...))
			assert.Equal(t, 2, s.asked("/auth/token"), "one renewal for twenty requests")
			assert.Len(t, s.saw(hub.Renewed), 1)
			for range 30 {
				time.Sleep(3 * time.Minute)
				require.NoError(t, s.page())
			}
			for _, r := range s.requests("/tags") {
				assert.Equal(t, 200, r.Status)
			}
		})
	}
}

func TestA401InMidFlightRenewsOnceForAllWhoMetIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 5)
		s := at(t, w, hubtest.WithLatency(200*time.Millisecond))
		s.signIn("alice", "dckr_pat_alice")
		s.hub.Revoke()
		require.NoError(t, errors.Join(together(8, s.page)...))
		assert.Equal(t, 2, s.asked("/auth/token"))
	})
}

func TestA401ThatComesAfterTheRenewalTakesTheNewToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 5)
		s := at(t, w)
		s.signIn("alice", "dckr_pat_alice")
		s.hub.Revoke()
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags/t-00001", Times: 1}, Do: func(_ *hubtest.Hub, next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				next.ServeHTTP(w, r)
				time.Sleep(5 * time.Second)
			})
		}})
		errs := together(2, func() error {
			_, err := s.client.Tag(t.Context(), museum, "t-00001")
			return errors.Join(err, s.page())
		})
		require.NoError(t, errors.Join(errs...))
		assert.Equal(t, 2, s.asked("/auth/token"), "the login and one renewal")
	})
}

func TestATokenThatIsRefusedAtRenewalEndsTheSessionAndIsNeverSentAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 5)
		s := at(t, w)
		s.signIn("alice", "dckr_pat_alice")
		w.RevokeAccessToken("dckr_pat_alice")
		time.Sleep(time.Hour)
		for _, err := range together(5, s.page) {
			require.ErrorIs(t, err, hub.SessionEnded)
		}
		require.ErrorIs(t, s.page(), hub.SessionEnded)
		assert.Equal(t, 2, s.asked("/auth/token"), "the login and one refused renewal")
		assert.Zero(t, s.asked("/tags"), "an old token is not sent")
	})
}

func TestARenewalThatGetsNoAnswerGoesOnWithTheTokenThatStillHolds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 5)
		s := at(t, w)
		s.signIn("alice", "dckr_pat_alice")
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/auth/token"}, Do: hubtest.Drop()})
		time.Sleep(9 * time.Minute)
		require.NoError(t, s.page())
		require.NoError(t, s.page())
		assert.Equal(t, 2, s.asked("/auth/token"), "the next try waits a little")
		time.Sleep(2 * time.Minute)
		require.ErrorIs(t, s.page(), hub.NoNetwork, "the token is over, and the network is the reason")
		s.hub.Heal()
		require.NoError(t, s.page())
	})
}

func TestAPasswordsSessionEndsAsOneTypedErrorAndTheListGoesOnAfterTheNextLogin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		want := shelf(w, "acme/museum", 1500)
		s := at(t, w, hubtest.WithTokenLife(time.Hour, 10*time.Minute))
		s.signIn("alice", "anchor-chain")
		r := s.client.Tags(museum, hub.Newest).Reader()
		first, _, err := names(t.Context(), r, 5)
		require.NoError(t, err)
		time.Sleep(2 * time.Hour)
		s.hub.Forget()
		_, _, err = names(t.Context(), r, 5)
		require.ErrorIs(t, err, hub.SessionEnded)
		assert.Empty(t, s.hub.Requests(), "a token that is over is not sent")
		s.signIn("alice", "anchor-chain")
		rest, _, err := names(t.Context(), r, 0)
		require.NoError(t, err)
		assert.Equal(t, want, append(first, rest...))
		assert.Equal(t, hub.Complete, r.Verdict().State)
	})
}

func TestAPasswordSessionIsAskedForOnceMoreBeforeItHasEndedAndNeverAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 5)
		s := at(t, w)
		session := s.signIn("alice", "anchor-chain")
		s.hub.Revoke()
		began := time.Now()
		require.ErrorIs(t, s.page(), hub.SessionEnded)
		assert.Equal(t, 2, s.asked("/tags"))
		assert.GreaterOrEqual(t, time.Since(began), 100*time.Millisecond, "not at once")
		assert.True(t, session.Ended())
		for _, err := range together(5, s.page) {
			require.ErrorIs(t, err, hub.SessionEnded)
			assert.Same(t, session, hub.EndedSession(err))
		}
		assert.Equal(t, 2, s.asked("/tags"), "not one more request with it")
		assert.Equal(t, 1, s.asked("/login"))
	})
}
