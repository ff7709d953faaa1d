package name_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/name"
)

func TestNamesSurviveBeingWrittenDown(t *testing.T) {
	type values struct {
		Digests      []name.Digest         `json:"digests"`
		Platforms    []name.Platform       `json:"platforms"`
		Repositories []name.Repository     `json:"repositories"`
		References   []name.Reference      `json:"references"`
		ByPlatform   map[name.Platform]int `json:"byplatform"`
	}
	digest, err := name.ParseDigest("sha256:" + strings.Repeat("ab", 32))
	require.NoError(t, err)
	nginx := name.Repository{Namespace: "library", Name: "nginx"}
	want := values{
		Digests: []name.Digest{digest, {}},
		Platforms: []name.Platform{
			{}, name.NewPlatform("linux", "amd64", "", ""), name.NewPlatform("linux", "arm", "v7", ""), name.NewPlatform("linux", "arm64", "v8", ""),
			name.NewPlatform("windows", "amd64", "", "10.0.20348.2849"), name.NewPlatform("linux", "", "", ""), name.NewPlatform("", "riscv64", "", ""),
		},
		Repositories: []name.Repository{nginx, {Namespace: "acme", Name: "api"}, {}},
		References:   []name.Reference{{Repository: nginx, Tag: "1.27"}, {Repository: nginx, Tag: "1.27", Digest: digest}, {Repository: nginx, Digest: digest}, {}},
		ByPlatform:   map[name.Platform]int{name.NewPlatform("linux", "amd64", "", ""): 1},
	}
	text, err := json.Marshal(want)
	require.NoError(t, err)
	assert.Contains(t, string(text), `"windows(10.0.20348.2849)/amd64"`)
	var got values
	require.NoError(t, json.Unmarshal(text, &got))
	assert.Equal(t, want, got)
	for _, bad := range []string{`"linux"`, `"/amd64"`, `"linux/$(id)"`, `"linux/a b"`, `7`, `"lin\u001bux/amd64"`} {
		assert.Error(t, json.Unmarshal([]byte(bad), new(name.Platform)), bad)
	}
	for _, bad := range []string{`"nginx"`, `"acme/api:1"`, `"acme/$(id)"`, `"a/b/c"`, `"ghcr.io/a/b"`} {
		assert.Error(t, json.Unmarshal([]byte(bad), new(name.Repository)), bad)
	}
	assert.Error(t, json.Unmarshal([]byte(`"sha256:00"`), new(name.Digest)))
	assert.Error(t, json.Unmarshal([]byte(`"ghcr.io/a/b:1"`), new(name.Reference)))
}
