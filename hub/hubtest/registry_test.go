package hubtest_test

import (
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

var challengeWords = regexp.MustCompile(`(\w+)="([^"]*)"`)

func atRegistry(t *testing.T, h *hubtest.Hub) *visitor {
	t.Helper()
	v := visit(t, h)
	v.base = h.RegistryURL()
	return v
}

// pull asks the token service that a 401 names.
func (v *visitor) pull(refused reply, name, secret string) reply {
	v.t.Helper()
	require.Equal(v.t, 401, refused.status)
	word := map[string]string{}
	for _, pair := range challengeWords.FindAllStringSubmatch(refused.header.Get("WWW-Authenticate"), -1) {
		word[pair[1]] = pair[2]
	}
	service := &visitor{t: v.t, http: v.http, base: word["realm"]}
	r := service.request("?" + url.Values{"service": {word["service"]}, "scope": {word["scope"]}}.Encode())
	if name != "" {
		r.SetBasicAuth(name, secret)
	}
	answer, err := service.send(r)
	require.NoError(v.t, err)
	return answer
}

const listPath = "/v2/acme/api/tags/list"

func TestTheRegistrySendsStrangersToTheTokenService(t *testing.T) {
	elsewhere := atRegistry(t, hubtest.New(shelf(3))).get(listPath)
	assert.Contains(t, elsewhere.header.Get("WWW-Authenticate"), `realm="https://registry.example/token"`)
	v := atRegistry(t, hubtest.New(shelf(3), hubtest.AsDocker()))
	refused := v.get(listPath)
	assert.Equal(t, `Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:acme/api:pull"`,
		refused.header.Get("WWW-Authenticate"))
	assert.Contains(t, refused.body, `{"errors":[{"code":"UNAUTHORIZED"`)
	token := v.pull(refused, "", "")
	assert.Contains(t, token.body, `"expires_in":300`)
	assert.JSONEq(t, `{"name":"acme/api","tags":["t001","t002","t003"]}`, v.as(token.word(t, "token")).get(listPath).body)
}

func TestNamesComeInPagesThatAPushDoesNotShift(t *testing.T) {
	for _, options := range [][]hubtest.Option{nil, {hubtest.WithAbsoluteLinks()}} {
		w := shelf(5)
		h := hubtest.New(w, options...)
		v := atRegistry(t, h)
		v = v.as(v.pull(v.get(listPath), "", "").word(t, "access_token"))
		first := v.get(listPath + "?n=2")
		assert.JSONEq(t, `{"name":"acme/api","tags":["t001","t002"]}`, first.body)
		link := first.header.Get("Link")
		assert.Equal(t, options != nil, strings.HasPrefix(link, "<"+h.RegistryURL()), link)
		assert.True(t, strings.HasSuffix(link, listPath+`?last=t002&n=2>; rel="next"`), link)
		w.Push("acme/api", hubtest.Build{Content: "x", Pushed: noon}.Tag("t000"))
		assert.JSONEq(t, `{"name":"acme/api","tags":["t003","t004"]}`, v.get(listPath+"?n=2&last=t002").body)
		last := v.get(listPath + "?n=2&last=t004")
		assert.JSONEq(t, `{"name":"acme/api","tags":["t005"]}`, last.body)
		assert.Empty(t, last.header.Get("Link"))
	}
}

func TestAPrivateRepositoryNeedsAnAccountAtTheTokenService(t *testing.T) {
	h := hubtest.New(hubtest.Demo(noon))
	v := atRegistry(t, h)
	path := "/v2/alice/field_notes/tags/list"
	refused := v.get(path)
	stranger := v.pull(refused, "", "")
	assert.Equal(t, 401, v.as(stranger.word(t, "token")).get(path).status, "a token without the scope")
	for _, secret := range []string{"anchor", "dckr_pat_demo"} {
		assert.Equal(t, 200, v.as(v.pull(refused, "alice", secret).word(t, "token")).get(path).status)
	}
	assert.Equal(t, 401, v.pull(refused, "alice", "wrong").status)
	assert.Equal(t, 401, v.pull(refused, "bob", "harbor").status, "a second factor cannot be asked for here")
	missing := "/v2/alice/nothing/tags/list"
	mine := v.as(v.pull(v.get(missing), "alice", "anchor").word(t, "token")).get(missing)
	assert.Equal(t, 404, mine.status)
	assert.Contains(t, mine.body, "NAME_UNKNOWN")
	assert.Equal(t, hubtest.RegistryToken, h.Requests()[len(h.Requests())-1].Authorization)
}

func TestARegistryTokenLivesFiveMinutesAndIsGoodForOneRepository(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := shelf(1)
		w.Publish("acme/web")
		v := atRegistry(t, hubtest.New(w))
		v = v.as(v.pull(v.get(listPath), "", "").word(t, "token"))
		assert.Equal(t, 401, v.get("/v2/acme/web/tags/list").status)
		assert.Equal(t, 200, v.get(listPath).status)
		assert.Equal(t, 200, v.get("/v2/").status)
		assert.Equal(t, 405, v.do("DELETE", "/v2/acme/api/manifests/t001", nil).status)
		later(5 * time.Minute)
		assert.Equal(t, 401, v.get(listPath).status)
		assert.Equal(t, 401, v.get("/v2/").status)
	})
}

func TestFromASocketTheTokenServiceIsOnTheSameServer(t *testing.T) {
	server := httptest.NewServer(hubtest.New(shelf(2), hubtest.WithPath("/below")))
	defer server.Close()
	v := &visitor{t: t, http: server.Client(), base: server.URL + "/below"}
	refused := v.get(listPath)
	assert.Contains(t, refused.header.Get("WWW-Authenticate"), `realm="`+server.URL+`/below/token"`)
	assert.Equal(t, 200, v.as(v.pull(refused, "", "").word(t, "token")).get(listPath).status)
}
