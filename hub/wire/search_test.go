package wire

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest/answers"
	"tagboat/hub/name"
)

func TestAHitIsReadWhateverItLacks(t *testing.T) {
	page, err := ReadFound([]byte(`{"total":7,"more":{},"results":[
		{"id":"library/nginx","name":"nginx","badge":"official","star_count":20000,"pull_count":"1B+","raw_pull_count":13114222271,
			"updated_at":"2026-01-12T09:08:21.390357865Z","architectures":[{"name":"amd64","label":"x86-64"},{"label":"?"},null,3],
			"operating_systems":null,"archived":true,"type":"image","logo_url":{"small":null},"short_description":"a \u0026 b"},
		{"id":"9f0c","slug":"grafana/loki","name":"Loki","badge":null,"pull_count":""},
		{"id":"nginx","badge":"official"},
		{"name":"docker/labs-ai","badge":"dhi","raw_pull_count":-4,"star_count":"many"},
		{"id":"9f0c","name":"Only for show","badge":"verified_publisher"},
		null, "text"]}`))
	require.NoError(t, err)
	assert.Equal(t, 7, page.Count)
	assert.Equal(t, 3, page.Malformed)
	require.Len(t, page.Rows, 4)
	nginx := page.Rows[0]
	assert.Equal(t, int64(13114222271), nginx.Pulls)
	assert.Equal(t, []string{"amd64"}, nginx.Architectures)
	assert.True(t, nginx.Archived)
	assert.Equal(t, "a & b", nginx.Description)
	assert.Equal(t, SearchResult{Name: name.Repository{Namespace: "grafana", Name: "loki"}, Badge: Community, Stars: -1, Pulls: -1}, page.Rows[1])
	assert.Equal(t, SearchResult{Name: name.Repository{Namespace: "library", Name: "nginx"}, Badge: Official, Stars: -1, Pulls: -1}, page.Rows[2])
	assert.Equal(t, SearchResult{Name: name.Repository{Namespace: "dhi", Name: "labs-ai"}, Badge: HardenedImage, Stars: -1, Pulls: -1}, page.Rows[3])
}

func TestADockerHardenedImageIsKnownByItsBadgeAndByItsNamespaceHoweverItsIDIsWritten(t *testing.T) {
	for row, want := range map[string]string{
		`{"id":"dhi/node","name":"node","badge":"dhi"}`:             "dhi.io/node",
		`{"id":"dhi/node","name":"Node.js","badge":null}`:           "dhi.io/node",
		`{"id":"dhi.io/node","badge":"none"}`:                       "dhi.io/node",
		`{"id":"node","badge":"dhi"}`:                               "dhi.io/node",
		`{"id":"9f0c3a7e","slug":"dhi/node","badge":"dhi"}`:         "dhi.io/node",
		`{"id":"9f0c3a7e","slug":"catalog/dhi/node","badge":"dhi"}`: "dhi.io/node",
		`{"id":"hardened/node","name":"Node","badge":"dhi"}`:        "dhi.io/node",
		`{"id":"acme/dhi-node","name":"dhi-node","badge":null}`:     "acme/dhi-node",
		`{"id":"library/node","name":"node","badge":"official"}`:    "node",
		`{"id":"","slug":"","name":"Only for show","badge":"dhi"}`:  "",
		`{"id":"dhi/$(reboot)","name":"\u001b[31m","badge":"dhi"}`:  "",
	} {
		page, err := ReadFound([]byte(`{"total":1,"results":[` + row + `]}`))
		require.NoError(t, err, row)
		if want == "" {
			assert.Equal(t, 1, page.Malformed, row)
			continue
		}
		require.Len(t, page.Rows, 1, row)
		found := page.Rows[0]
		assert.Equal(t, want, found.Name.Familiar(), row)
		assert.Equal(t, found.Badge == HardenedImage, found.Elsewhere() != nil, row)
		assert.Equal(t, strings.HasPrefix(want, "dhi.io/"), found.Elsewhere() != nil, row)
	}
	page, err := ReadIndexFound([]byte(`{"num_results":1,"results":[{"name":"dhi/node"}]}`))
	require.NoError(t, err)
	assert.Equal(t, HardenedImage, page.Rows[0].Badge)
	assert.Equal(t, "dhi.io/node", page.Rows[0].Name.Familiar())
	assert.EqualError(t, page.Rows[0].Elsewhere(),
		"node is a Docker Hardened Image: it is pulled as dhi.io/node, after docker login dhi.io; tagboat reads Docker Hub")
}

func TestAnEmptySearchIsNoFailureAndABrokenOneIs(t *testing.T) {
	page, err := ReadFound([]byte(`{"total":0,"results":null}`))
	require.NoError(t, err)
	assert.Empty(t, page.Rows)
	for _, body := range []string{``, `null`, `[]`, `{"total":1}`, `{"results":[`, `{"results":[]} x`, `{"results":"none"}`} {
		_, err := ReadFound([]byte(body))
		require.Error(t, err, body)
		_, err = ReadIndexFound([]byte(body))
		require.Error(t, err, body)
	}
}

func TestTheIndexNamesOfficialImagesBare(t *testing.T) {
	page, err := ReadIndexFound([]byte(`{"num_pages":1,"num_results":3,"page_size":100,"page":1,"query":"redis","results":[
		{"name":"redis","description":"","star_count":0,"is_official":true,"is_automated":false,"is_trusted":false},
		{"name":"bitnami/redis","pull_count":7,"star_count":3},
		{"name":"not/a/name"}, {"name":"UPPER"}]}`))
	require.NoError(t, err)
	assert.Equal(t, []SearchResult{
		{Name: name.Repository{Namespace: "library", Name: "redis"}, Badge: Official, Pulls: -1},
		{Name: name.Repository{Namespace: "bitnami", Name: "redis"}, Stars: 3, Pulls: 7},
	}, page.Rows)
	assert.Equal(t, 2, page.Malformed)
}

func FuzzSearch(f *testing.F) {
	answers.Seed(f)
	f.Add([]byte(`{"total":2,"results":[{"id":"library/nginx","badge":"official","raw_pull_count":1e99,"architectures":[{"name":"\ud800"}]},null]}`))
	f.Add([]byte(`{"num_results":-1,"results":[{"name":"redis","is_official":true,"star_count":{}}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, read := range []func([]byte) (Page[SearchResult], error){ReadFound, ReadIndexFound} {
			page, err := read(body)
			if err == nil && len(page.Rows)+page.Malformed > MaxRows || page.Count < -1 {
				t.Fatal("more rows than the bound")
			}
			for _, r := range page.Rows {
				if again, err := name.ParseRepository(r.Name.String()); r.Elsewhere() == nil && (err != nil || again != r.Name) {
					t.Fatalf("a name that is none: %q", r.Name)
				}
				if r.Pulls < -1 || r.Stars < -1 || len(r.Description) > (long{}).most() || len(r.Architectures) > MaxItems {
					t.Fatalf("an unclean row: %q", r.Name)
				}
			}
		}
	})
}
