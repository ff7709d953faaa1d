package hub_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
)

func TestAWholeCollectionIsReadAsAnyListing(t *testing.T) {
	asked := 0
	listing := hub.Whole("list letters", func(context.Context) ([]string, error) {
		asked++
		return []string{"a", "b"}, nil
	}, func(s string) string { return s })
	var got []string
	for row, err := range listing.All(t.Context()) {
		require.NoError(t, err)
		got = append(got, row)
	}
	assert.Equal(t, []string{"a", "b"}, got)
	assert.Equal(t, 1, asked)
}

func TestWhatAnAnswerTellsBesideItsRowsTravelsWithThem(t *testing.T) {
	asked := 0
	listing := hub.WholeAbout("list letters", func(context.Context) ([]string, any, error) {
		asked++
		return []string{"a"}, asked, nil
	}, func(s string) string { return s })
	first, err := listing.Page(t.Context(), 1)
	require.NoError(t, err)
	for _, want := range []int{1, 2} { // the page that is at hand, and the one that is asked for
		for page, err := range listing.Primed(first).Reader().Pages(t.Context(), 0) {
			require.NoError(t, err)
			if page.Number == 1 {
				assert.Equal(t, want, page.About)
			}
		}
		first, err = listing.Page(t.Context(), 1)
		require.NoError(t, err)
	}
}

func TestAWholeCollectionThatFailsCanBeAskedForAgain(t *testing.T) {
	fail := errors.New("no")
	listing := hub.Whole("list letters", func(context.Context) ([]string, error) {
		if fail != nil {
			return nil, fail
		}
		return []string{"a"}, nil
	}, func(s string) string { return s })
	reader := listing.Reader()
	for _, err := range reader.Pages(t.Context(), 0) {
		assert.ErrorIs(t, err, fail)
	}
	fail = nil
	for page, err := range reader.Pages(t.Context(), 0) {
		require.NoError(t, err)
		assert.Equal(t, []string{"a"}, page.Rows)
	}
	assert.Equal(t, hub.Complete, reader.Verdict().State)
}
