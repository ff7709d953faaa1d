package siblings_test

import (
	"fmt"
	"runtime"
	"slices"
	"testing"

	"tagboat/hub"
	"tagboat/hub/siblings"
)

const pageSize = 100

// shelf is a repository of n tags with eight platforms each; siblings names share an image.
func shelf(n, names int) []hub.Tag {
	tags := make([]hub.Tag, n)
	for i := range tags {
		build := i / names
		images := make([]hub.Image, 9)
		for k := range images {
			p := unknown
			if k < 8 {
				p = hub.NewPlatform("linux", []string{"amd64", "arm64", "386", "arm", "s390x", "ppc64le", "riscv64", "mips64le"}[k], "", "")
			}
			images[k] = on(p, fmt.Sprint(build, p))
		}
		name := fmt.Sprintf("%d.%d.%d", build/1000, build/10%100, build%10)
		switch i % names {
		case 0:
		case 1:
			name += "-bookworm"
		default:
			name = fmt.Sprintf("build-%d-%d", build, i%names)
		}
		tags[i] = tag(name, fmt.Sprint("index", build), images...)
	}
	return tags
}

// BenchmarkAdd adds 25,000 tags page by page, and reports how the last pages compare with the
// first.
func BenchmarkAdd(b *testing.B) {
	for _, c := range []struct {
		name     string
		n, names int
	}{{"5-names", 25_000, 5}, {"alone", 25_000, 1}, {"one-image", 25_000, 25_000}, {"2500", 2_500, 5}} {
		tags := shelf(c.n, c.names)
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x := siblings.New(amd64)
				for page := range slices.Chunk(tags, pageSize) {
					x.Add(page)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*c.n/pageSize), "µs/page")
		})
	}
}

func BenchmarkMemory(b *testing.B) {
	for _, names := range []int{5, 1} {
		tags := shelf(25_000, names)
		b.Run(fmt.Sprintf("%d-names", names), func(b *testing.B) {
			var x *siblings.Index
			var before, after runtime.MemStats
			for b.Loop() {
				x = siblings.New(amd64) // lets the one before go
				runtime.GC()
				runtime.ReadMemStats(&before)
				for page := range slices.Chunk(tags, pageSize) {
					x.Add(page)
				}
				runtime.GC()
				runtime.ReadMemStats(&after)
			}
			b.ReportMetric((float64(after.HeapAlloc)-float64(before.HeapAlloc))/float64(len(tags)), "B/tag")
			runtime.KeepAlive(x)
		})
	}
}

// BenchmarkFrame looks up what forty rows on screen show, three siblings each.
func BenchmarkFrame(b *testing.B) {
	for _, names := range []int{5, 25_000} {
		tags := shelf(25_000, names)
		x := index(tags...)
		b.Run(fmt.Sprintf("%d-names", names), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for i := range 40 {
					seen := 0
					for range x.Of(tags[i*97].Name).All() {
						if seen++; seen == 3 {
							break
						}
					}
					_ = x.Representative(tags[i*97].Name)
				}
			}
		})
	}
}
