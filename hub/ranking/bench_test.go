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

// million are so many references as somebody knows who has looked at a great deal: repositories
// with some hundred tags each.
func million(n int) []string {
	all := make([]string, 0, n)
	for i := 0; len(all) < n; i++ {
		org, service := i%400, i/400
		if i%7 == 0 {
			all = append(all, fmt.Sprintf("org-%d/", org))
		}
		r := fmt.Sprintf("%s-%d/%s-%s", []string{"acme", "harbor", "nightly", "my-org"}[org%4], org, []string{"api", "web", "billing", "worker", "nginx", "ledger"}[i%6], []string{"gateway", "proxy", "service", "job"}[service%4])
		for serial := range min(20+i*37%600, n-len(all)) {
			all = append(all, r+":"+[]string{
				fmt.Sprintf("%d.%d.%d", 1+serial/100, serial/10%10, serial%10),
				fmt.Sprintf("%d.%d.%d-alpine", 1+serial/100, serial/10%10, serial%10),
				fmt.Sprintf("%d.%d-arm64", 1+serial/100, serial%100),
				fmt.Sprintf("sha-%07x", uint32(serial*i)*2654435761>>4),
				fmt.Sprintf("main-%d", 20260000+serial),
			}[serial%5])
		}
	}
	return all
}

// BenchmarkKeyOfAMillion is what a key costs over so many names, of many repositories and of one.
// The last sentence is the hardest in one: its letters stand in every name, partly in the head and
// partly in the tail, and none is worth what it might be.
func BenchmarkKeyOfAMillion(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		for kind, all := range map[string][]string{"many": million(n), "one": one(n)} {
			x := indexed(all)
			for _, typed := range []string{"a", "n", "api", "api 2.4", "alpine", "arm64", "!alpine", "'alpine", "zebra", "blpln"} {
				b.Run(fmt.Sprintf("%d/%s/%s", n, kind, typed), func(b *testing.B) {
					for b.Loop() {
						_, _, err := x.Find(b.Context(), typed, 100, nil)
						require.NoError(b, err)
					}
				})
			}
		}
	}
}
