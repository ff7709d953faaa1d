package index_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/index/past"
)

// history is what a run of now tells of a tag.
func (s *setting) history(tag string) []past.Held {
	r := s.run()
	return r.index.History(s.t.Context(), r.client, api, tag)
}

func (s *setting) news(since time.Time, of past.Scope) past.News {
	r := s.run()
	news, known := r.index.News(s.t.Context(), r.client, since, of)
	require.True(s.t, known)
	return news
}

func TestAHistoryTellsWhatLooksSawAndNoMore(t *testing.T) {
	s := at(t, 150)
	assert.Empty(t, s.history("t-00003"), "nobody looked")
	var looks []time.Time
	look := func() {
		s.run().read()
		looks = append(looks, s.clock.Now())
	}
	look()
	s.clock.pass(24 * time.Hour)
	look()
	s.clock.pass(9 * 24 * time.Hour)
	s.push("t-00003")
	s.clock.pass(24 * time.Hour)
	look()
	s.clock.pass(2 * time.Hour)
	s.world.Delete(api.String(), "t-00003")
	look()
	s.clock.pass(24 * time.Hour)
	s.push("t-00003")
	look()

	held := s.history("t-00003")
	require.Len(t, held, 4)
	again, absent, second, first := held[0], held[1], held[2], held[3]
	const while = 5 * time.Second // answers take a moment each
	assert.WithinDuration(t, looks[0], first.First, while)
	assert.WithinDuration(t, looks[1], first.Last, while)
	assert.WithinDuration(t, looks[2], first.By, while, "it was pushed a day before, and nobody looked")
	assert.Equal(t, 2, first.Looks)
	assert.InDelta(t, 24, first.Gap.Length().Hours(), 1)
	assert.InDelta(t, 10*24, first.Unseen().Length().Hours(), 1)
	assert.WithinDuration(t, looks[2], second.First, while)
	assert.WithinDuration(t, looks[2], second.Last, while)
	assert.WithinDuration(t, looks[3], second.By, while)
	assert.True(t, absent.Digest.IsZero())
	assert.WithinDuration(t, looks[3], absent.First, while)
	assert.WithinDuration(t, looks[4], absent.By, while)
	assert.WithinDuration(t, looks[4], again.First, while)
	assert.True(t, again.By.IsZero())
	assert.Zero(t, again.Unseen())
	assert.NotEqual(t, first.Digest, second.Digest)
	assert.NotEqual(t, second.Digest, again.Digest)
}

func TestAHistoryNamesTheTagsThatWereTheSameImageThen(t *testing.T) {
	s := at(t, 5)
	now := s.clock.Now()
	both := s.built("1.27.1", now)
	s.world.Push(api.String(), both)
	both.Name = "latest"
	s.world.Push(api.String(), both)
	s.run().read()
	s.clock.pass(24 * time.Hour)
	next := s.built("1.27.2", s.clock.Now())
	s.world.Push(api.String(), next)
	next.Name = "latest"
	s.world.Push(api.String(), next)
	s.run().read()
	held := s.history("latest")
	require.Len(t, held, 2)
	assert.Equal(t, []string{"1.27.2"}, held[0].Names)
	assert.Equal(t, []string{"1.27.1"}, held[1].Names)
}

func TestNewsAreWhatChangedBetweenLooks(t *testing.T) {
	s := at(t, 150)
	s.run().read()
	began := s.clock.Now()
	assert.Empty(t, s.news(time.Time{}, past.Scope{}).Events, "what the first look saw is not new")
	s.clock.pass(24 * time.Hour)
	s.push("t-00003")
	s.push("t-00004")
	s.push("new")
	s.world.Delete(api.String(), "t-00100")
	s.run().read()
	middle := s.clock.Now()
	s.clock.pass(24 * time.Hour)
	s.push("t-00003")
	s.world.Delete(api.String(), "new")
	s.run().read()

	kinds := func(news past.News) map[string]past.Kind {
		all := map[string]past.Kind{}
		for _, e := range news.Events {
			assert.Equal(t, api, e.Repository)
			assert.True(t, e.From.Before(e.By), e)
			assert.False(t, e.Kind == past.Moved && (e.Before == e.After || e.Before.IsZero() || e.After.IsZero()), e)
			all[e.Tag] = e.Kind
		}
		return all
	}
	news := s.news(time.Time{}, past.Scope{})
	assert.Equal(t, 1, news.Lists)
	assert.Zero(t, news.Stale)
	assert.Equal(t, map[string]past.Kind{
		"t-00003": past.Moved, "t-00004": past.Moved, "t-00100": past.Vanished, "new": past.Vanished,
	}, kinds(news))
	assert.Equal(t, 2, news.Events[0].Changes)
	assert.Equal(t, map[string]past.Kind{"t-00003": past.Moved, "new": past.Vanished}, kinds(s.news(middle, past.Scope{})))
	assert.Len(t, s.news(began, past.Scope{Namespaces: []hub.Namespace{"acme"}}).Events, 4)
	assert.Len(t, s.news(began, past.Scope{Repositories: []hub.RepositoryName{api}}).Events, 4)
	assert.Empty(t, s.news(began, past.Scope{Namespaces: []hub.Namespace{"other"}}).Events)
	s.clock.pass(time.Hour)
	late := s.news(s.clock.Now(), past.Scope{})
	assert.Empty(t, late.Events)
	assert.Equal(t, 1, late.Stale)
}

func TestNewsOfAListAreReadOnceAPersonHadItBeforeThem(t *testing.T) {
	s := at(t, 150)
	s.run().read()
	s.clock.pass(24 * time.Hour)
	s.push("t-00003")
	r := s.run()
	r.read()
	r.index.Flush(t.Context())
	unread := func() int {
		return r.index.Unread(t.Context(), r.client, []hub.RepositoryName{api})[api]
	}
	assert.Equal(t, 1, unread())
	r.index.Shown(t.Context(), r.client, api)
	r.index.Flush(t.Context())
	assert.Zero(t, unread())
	s.clock.pass(time.Hour)
	s.push("t-00004")
	r = s.run()
	r.read()
	assert.Equal(t, 1, unread())
	assert.Zero(t, r.index.Told(t.Context(), r.client))
	s.clock.pass(time.Hour)
	r.index.SetTold(t.Context(), r.client, s.clock.Now())
	r.index.Flush(t.Context())
	assert.WithinDuration(t, s.clock.Now(), r.index.Told(t.Context(), r.client), 0)
	assert.Zero(t, unread())
}

func TestWhatIsNewToOneViewerIsNotToldToAnother(t *testing.T) {
	s := at(t, 150)
	s.run().read()
	s.clock.pass(24 * time.Hour)
	s.push("t-00003")
	s.run().read()
	other := s.run().as("dckr_pat_narrow")
	_, known := other.index.News(t.Context(), other.client, time.Time{}, past.Scope{})
	assert.False(t, known)
	assert.Empty(t, other.index.History(t.Context(), other.client, api, "t-00003"))
	assert.Empty(t, other.index.Unread(t.Context(), other.client, []hub.RepositoryName{api}))
}

func TestLooksAreRememberedOnceAnHour(t *testing.T) {
	s := at(t, 5)
	for range 20 {
		s.run().read()
		s.clock.pass(10 * time.Minute)
	}
	looks := s.ask("select began from look")
	assert.Greater(t, len(looks), 2)
	assert.LessOrEqual(t, len(looks), 6, "3 hours and 20 minutes, the first and the last")
}
