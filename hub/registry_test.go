package hub_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

func TestAfterTheDepthCapTheNamesComeThroughTheRegistry(t *testing.T) {
	for name, o := range map[string][]hubtest.Option{"relative links": nil, "absolute links": {hubtest.WithAbsoluteLinks()}} {
		t.Run(name, func(t *testing.T) {
			w := people(time.Now())
			want := shelf(w, "acme/museum", 3500)
			s := at(t, w, append(o, hubtest.AsDocker())...)
			r := s.client.Tags(museum, hub.Newest).Reader()
			before, _, err := names(t.Context(), r, 0)
			require.ErrorIs(t, err, hub.DepthCapped)
			require.True(t, r.ThroughRegistry())
			after, pages, err := names(t.Context(), r, 0)
			require.NoError(t, err)
			assert.Len(t, before, 1000)
			assert.ElementsMatch(t, want, append(before, after...))
			for _, p := range pages {
				assert.Equal(t, hub.RegistryRoute, p.Route)
				for _, row := range p.Rows {
					assert.True(t, row.NamesOnly)
				}
			}
			v := r.Verdict()
			assert.Equal(t, hub.Complete, v.State)
			assert.Equal(t, hub.RegistryRoute, v.Route)
			assert.Contains(t, v.String(), "names only")
			for _, q := range s.requests("registry-1.docker.io") {
				assert.Contains(t, q.Path, "/tags/list", "no manifest is fetched")
			}
			assert.Equal(t, 1, s.asked("auth.docker.io"), "one pass for all pages")
			assert.False(t, r.ThroughRegistry())
		})
	}
}

func TestTheRegistryDoorCanBeTheOnlyOne(t *testing.T) {
	w := people(time.Now())
	want := shelf(w, "acme/museum", 1200)
	s := at(t, w)
	s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Host: "hub.example"}, Do: hubtest.BotChallenge()})
	r := s.client.Tags(museum, hub.Newest).Reader()
	_, _, err := names(t.Context(), r, 0)
	require.ErrorIs(t, err, hub.BotChallenge)
	require.True(t, r.ThroughRegistry())
	got, _, err := names(t.Context(), r, 1)
	require.NoError(t, err)
	rest, _, err := names(t.Context(), r, 0)
	require.NoError(t, err)
	assert.ElementsMatch(t, want, append(got, rest...))
	assert.Equal(t, hub.Complete, r.Verdict().State)
}

func TestRepositoriesHaveNoOtherDoor(t *testing.T) {
	s := at(t, people(time.Now()))
	assert.False(t, s.client.Repositories("acme", hub.Newest).Reader().ThroughRegistry())
}

func TestAPrivateRepositoryIsNamedWithTheAccessTokenAndNotWithout(t *testing.T) {
	w := people(time.Now())
	shelf(w, "acme/museum", 20)
	w.Update("acme/museum", func(r *hubtest.Repository) { r.Private = true })
	for _, c := range []struct {
		name, secret string
		visible      bool
	}{{"alice", "dckr_pat_alice", true}, {"alice", "anchor-chain", false}} {
		s := at(t, w)
		s.signIn(c.name, c.secret)
		r := s.client.Tags(museum, hub.Newest).Reader()
		require.True(t, r.ThroughRegistry())
		got, _, err := names(t.Context(), r, 0)
		if c.visible {
			require.NoError(t, err)
			assert.Len(t, got, 20)
			continue
		}
		require.ErrorIs(t, err, hub.Forbidden)
		assert.Empty(t, got)
	}
}

func TestCredentialsThatTheTokenServiceRefusesAreNotSentTwice(t *testing.T) {
	w := people(time.Now())
	shelf(w, "acme/museum", 20)
	shelf(w, "acme/annex", 20)
	s := at(t, w, hubtest.AsDocker())
	s.signIn("alice", "dckr_pat_alice")
	w.RevokeAccessToken("dckr_pat_alice")
	for _, name := range []string{"museum", "annex"} {
		r := s.client.Tags(hub.RepositoryName{Namespace: "acme", Name: name}, hub.Newest).Reader()
		require.True(t, r.ThroughRegistry())
		got, _, err := names(t.Context(), r, 0)
		require.NoError(t, err, "a public repository needs none")
		assert.Len(t, got, 20)
	}
	basic := 0
	for _, q := range s.requests("auth.docker.io") {
		if q.Authorization == hubtest.Basic {
			basic++
		}
	}
	assert.Equal(t, 1, basic)
}

func TestALinkOfTheRegistryToAnotherHostIsNotFollowedAndLosesNoNames(t *testing.T) {
	w := people(time.Now())
	want := shelf(w, "acme/museum", 2500)
	s := at(t, w)
	s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Host: "registry", Path: "/tags/list"}, Do: func(_ *hubtest.Hub, next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			made := httptest.NewRecorder()
			next.ServeHTTP(made, r)
			maps.Copy(w.Header(), made.Header())
			if link := made.Header().Get("Link"); link != "" {
				w.Header().Set("Link", `<https://evil.example/v2/acme/museum/tags/list?last=zzz>; rel="next"`)
			}
			w.WriteHeader(made.Code)
			_, _ = w.Write(made.Body.Bytes())
		})
	}})
	r := s.client.Tags(museum, hub.Newest).Reader()
	require.True(t, r.ThroughRegistry())
	got, _, err := names(t.Context(), r, 0)
	require.NoError(t, err)
	assert.ElementsMatch(t, want, got)
	assert.Zero(t, s.asked("evil.example"))
}

func TestARealmOnAnotherHostIsNotFollowed(t *testing.T) {
	for name, fault := range map[string]hubtest.Action{
		"realm": hubtest.Answer(401, "application/json", `{"errors":[{"code":"UNAUTHORIZED"}]}`,
			"WWW-Authenticate", `Bearer realm="https://evil.example/token",service="registry.docker.io"`),
		"plain realm": hubtest.Answer(401, "application/json", `{}`,
			"WWW-Authenticate", `Bearer realm="http://auth.docker.io/token",service="registry.docker.io"`),
	} {
		t.Run(name, func(t *testing.T) {
			w := people(time.Now())
			shelf(w, "acme/museum", 20)
			s := at(t, w)
			s.signIn("alice", "dckr_pat_alice")
			s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Host: "registry"}, Do: fault})
			r := s.client.Tags(museum, hub.Newest).Reader()
			require.True(t, r.ThroughRegistry())
			_, _, err := names(t.Context(), r, 0)
			require.ErrorIs(t, err, hub.Elsewhere)
			assert.Zero(t, s.asked("evil.example")+s.asked("auth.docker.io"))
		})
	}
}

func TestThe429OfTheRegistryDoesNotStopTheHub(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 20)
		s := at(t, w)
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Host: "registry", Times: 1}, Do: hubtest.TooMany(hubtest.RetryAfterSeconds, 30*time.Second)})
		r := s.client.Tags(museum, hub.Newest).Reader()
		require.True(t, r.ThroughRegistry())
		began := time.Now()
		go func() {
			time.Sleep(time.Second)
			_, err := s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
			assert.NoError(t, err)
			assert.Less(t, time.Since(began), 2*time.Second)
		}()
		_, _, err := names(t.Context(), r, 0)
		require.NoError(t, err)
		assert.GreaterOrEqual(t, time.Since(began), 30*time.Second)
	})
}
