package index_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/index/past"
)

// pulled is how often the repository is pulled from there on.
func (s *setting) pulled(times int64) {
	s.world.Update(api.String(), func(r *hubtest.Repository) { r.Pulls = times })
}

// listed is the repository as the list of its namespace has it.
func (r *run) listed(l hub.Listing[hub.Repository]) hub.Repository {
	r.t.Helper()
	for row, err := range l.All(r.t.Context()) {
		require.NoError(r.t, err)
		if row.Name == api {
			r.index.Flush(r.t.Context())
			return row
		}
	}
	require.Fail(r.t, "not listed")
	return hub.Repository{}
}

func (s *setting) lists() hub.Repository {
	r := s.run()
	return r.listed(r.index.Repositories(r.client, "acme", hub.Newest))
}

func TestEachReadingOfARepositoryTellsHowOftenItIsPulled(t *testing.T) {
	s := at(t, 3)
	s.pulled(1000)
	assert.Nil(t, s.lists().PullsPerDay, "it was seen once")
	s.clock.pass(30 * time.Minute)
	s.lists()
	s.clock.pass(12 * time.Hour)
	s.pulled(1500)
	assert.Nil(t, s.lists().PullsPerDay, "half a day tells little")
	s.clock.pass(24 * time.Hour)
	s.pulled(2521)
	perDay := s.lists().PullsPerDay
	require.NotNil(t, perDay)
	assert.InDelta(t, 1000, *perDay, 20)
	s.clock.pass(9 * 24 * time.Hour)
	s.pulled(2521)
	perDay = s.lists().PullsPerDay
	require.NotNil(t, perDay)
	assert.Zero(t, *perDay, "the last week alone is counted")

	r := s.run()
	samples := r.index.Past(t.Context(), r.client).Pulls(api)
	require.Len(t, samples, 4, "once an hour at most")
	spans := past.Spans(samples)
	require.Len(t, spans, 2, "of nine days only the mean is known")
	assert.InDelta(t, 957, spans[0].PerDay, 50)

	kept := r.offline()
	row := r.listed(kept.Repositories("acme"))
	require.NotNil(t, row.PullsPerDay)
	s.pulled(3)
	s.clock.pass(24 * time.Hour)
	assert.Nil(t, s.lists().PullsPerDay, "it was made anew, or counts otherwise")
}

func TestOneRepositoryReadByItselfIsASampleToo(t *testing.T) {
	s := at(t, 3)
	for range 3 {
		r := s.run()
		detail, err := r.index.ReadRepository(t.Context(), r.client, api)
		require.NoError(t, err)
		assert.Equal(t, "api", detail.Name.Name)
		r.index.Flush(t.Context())
		s.clock.pass(24 * time.Hour)
	}
	r := s.run()
	assert.Len(t, r.index.Past(t.Context(), r.client).Pulls(api), 3)
	other := s.run().as("dckr_pat_narrow")
	assert.Empty(t, other.index.Past(t.Context(), other.client).Pulls(api), "another viewer's")
}
