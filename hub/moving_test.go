package hub_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

// whilePage changes the world once, just before the Hub looks a page up.
func whilePage(n int, change func()) hubtest.Fault {
	return hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: n, Times: 1}, Do: hubtest.Before(change)}
}

func TestATagPushedWhileTheListIsReadIsFound(t *testing.T) {
	w := people(time.Now())
	want := shelf(w, "acme/museum", 950)
	s := at(t, w)
	s.hub.Inject(whilePage(5, func() { w.Push("acme/museum", plainTag("brand-new", w.Now())) }))
	r := s.client.Tags(museum, hub.Newest).Reader()
	got, pages, err := names(t.Context(), r, 0)
	require.NoError(t, err)
	assert.ElementsMatch(t, append(want, "brand-new"), got)
	assert.True(t, pages[len(pages)-1].Repair)
	v := r.Verdict()
	assert.Equal(t, hub.Changed, v.State)
	assert.False(t, v.Moving)
	assert.Contains(t, v.String(), "read again")
}

func TestATagMovedToTheTopFromAPageNotYetReadIsFound(t *testing.T) {
	w := people(time.Now())
	want := shelf(w, "acme/museum", 950)
	s := with(t, w, func(o *hub.Options) { o.Flight = 1 })
	s.hub.Inject(whilePage(3, func() { w.Push("acme/museum", plainTag("t-00777", w.Now())) }))
	r := s.client.Tags(museum, hub.Newest).Reader()
	got, _, err := names(t.Context(), r, 0)
	require.NoError(t, err)
	assert.ElementsMatch(t, want, got)
	assert.Equal(t, hub.Changed, r.Verdict().State)
}

func TestATagDeletedBeforeTheReadingPointHidesNoOther(t *testing.T) {
	w := people(time.Now())
	want := shelf(w, "acme/museum", 950)
	s := with(t, w, func(o *hub.Options) { o.Flight = 1 })
	s.hub.Inject(whilePage(5, func() { w.Delete("acme/museum", "t-00142") }))
	r := s.client.Tags(museum, hub.Newest).Reader()
	got, _, err := names(t.Context(), r, 0)
	require.NoError(t, err)
	assert.ElementsMatch(t, want, got, "the deleted tag was seen, and the one that slipped through was read again")
	assert.Equal(t, hub.Changed, r.Verdict().State)
	assert.LessOrEqual(t, len(s.hub.Requests()), 14, "only the pages beside the boundary are read again")
}

func TestARowThatHidesBehindADeletedOneIsFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		want := shelf(w, "acme/museum", 950)
		s := at(t, w)
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: 2, Times: 1}, Do: hubtest.Latency(time.Second)},
			whilePage(2, func() {
				w.Delete("acme/museum", "t-00430") // on a page that is read already
				w.Push("acme/museum", plainTag("brand-new", time.Now()))
			}))
		r := s.client.Tags(museum, hub.Newest).Reader()
		got, _, err := names(t.Context(), r, 0)
		require.NoError(t, err)
		assert.ElementsMatch(t, append(want, "brand-new"), got, "as many rows were seen as the server counts, and one was still missing")
		assert.Equal(t, hub.Changed, r.Verdict().State)
	})
}

func TestAListThatKeepsMovingIsSaidToKeepMoving(t *testing.T) {
	w := people(time.Now())
	shelf(w, "acme/museum", 350)
	s := at(t, w, hubtest.WithRateLimit(0, 0))
	n := 0
	s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: 1, Nth: 2}, Do: hubtest.After(func() {
		n++
		w.Push("acme/museum", plainTag("new-"+pad(n), w.Now().Add(time.Duration(n)*time.Second)))
		w.Push("acme/museum", plainTag("new-x"+pad(n), w.Now().Add(time.Duration(n)*time.Second)))
	})}, hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: 4}, Do: hubtest.Count(func(n int) int { return n + 50 })})
	r := s.client.Tags(museum, hub.Newest).Reader()
	_, _, err := names(t.Context(), r, 0)
	require.NoError(t, err)
	v := r.Verdict()
	assert.Equal(t, hub.Changed, v.State, v)
}

func TestAListThatShrinksBelowAPageIsNotAFailure(t *testing.T) {
	w := people(time.Now())
	shelf(w, "acme/museum", 301)
	s := with(t, w, func(o *hub.Options) { o.Flight = 1 })
	s.hub.Inject(whilePage(4, func() { w.Delete("acme/museum", "t-00300") }))
	r := s.client.Tags(museum, hub.Newest).Reader()
	got, _, err := names(t.Context(), r, 0)
	require.NoError(t, err)
	assert.Len(t, got, 300)
	assert.Equal(t, hub.Changed, r.Verdict().State)
}

func TestARepositoryThatVanishesAfterItWasListedAsksForASecondLook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 3)
		s := at(t, w)
		_, err := s.client.Tags(hub.RepositoryName{Namespace: "acme", Name: "never"}, hub.Newest).Page(t.Context(), 1)
		require.ErrorIs(t, err, hub.NotFound)
		assert.Equal(t, hub.NotFound, hub.KindOf(err))

		_, err = s.client.Repositories("acme", hub.Newest).Page(t.Context(), 1)
		require.NoError(t, err)
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.NotFound()})
		_, err = s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
		require.ErrorIs(t, err, hub.VanishedSinceListed)
		require.ErrorIs(t, err, hub.NotFound)
		assert.Contains(t, hub.Advice(err), "blocking")

		time.Sleep(time.Hour)
		_, err = s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
		assert.Equal(t, hub.NotFound, hub.KindOf(err), "an hour ago is not a moment ago")
	})
}

func TestWhatAnotherSessionListedIsNotSpokenOf(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 3)
		w.Update("acme/museum", func(r *hubtest.Repository) { r.Private = true })
		s := at(t, w)
		list := func() {
			_, err := s.client.Repositories("acme", hub.Newest).Page(t.Context(), 1)
			require.NoError(t, err)
			_, err = s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
			require.NoError(t, err)
		}
		s.signIn("alice", "anchor-chain")
		list()
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.NotFound()})
		_, err := s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
		assert.Equal(t, hub.VanishedSinceListed, hub.KindOf(err))
		s.client.Use(nil)
		_, err = s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
		assert.Equal(t, hub.NotFound, hub.KindOf(err))

		s.hub.Heal()
		s.signIn("alice", "anchor-chain")
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Latency(time.Second)})
		go func() {
			time.Sleep(time.Second / 2)
			s.client.Use(nil) // while the answer is on its way
		}()
		list()
		_, err = s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
		assert.Equal(t, hub.NotFound, hub.KindOf(err))
	})
}
