package hubtest_test

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

type manifestPage struct {
	Manifests []struct {
		Digest string `json:"manifest_digest"`
		Tags   []string
		Pushed *time.Time `json:"last_pushed"`
	}
	Next string `json:"last_evaluated_key"`
}

const apiManifests = "/v2/namespaces/acme/repositories/api/manifests"

func (v *visitor) manifests(query string) (p manifestPage) {
	v.t.Helper()
	r := v.get(apiManifests + query)
	require.Equal(v.t, 200, r.status)
	r.decode(v.t, &p)
	return p
}

func leaving(t *testing.T) (w *hubtest.World, h *hubtest.Hub, v *visitor) {
	t.Helper()
	w = hubtest.NewWorld(noon)
	w.AddUser(hubtest.User{Name: "olga", Password: "anchor", Tokens: []hubtest.AccessToken{{Secret: "dckr_pat_read", Scope: "repo:read"}}})
	w.AddUser(hubtest.User{Name: "eve", Password: "anchor"})
	w.AddOrganization(hubtest.Organization{
		Name: "acme", Members: map[string]string{"olga": "Owner"},
		Tokens: []hubtest.OrganizationToken{{Secret: "dckr_oat_all", ListRepositories: true}, {Secret: "dckr_oat_some", ListRepositories: true, Covers: []string{"web-*"}}},
	})
	w.Publish("acme/api", hubtest.Build{Content: "1", Pushed: noon}.Tags("1.0", "1", "latest")...)
	for i := range 230 {
		w.Leave("acme/api", hubtest.Manifest{Digest: hubtest.DigestOf("left", string(rune('a'+i))), Pushed: noon.AddDate(0, 0, -i)})
	}
	w.Leave("acme/api", hubtest.Manifest{Digest: hubtest.DigestOf("undated")})
	h = hubtest.New(w, hubtest.WithRateLimit(0, 0))
	return w, h, visit(t, h)
}

func TestManifestsComeByACursorAndNothingCountsThem(t *testing.T) {
	w, h, v := leaving(t)
	v = v.as(h.Session("olga", "dckr_pat_read"))
	assert.Len(t, v.manifests("").Manifests, 10)
	assert.NotContains(t, v.get(apiManifests).body, "count")
	seen, undated, pages := map[string]int{}, 0, 0
	for query := "?page_size=500"; query != "" && pages < 9; pages++ {
		p := v.manifests(query)
		assert.LessOrEqual(t, len(p.Manifests), 100)
		for _, m := range p.Manifests {
			require.NotNil(t, m.Tags)
			seen[m.Digest] = len(m.Tags)
			if m.Pushed == nil {
				undated++
			}
		}
		query = ""
		if p.Next != "" {
			query = "?page_size=500&last_evaluated_key=" + url.QueryEscape(p.Next)
		}
	}
	assert.Equal(t, 3, pages)
	assert.Len(t, seen, 232)
	assert.Equal(t, 1, undated)
	assert.Equal(t, 3, seen[w.Tags("acme/api")[0].Digest])
	assert.Len(t, w.Untagged("acme/api"), 231)
	w.Publish("acme/web")
	next := url.QueryEscape(v.manifests("").Next)
	assert.Equal(t, 400, v.get("/v2/namespaces/acme/repositories/web/manifests?last_evaluated_key="+next).status, "it is another list's")
	assert.Equal(t, 400, v.get(apiManifests+"?last_evaluated_key=!").status)
}

func TestManifestsAreShownToThoseWhoseRepositoryItIs(t *testing.T) {
	w, h, v := leaving(t)
	for _, c := range []struct {
		who, secret  string
		open, closed int
	}{
		{"", "", 401, 401}, {"olga", "anchor", 200, 200}, {"olga", "dckr_pat_read", 200, 200},
		{"eve", "anchor", 403, 404}, {"acme", "dckr_oat_all", 200, 200}, {"acme", "dckr_oat_some", 403, 404},
	} {
		asked := v
		if c.who != "" {
			asked = v.as(h.Session(c.who, c.secret))
		}
		for private, want := range map[bool]int{false: c.open, true: c.closed} {
			w.Update("acme/api", func(r *hubtest.Repository) { r.Private = private })
			assert.Equal(t, want, asked.get(apiManifests).status, "%s %s %v", c.who, c.secret, private)
		}
	}
	assert.Equal(t, 404, v.as(h.Session("olga", "anchor")).get(strings.Replace(apiManifests, "api", "nowhere", 1)).status)
}

func TestARepositorySaysWhichOfItsTagsAreLocked(t *testing.T) {
	w, _, v := leaving(t)
	for _, c := range []struct {
		rules []string
		want  string
	}{
		{nil, `"immutable_tags_settings":{"enabled":false,"rules":[]}`},
		{[]string{}, `"immutable_tags_settings":{"enabled":true,"rules":[]}`},
		{[]string{`^\d+$`, "latest"}, `"immutable_tags_settings":{"enabled":true,"rules":["^\\d+$","latest"]}`},
		{[]string{`(?!x`}, `"immutable_tags_settings":{"enabled":true,"rules":["(?!x"]}`},
	} {
		w.Update("acme/api", func(r *hubtest.Repository) { r.Immutable = c.rules })
		assert.Contains(t, v.get("/v2/namespaces/acme/repositories/api").body, c.want)
	}
}

func TestTheCompanyOfTheDemoHasThingsWorthCleaning(t *testing.T) {
	w, again := hubtest.Demo(noon), hubtest.Demo(noon)
	const year = 365 * 24 * time.Hour
	var with, old, young, broken, bare, locked int
	for _, r := range w.Repositories("acme") {
		left := w.Untagged("acme/" + r.Name)
		assert.Equal(t, left, again.Untagged("acme/"+r.Name))
		if len(left) > 0 {
			with++
		}
		for _, m := range left {
			switch age := noon.Sub(m.Pushed); {
			case m.Pushed.IsZero():
			case age > year:
				old++
			case age < year/12:
				young++
			}
		}
		if r.Immutable != nil && len(r.Immutable) == 0 {
			bare++
		}
		for _, rule := range r.Immutable {
			if locked++; !valid(rule) {
				broken++
			}
		}
	}
	assert.Greater(t, with, 200, "of 300 repositories")
	assert.Greater(t, old, 1000)
	assert.Greater(t, young, 300)
	assert.Equal(t, [2]int{1, 1}, [2]int{broken, bare})
	assert.Greater(t, locked, 5)
	assert.Greater(t, len(w.Untagged("acme/api")), 400, "several pages")

	names, never, huge := map[string]int{}, 0, 0
	for _, t := range w.Tags("acme/etl") {
		names[t.Digest]++
		if t.Pulled.IsZero() && noon.Sub(t.Updated) > year/2 {
			never++
		}
		if t.Images[0].Size > 1e9 {
			huge++
		}
	}
	assert.Positive(t, never, "never pulled")
	assert.Equal(t, 3, huge)
	assert.Less(t, len(names), len(w.Tags("acme/etl")), "several names for one image")
}

func valid(rule string) bool {
	_, err := regexp.Compile(rule)
	return err == nil
}

func TestAManifestWithoutATagMayBeAPlatformOfOneThatHasOne(t *testing.T) {
	w := hubtest.Demo(noon)
	tag := w.Tags("acme/otel-collector")[0]
	left := w.Untagged("acme/otel-collector")
	require.NotEmpty(t, left)
	for _, m := range left {
		assert.True(t, slices.ContainsFunc(tag.Images, func(i hubtest.Image) bool { return i.Digest == m.Digest }))
	}
}
