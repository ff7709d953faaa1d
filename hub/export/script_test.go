package export_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

// script does what the script of Docker's knowledge base has done since 2016:
// the repositories of each namespace, then the tags of each, one request after
// the other. As it is, it asks for one page of 10,000 rows; mended, it follows
// the pages.
type script struct {
	t      *testing.T
	client http.Client
	token  string
	mended bool
	lines  int
}

func (s *script) list(url string, row func(name string)) {
	for url += "?page_size=10000"; url != ""; {
		request, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, url, nil)
		require.NoError(s.t, err)
		request.Header.Set("Authorization", "JWT "+s.token)
		answer, err := s.client.Do(request)
		require.NoError(s.t, err)
		var page struct {
			Next    *string `json:"next"`
			Results []struct {
				Name string `json:"name"`
			} `json:"results"`
		}
		require.NoError(s.t, json.NewDecoder(answer.Body).Decode(&page))
		require.NoError(s.t, answer.Body.Close())
		for _, r := range page.Results {
			row(r.Name)
		}
		if url = ""; page.Next != nil && s.mended {
			url = *page.Next
		}
	}
}

func (s *script) run(hub *hubtest.Hub) time.Duration {
	began := time.Now()
	for _, namespace := range everywhere {
		var repositories []string
		base := hub.URL() + "/v2/repositories/" + namespace
		s.list(base+"/", func(name string) { repositories = append(repositories, name) })
		for _, repository := range repositories {
			s.list(base+"/"+repository+"/tags/", func(string) { s.lines++ })
		}
	}
	return time.Since(began)
}

func TestTheScriptOf2016StandsBesideIt(t *testing.T) {
	w := readOnly()
	synctest.Test(t, func(t *testing.T) {
		s := signedIn(t, w, hubtest.WithLatency(latency))
		began := time.Now()
		_, requests, _ := measure(t, s, false)
		ours := time.Since(began)
		for _, mended := range []bool{false, true} {
			other := &script{
				t:      t,
				client: http.Client{Transport: s.hub.Transport()},
				mended: mended,
				token:  s.hub.Session("alice", "anchor-chain"),
			}
			took := other.run(s.hub)
			t.Logf("mended %v: %d of 45,000 references, %.1f times as long (%d requests here)",
				mended, other.lines, float64(took)/float64(ours), requests)
			if mended {
				assert.Equal(t, 45_000, other.lines)
				assert.Greater(t, took, 6*ours)
			} else {
				assert.Less(t, other.lines, 45_000, "it prints a part, and says nothing")
			}
		}
	})
}
