package listing

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/paging"
)

// waiting is a list that waits for the tag 1.27, and what brings its pages one by one.
func waiting(t *testing.T, pages ...[]string) (l *List[hub.Tag], arrive func()) {
	t.Helper()
	l = tags(t, 0)
	config := l.config
	config.Wanted = "1.27"
	config.Listing = paging.New(paging.Source[hub.Tag]{
		Key: func(t hub.Tag) string { return t.Name },
		Page: func(_ context.Context, n int, _ paging.Urgency) (hub.Page[hub.Tag], error) {
			page := hub.Page[hub.Tag]{Number: n, Count: 4, Last: n == len(pages)}
			for i, name := range pages[n-1] {
				page.Rows = append(page.Rows, hub.Tag{Name: name, Pushed: hub.Timestamp(1_000_000 - n*100 - i)})
			}
			return page, nil
		},
	})
	l = New(l.env, config)
	l.Resize(200, 47)
	next := l.Init(t.Context())
	return l, func() { next = l.Update(next()) }
}

func TestTheRowThatIsWaitedForIsSelectedWhenItArrives(t *testing.T) {
	l, arrive := waiting(t, []string{"latest", "1.28"}, []string{"1.27.1", "1.27"})
	arrive()
	assert.Equal(t, "latest", l.view.Selected().Name)
	arrive()
	assert.Equal(t, "1.27", l.view.Selected().Name)
}

func TestWhoeverMovedIsNotTakenToTheRowThatWasWaitedFor(t *testing.T) {
	l, arrive := waiting(t, []string{"latest", "1.28"}, []string{"1.27.1", "1.27"})
	arrive()
	l.view.GoTo(1)
	arrive()
	assert.Equal(t, "1.28", l.view.Selected().Name)
}
