package index_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/index"
)

func TestListsAreThoseThatWhoeverAsksHasSeenWhole(t *testing.T) {
	s := at(t, 150)
	r := s.run().as("anchor-chain")
	require.NoError(t, r.index.Ready(t.Context()))
	assert.Empty(t, r.index.Lists(t.Context(), r.client))
	for _, err := range r.index.Tags(r.client, api).Reader().Pages(t.Context(), 1) { // and no more
		require.NoError(t, err)
	}
	r.index.Flush(t.Context())
	assert.Empty(t, r.index.Lists(t.Context(), r.client))
	r.read()
	first := s.clock.Now()
	s.clock.pass(time.Hour)
	for _, err := range r.index.Repositories(r.client, "acme", hub.NameAscending).All(t.Context()) {
		require.NoError(t, err)
	}
	r.index.Flush(t.Context())
	assert.Equal(t, []index.Listed{
		{Namespace: "acme", Repository: "api", Verified: first},
		{Namespace: "acme", Verified: s.clock.Now()},
	}, r.index.Lists(t.Context(), r.client))
	assert.Equal(t, first, r.index.Verified(t.Context(), r.client, "acme", "api").UTC())
	assert.Zero(t, r.index.Verified(t.Context(), r.client, "acme", "web"))
	assert.Empty(t, s.run().index.Lists(t.Context(), s.run().client), "nobody is another")
	narrow := s.run().as("dckr_pat_narrow")
	assert.Empty(t, narrow.index.Lists(t.Context(), narrow.client))

	r.index.Close(context.Background())
	assert.False(t, r.index.Keeps())
	var none *index.Index
	assert.False(t, none.Keeps())
	assert.Error(t, none.Ready(t.Context()))
	assert.Error(t, index.New(index.Options{Now: time.Now}).Ready(t.Context()))
}
