package hub_test

import (
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

// A list that goes round in a circle is told as such, long before a person, or a budget, is worn
// out.
func TestAListThatNeverEndsIsGivenUp(t *testing.T) {
	const row = `{"id":1,"name":"again","full_size":1,"images":[],"last_updated":"2026-01-01T00:00:00Z","digest":null}`
	for name, c := range map[string]struct {
		answer   hubtest.Action
		rows     int
		registry bool
	}{
		"pages without rows":          {answer: pagesForEver("")},
		"pages with the same row":     {answer: pagesForEver(row), rows: 1},
		"the registry's same names":   {answer: namesForEver(`["again"]`), rows: 1, registry: true},
		"the registry without a name": {answer: namesForEver(`[]`), registry: true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := people(time.Now())
				shelf(w, "acme/museum", 5)
				s := at(t, w, hubtest.WithRateLimit(0, 0))
				s.signIn("alice", "dckr_pat_alice")
				r := s.client.Tags(museum, hub.Newest).Reader()
				match := hubtest.Match{Path: "/tags"}
				if c.registry {
					require.True(t, r.ThroughRegistry())
					match.Path = "/tags/list"
				}
				s.hub.Inject(hubtest.Fault{Match: match, Do: c.answer})
				rows, pages := 0, 0
				var err error
				for p, e := range r.Pages(t.Context(), 0) {
					rows, err = rows+len(p.Rows), e
					pages++
					require.Less(t, pages, 50, "it goes on for ever")
				}
				require.ErrorIs(t, err, hub.Unreadable)
				require.Equal(t, c.rows, rows)
				require.Equal(t, hub.Partial, r.Verdict().State)
				require.Less(t, len(s.hub.Requests()), 50)
			})
		})
	}
}

// pagesForEver is a page of this row, with another one behind it.
func pagesForEver(row string) hubtest.Action {
	return instead(func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprintf(w, `{"count":1000000,"next":"https://%s%s?page=2","previous":null,"results":[%s]}`, r.Host, r.URL.Path, row)
	})
}

// namesForEver is the registry's page of these names, with another one behind it that begins
// elsewhere.
func namesForEver(names string) hubtest.Action {
	pages := 0
	return instead(func(w http.ResponseWriter, r *http.Request) {
		pages++
		w.Header().Set("Link", fmt.Sprintf(`<%s?last=name-%d&n=1000>; rel="next"`, r.URL.Path, pages))
		_, _ = fmt.Fprintf(w, `{"name":"acme/museum","tags":%s}`, names)
	})
}

func instead(answer http.HandlerFunc) hubtest.Action {
	return func(*hubtest.Hub, http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			answer(w, r)
		})
	}
}
