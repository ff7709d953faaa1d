package hub_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

const (
	newSearch   = "hub.docker.com/api/search/v4"
	hubsOlder   = "hub.docker.com/v2/search/repositories/"
	olderSearch = "index.docker.io/v1/search"
)

// searching is a client before the demo's Hub as Docker's own, which has an index beside it.
func searching(t *testing.T, play func(s *setting)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := hubtest.Demo(time.Now())
		w.AddUser(hubtest.User{Name: "searcher", Password: "lantern-oil"})
		play(at(t, w, hubtest.AsDocker()))
	})
}

func (s *setting) search(q hub.SearchQuery) (hub.Page[hub.SearchResult], error) {
	return s.client.Search(q).Page(s.t.Context(), 1)
}

func (s *setting) found(text string) hub.Page[hub.SearchResult] {
	s.t.Helper()
	p, err := s.search(hub.SearchQuery{Text: text})
	require.NoError(s.t, err)
	return p
}

func closed(path string, do hubtest.Action) hubtest.Fault {
	return hubtest.Fault{Match: hubtest.Match{Path: path}, Do: do}
}

func TestASearchTellsWhatTheHubTells(t *testing.T) {
	searching(t, func(s *setting) {
		p := s.found("  library/redis ")
		assert.Equal(t, hub.HubRoute, p.Route)
		assert.Equal(t, len(p.Rows), p.Count)
		assert.True(t, p.Last)
		redis := p.Rows[0]
		assert.Equal(t, "redis", redis.Name.Familiar())
		assert.Equal(t, hub.Official, redis.Badge)
		assert.Equal(t, "10B+", redis.PullsText.String())
		assert.Greater(t, redis.Pulls, int64(1e10))
		assert.Equal(t, "image", redis.Type.String())
		assert.Contains(t, redis.Architectures, "arm64")
		assert.Equal(t, []string{"linux"}, redis.OperatingSystems)
		assert.False(t, redis.Updated.IsZero())
		assert.Equal(t, []string{"from=0&query=redis&size=100"}, s.queries(newSearch))
		assert.Zero(t, s.asked("index.docker.io"))
	})
}

func (s *setting) queries(part string) []string {
	var all []string
	for _, r := range s.requests(part) {
		all = append(all, r.Query)
	}
	return all
}

func TestASearchIsSortedAndNarrowedByTheHub(t *testing.T) {
	searching(t, func(s *setting) {
		p, err := s.search(hub.SearchQuery{Text: "redis", Sort: hub.ByUpdated, Badge: hub.VerifiedPublisher, Type: "image", Architecture: "arm64", OS: "linux"})
		require.NoError(t, err)
		require.NotEmpty(t, p.Rows)
		for i, row := range p.Rows {
			assert.Equal(t, hub.VerifiedPublisher, row.Badge)
			assert.True(t, i == 0 || row.Updated <= p.Rows[i-1].Updated)
		}
		assert.Equal(t,
			[]string{"architectures=arm64&badges=verified_publisher&from=0&operating_systems=linux&order=desc&query=redis&size=100&sort=updated_at&type=image"},
			s.queries(newSearch))
		p, err = s.search(hub.SearchQuery{Text: "e", Sort: hub.ByPulls, Badge: hub.Community})
		require.NoError(t, err)
		for i, row := range p.Rows {
			assert.Equal(t, hub.Community, row.Badge)
			assert.True(t, i == 0 || row.Pulls <= p.Rows[i-1].Pulls)
		}
	})
}

func TestAClosedSearchGivesWayToTheIndex(t *testing.T) {
	for name, do := range map[string]hubtest.Action{
		"bot page": hubtest.BotChallenge(), "html": hubtest.HTMLOK(), "gone": hubtest.Answer(410, "application/json", `{"message":"gone"}`),
		"unreadable": hubtest.Answer(200, "application/json", `{"total":3,"resu`), "other json": hubtest.Answer(200, "application/json", `{"message":"no"}`),
		"no route": hubtest.Answer(404, "text/html", "<html>404</html>"), "500": hubtest.ServerError(), "502": hubtest.Gateway(502),
		"elsewhere": hubtest.RedirectTo("https://other.example/search"), "forbidden": hubtest.Forbidden("access denied"),
	} {
		t.Run(name, func(t *testing.T) {
			searching(t, func(s *setting) {
				s.hub.Inject(closed("/search/", do))
				began := time.Now()
				p := s.found("redis")
				assert.Zero(t, time.Since(began), "a closed door is not knocked at again")
				assert.Equal(t, hub.IndexRoute, p.Route)
				assert.Equal(t, "the index", p.Route.String())
				assert.Equal(t, 1, s.asked(newSearch))
				assert.Equal(t, 1, s.asked(hubsOlder))
				row := p.Rows[0]
				assert.Equal(t, hub.SearchResult{
					Name: hub.RepositoryName{Namespace: "library", Name: "redis"}, Description: row.Description, Badge: hub.Official, Stars: row.Stars, Pulls: row.Pulls,
				}, row, "what the index does not tell is unknown")
				assert.Equal(t, hub.UnknownBadge, p.Rows[len(p.Rows)-1].Badge)
				assert.Equal(t, []string{"n=100&page=1&q=redis"}, s.queries(olderSearch))

				s.found("nginx")
				assert.Equal(t, 1, s.asked(newSearch), "for a while the index is asked at once")
				s.hub.Heal()
				time.Sleep(3 * time.Minute)
				assert.Equal(t, hub.HubRoute, s.found("nginx").Route, "and then the Hub again")
			})
		})
	}
}

func TestAnEmptyAnswerIsADeadRouteWhenTheIndexKnowsBetter(t *testing.T) {
	searching(t, func(s *setting) {
		s.hub.Inject(closed("/search/v4", hubtest.Answer(200, "application/json", `{"total":0,"results":null}`)), closed("/v2/search", hubtest.BotChallenge()))
		assert.Equal(t, hub.IndexRoute, s.found("redis").Route)
		nothing := s.found("zzzzzzz")
		assert.Equal(t, hub.HubRoute, nothing.Route)
		assert.Empty(t, nothing.Rows)
		assert.True(t, nothing.Last)
		s.hub.Inject(closed("/v1/search", hubtest.BotChallenge()))
		_, err := s.search(hub.SearchQuery{Text: "redis"})
		assert.ErrorIs(t, err, hub.NoSearch, "a search that never finds anything proves nothing")
	})
}

func TestAllRoutesDownIsOneErrorWithAllCauses(t *testing.T) {
	searching(t, func(s *setting) {
		s.hub.Inject(closed("/search/", hubtest.BotChallenge()), closed("/v1/search", hubtest.Gateway(502)))
		_, err := s.search(hub.SearchQuery{Text: "redis"})
		require.ErrorIs(t, err, hub.BotChallenge)
		assert.ErrorIs(t, err, hub.Unavailable)
		var e *hub.Error
		require.ErrorAs(t, err, &e)
		var older *hub.Error
		require.ErrorAs(t, e.Err, &older)
		assert.Equal(t, "search for redis by the older search", older.Op)
		require.ErrorAs(t, older.Err, &older)
		assert.Equal(t, "search for redis in the index", older.Op)
		assert.Contains(t, e.Sentence(), "Could not search for redis")
	})
}

func TestTheIndexIsNotAskedForWhatItCanNotKnow(t *testing.T) {
	searching(t, func(s *setting) {
		s.hub.Inject(closed("/search/v4", hubtest.BotChallenge()))
		for _, q := range []hub.SearchQuery{{Text: "redis", Badge: hub.Official}, {Text: "redis", Type: "image"}, {Text: "a", Architecture: "arm64"}, {Text: "a", OS: "linux"}, {}} {
			_, err := s.search(q)
			assert.ErrorIs(t, err, hub.BotChallenge, q)
		}
		assert.Zero(t, s.asked("index.docker.io"))
	})
}

func TestLimitsAreNotWalkedRound(t *testing.T) {
	searching(t, func(s *setting) {
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/search/v4", Times: 1}, Do: hubtest.TooMany(hubtest.RetryAfterSeconds, 20*time.Second)})
		began := time.Now()
		assert.Equal(t, hub.HubRoute, s.found("redis").Route)
		assert.GreaterOrEqual(t, time.Since(began), 20*time.Second)

		const words = "pagination offset too large for anonymous requests; sign in to page further"
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/search/v4", Query: "from=100"}, Do: hubtest.Forbidden(words)})
		r := s.client.Search(hub.SearchQuery{Text: "image"}).Reader()
		rows, err := read(s.t.Context(), r)
		require.ErrorIs(t, err, hub.DepthCapped)
		assert.Equal(t, 100, rows)
		assert.Equal(t, hub.Partial, r.Verdict().State)
		assert.Zero(t, s.asked("index.docker.io"))
	})
}

// read counts the rows that a reader gives to the end.
func read(ctx context.Context, r *hub.Reader[hub.SearchResult]) (rows int, err error) {
	for p, err := range r.Pages(ctx, 0) {
		if err != nil {
			return rows, err
		}
		rows += len(p.Rows)
	}
	return rows, nil
}

func TestEveryResultComesOnceByEitherRoute(t *testing.T) {
	for _, shut := range []bool{false, true} {
		searching(t, func(s *setting) {
			if shut {
				s.hub.Inject(closed("/search/", hubtest.BotChallenge()))
			}
			listing := s.client.Search(hub.SearchQuery{Text: "bitnami"})
			r := listing.Reader()
			rows, err := read(s.t.Context(), r)
			require.NoError(t, err)
			assert.Equal(t, hub.Complete, r.Verdict().State, r.Verdict())
			assert.Equal(t, r.Verdict().Count, rows)
			assert.Greater(t, rows, 100)
			assert.LessOrEqual(t, s.asked(newSearch), 3)
			if shut {
				assert.Equal(t, 1, s.asked(newSearch), "one route for all pages")
			}
		})
	}
}

func TestSomeResultsComeOnePageAtATimeAndAPageAtHandIsNotAskedFor(t *testing.T) {
	searching(t, func(s *setting) {
		listing := s.client.Search(hub.SearchQuery{Text: "bitnami"})
		first, err := listing.Page(s.t.Context(), 1)
		require.NoError(t, err)
		r := listing.Primed(first).Reader()
		var numbers []int
		for p, err := range r.Pages(s.t.Context(), 10) {
			require.NoError(t, err)
			numbers = append(numbers, p.Number)
		}
		assert.Equal(t, []int{1}, numbers)
		assert.Equal(t, 1, s.asked(newSearch))
		more, err := read(s.t.Context(), r)
		require.NoError(t, err)
		assert.Equal(t, first.Count, more+len(first.Rows))
		assert.Equal(t, 3, s.asked(newSearch), "page 2, and page 1 once more to see what moved")
		assert.NotEmpty(t, first.Rows[0].Name.Name)
	})
}

func TestTheSessionGoesToTheHubOnlyAndNoTokenIsSearchedFor(t *testing.T) {
	searching(t, func(s *setting) {
		s.signIn("searcher", "lantern-oil")
		s.hub.Inject(closed("/search/", hubtest.BotChallenge()))
		s.found("redis")
		assert.Equal(t, hubtest.Password, s.requests(newSearch)[0].Authorization)
		assert.Equal(t, hubtest.None, s.requests(olderSearch)[0].Authorization)
		before := len(s.hub.Requests())
		_, err := s.search(hub.SearchQuery{Text: "my dckr_pat_abcdefgh token"})
		require.Error(t, err)
		assert.Equal(t, "That looks like an access token, and is not sent as a search.", hub.Sentence(err))
		_, err = s.search(hub.SearchQuery{Text: strings.Repeat("x", 256)})
		require.Error(t, err)
		assert.Equal(t, "A search has at most 255 bytes.", hub.Sentence(err))
		assert.Len(t, s.hub.Requests(), before)
	})
}

func TestACancelledSearchSaysNothing(t *testing.T) {
	searching(t, func(s *setting) {
		for _, path := range []string{"/search/v4", "/v1/search"} {
			s.hub.Heal()
			s.hub.Inject(closed(path, hubtest.Hang()))
			if path == "/v1/search" {
				s.hub.Inject(closed("/search/", hubtest.BotChallenge()))
			}
			ctx, cancel := context.WithCancel(s.t.Context())
			time.AfterFunc(time.Second, cancel)
			_, err := s.client.Search(hub.SearchQuery{Text: "redis"}).Page(ctx, 1)
			require.ErrorIs(t, err, context.Canceled, path)
			assert.Empty(t, hub.Sentence(err))
		}
	})
}

func TestTheIndexHasAnAddressLikeTheOthers(t *testing.T) {
	for _, address := range []string{"http://index.example", "https://me:secret@index.example", "index"} {
		_, err := hub.New(hub.Options{IndexURL: address})
		assert.ErrorContains(t, err, "the index's address", address)
	}
	var asked []string
	answer := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path)
		_, _ = fmt.Fprint(w, `{"num_results":1,"results":[{"name":"redis"}]}`)
	})
	c, err := hub.New(hub.Options{IndexURL: "https://mirror.example/below/", Transport: overHandler{answer}})
	require.NoError(t, err)
	p, err := c.Search(hub.SearchQuery{Text: "redis"}).Page(t.Context(), 1)
	require.NoError(t, err)
	assert.Equal(t, hub.IndexRoute, p.Route)
	assert.Equal(t, []string{"/api/search/v4", "/v2/search/repositories/", "/below/v1/search"}, asked)
}

// overHandler is a way to any host that ends in one handler.
type overHandler struct{ http.Handler }

func (h overHandler) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result(), nil
}

func TestWhatTheDetourDoesNotFindIsAskedOfTheOthers(t *testing.T) {
	searching(t, func(s *setting) {
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/search/v4", Times: 1}, Do: hubtest.Forbidden("no")})
		require.Equal(t, hub.OlderRoute, s.found("redis").Route)
		empty := hubtest.Answer(200, "application/json", `{"count":0,"results":[]}`)
		s.hub.Inject(closed("/search/repositories/", empty))
		p := s.found("nginx")
		assert.Equal(t, hub.HubRoute, p.Route, "which is open again")
		assert.NotEmpty(t, p.Rows)
	})
}

func TestADetourIsNotProlongedByWhatNoSearchFinds(t *testing.T) {
	searching(t, func(s *setting) {
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/search/v4", Times: 1}, Do: hubtest.Forbidden("no")})
		require.Equal(t, hub.OlderRoute, s.found("redis").Route)
		for range 20 {
			p := s.found("no-such-thing-anywhere")
			assert.Empty(t, p.Rows)
			assert.Equal(t, hub.HubRoute, p.Route)
			time.Sleep(time.Second)
		}
		assert.Equal(t, hub.HubRoute, s.found("redis").Route)
	})
}
