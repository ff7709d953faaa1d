package alltags

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/query"
	"tagboat/keymap"
	"tagboat/ui/config"
	"tagboat/ui/listing/rows"
	"tagboat/ui/screen"
	"tagboat/ui/theme"
)

// most is how many rows a namespace's list is held to: 300 repositories of 1,500 tags. What one of
// 100,000 may take is the limit of a list, and here as many times that as there are more rows.
const (
	most       = 450_000
	perPage    = 100
	scale      = most / 100_000.
	mostMemory = 300 << 20
)

var benchNow = time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)

// pages are those of most rows as they arrive, eight repositories at a time, each built for so many
// platforms.
func pages(platforms int) func(yield func([]hub.RepositoryTag) bool) {
	architectures := []string{"amd64", "arm64", "arm", "386", "ppc64le", "s390x", "riscv64", "mips64le"}
	built := make([]hub.Platform, platforms)
	for i := range built {
		built[i] = hub.NewPlatform("linux", architectures[i], "", "")
	}
	return func(yield func([]hub.RepositoryTag) bool) {
		r := rand.New(rand.NewPCG(1, 2))
		for n := 0; n < most; n += perPage {
			repository := hub.RepositoryName{Namespace: "acme", Name: fmt.Sprintf("service-%03d", n/perPage%8+n/(perPage*8*15)*8)}
			page := make([]hub.RepositoryTag, perPage)
			for i := range page {
				page[i] = hub.RepositoryTag{Repository: repository, Tag: benchTag(r, n+i, built)}
			}
			if !yield(page) {
				return
			}
		}
	}
}

func benchTag(r *rand.Rand, n int, platforms []hub.Platform) hub.Tag {
	pushed := hub.TimestampOf(benchNow.Add(-time.Duration(r.IntN(1000*24)) * time.Hour))
	name := fmt.Sprintf("main-%02x%05x", r.Uint32()>>24, n)
	if n%3 == 0 {
		name = fmt.Sprintf("%d.%d.%d-alpine", n/5000, n/50%100, n%50)
	}
	t := hub.Tag{
		ID: int64(n), Name: name, Digest: benchDigest(r), FullSize: int64(r.IntN(100 << 20)), Pushed: pushed, Updated: pushed, Pulled: pushed,
		UpdatedBy: hub.NewSymbol("release-bot"), Status: hub.NewSymbol("active"),
	}
	for _, p := range platforms {
		t.Images = append(t.Images, hub.Image{Platform: p, Digest: benchDigest(r), Size: int64(r.IntN(100 << 20)), Status: hub.NewSymbol("active")})
	}
	return t
}

func benchDigest(r *rand.Rand) hub.Digest {
	d, err := hub.ParseDigest(fmt.Sprintf("sha256:%016x%016x%016x%016x", r.Uint64()|1, r.Uint64(), r.Uint64(), r.Uint64()))
	if err != nil {
		panic(err)
	}
	return d
}

// listOf is the screen with all rows in it, in a window of 200×50.
func listOf(tb testing.TB, platforms int) *allTags {
	tb.Helper()
	client, err := hub.New(hub.Options{})
	require.NoError(tb, err)
	next, stop := iter.Pull(pages(platforms))
	defer stop()
	env := screen.Env{
		Host: silent{}, Hub: client, Keys: new(keymap.New()), Config: new(config.Config), Theme: theme.New(), Now: func() time.Time { return benchNow },
	}
	a := newList(env, Wanted{Namespace: "acme"}, hub.ListingOf(hub.Source[hub.RepositoryTag]{
		Op: "list tags", Key: func(t hub.RepositoryTag) string { return t.Key() },
		Page: func(_ context.Context, n int, _ hub.Urgency) (hub.Page[hub.RepositoryTag], error) {
			page, _ := next()
			return hub.Page[hub.RepositoryTag]{Number: n, Rows: page, Count: most, Last: n*perPage >= most, Repair: page == nil}, nil
		},
	}))
	a.list.Resize(200, 47)
	settle(a, a.list.Init(context.Background()))
	settle(a, a.list.Update(tea.KeyPressMsg{Code: 'L', Text: "L"}))
	require.Equal(tb, most, a.list.Rows())
	return a
}

// settle does all that a command leads to.
func settle(a *allTags, cmd tea.Cmd) {
	for todo := []tea.Cmd{cmd}; len(todo) > 0; {
		do := todo[0]
		if todo = todo[1:]; do == nil {
			continue
		}
		switch msg := do().(type) {
		case nil:
		case tea.BatchMsg:
			todo = append(todo, msg...)
		default:
			todo = append(todo, a.list.Update(msg))
		}
	}
}

// silent is a host that does nothing.
type silent struct{ screen.Host }

func (silent) Toast(string) {}

func parse(text string) query.Filter[hub.RepositoryTag] {
	return query.Parse(query.NamespaceTags(), text, benchNow)
}

// report states the average beside its limit, and fails over it.
func report(b *testing.B, limit time.Duration) {
	b.Helper()
	limit = time.Duration(float64(limit) * scale)
	b.ReportMetric(float64(limit), "limit-ns")
	if took := b.Elapsed() / time.Duration(b.N); took > limit && b.N > 1 {
		b.Errorf("%v is over the limit of %v", took, limit)
	}
}

func storeOf(order string) *rows.Store[hub.RepositoryTag] {
	s := rows.New(query.NamespaceTags(), (*hub.RepositoryTag).Key)
	if o, ok := query.NamespaceTags().Order(order); ok {
		s.Sort(rows.Order[hub.RepositoryTag]{By: o})
	}
	for page := range pages(2) {
		s.Append(page)
	}
	return s
}

func BenchmarkAKeyAndItsFrame(b *testing.B) {
	a := listOf(b, 2)
	b.ResetTimer()
	for b.Loop() {
		a.list.Update(tea.KeyPressMsg{Code: 'j', Text: "j"})
		_ = a.list.View()
	}
	report(b, 100*time.Microsecond)
}

func BenchmarkFilter(b *testing.B) {
	s := storeOf("newest")
	for _, act := range []struct {
		name, before, after string
		limit               time.Duration
	}{
		{"first letter", "", "a", 4 * time.Millisecond},
		{"one more letter", "a", "al", time.Millisecond},
		{"a repository", "", "repo:service-11", 4 * time.Millisecond},
		{"a platform", "", "arch:arm64", 4 * time.Millisecond},
		{"an age", "", "pushed:<7d", 4 * time.Millisecond},
	} {
		b.Run(act.name, func(b *testing.B) {
			for range b.N {
				b.StopTimer()
				s.SetFilter(parse(act.before))
				s.Finish()
				b.StartTimer()
				s.SetFilter(parse(act.after))
				s.Finish()
			}
			report(b, act.limit)
		})
	}
}

// BenchmarkAppend adds a page to a list in order that is filtered.
func BenchmarkAppend(b *testing.B) {
	s := storeOf("newest")
	s.SetFilter(parse("a"))
	s.Finish()
	r := rand.New(rand.NewPCG(5, 5))
	n := most
	b.ResetTimer()
	for range b.N {
		b.StopTimer()
		page := make([]hub.RepositoryTag, perPage)
		for i := range page {
			n++
			page[i] = hub.RepositoryTag{Repository: hub.RepositoryName{Namespace: "acme", Name: "more"}, Tag: benchTag(r, n, nil)}
		}
		b.StartTimer()
		s.Append(page)
	}
	report(b, 2*time.Millisecond)
}

// BenchmarkMemory reports what the list takes with all that it knows: rows, orders, filters and
// which tags are the same.
func BenchmarkMemory(b *testing.B) {
	for _, platforms := range []int{1, 2, 3, 8} {
		b.Run(fmt.Sprintf("%d platforms", platforms), func(b *testing.B) {
			for range b.N {
				before := heap()
				a := listOf(b, platforms)
				took := heap() - before
				b.ReportMetric(float64(took)/(1<<20), "MB")
				b.ReportMetric(mostMemory>>20, "limit-MB")
				if platforms < 8 && took > mostMemory {
					b.Errorf("%d MB", took>>20)
				}
				runtime.KeepAlive(a)
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
