package stale_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/query"
	"tagboat/hub/stale"
)

// shelf is a repository of n tags with eight platforms each, two names to an image.
func shelf(n int) query.Keeper[hub.RepositoryTag] {
	all := query.NamespaceTags().Keeper()
	for i := range n {
		build := i / 2
		images := make([]hub.Image, 8)
		for k := range images {
			images[k] = on(hub.NewPlatform("linux", fmt.Sprint("arch", k), "", ""), fmt.Sprint(build, k), 1000)
		}
		row := index(fmt.Sprintf("%d.%d.%d", build%7, build%100, i), fmt.Sprint("i", build), build%700, build%500, images...)
		all.Append(&row)
	}
	return all
}

var many = stale.Wanted{Older: "90d", Keep: 10, KeepPer: "minor", Match: "!zzz", Never: "^latest$"}

func BenchmarkAPlanOf450000Rows(b *testing.B) {
	all := shelf(450_000)
	for b.Loop() {
		rules, _ := many.Read(now)
		sum := rules.Draft(all, true).Plan(locked(`^v\d+$`)).Sum()
		assert.Positive(b, sum.Goes())
	}
	assert.Less(b, b.Elapsed()/time.Duration(b.N), 3*time.Second)
}

func TestAPlanTakesLittleMemoryForEachRow(t *testing.T) {
	const n = 20_000
	all := shelf(n)
	rules := read(t, many)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	plan := rules.Draft(all, true).Plan(mutable())
	runtime.GC()
	runtime.ReadMemStats(&after)
	assert.Positive(t, plan.Sum().Goes())
	perRow := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) / n
	t.Logf("%d bytes a row, of two that are an image with eight platforms", perRow)
	assert.Less(t, perRow, int64(300))
	runtime.KeepAlive(all)
	runtime.KeepAlive(plan)
}
