package hub_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

func TestAListThatHoldsStillIsComplete(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		want := shelf(w, "acme/museum", 1234)
		s := at(t, w, hubtest.WithRateLimit(0, 0), hubtest.WithLatency(100*time.Millisecond))
		s.signIn("alice", "anchor-chain")
		s.hub.Forget()
		r := s.client.Tags(museum, hub.Newest).Reader()
		got, pages, err := names(t.Context(), r, 0)
		require.NoError(t, err)
		assert.Equal(t, want, got)
		for i, p := range pages {
			assert.Equal(t, i+1, p.Number)
			assert.Equal(t, 1234, p.Count)
			assert.False(t, p.Repair)
		}
		v := r.Verdict()
		assert.Equal(t, hub.Complete, v.State)
		assert.Equal(t, 1234, v.Rows)
		assert.Equal(t, "All 1234 loaded.", v.String())
		assert.Len(t, s.hub.Requests(), 13, "and no second look at the first")
		assert.Equal(t, 13, v.Requests)
		assert.LessOrEqual(t, s.hub.Peak(), 8)
	})
}

func TestOnePageIsCompleteWithOneRequest(t *testing.T) {
	w := people(time.Now())
	shelf(w, "acme/museum", 100)
	s := at(t, w)
	r := s.client.Tags(museum, hub.Newest).Reader()
	got, _, err := names(t.Context(), r, 0)
	require.NoError(t, err)
	assert.Len(t, got, 100)
	assert.Equal(t, hub.Complete, r.Verdict().State)
	assert.Len(t, s.hub.Requests(), 1)
}

func TestAnEmptyNamespaceIsCompleteAndEmpty(t *testing.T) {
	s := at(t, people(time.Now()))
	r := s.client.Repositories("nobody", hub.Newest).Reader()
	for p, err := range r.Pages(t.Context(), 0) {
		require.NoError(t, err)
		assert.Empty(t, p.Rows)
	}
	assert.Equal(t, hub.Complete, r.Verdict().State)
}

func TestReadingInPartsSendsNoRequestBeyondEachPart(t *testing.T) {
	w := people(time.Now())
	want := shelf(w, "acme/museum", 950)
	s := at(t, w)
	s.signIn("alice", "anchor-chain")
	s.hub.Forget()
	r := s.client.Tags(museum, hub.Newest).Reader()
	var got []string
	for part := 1; r.Verdict().State == hub.Unfinished; part++ {
		rows, _, err := names(t.Context(), r, 3)
		require.NoError(t, err)
		got = append(got, rows...)
		assert.LessOrEqual(t, len(s.hub.Requests()), 3*part)
	}
	assert.Equal(t, want, got)
	assert.Equal(t, hub.Complete, r.Verdict().State)
}

func TestAFailedPageKeepsTheRowsBeforeItAndIsGoneOnFrom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		want := shelf(w, "acme/museum", 1200)
		s := at(t, w, hubtest.WithLatency(50*time.Millisecond))
		s.signIn("alice", "anchor-chain")
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Page: 7, Path: "/tags"}, Do: hubtest.Forbidden("not today")})
		r := s.client.Tags(museum, hub.Newest).Reader()
		before, _, err := names(t.Context(), r, 0)
		require.ErrorIs(t, err, hub.Forbidden)
		assert.Equal(t, want[:600], before)
		v := r.Verdict()
		assert.Equal(t, hub.Partial, v.State)
		assert.Equal(t, 7, v.Page)
		require.ErrorIs(t, v.Err, hub.Forbidden)

		s.hub.Heal()
		after, _, err := names(t.Context(), r, 0)
		require.NoError(t, err)
		assert.Equal(t, want, append(before, after...))
		assert.Equal(t, hub.Complete, r.Verdict().State)
	})
}

func TestNothingThatLooksLikeAnEndIsTakenForOne(t *testing.T) {
	type fault = hubtest.Fault
	page := func(n int, do hubtest.Action) []fault {
		return []fault{{Match: hubtest.Match{Page: n, Path: "/tags"}, Do: do}}
	}
	for name, c := range map[string]struct {
		faults []fault
		kind   hub.Kind
	}{
		"a 403 in the middle": {page(5, hubtest.Forbidden("no")), hub.Forbidden},
		"a bot challenge":     {page(5, hubtest.BotChallenge()), hub.BotChallenge},
		"error code 1010":     {page(5, hubtest.ErrorCode1010()), hub.BotChallenge},
		"no connection":       {page(5, hubtest.Drop()), hub.NoNetwork},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := people(time.Now())
				want := shelf(w, "acme/museum", 1000)
				s := at(t, w)
				s.hub.Inject(c.faults...)
				r := s.client.Tags(museum, hub.Newest).Reader()
				got, _, err := names(t.Context(), r, 0)
				require.ErrorIs(t, err, c.kind)
				assert.Equal(t, c.kind, hub.KindOf(err))
				assert.Equal(t, want[:400], got)
				assert.Equal(t, hub.Partial, r.Verdict().State)
				assert.NotEmpty(t, hub.Sentence(err))
				assert.NotEmpty(t, hub.Advice(err))
			})
		})
	}
}

func TestAShortOrEmptyPageLosesNoRows(t *testing.T) {
	for name, c := range map[string]struct {
		fault  hubtest.Fault
		state  hub.State // 0: it hangs on which pages were in flight
		flight int
	}{
		"once a page of 25":          {hubtest.Fault{Match: hubtest.Match{Page: 3, Path: "/tags", Times: 1}, Do: hubtest.PageSize(25)}, hub.Complete, 8},
		"once an empty page":         {hubtest.Fault{Match: hubtest.Match{Page: 3, Path: "/tags", Times: 1}, Do: without(100)}, hub.Complete, 8},
		"once a page of 40 rows":     {hubtest.Fault{Match: hubtest.Match{Page: 3, Path: "/tags", Times: 1}, Do: without(60)}, hub.Complete, 8},
		"once a false end":           {hubtest.Fault{Match: hubtest.Match{Page: 3, Path: "/tags", Times: 1}, Do: endsHere}, hub.Complete, 8},
		"the first page without end": {hubtest.Fault{Match: hubtest.Match{Page: 1, Path: "/tags", Times: 1}, Do: endsHere}, hub.Complete, 8},
		"always pages of 25":         {hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.PageSize(25)}, hub.Complete, 8},
		"pages of 25 from page 4 on": {hubtest.Fault{Match: hubtest.Match{Path: "/tags", Nth: 4}, Do: hubtest.PageSize(25)}, hub.Complete, 1},
		"pages of 25 on the way":     {hubtest.Fault{Match: hubtest.Match{Path: "/tags", Nth: 4}, Do: hubtest.PageSize(25)}, 0, 8},
	} {
		t.Run(name, func(t *testing.T) {
			w := people(time.Now())
			want := shelf(w, "acme/museum", 950)
			s := with(t, w, func(o *hub.Options) { o.Flight = c.flight }, hubtest.WithRateLimit(0, 0))
			s.signIn("alice", "anchor-chain")
			s.hub.Inject(c.fault)
			r := s.client.Tags(museum, hub.Newest).Reader()
			got, _, err := names(t.Context(), r, 0)
			require.NoError(t, err)
			assert.ElementsMatch(t, want, got)
			if c.state != 0 {
				assert.Equal(t, c.state, r.Verdict().State, r.Verdict())
			}
		})
	}
}

func without(rows int) hubtest.Action {
	return hubtest.EditPage(func(page map[string]any) {
		all, _ := page["results"].([]any)
		page["results"] = all[:max(0, len(all)-rows)]
	})
}

var endsHere = hubtest.EditPage(func(page map[string]any) { page["next"] = nil })

func TestAServerThatCountsMoreThanItHandsOutIsPartial(t *testing.T) {
	for _, rows := range []int{50, 350} {
		w := people(time.Now())
		want := shelf(w, "acme/museum", rows)
		s := at(t, w)
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Count(func(n int) int { return n + 7 })})
		r := s.client.Tags(museum, hub.Newest).Reader()
		got, _, err := names(t.Context(), r, 0)
		require.NoError(t, err)
		assert.Equal(t, want, got)
		v := r.Verdict()
		assert.Equal(t, hub.Partial, v.State)
		assert.Equal(t, rows+7, v.Count)
		require.Error(t, v.Err)
		assert.LessOrEqual(t, len(s.hub.Requests()), 2*rows/100+8)
	}
}

func TestAnUnknownCountIsReadByItsLinks(t *testing.T) {
	for _, change := range []hubtest.Action{
		hubtest.Count(func(int) int { return -5 }),
		hubtest.EditPage(func(p map[string]any) { delete(p, "count") }),
		hubtest.EditPage(func(p map[string]any) { p["count"] = 1e300 }),
	} {
		w := people(time.Now())
		want := shelf(w, "acme/museum", 450)
		s := at(t, w)
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: change})
		r := s.client.Tags(museum, hub.Newest).Reader()
		got, _, err := names(t.Context(), r, 0)
		require.NoError(t, err)
		assert.Equal(t, want, got)
		assert.Equal(t, -1, r.Verdict().Count)
		assert.Equal(t, hub.Complete, r.Verdict().State)
	}
}

func TestMalformedRowsAreCountedAndLoseNoOthers(t *testing.T) {
	w := people(time.Now())
	shelf(w, "acme/museum", 250)
	s := at(t, w)
	n := 0
	s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: 2}, Do: hubtest.EditRows(func(row map[string]any) {
		if n++; n%10 == 0 {
			row["name"] = nil
		}
	})})
	r := s.client.Tags(museum, hub.Newest).Reader()
	got, _, err := names(t.Context(), r, 0)
	require.NoError(t, err)
	assert.Len(t, got, 240)
	v := r.Verdict()
	assert.Equal(t, hub.Complete, v.State)
	assert.Equal(t, 10, v.Malformed)
	assert.Contains(t, v.String(), "10 unreadable")
}

func TestAListWithoutEndIsLeftWhenItBringsNothingNew(t *testing.T) {
	w := people(time.Now())
	shelf(w, "acme/museum", 300)
	s := at(t, w)
	s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.EditPage(func(p map[string]any) {
		p["next"], p["count"] = s.hub.URL()+"/v2/again?page=2", nil
		if rows, ok := p["results"].([]any); ok {
			p["results"] = rows[:5]
		}
	})})
	r := s.client.Tags(museum, hub.Newest).Reader()
	_, _, err := names(t.Context(), r, 0)
	require.Error(t, err)
}

func TestCancellingEndsTheRequestsAndIsNoFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 900)
		s := at(t, w, hubtest.WithLatency(time.Second))
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(1500*time.Millisecond, cancel)
		r := s.client.Tags(museum, hub.Newest).Reader()
		_, _, err := names(ctx, r, 0)
		require.ErrorIs(t, err, context.Canceled)
		assert.Empty(t, hub.Sentence(err))
		assert.Empty(t, hub.Advice(err))
		assert.Equal(t, hub.Unfinished, r.Verdict().State)
		assert.Zero(t, s.hub.InFlight())
	})
}

func TestLeavingAWalkEarlyLeavesNothingInFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 900)
		s := at(t, w, hubtest.WithLatency(time.Second))
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Page: 4}, Do: hubtest.Latency(time.Minute)})
		for p, err := range s.client.Tags(museum, hub.Newest).Pages(t.Context(), 1) {
			require.NoError(t, err)
			if p.Number == 2 {
				assert.NotZero(t, s.hub.InFlight())
				break
			}
		}
		assert.Zero(t, s.hub.InFlight())
	})
}

func TestASlowPageHoldsBackNoMorePagesThanTheWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		want := shelf(w, "acme/museum", 5000)
		s := at(t, w, hubtest.WithRateLimit(0, 0), hubtest.WithLatency(100*time.Millisecond))
		s.signIn("alice", "anchor-chain")
		s.hub.Forget()
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Page: 2}, Do: hubtest.Latency(20 * time.Second)})
		time.AfterFunc(10*time.Second, func() { assert.Len(t, s.hub.Requests(), 1+2*8) })
		got, _, err := names(t.Context(), s.client.Tags(museum, hub.Newest).Reader(), 0)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	})
}

func TestAllGivesEveryRowOnceAndEndsWithAnErrorWhenSomeAreMissing(t *testing.T) {
	w := people(time.Now())
	want := shelf(w, "acme/museum", 300)
	s := at(t, w)
	var got []string
	for row, err := range s.client.Tags(museum, hub.Newest).All(t.Context()) {
		require.NoError(t, err)
		got = append(got, row.Name)
	}
	assert.Equal(t, want, got)

	s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Count(func(n int) int { return n + 1 })})
	var last error
	for _, err := range s.client.Tags(museum, hub.Newest).All(t.Context()) {
		last = err
	}
	require.Error(t, last)
}

func TestTheDepthCapKeepsWhatIsLoadedAndOffersToSignIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		want := shelf(w, "acme/museum", 1500)
		s := at(t, w)
		r := s.client.Tags(museum, hub.Newest).Reader()
		before, _, err := names(t.Context(), r, 0)
		require.ErrorIs(t, err, hub.DepthCapped)
		assert.Equal(t, want[:1000], before)
		assert.Contains(t, hub.Advice(err), "Log in")

		s.signIn("alice", "anchor-chain")
		after, _, err := names(t.Context(), r, 0)
		require.NoError(t, err)
		assert.Equal(t, want, append(before, after...))
		assert.Equal(t, hub.Complete, r.Verdict().State)
	})
}
