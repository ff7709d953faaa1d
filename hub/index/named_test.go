package index_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/index"
)

// offline is a run that asks nobody.
func (r *run) offline() *index.Offline { return &index.Offline{Index: r.index, Client: r.client} }

func TestATagThatWasAskedForByNameIsKnownAndItsListIsNot(t *testing.T) {
	s := at(t, 150)
	r := s.run()
	asked := s.clock.Now()
	tag, err := r.index.ReadTag(t.Context(), r.client, api, "t-00017")
	require.NoError(t, err)
	for _, err := range r.index.TagsNamed(r.client, api, "0002").All(t.Context()) {
		require.NoError(t, err)
	}
	r.index.Flush(t.Context())

	s.clock.pass(time.Hour)
	later := s.run()
	kept, asOf, found := later.index.Tag(t.Context(), later.client, api, "t-00017")
	require.True(t, found)
	assert.Equal(t, tag, kept)
	assert.True(t, asked.Equal(asOf), asOf)
	assert.Contains(t, later.offline().TagNames(api, "t-"), "t-00020")
	assert.Contains(t, later.offline().TagNames(api, "t-00017"), "t-00017")
	kept, err = later.offline().Tag(api, "t-00017")
	require.NoError(t, err)
	assert.Equal(t, tag, kept)
	for _, err := range later.offline().Tags(api).All(t.Context()) {
		require.ErrorIs(t, err, index.ErrUnknown)
	}
	_, _, found = known(t, later.index.Tags(later.client, api))
	assert.False(t, found)
	stranger := s.run().as("anchor-chain")
	_, _, found = stranger.index.Tag(t.Context(), stranger.client, api, "t-00017")
	assert.False(t, found, "another sees nothing of it")
	assert.Empty(t, stranger.offline().TagNames(api, "t-"))
}

func TestATagThatWasAskedForByNameRaisesNoNewestTime(t *testing.T) {
	s := at(t, 150)
	s.run().read()
	s.push("before", "by-name")
	r := s.run()
	_, err := r.index.ReadTag(t.Context(), r.client, api, "by-name")
	require.NoError(t, err)
	r.index.Flush(t.Context())
	tags, v, asked := r.read()
	s.holds(tags, v)
	assert.Equal(t, hub.KeptRoute, v.Route)
	assert.Len(t, asked, 1)

	s.push("gone-again")
	_, err = r.index.ReadTag(t.Context(), r.client, api, "gone-again")
	require.NoError(t, err)
	r.index.Flush(t.Context())
	s.world.Delete(api.String(), "gone-again")
	tags, v, _ = r.read()
	s.holds(tags, v)
	assert.Equal(t, hub.HubRoute, v.Route, "one more than the Hub counts")
	_, v, _ = r.read()
	assert.Equal(t, hub.KeptRoute, v.Route)
}

func TestTheRegistrysNamesAreCompletedAndNothingMore(t *testing.T) {
	s := at(t, 450, hubtest.WithDepth(200, 100, 100))
	r := s.run()
	reader := r.index.Tags(r.client, api).Reader()
	rows := 0
	count := func() (failed error) {
		for p, err := range reader.Pages(t.Context(), 0) {
			rows, failed = rows+len(p.Rows), err
		}
		return failed
	}
	require.ErrorIs(t, count(), hub.DepthCapped)
	assert.Less(t, rows, 450)
	require.True(t, reader.ThroughRegistry())
	require.NoError(t, count())
	r.index.Flush(t.Context())
	assert.Equal(t, 450, rows)
	assert.Len(t, r.offline().TagNames(api, "t-"), 450)
	for _, err := range r.offline().Tags(api).All(t.Context()) {
		require.ErrorIs(t, err, index.ErrUnknown)
	}
}

func TestWhatCameOfLookingIsAWordInTheFile(t *testing.T) {
	s := at(t, 150)
	r := s.run().as("anchor-chain")
	word := func() string { return s.ask("select verdict from list")[0] }
	r.read()
	assert.Equal(t, "read whole", word())
	s.push("new")
	r.read()
	assert.Equal(t, "verified by its newest rows", word())
	s.hub.Inject(hubtest.Fault{
		Match: hubtest.Match{Path: "/tags", Page: 2, Times: 1},
		Do:    hubtest.Before(func() { s.push("while-it-is-read") }),
	})
	for _, err := range r.index.FreshTags(r.client, api, hub.Newest).Reader().Pages(t.Context(), 0) {
		require.NoError(t, err)
	}
	r.index.Flush(t.Context())
	assert.Equal(t, "changed while it was read", word())
	s.world.Update(api.String(), func(r *hubtest.Repository) { r.Private = true })
	narrow := s.run().as("dckr_pat_narrow")
	for _, err := range narrow.index.Tags(narrow.client, api).All(t.Context()) {
		require.Error(t, err)
	}
	narrow.index.Flush(t.Context())
	assert.NotEqual(t, "not visible", word(), "to another")
	s.world.Update(api.String(), func(r *hubtest.Repository) { r.Private = false })
	narrow.read()
	s.world.Update(api.String(), func(r *hubtest.Repository) { r.Private = true })
	s.clock.pass(time.Hour)
	for _, err := range narrow.index.Tags(narrow.client, api).All(t.Context()) {
		require.Error(t, err)
	}
	narrow.index.Flush(t.Context())
	words := s.ask("select verdict from list order by id")
	assert.Equal(t, "not visible", words[1])
	assert.NotContains(t, words[:1], "not visible")
	assert.Empty(t, s.ask("select name from tag where gone is not null"), "what is not visible is not gone")
}

func TestALookOfflineCountsAsOne(t *testing.T) {
	s := at(t, 400)
	other := hub.RepositoryName{Namespace: "acme", Name: "younger"}
	s.world.Publish(other.String(), s.world.Tags(api.String())...)
	r := s.run()
	r.read()
	s.clock.pass(2 * time.Hour)
	for _, err := range r.index.Tags(r.client, other).All(t.Context()) {
		require.NoError(t, err)
	}
	r.index.Flush(t.Context())
	s.clock.pass(2 * time.Hour)
	oldest := "select repository from list order by looked limit 1"
	passing := s.run().offline()
	passing.Passing = true
	for _, err := range passing.Tags(api).All(t.Context()) {
		require.NoError(t, err)
	}
	passing.Index.Flush(t.Context())
	assert.Equal(t, []string{"api"}, s.ask(oldest), "a shell that completes looks at nothing")
	look := s.run().offline()
	for _, err := range look.Tags(api).All(t.Context()) {
		require.NoError(t, err)
	}
	look.Index.Flush(t.Context())
	assert.Equal(t, []string{"younger"}, s.ask(oldest))
	s.clock.pass(2 * time.Hour)
	warm := s.run()
	_, _, found := known(t, warm.index.Tags(warm.client, other))
	require.True(t, found)
	warm.index.Flush(t.Context())
	assert.Equal(t, []string{"api"}, s.ask(oldest), "and so does a warm start")
}

func TestAListLookedAtTomorrowMakesRoomFirst(t *testing.T) {
	s := at(t, 400)
	names := []string{"past", "future"}
	for i, name := range names {
		r := hub.RepositoryName{Namespace: "acme", Name: name}
		s.world.Publish(r.String(), s.world.Tags(api.String())...)
		wrong := s.run(func(o *index.Options) {
			o.Now = func() time.Time { return s.clock.Now().Add(time.Duration(2*i-1) * 400 * 24 * time.Hour) }
		})
		for _, err := range wrong.index.Tags(wrong.client, r).All(t.Context()) {
			require.NoError(t, err)
		}
		wrong.index.Flush(t.Context())
	}
	s.run(func(o *index.Options) { o.Most = 400 << 10 }).read()
	assert.Equal(t, []string{"api", "past"}, slices.Sorted(slices.Values(s.ask("select repository from list"))))
}
