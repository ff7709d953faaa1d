package export_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/export"
	"tagboat/hub/hubtest"
)

// TestWhateverTheWeatherTheSetIsWholeOrWhatIsMissingIsNamed: either every reference and complete,
// or some of them, each once, and the lists of all others named.
func TestWhateverTheWeatherTheSetIsWholeOrWhatIsMissingIsNamed(t *testing.T) {
	outcomes, seeds := map[export.Outcome]int{}, uint64(40)
	if testing.Short() {
		seeds = 6
	}
	for seed := uint64(1); seed <= seeds; seed++ {
		synctest.Test(t, func(t *testing.T) {
			dice := rand.New(rand.NewPCG(seed, 7))
			w := account(time.Now(), "acme", "globex")
			for i := range 30 {
				fill(w, []string{"alice", "acme", "globex"}[i%3]+"/r-"+pad(i), dice.IntN(350))
			}
			s := signedIn(t, w, hubtest.WithSeed(seed), hubtest.WithLatency(20*time.Millisecond))
			s.hub.Inject(hubtest.Weather([]float64{0.1, 0.3, 0.6, 0.9}[seed%4])...)
			got, summary := s.images(export.Request{Unordered: seed%3 == 0})
			outcomes[summary.Outcome()]++
			want := s.all("alice", "acme", "globex")
			switch summary.Outcome() {
			case export.Complete:
				require.Equal(t, want, sorted(got), "seed %d", seed)
			case export.Partial, export.Failed:
				subset(t, s, got, summary)
			default:
				t.Fatalf("seed %d: outcome %d, %v", seed, summary.Outcome(), summary)
			}
		})
	}
	t.Logf("outcomes: %v", outcomes)
}

// subset checks that nothing is written twice, and that whatever is missing belongs to a list that
// is named.
func subset(t *testing.T, s *setting, got []string, summary export.Summary) {
	t.Helper()
	named := map[string]bool{}
	for _, m := range summary.Misses {
		named[m.List] = true
	}
	written := map[string]int{}
	for _, line := range got {
		written[line]++
	}
	for _, want := range s.all("alice", "acme", "globex") {
		repository, _, _ := strings.Cut(want, ":")
		namespace, _, _ := strings.Cut(want, "/")
		switch {
		case written[want] > 1:
			t.Errorf("%s is written %d times", want, written[want])
		case written[want] == 0:
			assert.Truef(
				t,
				named[repository] || named[namespace] ||
					summary.Err != nil && len(summary.Misses) == 0,
				"%s is missing and not named",
				want,
			)
		}
		delete(written, want)
	}
	assert.Empty(t, written, "nothing else is written")
}

func TestTheRateLimitIsWaitedOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := account(time.Now(), "acme")
		for i := range 400 {
			fill(w, "acme/r-"+pad(i), 1)
		}
		s := signedIn(
			t,
			w,
			hubtest.WithRateLimit(180, 180),
			hubtest.WithLatency(50*time.Millisecond),
		)
		began := time.Now()
		got, summary := s.images(export.Request{Targets: []string{"acme"}})
		assert.Len(t, got, 400)
		assert.Equal(t, export.Complete, summary.Outcome(), summary)
		assert.Less(t, time.Since(began), 3*time.Minute)
	})
}
