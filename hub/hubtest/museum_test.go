package hubtest_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

type layer struct {
	Digest, Instruction string
	Size                int64
}

type platform struct {
	OS, Architecture, Digest string
	Version                  *string `json:"os_version"`
	Size                     int64
	Layers                   *[]layer
}

func (v *visitor) images(repository, tag string) []platform {
	v.t.Helper()
	var images []platform
	v.get("/v2/repositories/"+repository+"/tags/"+tag+"/images").decode(v.t, &images)
	return images
}

func TestLayersAddUpAndAreSharedByThoseThatShareABase(t *testing.T) {
	_, v := visitDemo(t)
	layersOf := func(repository, tag string) map[string]int64 {
		all := map[string]int64{}
		for _, i := range v.images(repository, tag) {
			if i.OS != "linux" || i.Architecture != "amd64" {
				continue
			}
			var sum int64
			for _, l := range *i.Layers {
				sum += l.Size
				if l.Digest != "" {
					all[l.Digest] = l.Size
				} else {
					assert.Zero(t, l.Size)
				}
			}
			assert.Equal(t, i.Size, sum)
		}
		require.NotEmpty(t, all)
		return all
	}
	shared := func(a, b map[string]int64) (n int) {
		for digest, size := range a {
			if other, ok := b[digest]; ok {
				assert.Equal(t, size, other, "one digest, one size")
				n++
			}
		}
		return n
	}
	nginx := layersOf("library/nginx", "1.27.3")
	assert.Equal(t, nginx, layersOf("library/nginx", "latest"))
	assert.Positive(t, shared(nginx, layersOf("library/nginx", "1.27.2")))
	assert.Positive(t, shared(nginx, layersOf("library/httpd", "2.4.62")))
	assert.Less(t, shared(nginx, layersOf("library/nginx", "1.27.2")), len(nginx))
	assert.LessOrEqual(t, shared(nginx, layersOf("library/nginx", "alpine")), 1)
}

func TestTheMuseumHasOneOfEach(t *testing.T) {
	_, v := visitDemo(t)
	windows := v.images("alice/museum", "windows")
	require.Len(t, windows, 3)
	assert.NotEqual(t, *windows[0].Version, *windows[1].Version)
	chart := v.images("alice/museum", "chart-1.4.0")
	require.Len(t, chart, 1)
	assert.Nil(t, chart[0].Layers, "an artefact has no layers")

	rows := map[string]map[string]any{}
	for _, row := range v.page("/v2/repositories/alice/museum/tags/?page_size=100").Results {
		rows[is[string](t, row["name"])] = row
	}
	assert.NotContains(t, rows["no-digest"], "digest")
	assert.Nil(t, is[map[string]any](t, is[[]any](t, rows["no-digests-at-all"]["images"])[0])["digest"])
	assert.Equal(t, []any{}, rows["images-empty"]["images"])
	assert.Nil(t, rows["images-null"]["images"])
	assert.NotContains(t, rows["images-missing"], "images")
	assert.Nil(t, rows["no-dates"]["last_updated"])
	assert.Equal(t, "inactive", rows["inactive"]["tag_status"])
	assert.Equal(t, "helm", rows["chart-1.4.0"]["content_type"])
	var long, signatures int
	for name := range rows {
		if len(name) == 128 {
			long++
		}
		if strings.HasPrefix(name, "sha256-") {
			signatures++
		}
	}
	assert.Equal(t, 1, long)
	assert.Equal(t, 3, signatures)
	arm := rows["arm-only"]
	assert.InDelta(t, is[map[string]any](t, is[[]any](t, arm["images"])[0])["size"], arm["full_size"], 0, "not amd64's")

	var museum map[string]any
	v.get("/v2/repositories/alice/museum/").decode(t, &museum)
	assert.Contains(t, museum["description"], "\x1b]52;c;")
	assert.Contains(t, museum["full_description"], "\u202e")
	assert.Greater(t, museum["pull_count"], float64(1<<31))
	var empty map[string]any
	v.get("/v2/repositories/alice/empty-shelf/").decode(t, &empty)
	assert.Nil(t, empty["last_updated"])
	assert.InDelta(t, 0, empty["status"], 0)
	var old map[string]any
	v.get("/v2/repositories/docker/whalesay/").decode(t, &old)
	assert.Nil(t, old["repository_type"])
	assert.Equal(t, 200, v.get("/v2/repositories/alice/empty-shelf/tags/").status)
}

func TestASeriesHasAsManyTagsAsWereAskedFor(t *testing.T) {
	for _, n := range []int{0, 1, 17, 25_000} {
		tags := hubtest.Series("acme/big", n, noon)
		assert.Len(t, tags, n)
		names := map[string]bool{}
		for _, tag := range tags {
			names[tag.Name] = true
		}
		assert.Len(t, names, n)
	}
}
