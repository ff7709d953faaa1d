package ranking_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"tagboat/hub/ranking"
)

const (
	many  = 100_000
	shown = 100
)

// one is the hardest case: all names begin alike, so that no mask tells them
// apart.
func one(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("acme/billing-api:%d.%d.%d-alpine", i/10_000, i/100%100, i%100)
	}
	return all
}

var sentences = []string{"api 2.4 arm", "nginx 1.27 alpine", "acmeapi", "acme/api:2.4", "blpln", "aaa", "1.1 2", "^acme 'pine !3", "ngxalp", "ciaalp"}

func BenchmarkAdd(b *testing.B) {
	all := names(many)
	b.ReportAllocs()
	for b.Loop() {
		indexed(all)
	}
}

// slowest types a sentence and tells the longest time that an answer took.
func slowest(tb testing.TB, x *ranking.Index, sentence string) time.Duration {
	tb.Helper()
	worst := time.Duration(0)
	for end := 1; end <= len(sentence); end++ {
		start := time.Now()
		_, _, err := x.Find(tb.Context(), sentence[:end], shown, nil)
		worst = max(worst, time.Since(start))
		require.NoError(tb, err)
	}
	return worst
}

// BenchmarkTheSlowestKey reports the slowest answer of each sentence, the best of a few runs,
// because the machine has other work too.
func BenchmarkTheSlowestKey(b *testing.B) {
	for name, all := range map[string][]string{"many repositories": names(many), "one repository": one(many)} {
		x := indexed(all)
		for _, sentence := range sentences {
			b.Run(name+"/"+sentence, func(b *testing.B) {
				best := slowest(b, x, sentence)
				for b.Loop() {
					best = min(best, slowest(b, x, sentence))
				}
				b.ReportMetric(best.Seconds()*1e3, "ms/slowest-key")
			})
		}
	}
}
