package listing

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/query"
	"tagboat/keymap"
	"tagboat/ui/config"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// tags is a list of so many tags in a window of 200×50, as tags shows them.
func tags(tb testing.TB, n int) *List[hub.Tag] {
	tb.Helper()
	return tagsAt(tb, time.Unix(1<<30, 0), n)
}

// tagsAt is the same list, seen at a moment.
func tagsAt(tb testing.TB, now time.Time, n int) *List[hub.Tag] {
	tb.Helper()
	client, err := hub.New(hub.Options{})
	require.NoError(tb, err)
	env := screen.Env{Hub: client, Keys: new(keymap.New()), Config: new(config.Config), Theme: theme.New(), Now: func() time.Time { return now }}
	cell := func(f func(*hub.Tag) string) func(*hub.Tag, Place) (string, theme.Role) {
		return func(t *hub.Tag, _ Place) (string, theme.Role) { return f(t), theme.Plain }
	}
	l := New(env, Config[hub.Tag]{
		Noun: "tags", Listing: client.Tags(hub.RepositoryName{Namespace: "a", Name: "b"}, hub.Newest),
		Schema: query.Tags(), Order: "newest",
		Columns: Columns[hub.Tag]{
			{Name: "tag", Title: "TAG", Least: 20, Most: 48, Cell: cell(func(t *hub.Tag) string { return t.Name })},
			{Name: "size", Title: "SIZE", Rank: 1, Least: 9, Most: 9, Right: true, Cell: cell(func(t *hub.Tag) string { return text.Size(t.FullSize) })},
			{Name: "pushed", Title: "PUSHED", Orders: []string{"newest"}, Rank: 2, Least: 10, Most: 10, Cell: func(t *hub.Tag, p Place) (string, theme.Role) {
				return text.Age(t.Pushed.Time(), p.Now), theme.Plain
			}},
			{Name: "digest", Title: "DIGEST", Rank: 3, Least: 12, Most: 12, Cell: cell(func(t *hub.Tag) string { return t.Digest.Short() })},
		},
	})
	l.Resize(200, 47)
	page := make([]hub.Tag, 0, 100)
	for i := range n {
		page = append(page, hub.Tag{
			Name: fmt.Sprintf("1.%d.%d-alpine", i/100, i%100), FullSize: int64(i) * 1000, Pushed: hub.Timestamp(int64(n-i) * 1e6),
		})
		if len(page) == cap(page) {
			l.loader.Rows.Append(page)
			page = page[:0]
		}
	}
	l.loader.Count = n
	l.view.Follow()
	return l
}

func BenchmarkCursorMoveAndFrame(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("%d rows", n), func(b *testing.B) {
			l := tags(b, n)
			down := tea.KeyPressMsg{Code: 'j', Text: "j"}
			b.ReportAllocs()
			for b.Loop() {
				if l.press(down); l.view.Position() == n-1 {
					l.view.GoTo(0)
				}
				_ = l.View()
			}
		})
	}
}
