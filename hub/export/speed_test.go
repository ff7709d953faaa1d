package export_test

import (
	"bytes"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/export"
	"tagboat/hub/hubtest"
)

const (
	latency  = 100 * time.Millisecond
	inFlight = 8
)

// readOnly is large at midnight, made once for all tests that only read it.
var readOnly = sync.OnceValue(func() *hubtest.World { return large(midnight, 1) })

// large is an account of 4 namespaces with 300 repositories and 45,000 tags: one of 12,000, some of
// a thousand, and many small ones.
func large(now time.Time, times int) *hubtest.World {
	sizes := make([]int, 300)
	left := 45_000
	for i := range sizes {
		switch {
		case i == 40:
			sizes[i] = 12_000
		case i%15 == 7:
			sizes[i] = 900
		default:
			sizes[i] = 20 + i*37%80
		}
		left -= sizes[i]
	}
	for i := 0; left != 0; i = (i + 1) % len(sizes) {
		if i != 40 {
			step := min(max(left, -10), 10)
			sizes[i] += step
			left -= step
		}
	}
	for i := range sizes {
		sizes[i] *= times
	}
	return shelved(now, sizes)
}

// level is the same with 150 tags in each repository: two pages, and one to see that nothing moved.
func level(now time.Time) *hubtest.World { return shelved(now, slices.Repeat([]int{150}, 300)) }

// lopsided is the same with nearly everything in the last repository.
func lopsided(now time.Time) *hubtest.World {
	return shelved(now, append(slices.Repeat([]int{10}, 299), 45_000-2990))
}

func shelved(now time.Time, sizes []int) *hubtest.World {
	w := account(now, "acme", "globex", "initech")
	for i, size := range sizes {
		add(w, fmt.Sprintf("%s/r-%s", everywhere[i*4/len(sizes)], pad(i)), size)
	}
	return w
}

func add(w *hubtest.World, name string, n int) {
	w.Publish(name)
	w.Push(name, plainTags(w.Now(), n)...)
}

// measure reads the account and tells how long it took by the bubble's clock, in times of what its
// requests take eight at a time, and how many requests were sent beyond one a page.
func measure(t *testing.T, s *setting, unordered bool) (ratio float64, requests, extra int) {
	s.hub.Forget()
	var out bytes.Buffer
	work, err := images(s.client, export.Request{Unordered: unordered}, &out)
	require.NoError(t, err)
	began := time.Now()
	summary := work.Run(t.Context())
	took := time.Since(began)
	agrees(t, summary, 4, 300, 45_000)
	require.Equal(t, export.Complete, summary.Outcome())
	require.Len(t, lines(out.String()), 45_000)
	assert.LessOrEqual(t, s.hub.Peak(), inFlight)
	requests = len(s.hub.Requests())
	extra = requests - len(everywhere)
	for _, name := range everywhere {
		for _, r := range s.world.Repositories(name) {
			extra -= (len(s.world.Tags(name+"/"+r.Name)) + 99) / 100
		}
	}
	ideal := time.Duration((requests+inFlight-1)/inFlight) * latency
	return float64(took) / float64(ideal), requests, extra
}

func TestAWholeAccountIsReadNearlyAsFastAsItCanBe(t *testing.T) {
	shapes := map[string]*hubtest.World{"large": readOnly()}
	if !testing.Short() {
		shapes["level"], shapes["lopsided"] = level(midnight), lopsided(midnight)
	}
	for shape, w := range shapes {
		for _, unordered := range []bool{false, true} {
			synctest.Test(t, func(t *testing.T) {
				ratio, requests, extra := measure(
					t,
					signedIn(t, w, hubtest.WithLatency(latency)),
					unordered,
				)
				t.Logf(
					"%s, unordered %v: %.3f of the ideal, %d requests, %d of them to prove it",
					shape,
					unordered,
					ratio,
					requests,
					extra,
				)
				assert.LessOrEqual(t, ratio, 1.15)
			})
		}
	}
}

// midnight is when a bubble of testing/synctest begins.
var midnight = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// BenchmarkAWholeAccount reports ratios and counts, which do not depend on the machine, beside the
// time that the work itself takes.
func BenchmarkAWholeAccount(b *testing.B) {
	w := large(midnight, 1)
	var ratio float64
	var requests, extra int
	for b.Loop() {
		ok := testing.RunTests(
			func(_, _ string) (bool, error) { return true, nil },
			[]testing.InternalTest{{Name: "account", F: func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					ratio, requests, extra = measure(
						t,
						signedIn(t, w, hubtest.WithLatency(latency)),
						false,
					)
				})
			}}},
		)
		if !ok {
			b.Fatal("the run failed")
		}
	}
	b.ReportMetric(ratio, "×ideal")
	b.ReportMetric(float64(requests), "requests")
	b.ReportMetric(float64(extra), "proof-requests")
}
