package hub_test

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

// hosts is a transport that writes down whom it asks, and with what.
type hosts struct {
	http.RoundTripper

	mu    sync.Mutex
	asked map[string][]string // by host: the schemes of authorization
}

func (h *hosts) RoundTrip(r *http.Request) (*http.Response, error) {
	h.mu.Lock()
	scheme, _, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	h.asked[r.URL.Host] = append(h.asked[r.URL.Host], scheme)
	h.mu.Unlock()
	return h.RoundTripper.RoundTrip(r)
}

func (h *hosts) all() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	var all []string
	for host := range h.asked {
		all = append(all, host)
	}
	slices.Sort(all)
	return all
}

// beside is a client whose addresses are as given, before a Hub with one private repository;
// without a registry's address there is the default.
func beside(t *testing.T, address, registry string) (*setting, *hosts) {
	t.Helper()
	h := &hosts{asked: map[string][]string{}}
	s := with(t, secretMuseum(1500), func(o *hub.Options) {
		h.RoundTripper = o.Transport
		o.BaseURL, o.RegistryURL, o.Transport = address+below, registry, h
	}, hubtest.WithRateLimit(0, 0))
	return s, h
}

// everything is all that could lead away from the Hub.
func (s *setting) everything() {
	s.t.Helper()
	ctx := s.t.Context()
	for _, l := range []hub.Listing[hub.Tag]{s.client.Tags(museum, hub.Newest), s.client.Tags(hub.RepositoryName{Namespace: "acme", Name: "open"}, hub.Newest)} {
		r := l.Reader()
		_, _, err := names(ctx, r, 0)
		assert.Equal(s.t, l.HasRegistry(), r.ThroughRegistry() || err == nil && l.HasRegistry())
		_, _, _ = names(ctx, r, 0)
	}
	_, _ = s.search(hub.SearchQuery{Text: "open"})
	_, _ = s.search(hub.SearchQuery{Text: "open", Badge: hub.Official})
	_, _ = s.client.Namespaces().Page(ctx, 1)
}

// cut is what makes a client look for other ways.
var cut = map[string]hubtest.Fault{
	"well":       {Match: hubtest.Match{Path: "/no such path"}, Do: hubtest.NotFound()},
	"challenged": {Match: hubtest.Match{Method: "GET"}, Do: hubtest.BotChallenge()},
	"forbidden":  {Match: hubtest.Match{Method: "GET"}, Do: hubtest.Answer(403, "text/html", "<html>the box before it</html>")},
	"gone":       {Match: hubtest.Match{Path: "/search"}, Do: hubtest.Answer(410, "application/json", `{"message":"gone"}`)},
	"empty":      {Match: hubtest.Match{Path: "/search"}, Do: hubtest.Answer(200, "application/json", `{"total":0,"count":0,"results":[]}`)},
	"elsewhere":  {Match: hubtest.Match{Method: "GET"}, Do: hubtest.RedirectTo("https://registry-1.docker.io/v2/acme/museum/tags/list")},
}

func TestAnotherHubIsNoBusinessOfDockers(t *testing.T) {
	for name, fault := range cut {
		for _, secret := range []string{"", "dckr_pat_alice", "dckr_oat_acme", "anchor-chain"} {
			t.Run(name+", "+secret, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					s, h := beside(t, "https://hub.example", "")
					assert.False(t, s.client.Docker())
					shelf(s.world, "acme/open", 1500)
					if secret != "" {
						s.signIn(map[bool]string{true: "acme", false: "alice"}[secret == "dckr_oat_acme"], secret)
					}
					s.hub.Inject(fault)
					s.everything()
					assert.Equal(t, []string{"hub.example"}, h.all())
				})
			})
		}
	}
}

func TestTheAnonymousCapOfAnotherHubIsSaidAndNotFilledUp(t *testing.T) {
	s, h := beside(t, "https://hub.example", "")
	shelf(s.world, "acme/open", 1500)
	r := s.client.Tags(hub.RepositoryName{Namespace: "acme", Name: "open"}, hub.Newest).Reader()
	found, _, err := names(t.Context(), r, 0)
	require.ErrorIs(t, err, hub.DepthCapped)
	assert.Len(t, found, 1000)
	assert.False(t, r.ThroughRegistry())
	assert.Equal(t, hub.Partial, r.Verdict().State)
	assert.Equal(t, []string{"hub.example"}, h.all())
}

func TestDockersHubHasDockersRegistryHoweverItIsSpelt(t *testing.T) {
	for _, address := range []string{
		"", "https://hub.docker.com", "https://hub.docker.com/", "https://HUB.Docker.com", "HTTPS://hub.docker.com:443/", "https://hub.docker.com.", " https://hub.docker.com ",
		"https://registry.hub.docker.com", "https://hub.docker.com/below",
	} {
		assert.True(t, hub.IsDocker(address), address)
		assert.Equal(t, "https://hub.docker.com", hub.CanonicalAddress(address))
		c, err := hub.New(hub.Options{BaseURL: address})
		require.NoError(t, err)
		assert.True(t, c.Docker(), address)
		assert.True(t, c.Tags(museum, hub.Newest).HasRegistry(), address)
	}
	for address, canonical := range map[string]string{
		"https://hub.example": "", "https://HUB.example:443/a/": "https://hub.example/a", "https://hub.docker.com:8443": "", "https://docker.com": "",
		"https://hub.docker.com.evil.example": "", "https://evilhub.docker.com": "", "http://localhost:80": "http://localhost", "https://registry-1.docker.io": "",
		"https://index.docker.io": "", "https://hub.docker.co": "", "https://xn--hub-docker-com.example": "", "http://hub.docker.com": "", "demo": "", "://": "",
	} {
		assert.False(t, hub.IsDocker(address), address)
		if canonical == "" {
			canonical = address
		}
		assert.Equal(t, canonical, hub.CanonicalAddress(address))
	}
}

func TestFromDockersHubTheWayLeadsToDockersOwnHostsOnly(t *testing.T) {
	docker := []string{"auth.docker.io", "hub.docker.com", "index.docker.io", "registry-1.docker.io"}
	for name, fault := range cut {
		for _, address := range []string{"https://hub.docker.com", "https://HUB.DOCKER.COM:443"} {
			synctest.Test(t, func(t *testing.T) {
				s, h := beside(t, address, "")
				shelf(s.world, "acme/open", 1500)
				s.signIn("alice", "dckr_pat_alice")
				if fault.Match.Host = ""; fault.Match.Method == http.MethodGet {
					fault.Match.Host = "hub.docker.com" // what is before the Hub is not before the others
				}
				s.hub.Inject(fault)
				s.everything()
				for _, host := range h.all() {
					assert.Contains(t, docker, host, name)
				}
				if name == "challenged" {
					assert.Equal(t, docker, h.all())
					assert.Contains(t, h.asked["auth.docker.io"], "Basic")
				}
				for _, host := range []string{"registry-1.docker.io", "index.docker.io"} {
					assert.NotContains(t, h.asked[host], "Basic", name)
				}
				assert.NotContains(t, h.asked["index.docker.io"], "Bearer", name)
			})
		}
	}
}

func TestARegistryThatIsNamedIsUsedAndIsTrustedWithItsOwnHubsSecretsOnly(t *testing.T) {
	type way struct{ address, registry string }
	for w, want := range map[way]struct {
		seen  bool
		basic []string
	}{
		{"https://hub.example", "https://registry.example"}:        {true, []string{"registry.example"}},
		{"https://hub.example", "https://registry-1.docker.io"}:    {false, nil},
		{"https://hub.docker.com", "https://registry-1.docker.io"}: {true, []string{"auth.docker.io"}},
		{"https://hub.docker.com", "https://registry.example"}:     {true, []string{"registry.example"}},
	} {
		s, h := beside(t, w.address, w.registry)
		s.signIn("alice", "dckr_pat_alice")
		found, err := s.spelled(t.Context())
		assert.Equal(t, want.seen, err == nil && len(found) == 1500, w)
		var basic []string
		for host, schemes := range h.asked {
			if slices.Contains(schemes, "Basic") {
				basic = append(basic, host)
			}
		}
		assert.Equal(t, want.basic, basic, w)
	}
}

func TestDockersTokenServiceIsForDockersRegistryOnly(t *testing.T) {
	for _, address := range []string{"https://hub.example", "https://hub.docker.com"} {
		s, h := beside(t, address, "https://registry.example")
		s.signIn("alice", "dckr_pat_alice")
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Host: "registry"}, Do: hubtest.Answer(401, "application/json", `{"errors":[{"code":"UNAUTHORIZED"}]}`,
			"WWW-Authenticate", `Bearer realm="https://auth.docker.io/token",service="registry.docker.io"`)})
		_, err := s.spelled(t.Context())
		require.ErrorIs(t, err, hub.Elsewhere)
		assert.NotContains(t, h.all(), "auth.docker.io", address)
	}
}

func TestAnotherHubIsSearchedByAllThatItHas(t *testing.T) {
	const dead = `{"total":0,"count":0,"results":[]}`
	gone, empty := hubtest.Answer(410, "application/json", `{"message":"gone"}`), hubtest.Answer(200, "application/json", dead)
	none := hubtest.Answer(404, "text/html", "<html>404 Not Found</html>")
	for name, c := range map[string]struct {
		newer, older hubtest.Action
		door         hub.Route
		err          hub.Kind // 0: rows are found
	}{
		"both well":         {nil, nil, hub.HubRoute, 0},
		"newer dead":        {empty, nil, hub.OlderRoute, 0},
		"newer challenged":  {hubtest.BotChallenge(), nil, hub.OlderRoute, 0},
		"newer gone":        {gone, nil, hub.OlderRoute, 0},
		"no newer":          {none, nil, hub.OlderRoute, 0},
		"no older":          {nil, none, hub.HubRoute, 0},
		"neither":           {none, gone, 0, hub.NoSearch},
		"dead and gone":     {empty, gone, 0, hub.NoSearch},
		"challenged both":   {hubtest.BotChallenge(), hubtest.BotChallenge(), 0, hub.BotChallenge},
		"newer gone, older": {gone, hubtest.Gateway(502), 0, hub.Unavailable},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := at(t, hubtest.Demo(time.Now()))
				if c.newer != nil {
					s.hub.Inject(closed("/search/v4", c.newer))
				}
				if c.older != nil {
					s.hub.Inject(closed("/v2/search", c.older))
				}
				page, err := s.search(hub.SearchQuery{Text: "redis"})
				if c.err != 0 {
					require.Equal(t, c.err, hub.KindOf(err), err)
					return
				}
				require.NoError(t, err)
				assert.Equal(t, c.door, page.Route)
				assert.Equal(t, "library/redis", page.Rows[0].Name.String())
				assert.Equal(t, hub.Official, page.Rows[0].Badge)
				page, err = s.search(hub.SearchQuery{Text: "zzzzzzz"})
				require.NoError(t, err, "this one is there, and finds nothing")
				assert.Empty(t, page.Rows)
			})
		})
	}
}

func TestASearchThatIsNotThereIsSaidWhateverIsLookedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, hubtest.Demo(time.Now()))
		s.hub.Inject(closed("/search", hubtest.Answer(404, "text/html", "<html>404</html>")))
		for _, q := range []hub.SearchQuery{{Text: "redis"}, {Text: "redis", Badge: hub.Official}, {}} {
			_, err := s.search(q)
			require.ErrorIs(t, err, hub.NoSearch)
			assert.Contains(t, hub.Sentence(err), "this Hub has no search")
		}
	})
}

func TestNothingIsFoundWhereTheOnlySearchProvesThatItLives(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, hubtest.Demo(time.Now()))
		s.hub.Inject(closed("/v2/search", hubtest.Answer(404, "text/html", "<html>404</html>")))
		for range 3 {
			assert.Empty(t, s.found("zzzzzzz").Rows)
		}
		assert.Equal(t, 4, s.asked("/search/v4"), "it lists everything, once")
	})
}

func TestAnAccessTokenTypedWhereANameBelongsStandsInNoAddress(t *testing.T) {
	const token = "dckr_pat_AbCdEfGhIjKlMnOpQrStUvWxYz0"
	synctest.Test(t, func(t *testing.T) {
		server := hubtest.New(hubtest.NewWorld(time.Now()), hubtest.AsDocker())
		h := &hosts{RoundTripper: server.Transport(), asked: map[string][]string{}}
		c, err := hub.New(hub.Options{BaseURL: server.URL(), Transport: h})
		require.NoError(t, err)
		_, err = c.Search(hub.SearchQuery{Text: "nginx " + token}).Page(t.Context(), 1)
		require.Error(t, err)
		_, err = c.Tags(hub.RepositoryName{Namespace: "library", Name: strings.ToLower(token)}, hub.Newest).Page(t.Context(), 1)
		require.ErrorIs(t, err, hub.Refused)
		assert.Contains(t, hub.Sentence(err), "it holds what looks like an access token, which was not sent")
		assert.NotContains(t, hub.Sentence(err)+err.Error(), strings.ToLower(token))
		_, err = c.Repositories(hub.Namespace(token), hub.Newest).Page(t.Context(), 1)
		require.ErrorIs(t, err, hub.Refused)
		assert.NotContains(t, hub.Sentence(err)+err.Error(), token)
		assert.Empty(t, h.asked)
		_, err = c.Tags(hub.RepositoryName{Namespace: "library", Name: "dckr_pat_demo"}, hub.Newest).Page(t.Context(), 1)
		require.ErrorIs(t, err, hub.NotFound, "what is too short for a token is a name")
	})
}
