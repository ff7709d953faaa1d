package index

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/index/store"
	"tagboat/hub/index/table"
)

var hostileTexts = []string{
	"\x1b]0;title\x07", "nul\x00nul", "\x00", "\xff\xfe", "a\r\nb", "\u202egnp", "'; drop table tag; --", "%", "?1",
	strings.Repeat("long", 2_500),
}

// storedAs stores a list of a kind, and gives it back.
func storedAs[T any](t *testing.T, x *Index, at store.List, kind table.Kind[T], rows []T) []T {
	t.Helper()
	r := &reading[T]{x: x, rows: kind, at: at, begun: true, total: len(rows)}
	require.True(t, x.store.Later(0, func(s *store.Session) error { return r.store(s, rows, x.store.Now()) }))
	require.True(t, x.store.Later(0, r.conclude))
	x.Flush(t.Context())
	require.Empty(t, x.Notices())
	h, found := x.store.Header(store.Viewer{}, at)
	require.True(t, found)
	back, err := rowsOf(x, h, kind, -1, 0)
	require.NoError(t, err)
	return back
}

func TestTextsComeBackAsTheyCameWhateverIsInThem(t *testing.T) {
	x := stored(t, 1, 1)
	var tags []hub.Tag
	var repositories []hub.Repository
	var namespaces []hub.Membership
	for _, text := range hostileTexts {
		word := hub.NewSymbol(text)
		tags = append(tags, hub.Tag{
			Name: text, UpdatedBy: word, Status: word, MediaType: word, ContentType: word,
			Images: []hub.Image{{Platform: hub.NewPlatform(text, text, text, text), Status: word}},
		})
		repositories = append(repositories, hub.Repository{
			Name: hub.RepositoryName{Namespace: "acme", Name: text}, Description: text, Type: word,
		})
		namespaces = append(namespaces, hub.Membership{Namespace: hub.Namespace(text), FullName: text, Role: word})
	}
	assert.ElementsMatch(t, tags, storedAs(t, x, store.List{Namespace: "acme", Repository: "odd"}, table.Tags, tags))
	assert.ElementsMatch(t, repositories, storedAs(t, x, store.List{Namespace: "acme", Repository: ""}, table.Repositories, repositories))
	assert.ElementsMatch(t, namespaces, storedAs(t, x, store.List{}, table.Namespaces, namespaces))
	for _, text := range hostileTexts {
		h, _ := x.store.Header(store.Viewer{}, store.List{Namespace: "acme", Repository: "odd"})
		one, _, found := x.tag(h, text)
		assert.True(t, found)
		assert.Equal(t, text, one.Name)
	}
}
