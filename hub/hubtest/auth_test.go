package hubtest_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

type words map[string]string

func (v *visitor) login(name, secret string) reply {
	return v.do("POST", "/v2/users/login", words{"username": name, "password": secret})
}

func (v *visitor) exchange(name, secret string) reply {
	return v.do("POST", "/v2/auth/token", words{"identifier": name, "secret": secret})
}

func (r reply) word(t *testing.T, name string) string {
	t.Helper()
	var body map[string]any
	r.decode(t, &body)
	word, _ := body[name].(string)
	return word
}

func claimsOf(t *testing.T, token string) map[string]any {
	t.Helper()
	parts := strings.Split(token, ".")
	require.Len(t, parts, 3)
	plain, err := base64.RawURLEncoding.DecodeString(parts[1])
	require.NoError(t, err)
	var claims map[string]any
	require.NoError(t, json.Unmarshal(plain, &claims))
	return claims
}

func visitDemo(t *testing.T, options ...hubtest.Option) (*hubtest.Hub, *visitor) {
	t.Helper()
	h := hubtest.New(hubtest.Demo(noon), append([]hubtest.Option{hubtest.WithPath("/below/a/path")}, options...)...)
	return h, visit(t, h)
}

func TestAPasswordOpensASessionOfThirtyDays(t *testing.T) {
	_, v := visitDemo(t, hubtest.WithClock(func() time.Time { return noon }))
	r := v.login("alice", "anchor")
	require.Equal(t, 200, r.status)
	assert.NotContains(t, r.body, "refresh_token")
	token := r.word(t, "token")
	claims := claimsOf(t, token)
	assert.InDelta(t, noon.Add(30*24*time.Hour).Unix(), claims["exp"], 0)
	assert.Equal(t, "alice", is[map[string]any](t, claims["https://hub.docker.com"])["username"])
	assert.Equal(t, "alice", v.as(token).get("/v2/user/").word(t, "username"))
}

func TestARefreshTokenComesWhenItIsAskedFor(t *testing.T) {
	_, v := visitDemo(t)
	r := v.do("POST", "/v2/users/login/?refresh_token=true", words{"username": "alice", "password": "anchor"})
	assert.NotEmpty(t, r.word(t, "refresh_token"))
}

func TestTheSecondFactorIsAskedForAndMayBeAnsweredAgain(t *testing.T) {
	_, v := visitDemo(t)
	r := v.login("bob", "harbor")
	assert.Equal(t, 401, r.status)
	assert.Equal(t, "Require secondary authentication on MFA enabled account", r.word(t, "detail"))
	challenge := r.word(t, "login_2fa_token")
	require.NotEmpty(t, challenge)

	answer := func(token, code string) reply {
		return v.do("POST", "/v2/users/2fa-login", words{"login_2fa_token": token, "code": code})
	}
	assert.Equal(t, 401, answer(challenge, "000000").status)
	assert.Equal(t, 401, answer("something else", "123456").status)
	right := answer(challenge, "123456")
	require.Equal(t, 200, right.status)
	assert.Equal(t, "bob", v.as(right.word(t, "token")).get("/v2/user").word(t, "username"))
	assert.Equal(t, 401, answer(challenge, "123456").status, "a challenge is answered once")
}

func TestTheExchangeDoesNotKnowTheSecondFactor(t *testing.T) {
	_, v := visitDemo(t)
	assert.Equal(t, 401, v.exchange("bob", "harbor").status)
	_, v = visitDemo(t, hubtest.WithExchangeWithoutCode())
	assert.Equal(t, 200, v.exchange("bob", "harbor").status)
}

func TestAChallengeDoesNotWaitForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, v := visitDemo(t)
		challenge := v.login("bob", "harbor").word(t, "login_2fa_token")
		later(6 * time.Minute)
		assert.Equal(t, 401, v.do("POST", "/v2/users/2fa-login", words{"login_2fa_token": challenge, "code": "123456"}).status)
	})
}

func TestASessionFromAnAccessTokenEndsAfterTenMinutes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, v := visitDemo(t)
		token := v.exchange("alice", "dckr_pat_demo").word(t, "access_token")
		claims := claimsOf(t, token)
		assert.InDelta(t, 600, is[float64](t, claims["exp"])-is[float64](t, claims["iat"]), 0)
		assert.Equal(t, "repo:read", claims["scope"])
		later(9*time.Minute + 59*time.Second)
		assert.Equal(t, 200, v.as(token).get("/v2/user/").status)
		later(time.Second)
		assert.Equal(t, 401, v.as(token).get("/v2/user/").status)
		assert.Equal(t, 401, v.as(token).get("/v2/repositories/library/nginx/").status, "even on what is public")
	})
}

func TestRevokingEndsSessionsAndRevokingASecretRefusesNewOnes(t *testing.T) {
	h, v := visitDemo(t)
	token := v.exchange("alice", "dckr_pat_demo").word(t, "access_token")
	h.Revoke()
	assert.Equal(t, 401, v.as(token).get("/v2/user/").status)
	assert.Equal(t, 200, v.exchange("alice", "dckr_pat_demo").status)
	h.World().RevokeAccessToken("dckr_pat_demo")
	assert.Equal(t, 401, v.exchange("alice", "dckr_pat_demo").status)
}

func TestFiveRefusedLogInsLockTheNameForTenMinutes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, v := visitDemo(t)
		for range 5 {
			assert.Equal(t, 401, v.login("alice", "wrong").status)
		}
		locked := v.login("alice", "anchor")
		assert.Equal(t, 429, locked.status, "right credentials are refused as well")
		assert.Equal(t, "too many failed login attempts for username or IP address", locked.word(t, "detail"))
		assert.Equal(t, "600", locked.header.Get("Retry-After"))
		assert.Equal(t, 429, v.exchange("alice", "dckr_pat_demo").status)
		assert.Equal(t, 401, v.login("bob", "harbor").status, "nobody else is")
		later(10 * time.Minute)
		assert.Equal(t, 200, v.login("alice", "anchor").status)
	})
}

func TestSingleSignOnRefusesThePasswordOnBothRoutes(t *testing.T) {
	w := hubtest.NewWorld(noon)
	w.AddUser(hubtest.User{Name: "carol", Password: "x", SSO: true, Tokens: []hubtest.AccessToken{{Secret: "dckr_pat_carol", Scope: "repo:read"}}})
	v := visit(t, hubtest.New(w))
	assert.Contains(t, v.login("carol", "x").word(t, "detail"), "SSO")
	assert.Contains(t, v.exchange("carol", "x").word(t, "message"), "SSO")
	assert.Equal(t, 200, v.exchange("carol", "dckr_pat_carol").status)
}

func TestAnAccessTokenWorksAsAPasswordToo(t *testing.T) {
	_, v := visitDemo(t)
	assert.Equal(t, 200, v.login("alice", "dckr_pat_demo").status)
	assert.Equal(t, 401, v.login("globex", "dckr_oat_demo").status, "an organization's does not")
}

func TestAnOrganizationTokenIsKeptToTheNamespacesRoutes(t *testing.T) {
	_, v := visitDemo(t)
	v = v.as(v.exchange("globex", "dckr_oat_demo").word(t, "access_token"))
	assert.Equal(t, 32, v.page("/v2/namespaces/globex/repositories").Count)
	for _, path := range []string{
		"/v2/repositories/globex/", "/v2/repositories/globex/tracker/", "/v2/repositories/namespaces/", "/v2/user/orgs/", "/v2/user/",
	} {
		r := v.get(path)
		assert.Equal(t, 403, r.status, path)
		assert.Contains(t, r.body, "token issued from organization access token is not allowed")
	}
}

func TestAnOrganizationTokenWithoutTheScopeSeesPublicRepositoriesOnly(t *testing.T) {
	w := hubtest.NewWorld(noon)
	w.AddOrganization(hubtest.Organization{Name: "acme", Tokens: []hubtest.OrganizationToken{{Secret: "dckr_oat_x"}}})
	w.Publish("acme/open")
	w.AddRepository(hubtest.Repository{Namespace: "acme", Name: "secret", Private: true})
	h := hubtest.New(w)
	v := visit(t, h).as(h.Session("acme", "dckr_oat_x"))
	assert.Equal(t, []string{"open"}, v.page("/v2/namespaces/acme/repositories").names())
}

func TestPersonalTokensMayNotListTokens(t *testing.T) {
	h, v := visitDemo(t)
	r := v.as(h.Session("alice", "dckr_pat_demo")).get("/v2/access-tokens")
	assert.Equal(t, 403, r.status)
	assert.Contains(t, r.body, "token issued from personal access token is not allowed")
	assert.Equal(t, 200, v.as(h.Session("alice", "anchor")).get("/v2/access-tokens").status)
}

func TestTheOldSchemeWordIsAccepted(t *testing.T) {
	h, v := visitDemo(t)
	token := h.Session("alice", "anchor")
	for scheme, status := range map[string]int{"Bearer": 200, "bearer": 200, "JWT": 200, "Token": 401} {
		r := v.request("/v2/user/")
		r.Header.Set("Authorization", scheme+" "+token)
		answer, err := v.send(r)
		require.NoError(t, err)
		assert.Equal(t, status, answer.status, scheme)
	}
	assert.Empty(t, h.Session("alice", "wrong"))
}

func TestTheNamespacesOfAnAccount(t *testing.T) {
	h, v := visitDemo(t)
	v = v.as(h.Session("alice", "anchor"))
	organizations := v.page("/v2/user/orgs/?page_size=1")
	assert.Equal(t, 2, organizations.Count)
	assert.Equal(t, "acme", organizations.Results[0]["orgname"])
	assert.Equal(t, "Owner", organizations.Results[0]["user_role"])
	require.NotNil(t, organizations.Next)
	assert.JSONEq(t, `{"namespaces":["alice","acme","globex"]}`, v.get("/v2/repositories/namespaces/").body)
	assert.Equal(t, 404, v.get("/v2/users/acme").status)
	assert.Equal(t, 404, v.get("/v2/orgs/alice").status)
	assert.JSONEq(t, `{"detail":"Logged out"}`, v.do("POST", "/v2/logout/", nil).body)
}
