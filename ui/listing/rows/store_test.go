package rows

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/query"
)

func tags(names string) []hub.Tag {
	var page []hub.Tag
	for name := range strings.FieldsSeq(names) {
		page = append(page, hub.Tag{Name: name})
	}
	return page
}

func storeOf(names string) *Store[hub.Tag] {
	s := New(query.Tags(), tagKey)
	s.Append(tags(names))
	return s
}

func setFilter(s *Store[hub.Tag], text string) {
	s.SetFilter(parseTags(text))
	s.Finish()
}

func by(t *testing.T, name string) Order[hub.Tag] {
	t.Helper()
	o, ok := query.Tags().Order(name)
	require.True(t, ok)
	return Order[hub.Tag]{By: o}
}

func reversed(o Order[hub.Tag]) Order[hub.Tag] {
	o.Reversed = true
	return o
}

func shown(s *Store[hub.Tag]) string {
	var names []string
	for p := range s.Shown() {
		names = append(names, s.Row(s.At(p)).Name)
	}
	return strings.Join(names, " ")
}

func idOf(t *testing.T, s *Store[hub.Tag], name string) ID {
	t.Helper()
	id, ok := s.ByKey(name)
	require.True(t, ok, name)
	return id
}

func TestAnEmptyStoreShowsNothingAndTakesEveryAct(t *testing.T) {
	s := storeOf("")
	setFilter(s, "a")
	s.Sort(by(t, "version"))
	s.Hide(query.IsNoise)
	s.MarkAllShown()
	assert.True(t, s.Work(atOnce))
	assert.Zero(t, s.Len()+s.Shown()+s.Hidden()+s.MarkCount())
	assert.Equal(t, -1, s.Nearest(0))
	assert.Equal(t, -1, s.Find(parseTags("a"), 0, 1))
	_, ok := s.ByKey("a")
	assert.False(t, ok)
	s.Append(tags("b ab"))
	assert.Equal(t, "ab", shown(s))
}

func TestARepeatedRowTakesTheOldOnesPlace(t *testing.T) {
	s := storeOf("a b c")
	s.Sort(by(t, "size"))
	s.Mark(idOf(t, s, "b"), true)
	page := append(tags("d b d"), hub.Tag{Name: "a", FullSize: 5})
	page[1].FullSize = 9
	change := s.Append(page)
	assert.Equal(t, Change{First: 3, Added: 1, Replaced: []ID{0, 1}}, change)
	assert.Equal(t, "b a c d", shown(s))
	assert.EqualValues(t, 9, s.Row(1).FullSize)
	assert.True(t, s.Marked(1))
	assert.Equal(t, 4, s.Len())
}

func TestARowWhoseNameChangesIsFoundByTheNewNameOnly(t *testing.T) {
	schema := query.Tags()
	one, two := hub.NewSymbol("one"), hub.NewSymbol("two")
	s := New(schema, func(t *hub.Tag) string { return t.UpdatedBy.String() })
	s.Append([]hub.Tag{{UpdatedBy: one, Name: "alpine"}, {UpdatedBy: two, Name: "bookworm"}})
	s.Append([]hub.Tag{{UpdatedBy: one, Name: "trixie"}})
	for text, want := range map[string]string{"alp": "", "al": "", "trix": "trixie", "tr": "trixie", "t": "trixie", "^trixie$": "trixie", "o": "bookworm"} {
		setFilter(s, text)
		assert.Equal(t, want, shown(s), text)
	}
}

func TestLettersThatTheIndexDoesNotKnowAreLookedForInTheNames(t *testing.T) {
	schema := query.Schema[hub.Tag]{Name: func(t *hub.Tag) string { return t.Name }}
	s := New(schema, tagKey)
	s.Append(tags("café cafe a:b ab"))
	for text, want := range map[string]string{"é": "café", ":": "a:b", "fé": "café", "a": "café cafe a:b ab"} {
		s.SetFilter(query.Parse(schema, text, benchNow))
		s.Finish()
		assert.Equal(t, want, shown(s), text)
	}
}

func TestNewRowsFindTheirPlacesInAFilteredAndSortedView(t *testing.T) {
	s := storeOf("1.9-alpine 1.10 1.8-alpine")
	s.Sort(by(t, "version"))
	setFilter(s, "alpine")
	assert.Equal(t, "1.9-alpine 1.8-alpine", shown(s))
	s.Append(tags("1.10-alpine 1.11 1.8.5-alpine 0.1-alpine"))
	assert.Equal(t, "1.10-alpine 1.9-alpine 1.8.5-alpine 1.8-alpine 0.1-alpine", shown(s))
	setFilter(s, "")
	assert.Equal(t, "1.11 1.10 1.10-alpine 1.9-alpine 1.8.5-alpine 1.8-alpine 0.1-alpine", shown(s))
}

func TestPinnedRowsComeFirstInEitherDirectionAndAmongThemselvesAsTheOrderSays(t *testing.T) {
	s := storeOf("1.9 1.10 2.0 1.8")
	order := by(t, "version")
	order.Pinned = func(row *hub.Tag) bool { return row.Name == "1.8" || row.Name == "1.10" }
	s.Sort(order)
	assert.Equal(t, "1.10 1.8 2.0 1.9", shown(s))
	s.Sort(reversed(order))
	assert.Equal(t, "1.8 1.10 1.9 2.0", shown(s))
	order.By = by(t, "size").By
	s.Sort(order)
	s.Append([]hub.Tag{{Name: "1.8", FullSize: 1}, {Name: "2.1", FullSize: 9}})
	assert.Equal(t, "1.8 1.10 2.1 1.9 2.0", shown(s))
	s.Sort(Order[hub.Tag]{Pinned: func(row *hub.Tag) bool { return row.Name == "1.8" }})
	assert.Equal(t, "1.8 1.9 1.10 2.0 2.1", shown(s))
	setFilter(s, "!1.9")
	assert.Equal(t, "1.8 1.10 2.0 2.1", shown(s))
}

func TestTheFirstRowComesBeforePinnedOnesWheneverItArrives(t *testing.T) {
	s := storeOf("1.9 1.10")
	order := by(t, "version")
	order.Pinned = func(row *hub.Tag) bool { return row.Name == "1.10" }
	order.First = func(row *hub.Tag) bool { return row.Name == "0.1" }
	s.Sort(order)
	assert.Equal(t, "1.10 1.9", shown(s))
	s.Append(tags("2.0 0.1"))
	assert.Equal(t, "0.1 1.10 2.0 1.9", shown(s))
	s.Append(tags("0.1 3.0"))
	assert.Equal(t, "0.1 1.10 3.0 2.0 1.9", shown(s))
	s.Sort(reversed(order))
	assert.Equal(t, "0.1 1.10 1.9 2.0 3.0", shown(s))
	setFilter(s, "!0.1")
	assert.Equal(t, "1.10 1.9 2.0 3.0", shown(s), "a filter holds for it too")
}

func TestTheSelectionIsFoundAgainOrItsNeighbourIs(t *testing.T) {
	s := storeOf("a b c d e")
	c := idOf(t, s, "c")
	at, ok := s.Position(c)
	assert.True(t, ok)
	assert.Equal(t, 2, at)
	setFilter(s, "!c")
	_, ok = s.Position(c)
	assert.False(t, ok)
	assert.Equal(t, "d", s.Row(s.At(s.Nearest(c))).Name)
	setFilter(s, "!c !d !e")
	assert.Equal(t, "b", s.Row(s.At(s.Nearest(c))).Name)
	s.Sort(reversed(by(t, "name")))
	assert.Equal(t, "b", s.Row(s.At(s.Nearest(c))).Name)
	setFilter(s, "zzz")
	assert.Equal(t, -1, s.Nearest(c))
}

func TestNoiseIsHiddenAndCounted(t *testing.T) {
	signature := "sha256-" + strings.Repeat("0a", 32) + ".sig"
	s := storeOf("1.0 " + signature + " 1.1")
	setFilter(s, "1")
	s.Hide(query.IsNoise)
	s.Finish()
	assert.Equal(t, 1, s.Hidden())
	assert.Equal(t, "1.0 1.1", shown(s))
	s.Append(append(tags("1.2"), hub.Tag{Name: "1.3", Status: hub.NewSymbol("inactive")}))
	assert.Equal(t, 2, s.Hidden())
	assert.Equal(t, "1.0 1.1 1.2", shown(s))
	setFilter(s, "")
	assert.Equal(t, "1.0 1.1 1.2", shown(s))
	s.Hide(nil)
	assert.Zero(t, s.Hidden())
	assert.Equal(t, 5, s.Shown())
}

func TestHidingInTheMiddleOfAFilterNeverShowsAFormerResultAsANewOne(t *testing.T) {
	s := New(query.Tags(), tagKey)
	s.Append(benchTags(5000))
	setFilter(s, "a")
	s.Hide(func(t *hub.Tag) bool { return strings.HasPrefix(t.Name, "0.") })
	assert.False(t, s.Work(atOnce), "there is work for more than one slice")
	s.SetFilter(parseTags("al"))
	s.Finish()
	for p := range s.Shown() {
		assert.False(t, strings.HasPrefix(s.Row(s.At(p)).Name, "0."))
	}
	assert.Positive(t, s.Shown())
}

func TestMarksOutliveFiltersAndOrdersAndAreCopiedInListOrder(t *testing.T) {
	s := storeOf("b a d c")
	setFilter(s, "!d")
	s.MarkAllShown()
	s.Toggle(idOf(t, s, "a"))
	s.Mark(idOf(t, s, "b"), true)
	assert.Equal(t, 2, s.MarkCount())
	setFilter(s, "a")
	assert.Equal(t, 2, s.MarkCount())
	assert.Equal(t, []ID{0, 3}, s.Marks())
	s.Sort(reversed(by(t, "name")))
	assert.Equal(t, []ID{3, 0}, s.Marks())
	setFilter(s, "")
	s.MarkRange(3, 2)
	assert.Equal(t, 3, s.MarkCount())
	s.MarkRange(-5, 99)
	assert.Equal(t, 4, s.MarkCount())
	s.ClearMarks()
	assert.Empty(t, s.Marks())
	assert.Zero(t, s.MarkCount())
}

func TestFindGoesFromMatchToMatchAndRoundTheEnd(t *testing.T) {
	s := storeOf("a1 b1 a2 b2 a3")
	a := parseTags("a")
	assert.Equal(t, 2, s.Find(a, 0, 1))
	assert.Equal(t, 0, s.Find(a, 4, 1))
	assert.Equal(t, 4, s.Find(a, 0, -1))
	assert.Equal(t, 2, s.Find(a, 3, -1))
	assert.Equal(t, 4, s.Find(parseTags("a3"), 4, 1))
	assert.Equal(t, -1, s.Find(parseTags("z"), 0, 1))
}
