package hubtest_test

import (
	"encoding/json"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

// The sentences below are true of the real Hub as far as it is known. They are checked against the fake one always, and against the
// service that TAGBOAT_CONFORMANCE_HUB names (a base URL such as https://hub.docker.com) when it is set: then they only read, without an
// account, slowly.
var conformance = []struct {
	sentence string
	check    func(v *visitor)
}{
	{"an official image's tags come in pages whose next link is on the host that was asked", func(v *visitor) {
		p := v.page("/v2/namespaces/library/repositories/nginx/tags?page_size=3")
		assert.Greater(v.t, p.Count, 100)
		assert.Len(v.t, p.Results, 3)
		require.NotNil(v.t, p.Next)
		assert.Equal(v.t, v.base+"/v2/namespaces/library/repositories/nginx/tags?page=2&page_size=3", *p.Next)
		assert.Nil(v.t, p.Previous)
	}},
	{"the older path serves the same tags, and its next link keeps the slash", func(v *visitor) {
		p := v.page("/v2/repositories/library/nginx/tags/?page_size=2")
		require.NotNil(v.t, p.Next)
		assert.Contains(v.t, *p.Next, "/v2/repositories/library/nginx/tags/?page=2&page_size=2")
	}},
	{"an ampersand in next is escaped and the body ends with a newline", func(v *visitor) {
		r := v.get("/v2/namespaces/library/repositories/nginx/tags?page_size=2")
		assert.Contains(v.t, r.body, `page=2\u0026page_size=2`)
		assert.True(v.t, strings.HasSuffix(r.body, "\n"))
		assert.Contains(v.t, r.header.Get("Content-Type"), "application/json")
	}},
	{"a query is echoed in next with its keys sorted, unknown ones too", func(v *visitor) {
		p := v.page("/v2/namespaces/library/repositories/nginx/tags?zebra=1&page_size=2&name=1")
		require.NotNil(v.t, p.Next)
		assert.True(v.t, strings.HasSuffix(*p.Next, "?name=1&page=2&page_size=2&zebra=1"), *p.Next)
	}},
	{"a page holds ten rows unless asked otherwise, and next does not name a size that was not asked for", func(v *visitor) {
		p := v.page("/v2/namespaces/library/repositories/nginx/tags")
		assert.Len(v.t, p.Results, 10)
		require.NotNil(v.t, p.Next)
		assert.NotContains(v.t, *p.Next, "page_size")
	}},
	{"a page holds a hundred rows at most", func(v *visitor) {
		assert.Len(v.t, v.page("/v2/namespaces/library/repositories/nginx/tags?page_size=500").Results, 100)
	}},
	{"tags come newest first, and oldest first when asked with a minus", func(v *visitor) {
		newest := v.page("/v2/repositories/library/nginx/tags/?page_size=10").dates(v.t)
		assert.IsNonIncreasing(v.t, newest)
		oldest := v.page("/v2/repositories/library/nginx/tags/?page_size=10&ordering=-last_updated").dates(v.t)
		assert.IsNonDecreasing(v.t, oldest)
		assert.Less(v.t, oldest[0], newest[0])
		assert.Equal(v.t, newest, v.page("/v2/repositories/library/nginx/tags/?page_size=10&ordering=last_updated").dates(v.t))
	}},
	{"a name filters by what it contains and the count is the filtered one", func(v *visitor) {
		p := v.page("/v2/repositories/library/nginx/tags/?page_size=100&name=alpine-perl")
		assert.NotEmpty(v.t, p.Results)
		for _, name := range p.names() {
			assert.Contains(v.t, name, "alpine-perl")
		}
		assert.Less(v.t, p.Count, v.page("/v2/repositories/library/nginx/tags/?page_size=1").Count)
	}},
	{"a tag has its fields, and full_size is the size of one platform", func(v *visitor) {
		var tag struct {
			ID        int64
			Name      string
			Digest    string
			FullSize  int64  `json:"full_size"`
			MediaType string `json:"media_type"`
			Status    string `json:"tag_status"`
			Images    []struct {
				OS, Architecture, Digest string
				Size                     int64
			}
		}
		v.get("/v2/repositories/library/nginx/tags/latest").decode(v.t, &tag)
		assert.Equal(v.t, "latest", tag.Name)
		assert.Positive(v.t, tag.ID)
		assert.True(v.t, strings.HasPrefix(tag.Digest, "sha256:"))
		assert.Equal(v.t, "application/vnd.oci.image.index.v1+json", tag.MediaType)
		for _, i := range tag.Images {
			if i.OS == "linux" && i.Architecture == "amd64" {
				assert.Equal(v.t, i.Size, tag.FullSize)
			}
		}
	}},
	{"a missing tag is 404 and errinfo names it", func(v *visitor) {
		r := v.get("/v2/repositories/library/nginx/tags/1.277")
		assert.Equal(v.t, 404, r.status)
		var e struct {
			Message string
			ErrInfo map[string]string
		}
		r.decode(v.t, &e)
		assert.Contains(v.t, e.Message, "1.277")
		assert.Equal(v.t, "1.277", e.ErrInfo["tag"])
	}},
	{"a missing repository is 404 with an error object", func(v *visitor) {
		for _, path := range []string{"/v2/repositories/library/no-such-thing-here/", "/v2/repositories/library/no-such-thing-here/tags/"} {
			r := v.get(path)
			assert.Equal(v.t, 404, r.status)
			assert.Contains(v.t, r.body, `"message":`)
		}
	}},
	{"an unknown namespace is an empty page, not an error", func(v *visitor) {
		r := v.get("/v2/repositories/nobody-is-called-this-at-all/")
		assert.Equal(v.t, 200, r.status)
		assert.JSONEq(v.t, `{"count":0,"next":null,"previous":null,"results":[]}`, r.body)
	}},
	{"a page past the end is 404", func(v *visitor) {
		assert.Equal(v.t, 404, v.get("/v2/repositories/library/hello-world/tags/?page=9&page_size=100").status)
	}},
	{"an ordering that it does not know is 400 for repositories", func(v *visitor) {
		r := v.get("/v2/namespaces/library/repositories?ordering=beauty")
		assert.Equal(v.t, 400, r.status)
		assert.Contains(v.t, r.body, `"fields"`)
	}},
	{"repositories ordered by plain pull_count come most pulled first", func(v *visitor) {
		rows := v.page("/v2/namespaces/library/repositories?page_size=10&ordering=pull_count").Results
		pulls := make([]float64, 0, len(rows))
		for _, row := range rows {
			pulls = append(pulls, is[float64](v.t, row["pull_count"]))
		}
		assert.IsNonIncreasing(v.t, pulls)
	}},
	{"an anonymous caller may not page deep, and is told to sign in", func(v *visitor) {
		r := v.get("/v2/namespaces/library/repositories?page=2&page_size=100")
		assert.Equal(v.t, 403, r.status)
		assert.Contains(v.t, r.body, "pagination offset too large for anonymous requests; sign in to page further")
	}},
	{"a bearer token that is no good is 401 even where none is needed", func(v *visitor) {
		assert.Equal(v.t, 200, v.get("/v2/repositories/library/nginx/").status)
		assert.Equal(v.t, 401, v.as("not.a.token").get("/v2/repositories/library/nginx/").status)
	}},
	{"the account is 401 without a session", func(v *visitor) {
		assert.Equal(v.t, 401, v.get("/v2/user/").status)
	}},
	{"answers say how many requests are left", func(v *visitor) {
		header := v.get("/v2/repositories/library/nginx/").header
		limit, err := strconv.Atoi(header.Get("X-Ratelimit-Limit"))
		require.NoError(v.t, err)
		left, err := strconv.Atoi(header.Get("X-Ratelimit-Remaining"))
		require.NoError(v.t, err)
		assert.LessOrEqual(v.t, left, limit)
		reset, err := strconv.ParseInt(header.Get("X-Ratelimit-Reset"), 10, 64)
		require.NoError(v.t, err)
		assert.Greater(v.t, reset, int64(1_500_000_000))
	}},
	{"HEAD reports whether a repository and a tag are there", func(v *visitor) {
		assert.Equal(v.t, 200, v.do(http.MethodHead, "/v2/namespaces/library/repositories/nginx", nil).status)
		assert.Equal(v.t, 200, v.do(http.MethodHead, "/v2/namespaces/library/repositories/nginx/tags/latest", nil).status)
		assert.Equal(v.t, 404, v.do(http.MethodHead, "/v2/namespaces/library/repositories/nginx/tags/1.277", nil).status)
	}},
	{"the layers of a tag are a bare array, and their sizes add up to the image's", func(v *visitor) {
		var images []struct {
			Size   int64
			Layers []struct {
				Digest, Instruction string
				Size                int64
			}
		}
		v.get("/v2/repositories/library/nginx/tags/latest/images").decode(v.t, &images)
		require.NotEmpty(v.t, images)
		for _, i := range images {
			var sum int64
			for _, l := range i.Layers {
				sum += l.Size
			}
			if len(i.Layers) > 0 {
				assert.Equal(v.t, i.Size, sum)
			}
		}
	}},
	{"a repository's detail has its README and what the caller may do", func(v *visitor) {
		var detail struct {
			User, Namespace, Name string
			FullDescription       string          `json:"full_description"`
			Permissions           map[string]bool `json:"permissions"`
		}
		v.get("/v2/repositories/library/nginx/").decode(v.t, &detail)
		assert.Equal(v.t, "library", detail.User)
		assert.Contains(v.t, detail.FullDescription, "#")
		assert.Equal(v.t, map[string]bool{"read": true, "write": false, "admin": false}, detail.Permissions)
	}},
	{"search finds official images by their bare name", func(v *visitor) {
		var found struct {
			Total   int
			Results []struct {
				ID, Name, Badge string
				PullCount       string `json:"pull_count"`
			}
		}
		v.get("/api/search/v4?query=nginx&size=5").decode(v.t, &found)
		assert.Positive(v.t, found.Total)
		require.NotEmpty(v.t, found.Results)
		assert.Equal(v.t, "library/nginx", found.Results[0].ID)
		assert.Equal(v.t, "official", found.Results[0].Badge)
	}},
	{"wrong credentials are 401 with a detail", func(v *visitor) {
		if v.base == os.Getenv(conformanceHub) {
			return // a log-in that fails is counted against somebody
		}
		r := v.do(http.MethodPost, "/v2/users/login", map[string]string{"username": "alice", "password": "wrong"})
		assert.Equal(v.t, 401, r.status)
		assert.JSONEq(v.t, `{"detail":"Incorrect authentication credentials"}`, r.body)
	}},
	{"a route that it does not know is a page of HTML", func(v *visitor) {
		r := v.get("/v2/no/such/route/at/all")
		assert.Equal(v.t, 404, r.status)
		assert.Contains(v.t, r.header.Get("Content-Type"), "text/")
	}},
}

const conformanceHub = "TAGBOAT_CONFORMANCE_HUB"

func (p page) dates(t *testing.T) []string {
	t.Helper()
	dates := make([]string, 0, len(p.Results))
	for _, row := range p.Results {
		at, err := time.Parse(time.RFC3339Nano, is[string](t, row["last_updated"]))
		require.NoError(t, err)
		dates = append(dates, at.Format("2006-01-02T15:04:05.000000"))
	}
	return dates
}

func TestTheHubBehavesAsItIsKnownTo(t *testing.T) {
	base := strings.TrimSuffix(os.Getenv(conformanceHub), "/")
	polite := time.NewTicker(400 * time.Millisecond) // a real service is shared with others
	defer polite.Stop()
	for _, c := range conformance {
		t.Run(c.sentence, func(t *testing.T) {
			if base != "" {
				<-polite.C
				c.check(&visitor{t: t, http: &http.Client{Timeout: 30 * time.Second}, base: base})
				return
			}
			c.check(visit(t, hubtest.New(hubtest.Demo(noon), hubtest.WithPath("/below/a/path"))))
		})
	}
}

func TestEveryAnswerToAListIsOneJSONValue(t *testing.T) {
	v := visit(t, hubtest.New(hubtest.Demo(noon), hubtest.WithRateLimit(0, 0)))
	for _, path := range []string{
		"/v2/namespaces/acme/repositories", "/v2/repositories/alice/museum/tags/?page_size=100", "/v2/repositories/alice/museum/",
		"/v2/repositories/alice/museum/tags/windows/images", "/v2/users/alice", "/v2/orgs/acme", "/v1/search?q=redis",
	} {
		assert.True(t, json.Valid([]byte(v.get(path).body)), path)
	}
}
