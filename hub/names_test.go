package hub

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const sum = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func TestReferencesAreReadInEveryFormThatPeoplePaste(t *testing.T) {
	for text, want := range map[string]string{
		"nginx": "docker.io/library/nginx",

		"library/nginx":                                                              "docker.io/library/nginx",
		"docker.io/nginx:alpine":                                                     "docker.io/library/nginx:alpine",
		"docker.io/bitnami/redis:7":                                                  "docker.io/bitnami/redis:7",
		"index.docker.io/bitnami/redis":                                              "docker.io/bitnami/redis",
		"registry-1.docker.io/library/nginx":                                         "docker.io/library/nginx",
		"registry.hub.docker.com/bitnami/redis:7":                                    "docker.io/bitnami/redis:7",
		"https://registry-1.docker.io/acme/museum":                                   "docker.io/acme/museum",
		"nginx@" + sum:                                                               "docker.io/library/nginx@" + sum,
		"acme/museum:2@" + sum:                                                       "docker.io/acme/museum:2@" + sum,
		"https://hub.docker.com/_/nginx":                                             "docker.io/library/nginx",
		"hub.docker.com/_/nginx/tags?page=2":                                         "docker.io/library/nginx",
		"https://hub.docker.com/r/acme/museum":                                       "docker.io/acme/museum",
		"https://hub.docker.com/r/acme/museum/tags#top":                              "docker.io/acme/museum",
		"https://hub.docker.com/repository/docker/acme/museum/general":               "docker.io/acme/museum",
		"https://hub.docker.com/layers/acme/museum/2.4/images/sha256-0123":           "docker.io/acme/museum:2.4",
		"https://hub.docker.com/layers/nginx/library/nginx/1.27/images/sha256-01234": "docker.io/library/nginx:1.27",
	} {
		r, err := ParseReference(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, r.Canonical(), text)
	}
}

func TestWhatIsNoReferenceToDockerHubIsAnErrorInWords(t *testing.T) {
	for text, words := range map[string]string{
		"ghcr.io/acme/museum":               "acme/museum is on ghcr.io; tagboat reads Docker Hub",
		"localhost:5000/museum":             "museum is on localhost:5000",
		"":                                  "there is no name",
		"nginx:":                            "after the colon stands a tag",
		"docker.io/a/b/c":                   "namespace/name",
		"nginx@sha512:" + sum[7:] + sum[7:]: "sha256",
		"https://hub.docker.com/":           "page of a repository",
		"https://hub.docker.com/u/acme":     "acme is a namespace",
		"https://hub.docker.com/_/%zz":      "page of a repository",
		"https://hub.docker.com/r/../x":     "page of a repository",
		strings.Repeat("x", 2000):           "not an image reference",
		"nginx\x1b[31m":                     "control characters",
	} {
		_, err := ParseReference(text)
		require.ErrorContains(t, err, words, text)
	}
	_, err := ParseRepositoryName("nginx:1.27")
	require.Error(t, err)
	spaced, err := ParseReference(" nginx:1.27 \n")
	require.NoError(t, err)
	assert.Equal(t, "nginx:1.27", spaced.String())
	r, err := ParseRepositoryName("https://hub.docker.com/r/acme/museum")
	require.NoError(t, err)
	assert.Equal(t, RepositoryName{Namespace: "acme", Name: "museum"}, r)
}

func TestNamesAreWrittenTheFamiliarAndTheFullWay(t *testing.T) {
	nginx, museum := RepositoryName{Namespace: "library", Name: "nginx"}, RepositoryName{Namespace: "acme", Name: "museum"}
	d, err := ParseDigest(sum)
	require.NoError(t, err)
	assert.Equal(t, "nginx", nginx.Familiar())
	assert.Equal(t, "library/nginx", nginx.String())
	assert.Equal(t, "acme/museum", museum.Familiar())
	assert.Equal(t, "https://hub.docker.com/_/nginx", nginx.WebURL())
	assert.Equal(t, "https://hub.docker.com/r/acme/museum", museum.WebURL())
	assert.Equal(t, "nginx:1.27", Reference{Repository: nginx, Tag: "1.27"}.String())
	assert.Equal(t, "nginx@"+sum, Reference{Repository: nginx, Digest: d}.Familiar())
	assert.Equal(t, "nginx:1.27@"+sum, Reference{Repository: nginx, Tag: "1.27", Digest: d}.Familiar())
	assert.Equal(t, "docker.io/acme/museum:1", Reference{Repository: museum, Tag: "1"}.Canonical())
}

func TestDigestsPlatformsWordsAndTimesHaveAZeroThatMeansUnknown(t *testing.T) {
	assert.Empty(t, Digest{}.String())
	assert.Empty(t, Digest{}.Short())
	assert.True(t, Digest{}.IsZero())
	assert.Equal(t, "unknown/unknown", Platform{}.String())
	assert.True(t, Platform{}.IsUnknown())
	assert.Equal(t, Platform{}, NewPlatform("", "", "", ""))
	assert.Equal(t, Platform{}, NewPlatform("unknown", "unknown", "", ""))
	assert.Empty(t, Symbol{}.String())
	assert.Equal(t, Symbol{}, NewSymbol(""))
	assert.True(t, Timestamp(0).Time().IsZero())
	assert.Zero(t, TimestampOf(time.Time{}))
	assert.Zero(t, TimestampOf(time.Date(99999, 1, 1, 0, 0, 0, 0, time.UTC)))
	for _, bad := range []string{"", "sha256:", sum + "0", strings.ToUpper(sum), "sha512" + sum[6:], sum[:len(sum)-1] + "g"} {
		_, err := ParseDigest(bad)
		require.Error(t, err, bad)
	}
}

func TestPlatformsAreWrittenAsDockerTakesThem(t *testing.T) {
	p := NewPlatform("linux", "arm", "v7", "")
	assert.Equal(t, "linux/arm/v7", p.String())
	assert.Equal(t, "arm/v7", p.Short())
	assert.Equal(t, "windows/amd64", NewPlatform("windows", "amd64", "", "10.0.1").Short())
	assert.Equal(t, p, NewPlatform("linux", "arm", "v7", ""))
	assert.NotEqual(t, NewPlatform("windows", "amd64", "", "10.0.1"), NewPlatform("windows", "amd64", "", "10.0.2"))
	now := time.Date(2026, 1, 2, 3, 4, 5, 6_000, time.UTC)
	assert.Equal(t, now, TimestampOf(now).Time())
}

func TestEveryOrderHasTheHubsUpsideDownWord(t *testing.T) {
	assert.Equal(t, "last_updated", Newest.ofTags())
	assert.Equal(t, "-last_updated", Oldest.ofTags())
	assert.Equal(t, "-name", NameAscending.ofTags())
	assert.Equal(t, "name", NameDescending.ofRepositories())
	assert.Equal(t, "pull_count", MostPulled.ofRepositories())
	assert.Empty(t, MostPulled.ofTags(), "tags have no pull count")
	assert.Empty(t, ByDefault.ofTags())
	for o := ByDefault; o <= LeastPulled; o++ {
		assert.NotEmpty(t, o.String())
	}
}

func TestAnAddressIsHTTPSOrThisMachineAndHoldsNoSecret(t *testing.T) {
	for _, good := range []string{"", "https://hub.example", "https://hub.example/below/a/path/", "http://localhost:8080", "http://127.0.0.1:1/x", "http://[::1]:80"} {
		_, err := New(Options{BaseURL: good})
		require.NoError(t, err, good)
	}
	for _, bad := range []string{"http://hub.example", "hub.example", "ftp://hub.example", "https://", "https://user:pass@hub.example", "https://hub.example?x=1", "http://127.0.0.1.evil.example", "://", "https:hub"} {
		_, err := New(Options{BaseURL: bad})
		require.Error(t, err, bad)
		assert.NotContains(t, err.Error(), "pass@")
		_, err = New(Options{RegistryURL: bad})
		require.Error(t, err, bad)
	}
}
