package plan

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strconv"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/query"
	"tagboat/hub/stale"
	"tagboat/keymap"
	"tagboat/ui/config"
	"tagboat/ui/listing/rows"
	"tagboat/ui/screen"
	"tagboat/ui/theme"
)

// most is how many rows a plan is held to; what one of 100,000 may take is the limit of a list, and
// here as many times that as there are more rows.
const (
	repositories = 300
	each         = 1_500
	most         = repositories * each
	scale        = most / 100_000.
	mostMemory   = 300 << 20
)

// judgedRows are those of one repository, as they come.
func judgedRows(n int) []row {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	of := hub.RepositoryName{Namespace: "acme", Name: fmt.Sprintf("service-%03d", n)}
	all := make([]row, each)
	for i := range all {
		digest, err := hub.ParseDigest(fmt.Sprintf("sha256:%016x%016x%016x%016x", r.Uint64()|1, r.Uint64(), r.Uint64(), r.Uint64()))
		if err != nil {
			panic(err)
		}
		at := hub.TimestampOf(now.Add(-time.Duration(r.IntN(1000*24)) * time.Hour))
		tag := hub.Tag{
			ID: int64(n*each + i), Name: fmt.Sprintf("main-%02x%05x", r.Uint32()>>24, i), Digest: digest, FullSize: int64(r.IntN(100 << 20)),
			Pushed: at, Updated: at, Pulled: at, Status: hub.NewSymbol("active"),
			Images: []hub.Image{{Platform: hub.NewPlatform("linux", "amd64", "", ""), Digest: digest, Status: hub.NewSymbol("active")}},
		}
		days := r.IntN(1000)
		told := fate{days > 90, stale.Goes, fmt.Sprintf("pushed %d days ago, pulled %d days ago, beyond the newest ten", days, days)}
		if !told.goes {
			told.kind, told.reason = stale.Pushed, fmt.Sprintf("pushed %d days ago", days)
		}
		all[i] = row{hub.RepositoryTag{Repository: of, Tag: tag}, told}
	}
	return all
}

// planOfMost is the screen with all rows in it, in a window of 200×50.
func planOfMost(tb testing.TB) *Plan {
	tb.Helper()
	client, err := hub.New(hub.Options{})
	require.NoError(tb, err)
	keys := keymap.New()
	env := screen.Env{
		Host: silent{}, Hub: client, Keys: &keys, Config: new(config.Config), Theme: theme.New(), Now: func() time.Time { return now },
	}
	var rows []row
	p := planOf(env, subject{namespace: "acme"}, asked{words: "--keep 10"}, hub.ListingOf(hub.Source[row]{
		Op: "plan", Key: func(r row) string { return r.Key() },
		Page: func(_ context.Context, n int, _ hub.Urgency) (hub.Page[row], error) {
			at := (n - 1) * perPage
			if at%each == 0 && at < most {
				rows = judgedRows(at / each)
			}
			page := hub.Page[row]{Number: n, Count: most, Last: at+perPage >= most, Repair: at >= most}
			if at < most {
				page.Rows = rows[at%each : at%each+perPage]
			}
			return page, nil
		},
	}))
	for n := range repositories {
		p.learn(judged{name: strconv.Itoa(n)})
	}
	p.Resize(200, 47)
	settle(p, p.Init(context.Background()))
	require.Equal(tb, most, p.Rows())
	return p
}

// settle does all that a command leads to.
func settle(p *Plan, cmd tea.Cmd) {
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
			todo = append(todo, p.Update(msg))
		}
	}
}

// silent is a host that does nothing.
type silent struct{ screen.Host }

func (silent) Toast(string) {}

func storeOf() *rows.Store[row] {
	s := rows.New(schema(), func(r *row) string { return r.Key() })
	order, _ := schema().Order("goes")
	s.Sort(rows.Order[row]{By: order})
	for n := range repositories {
		s.Append(judgedRows(n))
	}
	return s
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

func BenchmarkAKeyAndItsFrame(b *testing.B) {
	p := planOfMost(b)
	b.ResetTimer()
	for b.Loop() {
		p.Update(tea.KeyPressMsg{Code: 'j', Text: "j"})
		_ = p.View()
	}
	report(b, 100*time.Microsecond)
}

func BenchmarkFilter(b *testing.B) {
	s := storeOf()
	for _, text := range []string{"m", "goes:no", "reason:newest"} {
		b.Run(text, func(b *testing.B) {
			for range b.N {
				b.StopTimer()
				s.SetFilter(query.Filter[row]{})
				s.Finish()
				b.StartTimer()
				s.SetFilter(query.Parse(schema(), text, now))
				s.Finish()
			}
			report(b, 4*time.Millisecond)
		})
	}
}

func BenchmarkAppend(b *testing.B) {
	s := storeOf()
	more := judgedRows(repositories)
	b.ResetTimer()
	for n := range b.N {
		at := n * perPage % each
		s.Append(more[at : at+perPage])
	}
	report(b, 2*time.Millisecond)
}

// BenchmarkMemory reports what the screen takes with all that it knows.
func BenchmarkMemory(b *testing.B) {
	for range b.N {
		before := heap()
		p := planOfMost(b)
		took := heap() - before
		b.ReportMetric(float64(took)/(1<<20), "MB")
		b.ReportMetric(mostMemory>>20, "limit-MB")
		if took > mostMemory {
			b.Errorf("%d MB", took>>20)
		}
		runtime.KeepAlive(p)
	}
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
