package index_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/index"
	"tagboat/hub/index/store"
)

// fewPages is room for five pages of tags with two platforms.
const fewPages = 5 * 100 * 600

// slow is a run, in a bubble, whose disk takes its time for each transaction.
func (s *setting) slow(t *testing.T, room int, disk func()) (*index.Index, *hub.Client) {
	t.Helper()
	client, err := hub.New(hub.Options{
		BaseURL: s.hub.URL(), Transport: s.hub.Transport(), UserAgent: "tagboat/test", Now: time.Now,
	})
	require.NoError(t, err)
	x := index.New(index.Options{Folder: s.folder, Now: time.Now})
	x.Try(store.Trial{Room: room, Hold: disk})
	return x, client
}

func countRows[T any](t *testing.T, l hub.Listing[T]) (rows int, v hub.Verdict) {
	t.Helper()
	reader := l.Reader()
	for p, err := range reader.Pages(t.Context(), 0) {
		require.NoError(t, err)
		rows += len(p.Rows)
	}
	return rows, reader.Verdict()
}

func TestAWalkThatNobodyWatchesWaitsForRoomAndIsKnown(t *testing.T) {
	s := at(t, 4_000, hubtest.WithRateLimit(0, 0))
	for watched, route := range map[bool]hub.Route{true: hub.HubRoute, false: hub.KeptRoute} {
		synctest.Test(t, func(t *testing.T) {
			s.folder = t.TempDir() + "/state"
			x, client := s.slow(t, fewPages, func() { time.Sleep(200 * time.Millisecond) })
			l := x.Tags(client, api)
			if !watched {
				l = l.Unattended()
			}
			began := time.Now()
			rows, _ := countRows(t, l)
			assert.Equal(t, 4_000, rows)
			if watched {
				assert.Zero(t, time.Since(began), "a screen is never held up")
			}
			x.Close(t.Context())
			assert.Empty(t, x.Notices())

			x, client = s.slow(t, fewPages, nil)
			rows, v := countRows(t, x.Tags(client, api))
			assert.Equal(t, 4_000, rows)
			assert.Equal(t, route, v.Route)
			x.Close(t.Context())
		})
	}
}

func TestADiskThatStandsStillHoldsACommandUpOnceAndNotForLong(t *testing.T) {
	s := at(t, 4_000, hubtest.WithRateLimit(0, 0))
	synctest.Test(t, func(t *testing.T) {
		stands := make(chan struct{})
		x, client := s.slow(t, fewPages, func() { <-stands })
		began := time.Now()
		for range 5 {
			rows, _ := countRows(t, x.FreshTags(client, api, hub.Newest).Unattended())
			assert.Equal(t, 4_000, rows)
		}
		assert.LessOrEqual(t, time.Since(began), time.Second)
		close(stands)
		x.Close(t.Context())
		assert.Empty(t, x.Notices())
	})
}

func TestADiskThatCrawlsHoldsAWalkUpForABoundedTime(t *testing.T) {
	s := at(t, 8_000, hubtest.WithRateLimit(0, 0))
	synctest.Test(t, func(t *testing.T) {
		x, client := s.slow(t, fewPages/5, func() { time.Sleep(950 * time.Millisecond) })
		began := time.Now()
		rows, _ := countRows(t, x.Tags(client, api).Unattended())
		assert.Equal(t, 8_000, rows)
		assert.InDelta(t, 10.5, time.Since(began).Seconds(), 1)
		x.Close(t.Context())
	})
}

func TestWhoGivesUpWaitsForNoDisk(t *testing.T) {
	s := at(t, 4_000, hubtest.WithRateLimit(0, 0))
	synctest.Test(t, func(t *testing.T) {
		stands := make(chan struct{})
		x, client := s.slow(t, fewPages, func() { <-stands })
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		began := time.Now()
		for _, err := range x.Tags(client, api).Unattended().Reader().Pages(ctx, 0) {
			require.NoError(t, err, "each page that came is whole")
			if ctx.Err() != nil {
				break
			}
		}
		require.Error(t, ctx.Err())
		assert.Equal(t, 100*time.Millisecond, time.Since(began))
		close(stands)
		x.Close(t.Context())
	})
}

// A Hub in memory is faster than any disk.
func TestTheSecondRunOfAnAccountIsVerifiedListForList(t *testing.T) {
	const lists = 40
	s := at(t, 300, hubtest.WithRateLimit(0, 0))
	var names []hub.RepositoryName
	for i := range lists {
		name := hub.RepositoryName{Namespace: "acme", Name: fmt.Sprintf("r-%03d", i)}
		s.world.Publish(name.String(), s.world.Tags(api.String())...)
		names = append(names, name)
	}
	s.clock.pass(time.Hour)
	for _, route := range []hub.Route{hub.HubRoute, hub.KeptRoute} {
		r := s.run()
		r.index.Try(store.Trial{Room: fewPages})
		routes := make([]hub.Route, lists)
		var readers sync.WaitGroup
		for i, name := range names {
			readers.Go(func() {
				_, v := countRows(t, r.index.Tags(r.client, name).Unattended())
				routes[i] = v.Route
			})
		}
		readers.Wait()
		for i := range routes {
			assert.Equal(t, route, routes[i], names[i].Name)
		}
		r.index.Close(t.Context())
		assert.Empty(t, r.index.Notices())
	}
}
