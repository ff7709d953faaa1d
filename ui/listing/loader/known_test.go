package loader

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/paging"
	"tagboat/hub/query"
	"tagboat/ui/listing/rows"
)

// knownLoader reads a source of which so many pages are known, each row with the size 1.
func knownLoader(s *source, pages int, opened <-chan struct{}) *Loader[hub.Tag] {
	described := paging.Source[hub.Tag]{
		Op: "list tags", Page: s.page, Key: func(t hub.Tag) string { return t.Name },
		Kept: func(ctx context.Context) (paging.Kept[hub.Tag], bool) {
			if opened != nil {
				select {
				case <-opened:
				case <-ctx.Done():
				}
			}
			return paging.Kept[hub.Tag]{
				AsOf: testTime, Count: pages * perPage,
				Parts: func(yield func([]hub.Tag, error) bool) {
					for n := 1; n <= pages; n++ {
						part := make([]hub.Tag, perPage)
						for i := range part {
							part[i] = hub.Tag{Name: fmt.Sprintf("%d.%d", n, i), FullSize: 1}
						}
						if !yield(part, nil) {
							return
						}
					}
				},
			}, pages > 0
		},
	}
	l := New(paging.New(described), rows.New(query.Tags(), tagKey), nil)
	l.Differs = func(before, now *hub.Tag) bool { return before.FullSize != now.FullSize }
	return l
}

// fatesOf are those of some rows.
func fatesOf(l *Loader[hub.Tag], names ...string) (all []Fate) {
	for _, name := range names {
		all = append(all, l.Fate(name))
	}
	return all
}

func TestWhatIsKnownIsInSightBeforeAnythingIsReadAndThenComparedWithIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{pages: 3, version: 1}
		l := knownLoader(s, 4, nil)
		settle(t, l, l.Known(t.Context()))
		assert.Empty(t, s.asked)
		assert.Equal(t, 400, l.Rows.Len())
		assert.Equal(t, testTime, l.AsOf)
		assert.True(t, l.IsKnownWhole())
		assert.Equal(t, 400, l.Count)
		assert.Nil(t, l.Known(t.Context()), "once is enough")
		inSight := l.Rows

		settle(t, l, l.GoOn(t.Context()))
		assert.Same(t, inSight, l.Rows)
		assert.False(t, l.IsKnown())
		assert.Equal(t, []Fate{Same, Gone}, fatesOf(l, "3.7", "4.7"))
		assert.Equal(t, 100, l.Fates(Gone))
		assert.Equal(t, 400, l.Rows.Len(), "what is gone stays in sight")

		s.version, s.pages = 2, 4
		settle(t, l, l.Reload(t.Context()))
		assert.NotSame(t, inSight, l.Rows)
		assert.Equal(t, []Fate{Moved, Moved}, fatesOf(l, "3.7", "4.7"))
		assert.Zero(t, l.Fates(Gone))
		settle(t, l, l.Anew(t.Context()))
		assert.Zero(t, l.Fates(Moved), "nothing moved since")
	})
}

func TestWhatWasReadBeforeTheDiskToldAnythingStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, opened := &source{pages: 2, version: 2}, make(chan struct{})
		s.failing = map[int]error{2: assert.AnError}
		l := knownLoader(s, 3, opened)
		known, messages := l.Known(t.Context()), make(chan tea.Msg, 1)
		go func() { messages <- known() }()
		settle(t, l, l.GoOn(t.Context()))
		assert.Equal(t, 100, l.Rows.Len(), "from the Hub, while the disk hangs")
		require.Error(t, l.Failure)

		close(opened)
		change, ok := l.Take(<-messages)
		require.True(t, ok)
		settle(t, l, change.Next)
		assert.Equal(t, 300, l.Rows.Len())
		id, _ := l.Rows.ByKey("1.7")
		assert.EqualValues(t, 2, l.Rows.Row(id).FullSize)
		assert.Equal(t, []Fate{Moved, Same}, fatesOf(l, "1.7", "2.7"))
		s.failing = nil
		settle(t, l, l.Reload(t.Context()))
		assert.Equal(t, []Fate{Moved, Moved, Gone}, fatesOf(l, "1.7", "2.7", "3.7"))
	})
}

func TestWhatIsToldTooLateIsNotTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, opened := &source{pages: 2}, make(chan struct{})
		l := knownLoader(s, 3, opened)
		known, messages := l.Known(t.Context()), make(chan tea.Msg, 1)
		go func() { messages <- known() }()
		settle(t, l, l.GoOn(t.Context()))
		assert.True(t, l.Finished())
		close(opened)
		if msg := <-messages; msg != nil {
			_, ok := l.Take(msg)
			assert.False(t, ok)
		}
		assert.Equal(t, 200, l.Rows.Len())
		assert.False(t, l.IsKnown())
	})
}

func TestRowsThatAreNewAreToldFromThoseThatWereKnown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{pages: 3, version: 1}
		l := knownLoader(s, 2, nil)
		settle(t, l, l.Known(t.Context()))
		settle(t, l, l.GoOn(t.Context()))
		assert.Equal(t, []Fate{Same, Came}, fatesOf(l, "2.7", "3.7"))
		assert.Equal(t, 100, l.Fates(Came))
	})
}

// A list that is known and must be read whole costs a person no more requests than one that is not.
func TestAKnownListIsReadOnlyAsFarAsAnyOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{pages: 50, version: 1}
		l := knownLoader(s, 50, nil)
		settle(t, l, l.Known(t.Context()))
		settle(t, l, l.GoOn(t.Context()))
		assert.Len(t, s.asked, 10)
		assert.Nil(t, l.CheapRest(t.Context(), hub.Budget{}))
		assert.Equal(t, 5000, l.Rows.Len())
		assert.True(t, l.IsKnown())
		settle(t, l, l.Reload(t.Context()))
		assert.Len(t, s.asked, 20)
		assert.Equal(t, 5000, l.Rows.Len())
		settle(t, l, l.Anew(t.Context()))
		settle(t, l, l.CheapRest(t.Context(), hub.Budget{})) // page 1 once more
		assert.False(t, l.IsKnown())
		assert.True(t, l.Finished())
	})
}

func TestAWalkThatIsLeftAndTakenUpKnowsWhatWasKnown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opened := make(chan struct{})
		l := knownLoader(&source{pages: 2, version: 1}, 2, opened)
		ctx, leave := context.WithCancel(t.Context())
		known, messages := l.Known(ctx), make(chan tea.Msg, 1)
		go func() { messages <- known() }()
		synctest.Wait()
		leave()
		assert.Nil(t, <-messages)
		close(opened)
		settle(t, l, l.Known(t.Context()))
		assert.Equal(t, 200, l.Rows.Len())
		assert.True(t, l.IsKnownWhole())
	})
}

func TestARowThatIsAskedForByItselfIsComparedToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{pages: 2, version: 1}
		l := knownLoader(s, 2, nil)
		settle(t, l, l.Known(t.Context()))
		l.Add(hub.Tag{Name: "1.7", FullSize: 2}, hub.Tag{Name: "9.9"})
		assert.Equal(t, []Fate{Moved, Came}, fatesOf(l, "1.7", "9.9"))
		settle(t, l, l.GoOn(t.Context()))
		assert.Equal(t, 200, l.Rows.Len(), "9.9 is on no page")
		assert.Zero(t, l.Fates(Came))
	})
}
