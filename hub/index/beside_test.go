package index_test

import (
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/index"
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

func (r *run) lists() hub.Repository {
	r.t.Helper()
	return r.listed(r.index.Repositories(r.client, "acme", hub.Newest))
}

func TestWhatIsSeenOfTagsIsToldOfTheirRepository(t *testing.T) {
	s := at(t, 150)
	assert.Equal(t, hub.Seen{}, s.lists().Seen, "nobody looked")
	first := s.run()
	first.read()
	began := hub.TimestampOf(s.clock.Now())
	seen := s.lists().Seen
	require.NotNil(t, seen.Tags)
	assert.EqualValues(t, 150, *seen.Tags)
	assert.Equal(t, began, seen.Counted)
	assert.Equal(t, began, seen.AllPulls)
	last := hub.TimestampOf(s.clock.Now().Add(-time.Hour - time.Minute))
	assert.Equal(t, last, seen.Pulled, "of the newest")
	assert.Nil(t, seen.Locks)

	s.push("new")
	second := s.run()
	_, v, _ := second.read()
	require.Equal(t, hub.KeptRoute, v.Route)
	seen = second.lists().Seen
	assert.EqualValues(t, 151, *seen.Tags)
	assert.Equal(t, hub.TimestampOf(s.clock.Now().Add(-time.Second)), seen.Pulled)
	assert.Equal(t, began, seen.AllPulls, "what was only verified tells no pulls")
	kept := second.offline()
	assert.Equal(t, seen, second.listed(kept.Repositories("acme")).Seen)
	handed, found := second.index.Repositories(second.client, "acme", hub.Newest).Kept(t.Context())
	require.True(t, found)
	for rows, err := range handed.Parts {
		require.NoError(t, err)
		assert.Equal(t, seen, rows[0].Seen)
	}
}

func TestARepositoryThatWasOnlyLookedAtIsCounted(t *testing.T) {
	s := at(t, 150)
	r := s.run()
	for _, err := range r.index.Tags(r.client, api).Reader().Pages(t.Context(), 1) {
		require.NoError(t, err)
	}
	r.index.Flush(t.Context())
	seen := r.lists().Seen
	require.NotNil(t, seen.Tags)
	assert.EqualValues(t, 150, *seen.Tags)
	assert.Zero(t, seen.AllPulls, "not all were seen")
}

func TestTagsAreCountedByOneRequestAndRulesAreKept(t *testing.T) {
	s := at(t, 150)
	s.world.Update(api.String(), func(r *hubtest.Repository) { r.Immutable = []string{"^v"} })
	r := s.run()
	before := len(s.hub.Requests())
	seen, err := r.index.CountTags(t.Context(), r.client, api)
	require.NoError(t, err)
	assert.Len(t, s.hub.Requests()[before:], 1)
	assert.EqualValues(t, 150, *seen.Tags)
	r.index.Flush(t.Context())
	assert.Equal(t, seen, r.lists().Seen)

	_, err = r.index.ReadRepository(t.Context(), r.client, api)
	require.NoError(t, err)
	r.index.Flush(t.Context())
	seen.Locks = &hub.ImmutableTags{Enabled: true, Rules: []string{"^v"}}
	assert.Equal(t, seen, r.lists().Seen)
	assert.False(t, r.index.KnowsTags(t.Context(), r.client, api), "nothing of it proves a list")
	assert.Equal(t, hub.Seen{}, s.run().as("dckr_pat_narrow").lists().Seen, "another viewer's")

	var none *index.Index
	seen, err = none.CountTags(t.Context(), r.client, api)
	require.NoError(t, err)
	assert.EqualValues(t, 150, *seen.Tags)
}

func TestRulesThatTheHubDoesNotTellAreUnknown(t *testing.T) {
	s := at(t, 3)
	s.hub.Inject(hubtest.Fault{
		Match: hubtest.Match{Path: "/acme/repositories/api"}, Do: hubtest.Answer(200, "application/json", `{"name":"api"}`),
	})
	r := s.run()
	_, err := r.index.ReadRepository(t.Context(), r.client, api)
	require.NoError(t, err)
	r.index.Flush(t.Context())
	s.hub.Heal()
	assert.Nil(t, r.lists().Seen.Locks)
}

func TestAFormerFileTellsWhatItKnowsOfTags(t *testing.T) {
	s := at(t, 30)
	first := s.run()
	first.read()
	seen := first.lists().Seen
	first.index.Close(t.Context())
	db, err := sqlite3.Open(s.path())
	require.NoError(t, err)
	for _, column := range []string{"tags", "counted", "pulled", "locked", "rules"} {
		require.NoError(t, db.Exec("alter table list drop column "+column))
	}
	require.NoError(t, db.Exec("pragma user_version=4"))
	require.NoError(t, db.Close())
	second := s.run()
	second.index.Lists(t.Context(), second.client) // by then the file is brought up to date
	assert.Equal(t, seen, second.lists().Seen)
}
