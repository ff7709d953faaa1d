package hub_test

import (
	"errors"
	"flag"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

var soak = flag.Uint64("hub.soak", 50, "how many walks the soak test takes")

// TestSoakDeliversEveryRowExactlyOnceWhateverTheWeather walks through lists of thousands of tags
// while answers are late, broken, refused, cut off or HTML, and while tags are pushed and deleted.
// Each walk is a bubble of its own, which fails when a goroutine outlives it.
func TestSoakDeliversEveryRowExactlyOnceWhateverTheWeather(t *testing.T) {
	t.Parallel() // it has the processor while others wait for real connections
	requests := 0
	for seed := uint64(1); seed <= *soak; seed++ {
		synctest.Test(t, func(t *testing.T) { requests += weatherWalk(t, seed) })
		if t.Failed() {
			t.Fatalf("with seed %d", seed)
		}
	}
	t.Logf("%d walks, %d requests", *soak, requests)
}

// weatherWalk reads one list to its end, going on after each error, and gives the number of
// requests.
func weatherWalk(t *testing.T, seed uint64) int {
	rows := 100 + int(seed*7919%4900)
	w := people(time.Now())
	want := shelf(w, "acme/museum", rows)
	s := with(t, w, func(o *hub.Options) { o.Flight = 1 + int(seed%12) },
		hubtest.WithSeed(seed), hubtest.WithRateLimit(0, 0), hubtest.WithLatency(20*time.Millisecond))
	s.signIn("alice", "dckr_pat_alice")
	changes, deleted, pushed := s.unrest(seed, want)
	s.hub.Inject(hubtest.Weather(0.2)...) // inside the changes: what is answered by a fault still changes the world
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
	v := r.Verdict()
	for _, name := range append(want, pushed()...) {
		if n := seen[name]; n > 1 || n == 0 && !deleted[name] && !v.Moving {
			t.Errorf("%s was delivered %d times", name, n)
		}
	}
	if changes == 0 {
		assert.Equal(t, hub.Complete, v.State, v)
	} else {
		assert.NotEqual(t, hub.Partial, v.State, v)
	}
	return len(s.hub.Requests())
}

// unrest changes the list up to four times while it is read: a tag pushed, moved to the top, or
// deleted, before some page is looked up.
func (s *setting) unrest(seed uint64, names []string) (changes int, deleted map[string]bool, pushed func() []string) {
	deleted = map[string]bool{}
	var mu sync.Mutex
	var added []string
	dice := rand.New(rand.NewPCG(seed, 1))
	changes = dice.IntN(5)
	for n := range changes {
		page, victim, kind := 1+dice.IntN(len(names)/100+1), names[dice.IntN(len(names))], dice.IntN(3)
		if kind == 0 {
			deleted[victim] = true
		}
		s.hub.Inject(whilePage(page, func() {
			mu.Lock()
			defer mu.Unlock()
			switch kind {
			case 0:
				s.world.Delete("acme/museum", victim)
			case 1:
				s.world.Push("acme/museum", plainTag(victim, time.Now()))
			default:
				added = append(added, "pushed-"+pad(n))
				s.world.Push("acme/museum", plainTag("pushed-"+pad(n), time.Now()))
			}
		}))
	}
	return changes, deleted, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return added
	}
}
