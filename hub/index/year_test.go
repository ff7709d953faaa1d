package index

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/index/past"
	"tagboat/hub/index/store"
	"tagboat/hub/index/table"
)

var listsOfAYear = flag.Int("index.lists", 10, "how many lists of 150 tags TestAYear keeps, as 300")

// account is an account whose lists are looked at day by day, in the rows of an index.
type account struct {
	x     *Index
	now   time.Time
	dice  *rand.Rand
	lists []*reading[hub.Tag]
	tags  int // of a list
	moved int
}

const (
	tagsOfAList = 150
	movesOf     = 100 // of so many tags one moves a day
	bornOf      = 300 // and for one of so many, another comes
)

func newAccount(tb testing.TB, lists int) *account {
	tb.Helper()
	a := &account{now: newest.Time(), dice: rand.New(rand.NewPCG(3, 4)), tags: tagsOfAList}
	a.x = New(Options{Folder: tb.TempDir() + "/state", Now: func() time.Time { return a.now }})
	tb.Cleanup(func() { a.x.Close(context.Background()) })
	for n := range lists {
		at := store.List{Namespace: "acme", Repository: fmt.Sprintf("api-%03d", n)}
		a.lists = append(a.lists, &reading[hub.Tag]{
			x: a.x, rows: table.Tags, at: at, begun: true, total: tagsOfAList, newest: a.now, answered: a.now,
		})
	}
	a.day(tb, func(s *store.Session, r *reading[hub.Tag]) error {
		rows := make([]hub.Tag, tagsOfAList)
		for i := range rows {
			rows[i] = a.built(i)
		}
		if err := r.store(s, rows, a.now); err != nil {
			return err
		}
		return r.conclude(s)
	})
	return a
}

// built is a new image of the i-th tag.
func (a *account) built(i int) hub.Tag {
	t := built(a.dice, i, 8)
	t.Name = fmt.Sprintf("1.%d.%d-bookworm", i/100, i%100)
	return t
}

// day does something to every list.
func (a *account) day(tb testing.TB, do func(*store.Session, *reading[hub.Tag]) error) {
	tb.Helper()
	for _, r := range a.lists {
		for !a.x.store.Later(0, func(s *store.Session) error { return do(s, r) }) {
			a.x.Flush(context.Background())
		}
	}
	a.x.Flush(context.Background())
	require.Empty(tb, a.x.Notices())
}

// next is a day on which some tags move, come and go.
func (a *account) next(tb testing.TB) {
	tb.Helper()
	a.now = a.now.Add(24 * time.Hour)
	a.day(tb, func(s *store.Session, r *reading[hub.Tag]) error {
		w, at := s.Of(r.owner), table.Place{List: r.list, Reading: 1, Now: a.now.UnixMicro()}
		for i := range tagsOfAList {
			if a.dice.IntN(movesOf) == 0 {
				t := a.built(i)
				a.moved++
				if err := table.Tags.Write(w, at, &t); err != nil {
					return err
				}
			}
			if a.dice.IntN(bornOf) == 0 {
				t := a.built(a.tags)
				a.tags++
				if err := table.Tags.Write(w, at, &t); err != nil {
					return err
				}
				if err := s.Exec("update tag set gone=? where id=(select min(id) from tag where list=? and gone is null)",
					a.now.UnixMicro(), r.list); err != nil {
					return err
				}
			}
		}
		return looked(s, r.list, a.now, a.now)
	})
}

// used is how many bytes of the file are in use.
func (a *account) used(tb testing.TB) (bytes int64) {
	tb.Helper()
	require.True(tb, a.x.store.Read(func(s *store.Session) (err error) {
		bytes, err = s.Used()
		return err
	}))
	return bytes
}

func TestAYearOfDailyLooksGrowsTheFileALittle(t *testing.T) {
	a := newAccount(t, *listsOfAYear)
	before := a.used(t)
	for range 365 {
		a.next(t)
	}
	after := a.used(t)
	moves := a.moved
	t.Logf("%d lists, %d tags: %.1f MB, after a year of %d moves and %d new tags %.1f MB",
		len(a.lists), len(a.lists)*tagsOfAList, float64(before)/1e6, moves, a.tags-tagsOfAList, float64(after)/1e6)
	assert.Less(t, float64(after-before), 365*float64(len(a.lists))*1500, "bytes of a list and a day")
}

// BenchmarkNews asks for the news of a day, and of a year, of 300 repositories.
func BenchmarkNews(b *testing.B) {
	a := newAccount(b, 300)
	var days []time.Time
	for range 60 {
		days = append(days, a.now)
		a.next(b)
	}
	for name, since := range map[string]time.Time{"a day": days[len(days)-1], "60 days": days[0]} {
		b.Run(name, func(b *testing.B) {
			var news past.News
			for b.Loop() {
				a.x.store.Read(func(s *store.Session) (err error) {
					news, err = past.Since(s.Conn, a.lists[0].owner, since, past.Scope{})
					return err
				})
			}
			b.ReportMetric(float64(len(news.Events)), "events")
		})
	}
}
