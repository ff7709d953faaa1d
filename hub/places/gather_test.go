package places_test

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/places"
)

// wrongClock is a year ahead of the Hub's, and the client's.
func wrongClock() time.Time { return time.Now().AddDate(1, 0, 0) }

// logged is a client with a session of alice.
func logged(t *testing.T, options ...hubtest.Option) (*hub.Client, *hubtest.Hub) {
	t.Helper()
	server := hubtest.New(hubtest.Demo(time.Now()), options...)
	client, err := hub.New(hub.Options{
		BaseURL: server.URL(), RegistryURL: server.RegistryURL(), Transport: server.Transport(), UserAgent: "tagboat/test",
		Now: wrongClock,
	})
	require.NoError(t, err)
	session, err := client.Login(t.Context(), "alice", hub.NewSecret("anchor"))
	require.NoError(t, err)
	client.Use(session)
	return client, server
}

func TestTheRepositoriesOfAllNamespacesAreGathered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, server := logged(t)
		b, last := places.NewIndex(time.Now), places.Gathered{}
		before := len(server.Requests())
		require.NoError(t, places.Gather(t.Context(), client, wrongClock, nil, func(g places.Gathered) bool {
			b.SeeNamespaces(g.Namespaces)
			b.SeeRepositories(g.Repositories)
			last = g
			return true
		}))
		assert.Equal(t, 3, b.Count(places.Namespace))
		assert.Greater(t, b.Count(places.Repository), 300)
		assert.Equal(t, 3, last.Done)
		assert.Equal(t, 3, last.Of)
		assert.Less(t, len(server.Requests())-before, 15)
		hits, _, err := b.Finder().Find(t.Context(), "acme api", 1)
		require.NoError(t, err)
		assert.Equal(t, "acme/api", hits[0].Place.String())
	})
}

func TestGatheringLeavesHalfOfTheBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, _ := logged(t, hubtest.WithRateLimit(8, 8))
		least, waits, start := 8, 0, time.Now()
		require.NoError(t, places.Gather(t.Context(), client, wrongClock, nil, func(g places.Gathered) bool {
			if !g.Waiting.IsZero() {
				waits++
				assert.True(t, g.Waiting.After(wrongClock()))
				assert.LessOrEqual(t, g.Waiting.Sub(wrongClock()), time.Minute)
			}
			least = min(least, client.Budget().Remaining)
			return true
		}))
		assert.Positive(t, waits)
		assert.GreaterOrEqual(t, least, 1)
		assert.Greater(t, time.Since(start), 30*time.Second)
	})
}

func TestGatheringWaitsUntilThePersonIsIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, server := logged(t)
		var idle atomic.Bool
		done, before := make(chan error, 1), len(server.Requests())
		go func() {
			done <- places.Gather(t.Context(), client, wrongClock, idle.Load, func(places.Gathered) bool { return true })
		}()
		time.Sleep(time.Minute)
		assert.Len(t, server.Requests(), before)
		idle.Store(true)
		require.NoError(t, <-done)
		assert.Greater(t, len(server.Requests()), before)
	})
}

func TestLeavingEndsGathering(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, server := logged(t)
		ctx, leave := context.WithCancel(t.Context())
		err := places.Gather(ctx, client, wrongClock, nil, func(g places.Gathered) bool {
			if len(g.Repositories) > 0 {
				leave()
			}
			return true
		})
		require.ErrorIs(t, err, context.Canceled)
		before := len(server.Requests())
		time.Sleep(time.Hour)
		assert.Len(t, server.Requests(), before)
		pages := 0
		require.NoError(t, places.Gather(t.Context(), client, wrongClock, nil, func(places.Gathered) bool {
			pages++
			return pages < 2
		}))
		assert.Equal(t, 2, pages, "nor does it go on when nothing more is wanted")
	})
}

func TestOneNamespaceThatCannotBeListedIsLeftOut(t *testing.T) {
	for _, refusal := range []string{"no", "Single sign-on (SSO) is enforced by your organization.", "this access token is not allowed"} {
		synctest.Test(t, func(t *testing.T) {
			client, server := logged(t)
			server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "namespaces/acme/"}, Do: hubtest.Forbidden(refusal)})
			b := places.NewIndex(time.Now)
			require.NoError(t, places.Gather(t.Context(), client, wrongClock, nil, func(g places.Gathered) bool {
				b.SeeRepositories(g.Repositories)
				return true
			}), refusal)
			assert.False(t, b.Has(place(t, "acme/")), refusal)
			assert.True(t, b.Has(place(t, "globex/")), refusal)
		})
	}
}

func TestWithoutAnAccountNothingIsAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, server := logged(t)
		client.Use(nil)
		before := len(server.Requests())
		require.NoError(t, places.Gather(t.Context(), client, wrongClock, nil, func(places.Gathered) bool { return true }))
		assert.Len(t, server.Requests(), before)
	})
}
