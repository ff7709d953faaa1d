package rows

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strconv"
	"testing"
	"time"

	"tagboat/hub"
	"tagboat/hub/query"
)

var benchNow = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

var benchSizes = []int{1_000, 10_000, 100_000}

var benchPlatforms = func() [][]hub.Platform {
	var all []hub.Platform
	for _, p := range [][3]string{
		{"linux", "amd64", ""}, {"linux", "arm64", "v8"}, {"linux", "arm", "v7"}, {"linux", "arm", "v6"}, {"linux", "386", ""},
		{"linux", "ppc64le", ""}, {"linux", "s390x", ""}, {"linux", "riscv64", ""}, {"linux", "mips64le", ""}, {"windows", "amd64", ""},
	} {
		all = append(all, hub.NewPlatform(p[0], p[1], p[2], ""))
	}
	return [][]hub.Platform{all[:8], all[1:9], all[2:]}
}()

// benchTags look like those of a repository that builds each version for several distributions.
func benchTags(n int) []hub.Tag {
	r := rand.New(rand.NewPCG(1, 2))
	suffixes := []string{"", "-alpine", "-alpine3.20", "-bookworm", "-slim-bookworm", "-rc1", "-beta2", "-windowsservercore-ltsc2022"}
	users := []hub.Symbol{hub.NewSymbol("alice"), hub.NewSymbol("bob"), hub.NewSymbol("release-bot")}
	tags := make([]hub.Tag, n)
	for i, place := range r.Perm(n) {
		v := place / len(suffixes)
		platforms := benchPlatforms[r.IntN(len(benchPlatforms))]
		images := make([]hub.Image, len(platforms))
		for j, p := range platforms {
			images[j] = hub.Image{Platform: p, Digest: benchDigest(r), Size: int64(r.IntN(100 << 20)), Status: hub.NewSymbol("active")}
		}
		pushed := hub.TimestampOf(benchNow.Add(-time.Duration(r.IntN(1000*24)) * time.Hour))
		tags[i] = hub.Tag{
			ID: int64(i), Name: fmt.Sprintf("%d.%d.%d%s", v/400, v/20%20, v%20, suffixes[place%len(suffixes)]),
			Digest: benchDigest(r), Images: images, FullSize: images[0].Size, Pushed: pushed, Updated: pushed, Pulled: pushed,
			UpdatedBy: users[r.IntN(3)], Status: hub.NewSymbol("active"),
		}
	}
	return tags
}

func benchDigest(r *rand.Rand) hub.Digest {
	d, err := hub.ParseDigest(fmt.Sprintf("sha256:%016x%016x%016x%016x", r.Uint64()|1, r.Uint64(), r.Uint64(), r.Uint64()))
	if err != nil {
		panic(err)
	}
	return d
}

func tagKey(t *hub.Tag) string { return t.Name }

func benchStore(n int, order string) *Store[hub.Tag] {
	s := New(query.Tags(), tagKey)
	tags := benchTags(n)
	for i := 0; i < n; i += 100 {
		s.Append(tags[i:min(i+100, n)])
	}
	if o, ok := query.Tags().Order(order); ok {
		s.Sort(Order[hub.Tag]{By: o})
	}
	return s
}

// bareScan is how long one bytes.IndexByte takes over all the names, for a byte that is not there.
func bareScan(s *Store[hub.Tag]) time.Duration {
	best := time.Hour
	for range 20 {
		start := time.Now()
		if bytes.IndexByte(s.columns.names, 0) >= 0 {
			panic("a name with a zero byte")
		}
		best = min(best, time.Since(start))
	}
	return best
}

// limit is what an act may take at 100,000 rows: a time, and how many bare scans of the same names in the same run (0: any).
type limit struct {
	time  time.Duration
	scans float64
}

// report states the average beside its limit, and fails when the largest list is over it.
func report(b *testing.B, s *Store[hub.Tag], n int, l limit) {
	b.Helper()
	took := b.Elapsed() / time.Duration(b.N)
	scans := float64(took) / float64(bareScan(s))
	b.ReportMetric(scans, "scans/op")
	b.ReportMetric(float64(l.time), "limit-ns")
	if l.scans > 0 {
		b.ReportMetric(l.scans, "limit-scans")
	}
	if n < 100_000 || b.N == 1 {
		return
	}
	if took > l.time {
		b.Errorf("%v is over the limit of %v", took, l.time)
	}
	if l.scans > 0 && scans > l.scans {
		b.Errorf("%.1f scans is over the limit of %.0f", scans, l.scans)
	}
}

func parseTags(text string) query.Filter[hub.Tag] { return query.Parse(query.Tags(), text, benchNow) }

type filterAct struct {
	name, before, after, order string
	limit                      limit
}

func filterActs() []filterAct {
	first := limit{4 * time.Millisecond, 40}
	more := limit{time.Millisecond, 10}
	field := limit{4 * time.Millisecond, 0}
	fuzzy := limit{16 * time.Millisecond, 0}
	return []filterAct{
		{"first letter", "", "a", "", first},
		{"first letter, sorted by version", "", "a", "version", first},
		{"first letter, in every name", "", ".", "version", first},
		{"first word pasted", "", "alpine", "version", first},
		{"one more letter", "a", "al", "", more},
		{"one more letter, sorted by version", "a", "al", "version", more},
		{"one more letter, both in every name", ".", ".1", "version", more},
		{"back by a letter", "al", "a", "version", more},
		{"field arch", "", "arch:mips64le", "version", field},
		{"field os, in no row", "", "os:darwin", "version", field},
		{"field size", "", "size:<50MB", "version", field},
		{"field pushed", "", "pushed:<200d", "version", field},
		{"field by", "", "by:ali", "version", field},
		{"field digest, whole", "", "digest:sha256:" + fmt.Sprintf("%064d", 7), "version", field},
		{"field digest, four digits", "", "digest:abcd", "version", field},
		{"not and ends", "", "!rc -alpine$", "version", field},
		{"alone", "", "'1.2", "version", field},
		{"fuzzy", "", "~1ap3", "version", fuzzy},
		{"fuzzy, long", "", "~winltsc2022", "version", fuzzy},
	}
}

// BenchmarkFilter asks for a filter when the one before it is shown, from the key pressed to the view made.
func BenchmarkFilter(b *testing.B) {
	for _, c := range filterActs() {
		for _, n := range benchSizes {
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				s := benchStore(n, c.order)
				before, after := parseTags(c.before), parseTags(c.after)
				if c.name == "back by a letter" {
					s.SetFilter(after)
					s.Finish()
				}
				b.ReportAllocs()
				b.ResetTimer()
				for range b.N {
					b.StopTimer()
					s.SetFilter(before)
					s.Finish()
					b.StartTimer()
					s.SetFilter(after)
					s.Finish()
				}
				report(b, s, n, c.limit)
				b.ReportMetric(float64(s.Shown()), "rows")
			})
		}
	}
}

func BenchmarkSortByVersion(b *testing.B) {
	order, _ := query.Tags().Order("version")
	for _, n := range benchSizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			s := benchStore(n, "")
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				s.Sort(Order[hub.Tag]{By: order})
			}
			report(b, s, n, limit{250 * time.Millisecond, 0})
		})
		b.Run(fmt.Sprintf("what stays on the loop/%d", n), func(b *testing.B) {
			s := benchStore(n, "")
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				job := s.SetOrder(Order[hub.Tag]{By: order})
				b.StopTimer()
				job.Run()
				b.StartTimer()
				s.Apply(job)
			}
			report(b, s, n, limit{8 * time.Millisecond, 0})
		})
	}
}

// BenchmarkAppend adds a page of 100 to a list sorted by version and filtered twice over.
func BenchmarkAppend(b *testing.B) {
	for _, n := range benchSizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			tags := benchTags(n + 100_000)
			var s *Store[hub.Tag]
			next := len(tags)
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				if next+100 > min(len(tags), n+max(n/5, 200)) {
					b.StopTimer()
					s, next = New(query.Tags(), tagKey), n
					s.Append(tags[:n])
					order, _ := query.Tags().Order("version")
					s.Sort(Order[hub.Tag]{By: order})
					for _, text := range []string{"a", "al", "al arch:arm64"} {
						s.SetFilter(parseTags(text))
						s.Finish()
					}
					b.StartTimer()
				}
				s.Append(tags[next : next+100])
				next += 100
			}
			report(b, s, n, limit{2 * time.Millisecond, 0})
		})
	}
}

func BenchmarkCursor(b *testing.B) {
	for _, n := range benchSizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			s := benchStore(n, "version")
			position := 0
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				id := s.At((position + i) % s.Shown())
				if at, ok := s.Position(id); !ok || s.Row(s.At(at)).Name == "" || s.Marked(id) {
					b.Fatal("the row under the cursor is lost")
				}
			}
		})
	}
}

// BenchmarkMemory reports what a tag with 8 platforms takes, its hub.Tag and its name included.
func BenchmarkMemory(b *testing.B) {
	for _, n := range benchSizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for range b.N {
				before := heap()
				s := benchStore(n, "version")
				s.SetFilter(parseTags("a"))
				s.Finish()
				s.SetFilter(parseTags("al"))
				s.Finish()
				each := float64(heap()-before) / float64(n)
				b.ReportMetric(each, "bytes/tag")
				b.ReportMetric(650, "limit-bytes")
				if n == 100_000 && each > 650 {
					b.Errorf("a tag takes %.0f bytes", each)
				}
				runtime.KeepAlive(s)
			}
		})
	}
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
