package loader

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/paging"
	"tagboat/hub/query"
	"tagboat/ui/listing/rows"
)

const perPage = 100

var testTime = time.Unix(1<<30, 0)

// source is a collection of so many pages, and what was asked of it.
type source struct {
	sync.Mutex

	pages   int
	version int64         // of the rows, as their size
	failing map[int]error // by page
	held    chan struct{} // if set, an answer waits for it or for the end of its context
	asked   []int
}

func (s *source) page(ctx context.Context, n int, _ paging.Urgency) (paging.Page[hub.Tag], error) {
	s.Lock()
	defer s.Unlock()
	s.asked = append(s.asked, n)
	if s.held != nil {
		select {
		case <-s.held:
		case <-ctx.Done():
			return paging.Page[hub.Tag]{}, ctx.Err()
		}
	}
	if err := s.failing[n]; err != nil {
		return paging.Page[hub.Tag]{}, err
	}
	page := paging.Page[hub.Tag]{Number: n, Count: s.pages * perPage, Last: n >= s.pages}
	for i := range perPage {
		page.Rows = append(page.Rows, hub.Tag{Name: fmt.Sprintf("%d.%d", n, i), FullSize: s.version})
	}
	return page, nil
}

func tagKey(t *hub.Tag) string { return t.Name }

func newLoader(s *source) *Loader[hub.Tag] {
	listing := paging.New(paging.Source[hub.Tag]{
		Op: "list tags", Page: s.page, Key: func(t hub.Tag) string { return t.Name },
	})
	return New(listing, rows.New(query.Tags(), tagKey), nil)
}

// settle takes everything that comes of a command, and returns how many pages it brought.
func settle(t *testing.T, l *Loader[hub.Tag], next tea.Cmd) (pages int) {
	t.Helper()
	for next != nil {
		change, ok := l.Take(next())
		require.True(t, ok)
		if next = change.Next; !change.Ended {
			pages++
		}
	}
	assert.False(t, l.Busy())
	return pages
}

func TestAHelpingIsReadAndMoreOnlyNearItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLoader(&source{pages: 30})
		assert.Nil(t, l.ReadAhead(t.Context(), -ahead-1), "nobody is near the end of nothing")
		assert.Equal(t, pagesAtOnce, settle(t, l, l.GoOn(t.Context())))
		assert.Equal(t, 1000, l.Rows.Len())
		assert.Equal(t, 30, l.Pages())
		assert.Equal(t, 20, l.Rest())
		assert.False(t, l.Finished())

		assert.Nil(t, l.ReadAhead(t.Context(), 1000-ahead))
		l.Rows.SetFilter(query.Parse(query.Tags(), "1", testTime))
		l.Rows.Finish()
		assert.Nil(t, l.ReadAhead(t.Context(), l.Rows.Shown()-1), "a filter may find nothing in all the rest")
		l.Rows.SetFilter(query.Filter[hub.Tag]{})
		assert.Equal(t, pagesAtOnce, settle(t, l, l.ReadAhead(t.Context(), 1000-ahead+1)))
		assert.Equal(t, 2000, l.Rows.Len())

		settle(t, l, l.All(t.Context()))
		assert.Equal(t, 3000, l.Rows.Len())
		assert.True(t, l.Finished())
		assert.Nil(t, l.GoOn(t.Context()))
	})
}

func TestWhatFailsAtPageSevenKeepsSixPagesAndGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{pages: 9, failing: map[int]error{7: errors.New("no answer")}}
		l := newLoader(s)
		assert.Equal(t, 6, settle(t, l, l.GoOn(t.Context())))
		assert.ErrorContains(t, l.Failure, "no answer")
		assert.Equal(t, 7, l.Verdict.Page)
		assert.Equal(t, 600, l.Rows.Len())
		assert.Nil(t, l.ReadAhead(t.Context(), 599), "it does not go on by itself")

		s.failing, s.asked = nil, nil
		next := l.Reload(t.Context())
		assert.NoError(t, l.Failure)
		settle(t, l, next)
		assert.Equal(t, 7, s.asked[0], "from where it failed")
		assert.Equal(t, 900, l.Rows.Len())
		assert.True(t, l.Finished())
	})
}

func TestWhatALateAnswerBringsIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{pages: 3, version: 1}
		l := newLoader(s)
		late := l.GoOn(t.Context())()
		s.Lock() // the former reading is still ahead of what was taken
		s.version = 2
		s.Unlock()
		next := l.Reload(t.Context())
		_, ok := l.Take(late)
		assert.False(t, ok, "the reload took its place")
		assert.Zero(t, l.Rows.Len())
		settle(t, l, next)
		assert.Equal(t, 300, l.Rows.Len())
		assert.EqualValues(t, 2, l.Rows.Row(0).FullSize)
		_, ok = l.Take("a key")
		assert.False(t, ok)
	})
}

func TestAReloadTakesThePlaceOfTheRowsOnlyWhole(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{pages: 5, version: 1}
		l := newLoader(s)
		settle(t, l, l.GoOn(t.Context()))
		l.Rows.Sort(rows.Order[hub.Tag]{By: query.Tags().Orders[2], Reversed: true})
		l.Rows.Hide(func(row *hub.Tag) bool { return row.Name == "1.1" })
		former := l.Rows
		id, _ := former.ByKey("3.7")
		former.Mark(id, true)

		s.version = 2
		next := l.Reload(t.Context())
		for pages := 1; pages < 5; pages++ {
			change, ok := l.Take(next())
			require.True(t, ok)
			next = change.Next
			assert.True(t, l.Reloading())
			assert.Same(t, former, l.Rows, "after page %d", pages)
			assert.EqualValues(t, 1, l.Rows.Row(0).FullSize)
		}
		change, ok := l.Take(next())
		require.True(t, ok)
		assert.False(t, l.Reloading())
		assert.NotSame(t, former, l.Rows)
		settle(t, l, change.Next)

		assert.EqualValues(t, 2, l.Rows.Row(0).FullSize)
		assert.Equal(t, 499, l.Rows.Shown())
		assert.Equal(t, "5.99", l.Rows.Row(l.Rows.At(0)).Name, "in the order of before")
		marks := l.Rows.Marks()
		require.Len(t, marks, 1)
		assert.Equal(t, "3.7", l.Rows.Key(marks[0]))
	})
}

func TestAReloadThatFailsLeavesTheRowsAndGoesOnBehindThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{pages: 3, version: 1}
		l := newLoader(s)
		settle(t, l, l.GoOn(t.Context()))
		s.version, s.failing = 2, map[int]error{2: errors.New("no answer")}
		settle(t, l, l.Reload(t.Context()))
		assert.Error(t, l.Failure)
		assert.Equal(t, 300, l.Rows.Len())
		assert.EqualValues(t, 1, l.Rows.Row(0).FullSize)
		s.failing = nil
		settle(t, l, l.Reload(t.Context()))
		assert.EqualValues(t, 2, l.Rows.Row(0).FullSize)
		assert.Equal(t, 300, l.Rows.Len())
	})
}

func TestAShorterListTakesThePlaceOfALongerOneAtItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{pages: 3}
		l := newLoader(s)
		settle(t, l, l.GoOn(t.Context()))
		s.pages = 2
		settle(t, l, l.Reload(t.Context()))
		assert.Equal(t, 200, l.Rows.Len())
		assert.False(t, l.Reloading())
	})
}

func TestLeavingEndsTheRequestAndNothingIsTakenAnyMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{pages: 3, held: make(chan struct{})}
		l := newLoader(s)
		ctx, leave := context.WithCancel(t.Context())
		next := l.GoOn(ctx)
		messages := make(chan tea.Msg, 1)
		go func() { messages <- next() }()
		synctest.Wait()
		assert.Equal(t, []int{1}, s.asked)
		leave()
		assert.Nil(t, <-messages)
		assert.Zero(t, l.Rows.Len())
		assert.NoError(t, l.Failure, "leaving is no failure")
	})
}

func TestRowsThatWereAskedForByThemselvesAreThereOnceAndAfterAReloadToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told []string
		l := newLoader(&source{pages: 30})
		l.arrived = func(page hub.Page[hub.Tag]) {
			assert.False(t, l.Has(page.Rows[0].Name), "before the row is there")
			told = append(told, page.Rows[0].Name)
		}
		l.Add(hub.Tag{Name: "9.9"}, hub.Tag{Name: "29.9"})
		settle(t, l, l.GoOn(t.Context()))
		assert.Equal(t, []string{"9.9", "1.0", "2.0"}, told[:3])
		assert.Equal(t, 1001, l.Rows.Len())
		l.arrived = func(hub.Page[hub.Tag]) {}
		l.Add(hub.Tag{Name: "28.8"})
		settle(t, l, l.Reload(t.Context()))
		for _, name := range []string{"9.9", "29.9", "28.8"} {
			assert.True(t, l.Has(name), name)
		}
		assert.Equal(t, 1002, l.Rows.Len())
		settle(t, l, l.All(t.Context()))
		assert.Equal(t, 3000, l.Rows.Len())
	})
}

func TestARowThatIsOnNoPageOfTheWholeListIsTakenOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLoader(&source{pages: 2})
		l.Add(hub.Tag{Name: "deleted"}, hub.Tag{Name: "2.7"})
		id, _ := l.Rows.ByKey("2.7")
		l.Rows.Mark(id, true)
		settle(t, l, l.GoOn(t.Context()))
		assert.False(t, l.Has("deleted"))
		assert.Equal(t, 200, l.Rows.Len())
		assert.Equal(t, 1, l.Rows.MarkCount())
	})
}

func TestARestThatCostsLittleIsLoadedWithoutAsking(t *testing.T) {
	for _, c := range []struct {
		pages  int
		budget hub.Budget
		want   bool
	}{
		{30, hub.Budget{Known: true, Remaining: 81}, true},
		{30, hub.Budget{Known: true, Remaining: 80}, false},
		{31, hub.Budget{Known: true, Remaining: 1000}, false},
		{30, hub.Budget{}, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			l := newLoader(&source{pages: c.pages})
			assert.Nil(t, l.CheapRest(t.Context(), c.budget), "before anything is known")
			settle(t, l, l.GoOn(t.Context()))
			next := l.CheapRest(t.Context(), c.budget)
			assert.Equal(t, c.want, next != nil)
			settle(t, l, next)
			assert.Equal(t, c.want, l.Finished())
			assert.Nil(t, l.CheapRest(t.Context(), c.budget), "nothing is left, or it is dear")
		})
	}
}

func TestAnOrderThatWasAskedForJustBeforeAReloadHoldsAfterIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLoader(&source{pages: 2})
		settle(t, l, l.GoOn(t.Context()))
		l.Rows.SetOrder(rows.Order[hub.Tag]{By: query.Tags().Orders[2], Reversed: true})
		settle(t, l, l.Reload(t.Context()))
		assert.Equal(t, "2.99", l.Rows.Row(l.Rows.At(0)).Name)
	})
}
