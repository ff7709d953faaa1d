package hub_test

import (
	"math"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

const (
	manyTags = 25_000
	manyPage = manyTags / 100
	latency  = 100 * time.Millisecond
	inFlight = 8
)

// longWalk reads 25,000 tags at a latency of 100 ms and tells how long it took by the bubble's
// clock, in ideal walks (one round trip for page 1, then eight at a time), how many requests it
// sent beyond one per page, and how many pages were fetched at most before they were asked for.
func longWalk(t *testing.T, w *hubtest.World) (ratio float64, extra, ahead int) {
	s := at(t, w, hubtest.WithRateLimit(0, 0), hubtest.WithLatency(latency))
	s.signIn("alice", "anchor-chain")
	s.hub.Forget()
	began := time.Now()
	rows, pages := 0, 0
	var took time.Duration
	for p, err := range s.client.Tags(museum, hub.Newest).Pages(t.Context(), 1) {
		require.NoError(t, err)
		ahead = max(ahead, len(s.hub.Requests())-pages)
		pages++
		rows += len(p.Rows)
		took = time.Since(began)
	}
	require.Equal(t, manyTags, rows)
	requests := len(s.hub.Requests())
	s.hub.Forget()
	r := s.client.Tags(museum, hub.Newest).Reader()
	_, _, err := names(t.Context(), r, 0)
	require.NoError(t, err)
	require.Equal(t, hub.Complete, r.Verdict().State)
	require.Equal(t, manyPage, requests)
	ideal := time.Duration(1+math.Ceil(float64(manyPage-1)/inFlight)) * latency
	return float64(took) / float64(ideal), len(s.hub.Requests()) - manyPage, ahead
}

func TestReading25000TagsIsNearlyAsFastAsItCanBe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", manyTags)
		ratio, extra, ahead := longWalk(t, w)
		assert.LessOrEqual(t, ratio, 1.15)
		assert.LessOrEqual(t, extra, 2)
		assert.LessOrEqual(t, ahead, 2*inFlight+1, "pages held are bounded by the window, not by the list")
	})
}

// BenchmarkReading25000Tags reports ratios and counts, which do not depend on the machine, beside
// the time that the work itself takes.
func BenchmarkReading25000Tags(b *testing.B) {
	w := people(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC))
	shelf(w, "acme/museum", manyTags)
	var ratio float64
	var extra, ahead int
	runtime.GC()
	for b.Loop() {
		ok := testing.RunTests(func(_, _ string) (bool, error) { return true, nil }, []testing.InternalTest{{Name: "walk", F: func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { ratio, extra, ahead = longWalk(t, w) })
		}}})
		if !ok {
			b.Fatal("the walk failed")
		}
	}
	b.ReportMetric(ratio, "×ideal")
	b.ReportMetric(float64(extra), "extra-requests")
	b.ReportMetric(float64(ahead), "peak-pages")
}
