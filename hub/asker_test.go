package hub_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

// secretMuseum is a world in which acme/museum is private.
func secretMuseum(n int) *hubtest.World {
	w := people(time.Now())
	shelf(w, "acme/museum", n)
	w.Update("acme/museum", func(r *hubtest.Repository) { r.Private = true })
	return w
}

// spelled are the names of the museum's tags by the registry.
func (s *setting) spelled(ctx context.Context) ([]string, error) {
	r := s.client.Tags(museum, hub.Newest).Reader()
	require.True(s.t, r.ThroughRegistry())
	found, _, err := names(ctx, r, 0)
	return found, err
}

// late holds answers back until they are let go.
func late(held, let chan struct{}) hubtest.Action {
	return func(_ *hubtest.Hub, next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			held <- struct{}{}
			<-let
			next.ServeHTTP(w, r)
		})
	}
}

func TestATokenThatIsOnItsWayWhileTheAccountChangesServesNobodyElse(t *testing.T) {
	for name, change := range map[string]func(s *setting) *hub.Session{
		"to nobody":   func(s *setting) *hub.Session { s.client.Use(nil); return nil },
		"by a logout": func(s *setting) *hub.Session { require.NoError(s.t, s.client.Logout(s.t.Context())); return nil },
		"to another":  func(s *setting) *hub.Session { return s.signIn("dave", "dckr_pat_dave") },
	} {
		for _, path := range []string{"/token", "/tags/list"} {
			t.Run(name+path, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := secretMuseum(20)
					w.AddUser(hubtest.User{Name: "dave", Password: "x", Tokens: []hubtest.AccessToken{{Secret: "dckr_pat_dave", Scope: "repo:read"}}})
					s := at(t, w)
					s.signIn("alice", "dckr_pat_alice")
					held, let, done := make(chan struct{}), make(chan struct{}), make(chan struct{})
					s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Host: "registry", Path: path, Times: 1}, Do: late(held, let)})
					go func() {
						defer close(done)
						_, _ = s.spelled(t.Context())
					}()
					<-held
					now := change(s)
					close(let)
					<-done
					found, err := s.spelled(t.Context())
					require.ErrorIs(t, err, hub.Forbidden)
					assert.Empty(t, found)
					assert.Same(t, now, s.client.Session())
				})
			})
		}
	}
}

func TestA401ThatComesLateIsBlamedOnTheSessionThatAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 20)
		s := at(t, w)
		session, err := s.client.Login(t.Context(), "alice", hub.NewSecret("anchor-chain"))
		require.NoError(t, err)
		s.hub.Inject(
			hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Before(func() { s.client.Use(session) })},
			hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Unauthorized("who are you")},
		)
		err = s.page() // sent without an account
		require.ErrorIs(t, err, hub.Forbidden, "no session was sent")
		assert.Nil(t, hub.EndedSession(err))
		assert.False(t, session.Ended())

		bob, err := s.client.Login(t.Context(), "alice", hub.NewSecret("anchor-chain"))
		require.NoError(t, err)
		s.hub.Heal()
		s.hub.Inject(
			hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Before(func() { s.client.Use(bob) })},
			hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Unauthorized("who are you")},
		)
		err = s.page()
		require.ErrorIs(t, err, hub.SessionEnded)
		assert.Same(t, session, hub.EndedSession(err))
		assert.True(t, session.Ended())
		assert.False(t, bob.Ended(), "the session that began meanwhile is as good as before")
	})
}

func TestWhoAsksForAListIsWhoAskedForItsFirstPage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, secretMuseum(950))
		session := s.signIn("alice", "dckr_pat_alice")
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: 2}, Do: hubtest.Before(func() { s.client.Use(nil) })})
		found, _, err := names(t.Context(), s.client.Tags(museum, hub.Newest).Reader(), 0)
		require.NoError(t, err)
		assert.Len(t, found, 950)
		_, _, err = names(t.Context(), s.client.Tags(museum, hub.Newest).Reader(), 0)
		require.ErrorIs(t, err, hub.NotFound, "the next list is the next account's")
		found, _, err = names(hub.As(t.Context(), session), s.client.Tags(museum, hub.Newest).Reader(), 0)
		require.NoError(t, err)
		assert.Len(t, found, 950)
	})
}

func TestNamespacesAreThoseOfOneAccount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		w.AddUser(hubtest.User{Name: "dave", Password: "windlass"})
		s := at(t, w)
		dave := s.signIn("dave", "windlass")
		s.signIn("alice", "anchor-chain")
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/orgs"}, Do: hubtest.Before(func() { s.client.Use(dave) })})
		page, err := s.client.Namespaces().Page(t.Context(), 1)
		require.NoError(t, err)
		var found []string
		for _, m := range page.Rows {
			found = append(found, string(m.Namespace))
		}
		assert.Equal(t, []string{"alice", "acme"}, found)
	})
}

func TestALateBudgetOrPauseIsNotTheNextAccounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 20)
		s := at(t, w, hubtest.WithRateLimit(180, 600))
		alice := s.signIn("alice", "dckr_pat_alice")
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Before(func() { s.client.Use(nil) })})
		require.NoError(t, s.page())
		assert.False(t, s.client.Budget().Known, "the numbers were alice's")

		s.client.Use(alice)
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Times: 1}, Do: hubtest.TooMany(hubtest.RetryAfterSeconds, 40*time.Second)})
		began := time.Now()
		done := make(chan struct{})
		go func() {
			defer close(done)
			assert.NoError(t, s.page())
			assert.GreaterOrEqual(t, time.Since(began), 40*time.Second, "alice waits for herself")
		}()
		synctest.Wait()
		s.hub.Heal()
		require.NoError(t, s.page())
		assert.Zero(t, time.Since(began), "nobody else does")
		<-done
	})
}

func TestAnAccountDoesNotWaitForThePauseOfAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 20)
		s := at(t, w)
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Times: 1}, Do: hubtest.TooMany(hubtest.RetryAfterSeconds, 40*time.Second)})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := s.client.Tags(museum, hub.Newest).Page(ctx, 1)
		require.Error(t, err)
		s.signIn("alice", "dckr_pat_alice")
		began := time.Now()
		require.NoError(t, s.page())
		assert.Zero(t, time.Since(began), "an account has a limit of its own")

		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Times: 1}, Do: hubtest.AbuseLimit()})
		_, err = s.client.Tags(museum, hub.Newest).Page(ctx, 1)
		require.Error(t, err)
		ctx, cancel = context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err = s.client.Tags(museum, hub.Newest).Page(ctx, 1)
		require.Error(t, err)
		s.client.Use(nil)
		began = time.Now()
		require.NoError(t, s.page())
		assert.GreaterOrEqual(t, time.Since(began), 50*time.Second, "the abuse limiter counts by address")
	})
}

func TestARenewalThatComesAfterTheLogoutBringsNothingBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, secretMuseum(20))
		session := s.signIn("alice", "dckr_pat_alice")
		held, let, done := make(chan struct{}), make(chan struct{}), make(chan struct{})
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/auth/token"}, Do: late(held, let)})
		time.Sleep(9 * time.Minute)
		go func() {
			defer close(done)
			assert.ErrorIs(t, s.page(), hub.SessionEnded)
		}()
		<-held
		require.NoError(t, s.client.Logout(t.Context()))
		close(let)
		<-done
		assert.True(t, session.Keep().IsZero())
		assert.Empty(t, s.saw(hub.Renewed))
		assert.Zero(t, s.asked("/tags"))
	})
}

func TestALogoutIsOfOneSessionOnly(t *testing.T) {
	w := secretMuseum(20)
	w.AddUser(hubtest.User{Name: "dave", Password: "windlass"})
	s := at(t, w)
	alice := s.signIn("alice", "dckr_pat_alice")
	dave := s.signIn("dave", "windlass")
	require.NoError(t, s.client.End(t.Context(), alice))
	assert.Same(t, dave, s.client.Session())
	assert.True(t, alice.Ended())
	assert.True(t, alice.Keep().IsZero())
	assert.False(t, dave.Ended())
	before := len(s.hub.Requests())
	for _, ask := range []func(context.Context) error{
		func(ctx context.Context) error { _, err := s.client.Tags(museum, hub.Newest).Page(ctx, 1); return err },
		func(ctx context.Context) error { _, err := s.spelled(ctx); return err },
	} {
		err := ask(hub.As(t.Context(), alice))
		require.ErrorIs(t, err, hub.SessionEnded)
		assert.Same(t, alice, hub.EndedSession(err))
	}
	assert.Len(t, s.hub.Requests(), before, "nothing is sent with what was logged out")
}
