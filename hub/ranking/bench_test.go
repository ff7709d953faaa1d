package ranking_test

import (
	"fmt"
	"testing"
	"time"

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

func BenchmarkKeystroke(b *testing.B) {
	for name, all := range map[string][]string{"many repositories": names(many), "one repository": one(many)} {
		x := indexed(all)
		for _, sentence := range sentences {
			b.Run(fmt.Sprintf("%s/%s", name, sentence), func(b *testing.B) {
				worst := time.Duration(0)
				for b.Loop() {
					worst = max(worst, slowest(x, sentence))
				}
				b.ReportMetric(float64(worst.Microseconds())/1000, "ms/worst-key")
			})
		}
	}
}

func BenchmarkAdd(b *testing.B) {
	all := names(many)
	b.ReportAllocs()
	for b.Loop() {
		indexed(all)
	}
}

// slowest types a sentence and takes it back, and tells the longest time that a
// key took.
func slowest(x *ranking.Index, sentence string) time.Duration {
	f, worst := ranking.NewFinder(x), time.Duration(0)
	press := func(typed string) {
		start := time.Now()
		f.Find(typed, shown, nil)
		worst = max(worst, time.Since(start))
	}
	for end := 1; end <= len(sentence); end++ {
		press(sentence[:end])
	}
	for end := len(sentence); end > 0; end-- {
		press(sentence[:end])
	}
	return worst
}

// frame is what a key may take.
const frame = 16 * time.Millisecond

// BenchmarkTheSlowestKey reports the slowest key of each sentence, the best of a few runs, because the machine has other work
// too, beside the frame that it must fit.
func BenchmarkTheSlowestKey(b *testing.B) {
	for name, all := range map[string][]string{"many repositories": names(many), "one repository": one(many)} {
		x := indexed(all)
		for _, sentence := range sentences {
			b.Run(name+"/"+sentence, func(b *testing.B) {
				best := slowest(x, sentence)
				for b.Loop() {
					best = min(best, slowest(x, sentence))
				}
				b.ReportMetric(best.Seconds()*1e3, "ms/slowest-key")
				b.ReportMetric(frame.Seconds()*1e3, "ms/limit")
			})
		}
	}
}
