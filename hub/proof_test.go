package hub_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

// onPage has something happen to page n of the tags, each time it is asked for.
func onPage(n int, do hubtest.Action) hubtest.Fault {
	return hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: n}, Do: do}
}

// timeless takes the time out of an answer.
func timeless(_ *hubtest.Hub, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(undated{w}, r)
	})
}

type undated struct{ http.ResponseWriter }

func (u undated) WriteHeader(status int) {
	u.Header()["Date"] = nil
	u.ResponseWriter.WriteHeader(status)
}

func TestAListOfTagsCostsItsPagesAndOneMoreOnlyWhereAConditionFails(t *testing.T) {
	now := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	last := func(at time.Time) hubtest.Action { return hubtest.Set("last_updated", at.Format(time.RFC3339)) }
	for name, c := range map[string]struct {
		tags, asked int
		by          hub.Order
		faults      []hubtest.Fault
	}{
		"nothing":                           {0, 1, hub.Newest, nil},
		"one page":                          {100, 1, hub.Newest, nil},
		"several":                           {950, 10, hub.Newest, nil},
		"as the Hub orders them":            {950, 10, hub.ByDefault, nil},
		"by name":                           {950, 10, hub.NameAscending, nil},
		"the oldest first":                  {950, 10, hub.Oldest, nil},
		"a day of 25 rows a page":           {950, 38, hub.Newest, []hubtest.Fault{{Do: hubtest.PageSize(25)}}},
		"a row behind page 1 is as new":     {950, 11, hub.Newest, []hubtest.Fault{onPage(4, last(now.Add(-11*time.Minute)))}},
		"a row behind page 1 is older":      {950, 10, hub.Newest, []hubtest.Fault{onPage(4, last(now.Add(-11*time.Minute-time.Second)))}},
		"a row has no time":                 {950, 11, hub.Newest, []hubtest.Fault{onPage(4, hubtest.Unset("last_updated"))}},
		"page 1 has a row from tomorrow":    {950, 11, hub.Newest, []hubtest.Fault{onPage(1, last(now.Add(24*time.Hour)))}},
		"by name, one was pushed just now":  {950, 11, hub.NameAscending, []hubtest.Fault{onPage(4, last(now.Add(-60*time.Second)))}},
		"by name, one was pushed before":    {950, 10, hub.NameAscending, []hubtest.Fault{onPage(4, last(now.Add(-61*time.Second)))}},
		"a page counts one more":            {950, 15, hub.Newest, []hubtest.Fault{onPage(4, hubtest.Count(func(n int) int { return n + 1 }))}},
		"the server does not tell the time": {950, 11, hub.NameAscending, []hubtest.Fault{{Do: timeless}}},
	} {
		w := people(now.Add(-10 * time.Minute)) // the newest tag is eleven minutes old
		want := shelf(w, "acme/museum", c.tags)
		s := with(t, w, func(o *hub.Options) { o.Now = func() time.Time { return now } }, hubtest.WithClock(func() time.Time { return now }))
		s.hub.Inject(c.faults...)
		r := s.client.Tags(museum, c.by).Reader()
		got, _, err := names(t.Context(), r, 0)
		require.NoError(t, err, name)
		assert.ElementsMatch(t, want, got, name)
		assert.Len(t, s.hub.Requests(), c.asked, name)
		assert.Equal(t, c.asked, r.Verdict().Requests, name)
	}
}

func TestAListOfRepositoriesIsProvenByPushesAndRegistrations(t *testing.T) {
	now := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	stamp := func(age time.Duration) string { return now.Add(-age).Format(time.RFC3339) }
	for name, c := range map[string]struct {
		asked int
		by    hub.Order
		do    []hubtest.Action
	}{
		"by name":                {3, hub.NameAscending, nil},
		"the newest first":       {3, hub.Newest, []hubtest.Action{hubtest.Set("last_modified", nil)}},
		"never pushed":           {3, hub.NameAscending, []hubtest.Action{hubtest.Set("last_updated", nil)}},
		"registered just now":    {4, hub.NameAscending, []hubtest.Action{hubtest.Set("date_registered", stamp(30*time.Second))}},
		"changed just now":       {4, hub.NameAscending, []hubtest.Action{hubtest.Set("last_modified", stamp(30*time.Second))}},
		"nothing tells any time": {4, hub.NameAscending, []hubtest.Action{hubtest.Dates(nil)}},
	} {
		w := people(now.Add(-10 * time.Minute))
		for i := range 250 {
			at := w.Now().Add(-time.Duration(i+1) * time.Hour)
			w.AddRepository(hubtest.Repository{Namespace: "acme", Name: "r-" + pad(i), Updated: at, Modified: at, Registered: at.Add(-time.Hour)})
		}
		clock := func() time.Time { return now }
		s := with(t, w, func(o *hub.Options) { o.Now = clock }, hubtest.WithClock(clock))
		s.signIn("alice", "anchor-chain")
		s.hub.Forget()
		for _, do := range c.do {
			s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Page: 2}, Do: do})
		}
		r := s.client.Repositories("acme", c.by).Reader()
		rows := 0
		for p, err := range r.Pages(t.Context(), 0) {
			require.NoError(t, err, name)
			rows += len(p.Rows)
		}
		assert.Equal(t, 250, rows, name)
		assert.Equal(t, hub.Complete, r.Verdict().State, name)
		assert.Len(t, s.hub.Requests(), c.asked, name)
	}
}
