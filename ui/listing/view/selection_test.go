package view

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/query"
	"tagboat/ui/listing/rows"
)

// numbered is a view of so many tags, v0 and on, with room for eleven.
func numbered(n int) *View[hub.Tag] {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("v%d", i)
	}
	return viewOf(columns(), names...)
}

func TestUntilSomebodyMovesTheFirstRowIsSelectedWhateverArrives(t *testing.T) {
	v := numbered(3)
	v.Rows.Sort(rows.Order[hub.Tag]{By: query.Tags().Orders[2]})
	v.Rows.Append([]hub.Tag{{Name: "a"}})
	v.Follow()
	assert.Equal(t, "a", v.Selected().Name)
	assert.False(t, v.Moved())
	v.GoTo(1)
	v.Rows.Append([]hub.Tag{{Name: "b"}})
	v.Follow()
	assert.Equal(t, "v0", v.Selected().Name)
	assert.Equal(t, 2, v.Position())
	assert.True(t, v.Moved())
}

func TestTheSelectionStaysAtItsHeightOfTheScreen(t *testing.T) {
	v := numbered(100)
	assert.Equal(t, 11, v.Visible())
	v.GoTo(50)
	assert.Equal(t, 10, v.Position()-v.first)
	v.GoTo(45)
	assert.Equal(t, 5, v.Position()-v.first)
	v.Rows.SetFilter(query.Parse(query.Tags(), "5", testTime))
	v.Rows.Finish()
	v.Follow()
	assert.Equal(t, "v45", v.Selected().Name)
	assert.Equal(t, 4, v.Position())
	assert.Zero(t, v.first)
	v.Rows.SetFilter(query.Filter[hub.Tag]{})
	v.Follow()
	assert.Equal(t, "v45", v.Selected().Name)
	assert.Equal(t, 4, v.Position()-v.first)
}

func TestScrollingTakesTheSelectionAlongOnlyAsFarAsItMust(t *testing.T) {
	v := numbered(100)
	v.GoTo(5)
	v.Scroll(3)
	assert.Equal(t, "v5", v.Selected().Name)
	v.Scroll(3)
	assert.Equal(t, "v6", v.Selected().Name)
	v.Scroll(1000)
	assert.Equal(t, 89, v.first)
	v.Scroll(-1000)
	assert.Equal(t, "v10", v.Selected().Name)
	assert.Zero(t, v.first)
}

func TestAnotherStoreIsShownWithTheSelectionAndTheRangeByTheirKeys(t *testing.T) {
	v := numbered(5)
	v.GoTo(1)
	v.Range()
	v.GoTo(3)
	v.Replace(storeOf("new", "v0", "v1", "v2", "v3", "v4"))
	v.Follow()
	assert.Equal(t, "v3", v.Selected().Name)
	assert.Equal(t, 3, v.MarkCount())
	v.Replace(storeOf("v0", "v2"))
	v.Follow()
	assert.Equal(t, "v2", v.Selected().Name, "the nearest there is")
	assert.Zero(t, v.MarkCount(), "the range began at a row that is gone")
	v.Replace(storeOf())
	v.Follow()
	assert.Nil(t, v.Selected())
}

func TestRowsAndRangesAreMarkedAndUnmarkedTheNarrowestFirst(t *testing.T) {
	v := numbered(5)
	v.Mark()
	assert.Equal(t, 1, v.Position(), "it goes on to the next")
	v.Range()
	v.GoTo(3)
	assert.Equal(t, 4, v.MarkCount())
	assert.Len(t, v.Chosen(), 4)
	assert.True(t, v.Unmark())
	assert.Equal(t, 1, v.MarkCount())
	v.Range()
	v.GoTo(4)
	v.Mark()
	assert.Equal(t, 3, v.Rows.MarkCount(), "the other key ends a range too")
	assert.True(t, v.Unmark())
	assert.False(t, v.Unmark())
	assert.Equal(t, []hub.Tag{*v.Selected()}, v.Chosen())
}

func TestWhatIsUnderTheMouseIsATitleOrARow(t *testing.T) {
	v := numbered(3)
	v.config.Above = func(int) []string { return []string{"about", ""} }
	v.LayOut()
	assert.Equal(t, "tag", v.TitleUnder(3, 2).Name)
	assert.Equal(t, "size", v.TitleUnder(v.line[1].left, 2).Name)
	assert.Nil(t, v.TitleUnder(0, 2))
	assert.Nil(t, v.TitleUnder(3, 3))
	for y, place := range map[int]int{0: -1, 1: -1, 2: -1, 3: 0, 5: 2, 6: -1, 40: -1} {
		assert.Equal(t, place, v.RowUnder(y), y)
	}
}

func TestASelectionThatIsHeldStaysWithItsRowAndWhatIsNewAboveIsSeen(t *testing.T) {
	v := numbered(30)
	v.Rows.Sort(rows.Order[hub.Tag]{By: query.Tags().Orders[2]})
	v.Follow()
	was := v.Selected().Name
	v.Hold(true)
	v.Rows.Append([]hub.Tag{{Name: "a"}, {Name: "b"}})
	v.Follow()
	assert.Equal(t, was, v.Selected().Name)
	assert.Equal(t, 2, v.Position())
	assert.Zero(t, v.first)
	assert.False(t, v.Moved())
	v.Hold(false)
	assert.True(t, v.Moved(), "or it would jump")

	v = numbered(30)
	v.Hold(true)
	v.Follow()
	v.Hold(false)
	assert.False(t, v.Moved(), "as nothing came above")
}
