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

// history is what a run of now tells of a tag.
func (s *setting) history(tag string) []past.Held {
	r := s.run()
	return r.index.Past(s.t.Context(), r.client).History(api, tag)
}

func (s *setting) news(since time.Time, of past.Scope) past.News {
	r := s.run()
	news, known := r.index.Past(s.t.Context(), r.client).News(since, of)
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
		news, known := r.index.Past(t.Context(), r.client).Unread(past.Scope{})
		assert.True(t, known)
		return len(news.Events)
	}
	assert.Equal(t, 1, unread())
	r.index.Past(t.Context(), r.client).Shown(api)
	r.index.Flush(t.Context())
	assert.Zero(t, unread())
	s.clock.pass(time.Hour)
	s.push("t-00004")
	r = s.run()
	r.read()
	assert.Equal(t, 1, unread())
	everything := r.index.Past(t.Context(), r.client)
	news, _ := everything.Unread(past.Scope{})
	everything.SetShown(news)
	r.index.Flush(t.Context())
	assert.Zero(t, unread())
}

func TestNewsOfAListAreToldOnceAndOfOtherListsStayUntold(t *testing.T) {
	s := at(t, 150)
	s.run().read()
	s.clock.pass(24 * time.Hour)
	s.push("t-00003")
	r := s.run()
	r.read()
	r.index.Flush(t.Context())
	p := r.index.Past(t.Context(), r.client)
	untold := func(of past.Scope) past.News {
		news, known := p.Untold(of)
		assert.True(t, known)
		return news
	}
	nothing := untold(past.Scope{Namespaces: []hub.Namespace{"elsewhere"}})
	assert.Empty(t, nothing.Events)
	assert.Zero(t, nothing.Lists)
	p.SetTold(nothing)
	r.index.Flush(t.Context())
	news := untold(past.Scope{Namespaces: []hub.Namespace{api.Namespace}})
	assert.Len(t, news.Events, 1)
	s.clock.pass(time.Hour)
	s.push("t-00004") // it is seen before the news are told, and not among them
	r = s.run()
	r.read()
	p = r.index.Past(t.Context(), r.client)
	p.SetTold(news)
	r.index.Flush(t.Context())
	news = untold(past.Scope{Repositories: []hub.RepositoryName{api}})
	require.Len(t, news.Events, 1)
	assert.Equal(t, "t-00004", news.Events[0].Tag)
}

func TestNewsNameTheVersionsThatATagWasAndIs(t *testing.T) {
	s := at(t, 5)
	for _, version := range []string{"1.27.1", "1.27.2"} {
		one := s.built(version, s.clock.Now())
		s.world.Push(api.String(), one)
		for _, name := range []string{"1.27", "latest"} {
			one.Name = name
			s.world.Push(api.String(), one)
		}
		s.run().read()
		s.clock.pass(24 * time.Hour)
	}
	for _, e := range s.news(time.Time{}, past.Scope{}).Events {
		if e.Kind == past.Moved {
			assert.Equal(t, [2]string{"1.27.1", "1.27.2"}, [2]string{e.Was, e.Is}, e.Tag)
		}
	}
}

func TestWhatIsNewToOneViewerIsNotToldToAnother(t *testing.T) {
	s := at(t, 150)
	s.run().read()
	s.clock.pass(24 * time.Hour)
	s.push("t-00003")
	s.run().read()
	other := s.run().as("dckr_pat_narrow")
	its := other.index.Past(t.Context(), other.client)
	_, known := its.News(time.Time{}, past.Scope{})
	assert.False(t, known)
	assert.Empty(t, its.History(api, "t-00003"))
	news, known := its.Unread(past.Scope{})
	assert.False(t, known)
	assert.Empty(t, news.Events)
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

func TestADigestThatTheHubLeftOutForATimeIsNoChange(t *testing.T) {
	s := at(t, 5)
	whole := s.built("odd", s.clock.Now())
	torn := whole
	torn.Digest, torn.Images = "", nil
	for _, tag := range []hubtest.Tag{whole, torn, whole} {
		s.world.Push(api.String(), tag)
		s.run().read()
		s.clock.pass(24 * time.Hour)
	}
	held := s.history("odd")
	require.Len(t, held, 1)
	assert.Equal(t, whole.Digest, held[0].Digest.String())
	assert.Equal(t, 3, held[0].Looks)
	assert.Empty(t, s.news(s.clock.Now().Add(-60*time.Hour), past.Scope{}).Events)
}

func TestWhatALookSawThatWasNotWholeIsToldWithTheNextThatIs(t *testing.T) {
	s := at(t, 150)
	s.run().read()
	s.clock.pass(24 * time.Hour)
	s.push("t-00003")
	r := s.run()
	_, err := r.index.ReadTag(t.Context(), r.client, api, "t-00003")
	require.NoError(t, err)
	r.index.Flush(t.Context())
	told := func() []past.Event {
		p := r.index.Past(t.Context(), r.client)
		news, known := p.Untold(past.Scope{})
		require.True(t, known)
		p.SetTold(news)
		r.index.Flush(t.Context())
		return news.Events
	}
	assert.Empty(t, told(), "one tag was read, not its list")
	s.clock.pass(time.Hour)
	r.read()
	assert.Len(t, told(), 1)
	assert.Empty(t, told(), "once")
}

func TestARepositoryThatVanishedIsToldToWhoAsksForIt(t *testing.T) {
	s := at(t, 5)
	r := s.run()
	r.read()
	r.listed(r.index.Repositories(r.client, "acme", hub.Newest))
	s.clock.pass(24 * time.Hour)
	s.world.Remove(api.String())
	for _, err := range r.index.Repositories(r.client, "acme", hub.Newest).All(t.Context()) {
		require.NoError(t, err)
	}
	r.index.Flush(t.Context())
	p := r.index.Past(t.Context(), r.client)
	for _, of := range []past.Scope{{Repositories: []hub.RepositoryName{api}}, {Namespaces: []hub.Namespace{"acme"}}, {}} {
		news, known := p.Untold(of)
		require.True(t, known)
		require.Len(t, news.Events, 1, of)
		assert.Equal(t, past.Vanished, news.Events[0].Kind)
		assert.Equal(t, api, news.Events[0].Repository)
	}
	of := past.Scope{Repositories: []hub.RepositoryName{api}}
	news, _ := p.Untold(of)
	p.SetTold(news)
	r.index.Flush(t.Context())
	news, _ = p.Untold(of)
	assert.Empty(t, news.Events, "once")
}
