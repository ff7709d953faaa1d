package listing

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/ui/task"
)

// arrive brings another page of tags with these names.
func arrive(l *List[hub.Tag], number int, names ...string) {
	page := hub.Page[hub.Tag]{Number: number, Count: 9}
	for i, name := range names {
		page.Rows = append(page.Rows, hub.Tag{Name: name, Pushed: hub.Timestamp(1_000_000 - number*100 - i)})
	}
	l.loaded(task.Progress[portion[hub.Tag]]{Value: portion[hub.Tag]{page: page}})
}

func TestTheRowThatIsWaitedForIsSelectedWhenItArrives(t *testing.T) {
	l := tags(t, 0)
	l.wanted = "1.27"
	arrive(l, 1, "latest", "1.28")
	assert.Equal(t, "latest", l.current().Name)
	arrive(l, 2, "1.27.1", "1.27")
	assert.Equal(t, "1.27", l.current().Name)
}

func TestWhoeverMovedIsNotTakenToTheRowThatWasWaitedFor(t *testing.T) {
	l := tags(t, 0)
	l.wanted = "1.27"
	arrive(l, 1, "latest", "1.28")
	l.goTo(1)
	arrive(l, 2, "1.27.1", "1.27")
	assert.Equal(t, "1.28", l.current().Name)
}
