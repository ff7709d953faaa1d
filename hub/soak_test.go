package hub_test

import (
	"errors"
	"flag"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

var soak = flag.Duration("hub.soak", 2*time.Second, "how long the soak test goes on, by the wall clock")

// TestSoakDeliversEveryRowExactlyOnceWhateverTheWeather walks through lists of thousands of tags while answers are late, broken, refused,
// cut off or HTML, and while tags are pushed and deleted. Each walk is a bubble of its own, which fails when a goroutine outlives it.
func TestSoakDeliversEveryRowExactlyOnceWhateverTheWeather(t *testing.T) {
	began := time.Now()
	walks, pages := 0, 0
	for seed := uint64(1); time.Since(began) < *soak; seed++ {
		synctest.Test(t, func(t *testing.T) { pages += weatherWalk(t, seed) })
		walks++
		if t.Failed() {
			t.Fatalf("with seed %d", seed)
		}
	}
	t.Logf("%d walks, %d requests", walks, pages)
}

// weatherWalk reads one list to its end, going on after each error, and gives the number of requests.
func weatherWalk(t *testing.T, seed uint64) int {
	rows := 100 + int(seed*7919%4900)
	w := people(time.Now())
	want := shelf(w, "acme/museum", rows)
	s := with(t, w, func(o *hub.Options) { o.Flight = 1 + int(seed%12) },
		hubtest.WithSeed(seed), hubtest.WithRateLimit(0, 0), hubtest.WithLatency(20*time.Millisecond))
	s.signIn("alice", "dckr_pat_alice")
	s.hub.Inject(hubtest.Weather(0.2)...)
	shifts := seed%3 == 0 && rows > 300
	if shifts {
		s.hub.Inject(
			whilePage(2+int(seed%3), func() { w.Push("acme/museum", plainTag("pushed", w.Now())) }),
			whilePage(3, func() { w.Delete("acme/museum", want[3]) }),
		)
	}
	seen := map[string]int{}
	r := s.client.Tags(museum, hub.Newest).Reader()
	for tries := 0; ; tries++ {
		got, _, err := names(t.Context(), r, 0)
		for _, name := range got {
			seen[name]++
		}
		if err == nil {
			break
		}
		require.Less(t, tries, 50, "it never ends: %v", err)
		_, named := errors.AsType[*hub.Error](err)
		require.True(t, named, "%v", err)
	}
	if shifts {
		want = append(want, "pushed")
		delete(seen, want[3]) // whether it was seen depends on who came first
		want = append(want[:3:3], want[4:]...)
	}
	for _, name := range want {
		if seen[name] != 1 {
			t.Errorf("%s was delivered %d times", name, seen[name])
		}
	}
	v := r.Verdict()
	assert.Len(t, seen, len(want))
	if !shifts {
		assert.Equal(t, hub.Complete, v.State, v)
	} else {
		assert.Equal(t, hub.Changed, v.State, v)
	}
	return len(s.hub.Requests())
}
