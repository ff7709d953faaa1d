package view

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/query"
	"tagboat/ui/listing/rows"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

var testTime = time.Unix(1<<30, 0)

// columns are some of those of tags.
func columns() Columns[hub.Tag] {
	cell := func(f func(*hub.Tag) string) func(*hub.Tag, Place) (string, theme.Role) {
		return func(t *hub.Tag, _ Place) (string, theme.Role) { return f(t), theme.Plain }
	}
	return Columns[hub.Tag]{
		{Name: "tag", Title: "TAG", Least: 20, Most: 48, Cell: cell(func(t *hub.Tag) string { return t.Name })},
		{Name: "size", Title: "SIZE", Orders: []string{"size"}, Rank: 1, Least: 9, Right: true, Cell: cell(func(t *hub.Tag) string {
			return text.Size(t.FullSize)
		})},
		{Name: "pushed", Title: "PUSHED", Orders: []string{"newest", "oldest"}, Rank: 2, Least: 10, Cell: cell(func(*hub.Tag) string { return "" })},
		{Name: "digest", Title: "DIGEST", Rank: 3, Least: 12, Cell: cell(func(t *hub.Tag) string { return t.Digest.Short() })},
	}
}

func storeOf(names ...string) *rows.Store[hub.Tag] {
	store := rows.New(query.Tags(), func(t *hub.Tag) string { return t.Name })
	page := make([]hub.Tag, len(names))
	for i, name := range names {
		page[i] = hub.Tag{Name: name, FullSize: int64(i+1) * 7_310_000}
	}
	store.Append(page)
	return store
}

// viewOf shows tags with these names in an area of 80 by 12.
func viewOf(chosen Columns[hub.Tag], names ...string) *View[hub.Tag] {
	v := New(Config[hub.Tag]{
		Theme: theme.New(), Columns: chosen, Now: func() time.Time { return testTime },
	}, storeOf(names...))
	v.Resize(80, 12)
	v.Follow()
	return v
}

func TestNoWidthMakesRowsWrapOrOverlap(t *testing.T) {
	v := viewOf(columns(), "最新版-一二三四五六七八九十", "🇵🇹-flag", strings.Repeat("x", 300), "1.2.3")
	for width := 1; width <= 220; width++ {
		v.Resize(width, 12)
		end := 0
		for _, p := range v.line {
			assert.GreaterOrEqual(t, p.left, end)
			end = p.left + p.width
		}
		assert.LessOrEqual(t, end, max(width, Gutter+1))
		for line := range strings.SplitSeq(v.Draw(), "\n") {
			assert.LessOrEqual(t, ansi.StringWidth(line), max(width, Gutter+1))
		}
	}
}

func titles(v *View[hub.Tag]) []string {
	first, _, _ := strings.Cut(ansi.Strip(v.Draw()), "\n")
	return strings.Fields(first)
}

func TestColumnsAreChosenAndPutInOrderByTheirNames(t *testing.T) {
	all, err := columns().Choose()
	assert.NoError(t, err)
	assert.Equal(t, []string{"tag", "size", "pushed", "digest"}, all.Names())
	some, err := columns().Choose("digest", "tag")
	assert.NoError(t, err)
	assert.Equal(t, []string{"DIGEST", "TAG"}, titles(viewOf(some, "1.2.3")))
	some, err = columns().Choose("pulls", "tag", "Size")
	assert.EqualError(t, err, `no column is called "pulls" or "Size"; there are tag, size, pushed, digest`)
	assert.Equal(t, []string{"tag"}, some.Names())
}

func TestATitleBearsTheArrowOfEveryOrderThatItStandsFor(t *testing.T) {
	v := viewOf(columns(), "1.2.3")
	for order, want := range map[string]string{
		"size": "TAG SIZE ▼ PUSHED DIGEST", "newest": "TAG SIZE PUSHED ▼ DIGEST", "oldest": "TAG SIZE PUSHED ▲ DIGEST", "version": "TAG SIZE PUSHED DIGEST",
	} {
		by, ok := query.Tags().Order(order)
		assert.True(t, ok)
		v.Rows.Sort(rows.Order[hub.Tag]{By: by})
		assert.Equal(t, want, strings.Join(titles(v), " "))
	}
	v.Rows.Sort(rows.Order[hub.Tag]{})
	assert.Equal(t, "TAG SIZE PUSHED DIGEST", strings.Join(titles(v), " "))
}

func TestWhatAFilterFindsIsHighlightedInTheNameWhereverItsColumnStands(t *testing.T) {
	last, err := columns().Choose("size", "tag")
	assert.NoError(t, err)
	v := viewOf(last, "7-alpine", "7-slim")
	v.Filter = query.Parse(query.Tags(), "7", testTime)
	open, _, _ := strings.Cut(theme.New().Ink(theme.Match, false).Paint("x"), "x")
	other := strings.Split(v.Draw(), "\n")[2]
	assert.Equal(t, 1, strings.Count(other, open), "the size is no name")
	assert.Contains(t, other, open+"7")
}
