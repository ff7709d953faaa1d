package export_test

import (
	"bytes"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/export"
	"tagboat/hub/hubtest"
)

const perMinute = 180 // what the Hub allows (Hub API notes, "API limit")

// underTheLimit reads 25,000 tags at 100 ms a page from a Hub that allows 180 requests a minute, and
// tells how many times as long it took as the ideal: 180 pages eight at a time, the rest of the
// minute, and what is left eight at a time.
func underTheLimit(t *testing.T, w *hubtest.World) (ratio float64, refused int) {
	t.Helper()
	s := signedIn(t, w, hubtest.WithLatency(latency), hubtest.WithRateLimit(perMinute, perMinute))
	out := &bytes.Buffer{}
	work, err := tags(s.client, export.Request{Targets: []string{"alice/app"}}, out)
	require.NoError(t, err)
	began := time.Now()
	summary := work.Run(t.Context())
	took := time.Since(began)
	require.Equal(t, export.Complete, summary.Outcome())
	require.Len(t, lines(out.String()), 25_000)
	for _, request := range s.hub.Requests() {
		if request.Status == http.StatusTooManyRequests {
			refused++
		}
	}
	time.Sleep(2 * time.Minute) // another minute, of which nothing is spent
	return float64(took) / float64(s.idealUnderTheLimit(250)), refused
}

// idealUnderTheLimit asks for so many pages as fast as the limit lets anybody.
func (s *setting) idealUnderTheLimit(pages int) time.Duration {
	s.t.Helper()
	client := &http.Client{Transport: s.hub.Transport()}
	token := bearer(s.t, client, s.hub.URL())
	began := time.Now()
	var wg sync.WaitGroup
	flight := make(chan struct{}, inFlight)
	for n := 1; n <= pages; n++ {
		if n == perMinute+1 {
			wg.Wait()
			time.Sleep(time.Until(began.Add(time.Minute)))
		}
		flight <- struct{}{}
		wg.Go(func() {
			defer func() { <-flight }()
			path := fmt.Sprintf("%s/v2/namespaces/alice/repositories/app/tags?page_size=100&page=%d", s.hub.URL(), n)
			request, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, path, nil)
			require.NoError(s.t, err)
			request.Header.Set("Authorization", "Bearer "+token)
			resp, err := client.Do(request)
			require.NoError(s.t, err)
			_ = resp.Body.Close()
			require.Equal(s.t, http.StatusOK, resp.StatusCode)
		})
		if n == 1 {
			wg.Wait()
		}
	}
	wg.Wait()
	return time.Since(began)
}

func TestUnderTheHubsLimitNearlyNoTimeIsLostAndNothingIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := account(midnight)
		fill(w, "alice/app", 25_000)
		ratio, refused := underTheLimit(t, w)
		assert.LessOrEqual(t, ratio, 1.05)
		assert.Zero(t, refused)
	})
}

// BenchmarkBesideTheIdealAt180AMinute reports a ratio of the bubble's clock, which only the Hub's
// latency and limit move.
func BenchmarkBesideTheIdealAt180AMinute(b *testing.B) {
	w := account(midnight)
	fill(w, "alice/app", 25_000)
	var ratio float64
	for b.Loop() {
		if !testing.RunTests(
			func(_, _ string) (bool, error) { return true, nil },
			[]testing.InternalTest{{Name: "limit", F: func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) { ratio, _ = underTheLimit(t, w) })
			}}},
		) {
			b.Fatal("the run failed")
		}
	}
	b.ReportMetric(ratio, "×ideal")
}
