package index_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
)

func TestWhatATagWasIsToldTheNewestFirst(t *testing.T) {
	s := at(t, 3)
	first := s.run()
	assert.Empty(t, first.index.Seen(t.Context(), first.client, api, "t-00001"), "nothing was read")
	var digests []string
	var until []time.Time
	for range 3 {
		s.clock.pass(24 * time.Hour)
		s.push("t-00001")
		s.run().read()
		until = append(until, s.clock.Now())
		for _, tag := range s.world.Tags(api.String()) {
			if tag.Name == "t-00001" {
				digests = append([]string{tag.Digest}, digests...)
			}
		}
	}
	r := s.run()
	seen := r.index.Seen(t.Context(), r.client, api, "t-00001")
	require.Len(t, seen, 3)
	for i, one := range seen {
		assert.Equal(t, digests[i], one.Digest.String())
	}
	assert.WithinDuration(t, until[2], seen[0].Until, time.Minute)
	assert.WithinDuration(t, until[2], seen[1].Until, time.Minute, "it was another until it was seen as this one")
	assert.WithinDuration(t, until[1], seen[2].Until, time.Minute)
	assert.Empty(t, r.index.Seen(t.Context(), r.client, api, "t-00002x"))
	assert.Empty(t, r.index.Seen(t.Context(), r.client, hub.RepositoryName{Namespace: "acme", Name: "no"}, "t-00001"))
}
