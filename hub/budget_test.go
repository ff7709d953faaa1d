package hub_test

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

// another is a client of a process of its own, logged in as the same account.
func (s *setting) another(t *testing.T) *hub.Client {
	t.Helper()
	client, err := hub.New(hub.Options{BaseURL: s.hub.URL(), Transport: s.hub.Transport(), UserAgent: "tagboat/test"})
	require.NoError(t, err)
	session, err := client.Login(t.Context(), "alice", hub.NewSecret("anchor-chain"))
	require.NoError(t, err)
	client.Use(session)
	return client
}

// refused counts the requests that the rate limit refused.
func (s *setting) refused() int {
	n := 0
	for _, request := range s.hub.Requests() {
		if request.Status == 429 {
			n++
		}
	}
	return n
}

func TestProcessesThatShareABudgetAreNeverRefusedAndLoseNoTime(t *testing.T) {
	limits := []int{20, 60, 180}
	if testing.Short() {
		limits = limits[:1] // thousands of pages take seconds
	}
	for _, processes := range []int{1, 2, 3} {
		for _, limit := range limits {
			for _, unattended := range []bool{true, false} {
				name := fmt.Sprintf("%d processes, %d a minute, unattended %v", processes, limit, unattended)
				synctest.Test(t, func(t *testing.T) {
					w := people(time.Now())
					pages := limit * 3 / 2
					shelf(w, "acme/museum", pages*100)
					s := at(t, w, hubtest.WithRateLimit(limit, limit), hubtest.WithLatency(latency))
					clients := make([]*hub.Client, processes)
					for i := range clients {
						clients[i] = s.another(t)
					}
					began := time.Now()
					var all sync.WaitGroup
					for _, client := range clients {
						all.Go(func() {
							list := client.Tags(museum, hub.Newest)
							if unattended {
								list = list.Unattended()
							}
							r := list.Reader()
							_, _, err := names(t.Context(), r, 0)
							assert.NoError(t, err, name)
							assert.Equal(t, hub.Complete, r.Verdict().State, name)
						})
					}
					all.Wait()
					assert.Zero(t, s.refused(), name)
					// at most half of the reserve is left when a minute ends
					minutes := (processes*pages - 1) / (limit - max(limit/20, 4))
					assert.LessOrEqual(t, time.Since(began), time.Duration(minutes)*time.Minute+20*time.Second, name)
				})
			}
		}
	}
}

func TestUnderTheRealLimit25000TagsTakeTheMinuteThatTheyMustAndSaySo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", manyTags)
		s := at(t, w, hubtest.WithLatency(latency))
		s.signIn("alice", "anchor-chain")
		began := time.Now()
		_, _, err := names(t.Context(), s.client.Tags(museum, hub.Newest).Unattended().Reader(), 0)
		require.NoError(t, err)
		assert.LessOrEqual(t, time.Since(began), 63*time.Second, "180 of 250 pages in the first minute, 70 in the second")
		assert.Zero(t, s.refused())
		assert.NotEmpty(t, s.saw(hub.Waiting))
		assert.LessOrEqual(t, s.silence(began), 60*time.Second)
	})
}

func TestPersonsWhoShareABudgetLeaveTheLastRequestAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 10)
		s := at(t, w, hubtest.WithRateLimit(20, 20), hubtest.WithLatency(latency))
		var both sync.WaitGroup
		for range 2 {
			client := s.another(t)
			both.Go(func() {
				for range 15 {
					_, err := client.Repository(t.Context(), museum)
					assert.NoError(t, err)
				}
			})
		}
		both.Wait()
		assert.Zero(t, s.refused())
		assert.Len(t, s.hub.Requests(), 2+30)
	})
}
