package index_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/index"
	"tagboat/hub/index/store"
)

// known is what a listing knows before anybody is asked, in its parts.
func known[T any](t *testing.T, l hub.Listing[T]) (parts [][]T, kept hub.Kept[T], found bool) {
	t.Helper()
	kept, found = l.Kept(t.Context())
	if !found {
		return nil, kept, false
	}
	for part, err := range kept.Parts {
		require.NoError(t, err)
		parts = append(parts, part)
	}
	return parts, kept, true
}

func TestWhatIsKnownIsHandedOverWithoutARequestTheFirstPageFirst(t *testing.T) {
	s := at(t, 2_450)
	_, _, found := known(t, s.run().index.Tags(s.run().client, api))
	assert.False(t, found)
	tags, _, _ := s.run().read()
	readAt := s.clock.Now()
	s.clock.pass(3 * time.Hour)

	before := len(s.hub.Requests())
	r := s.run()
	parts, kept, found := known(t, r.index.Tags(r.client, api))
	require.True(t, found)
	assert.Len(t, s.hub.Requests(), before)
	assert.True(t, readAt.Equal(kept.AsOf), kept.AsOf)
	assert.Equal(t, 2_450, kept.Count)
	require.Len(t, parts, 1+3)
	assert.Len(t, parts[0], 100)
	assert.Equal(t, tags, slices.Concat(parts...))

	one, asOf, found := r.index.Tag(t.Context(), r.client, api, tags[7].Name)
	require.True(t, found)
	assert.Equal(t, tags[7], one)
	assert.Equal(t, kept.AsOf, asOf)
	_, _, found = r.index.Tag(t.Context(), r.client, api, "nobody-pushed-it")
	assert.False(t, found)
}

func TestWhatOneSawIsHandedOverToNoOther(t *testing.T) {
	s := at(t, 150)
	r := s.run().as("dckr_pat_alice")
	r.read()
	for _, err := range r.index.Repositories(r.client, "acme", hub.Newest).Reader().Pages(t.Context(), 0) {
		require.NoError(t, err)
	}
	for _, err := range r.index.Namespaces(r.client).Reader().Pages(t.Context(), 0) {
		require.NoError(t, err)
	}
	r.index.Flush(t.Context())
	for who, viewer := range map[string]*run{
		"nobody":       s.run(),
		"password":     s.run().as("anchor-chain"),
		"narrow token": s.run().as("dckr_pat_narrow"),
		"token":        s.run().as("dckr_pat_alice"),
	} {
		_, _, tags := known(t, viewer.index.Tags(viewer.client, api))
		_, _, repositories := known(t, viewer.index.Repositories(viewer.client, "acme", hub.Newest))
		_, _, namespaces := known(t, viewer.index.Namespaces(viewer.client))
		_, _, tag := viewer.index.Tag(t.Context(), viewer.client, api, "t-00001")
		want := who == "token"
		assert.Equal(t, []bool{want, want, want, want}, []bool{tags, repositories, namespaces, tag}, who)
	}
}

func TestADiskThatDoesNotAnswerHasTheHubAskedForEverything(t *testing.T) {
	s := at(t, 450, hubtest.WithRateLimit(0, 0))
	s.run().read()
	synctest.Test(t, func(t *testing.T) {
		client, err := hub.New(hub.Options{
			BaseURL: s.hub.URL(), Transport: s.hub.Transport(), UserAgent: "tagboat/test", Now: s.clock.Now,
		})
		require.NoError(t, err)
		x, stuck := index.New(index.Options{Folder: s.folder, Now: s.clock.Now}), make(chan struct{})
		x.Try(store.Trial{HoldReading: func() { <-stuck }})
		began, rows := time.Now(), 0
		for _, err := range x.Tags(client, api).All(t.Context()) {
			require.NoError(t, err)
			rows++
		}
		assert.Equal(t, 450, rows)
		assert.LessOrEqual(t, time.Since(began), 2*time.Second)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		x.Close(ctx)
		assert.Error(t, ctx.Err(), "it waits no longer than it may")
		close(stuck)
		x.Close(t.Context())
	})
}
