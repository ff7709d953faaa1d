package listing

import (
	"context"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/paging"
)

func TestWhatIsKnownTakesTheWordsOfAFailureBackAlsoWhenItComesAfterIt(t *testing.T) {
	l := tags(t, 0)
	config := l.config
	config.Listing = paging.New(paging.Source[hub.Tag]{
		Op: "list tags", Key: func(t hub.Tag) string { return t.Name },
		Page: func(context.Context, int, paging.Urgency) (hub.Page[hub.Tag], error) {
			return hub.Page[hub.Tag]{}, &hub.Error{Op: "list tags", Kind: hub.NoNetwork}
		},
		Kept: func(context.Context) (paging.Kept[hub.Tag], bool) {
			return paging.Kept[hub.Tag]{
				AsOf: l.env.Now().Add(-time.Hour), Count: 1,
				Parts: func(yield func([]hub.Tag, error) bool) { yield([]hub.Tag{{Name: "1.27"}}, nil) },
			}, true
		},
	})
	l = New(l.env, config)
	l.Resize(80, 20)
	asked, both := l.Init(t.Context())().(tea.BatchMsg)
	require.True(t, both)
	known, read := asked[0], asked[1]
	l.Update(read())
	assert.Contains(t, l.View(), "Could not list tags")
	l.Update(known())
	assert.Contains(t, l.View(), "1.27")
	assert.Contains(t, l.Status(), "offline, as of 1 h ago")
	assert.NotContains(t, l.View(), "Could not list tags")
}
