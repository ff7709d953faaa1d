package hub_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

// named are the names on all pages that the Hub sends for a text.
func (s *setting) named(text string) (all []string, count int) {
	s.t.Helper()
	for p, err := range s.client.TagsNamed(museum, text).Pages(s.t.Context(), 1) {
		require.NoError(s.t, err)
		for _, row := range p.Rows {
			all = append(all, row.Name)
		}
		count = p.Count
	}
	return all, count
}

func TestTheHubIsAskedForTagsByAPartOfTheirNames(t *testing.T) {
	w := people(time.Now())
	w.AddRepository(hubtest.Repository{Namespace: "acme", Name: "museum"})
	for _, name := range []string{"14.1", "14.10-alpine", "3.14.1-RC1", "latest"} {
		w.Push("acme/museum", hubtest.Tag{Name: name})
	}
	s := at(t, w)
	all, count := s.named("14.1")
	assert.ElementsMatch(t, []string{"14.1", "14.10-alpine", "3.14.1-RC1"}, all)
	assert.Equal(t, 3, count)
	asked := s.requests("hub.example")
	require.Len(t, asked, 1, "and whether that is all is not asked")
	assert.Contains(t, asked[0].Query, "name=14.1")
	all, _ = s.named("rc1")
	assert.Empty(t, all, "this Hub minds capitals")

	s.hub.Inject(hubtest.Fault{Do: hubtest.Asked(func(query url.Values) { query.Del("name") })})
	all, count = s.named("14.1")
	assert.Len(t, all, 4, "a Hub that does not know the parameter sends all")
	assert.Equal(t, 4, count)
}

func TestTheRegistryTellsByOneHeadWhetherAnImageIsThere(t *testing.T) {
	there, gone := "sha256:"+strings.Repeat("a", 64), "sha256:"+strings.Repeat("b", 64)
	platform := "sha256:" + strings.Repeat("c", 64)
	w := people(time.Now())
	w.AddRepository(hubtest.Repository{Namespace: "acme", Name: "museum"})
	w.Push("acme/museum", hubtest.Tag{
		Name: "1", Digest: there, Images: []hubtest.Image{{OS: "linux", Architecture: "amd64", Digest: platform}},
	})
	s := at(t, w, hubtest.AsDocker())
	ask := func(digest string) error {
		d, err := hub.ParseDigest(digest)
		require.NoError(t, err)
		return s.client.Manifest(t.Context(), museum, d)
	}
	require.NoError(t, ask(there))
	require.NoError(t, ask(platform), "an image of one platform too")
	require.ErrorIs(t, ask(gone), hub.NotFound)
	for _, r := range s.requests("registry-1.docker.io") {
		assert.Equal(t, "HEAD", r.Method, "nothing is pulled")
	}
	assert.Equal(t, 1, s.asked("auth.docker.io"), "one token for all")
	assert.Zero(t, s.asked("hub.docker.com"))

	elsewhere := at(t, w)
	d, err := hub.ParseDigest(there)
	require.NoError(t, err)
	s.client, err = hub.New(hub.Options{BaseURL: "https://hub.example", Transport: elsewhere.hub.Transport()})
	require.NoError(t, err)
	err = s.client.Manifest(t.Context(), museum, d)
	require.ErrorIs(t, err, hub.Refused, "where there is no registry nobody can tell")
}
