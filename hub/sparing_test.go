package hub_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

// sparing is a client of a process of its own, logged in as the same account.
func (s *setting) sparing(t *testing.T, agent string) *hub.Client {
	t.Helper()
	client, err := hub.New(hub.Options{
		BaseURL: s.hub.URL(), Transport: s.hub.Transport(), UserAgent: agent, Sparing: true, Observe: s.observe,
	})
	require.NoError(t, err)
	session, err := client.Login(t.Context(), "alice", hub.NewSecret("anchor-chain"))
	require.NoError(t, err)
	client.Use(session)
	return client
}

// most is how many requests for lists any sixty seconds saw, of those with this in their agent.
func (s *setting) most(agent string) (most int) {
	var times []time.Time
	for _, r := range s.hub.Requests() {
		if strings.Contains(r.UserAgent, agent) && r.Method == http.MethodGet {
			times = append(times, r.Time)
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	for i := range times {
		n := i
		for n < len(times) && times[n].Sub(times[i]) < time.Minute {
			n++
		}
		most = max(most, n-i)
	}
	return most
}

func readAll(t *testing.T, client *hub.Client, name string) {
	t.Helper()
	r := client.Tags(museum, hub.Newest).Unattended().Reader()
	_, _, err := names(t.Context(), r, 0)
	assert.NoError(t, err, name)
	assert.Equal(t, hub.Complete, r.Verdict().State, name)
}

func TestWhoIsSparingSpendsHalfOfWhatTheHubAllowsInAnyMinute(t *testing.T) {
	limits := []int{5, 20, 180}
	if testing.Short() {
		limits = limits[:2] // thousands of pages take seconds
	}
	for _, limit := range limits {
		for _, processes := range []int{1, 2, 3} {
			name := fmt.Sprintf("%d a minute, %d processes", limit, processes)
			synctest.Test(t, func(t *testing.T) {
				w := people(time.Now())
				shelf(w, "acme/museum", limit*100)
				s := at(t, w, hubtest.WithRateLimit(limit, limit), hubtest.WithLatency(latency))
				began := time.Now()
				var all sync.WaitGroup
				for i := range processes {
					agent := fmt.Sprint("sync-", i)
					client := s.sparing(t, agent)
					all.Go(func() { readAll(t, client, name) })
				}
				all.Wait()
				for i := range processes {
					assert.LessOrEqual(t, s.most(fmt.Sprint("sync-", i)), limit/2, name)
				}
				assert.Zero(t, s.refused(), name)
				if processes == 1 { // the first minute, and what the half of the others takes
					assert.LessOrEqual(t, time.Since(began), 3*time.Minute, name)
					assert.NotEmpty(t, s.saw(hub.Sparing))
				}
			})
		}
	}
}

func TestThoseThatAreSparingTogetherLeaveTheOtherHalfToOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const limit = 60
		w := people(time.Now())
		shelf(w, "acme/museum", 6000)
		s := at(t, w, hubtest.WithRateLimit(limit, limit), hubtest.WithLatency(latency))
		first, second := s.sparing(t, "sync-1"), s.sparing(t, "sync-2")
		var all sync.WaitGroup
		all.Go(func() { readAll(t, first, "first") })
		all.Go(func() { readAll(t, second, "second") })
		all.Go(func() { // somebody who looks now and then always finds the half there
			client := s.another(t)
			for range 20 {
				time.Sleep(7 * time.Second)
				_, err := client.Repository(t.Context(), museum)
				assert.NoError(t, err)
				b := client.Budget()
				assert.GreaterOrEqual(t, b.Remaining, limit/2-9, "nine looks are a minute's")
			}
		})
		all.Wait()
		assert.LessOrEqual(t, s.most("sync-"), limit/2+limit/2, "two of the Hub's minutes meet in one")
		assert.Zero(t, s.refused())
	})
}

func TestWhoIsSparingWaitsWhereOthersHaveSpentTheirHalf(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 300)
		s := at(t, w, hubtest.WithRateLimit(20, 20))
		other := s.another(t)
		for range 12 {
			_, err := other.Repository(t.Context(), museum)
			require.NoError(t, err)
		}
		client := s.sparing(t, "sync")
		began := time.Now()
		readAll(t, client, "")
		assert.GreaterOrEqual(t, time.Since(began), 59*time.Second, "one request tells it, the next waits")
	})
}

func TestWhereTheHubTellsNoLimitWhoIsSparingSendsNinetyAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 20_000)
		s := at(t, w, hubtest.WithRateLimit(0, 0), hubtest.WithLatency(latency))
		client := s.sparing(t, "sync")
		began := time.Now()
		readAll(t, client, "")
		assert.Equal(t, 90, s.most("sync"))
		assert.Less(t, time.Since(began), 3*time.Minute)
	})
}
