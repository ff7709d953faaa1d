package fakehub

import (
	"encoding/json"
	"io"
	"strconv"
	"time"
)

// BadCredentials is what a refused log-in is told.
const BadCredentials = "Incorrect authentication credentials"

type challenge struct {
	principal

	expires time.Time
}

// challengeLife is short on the real Hub too; how short is not known.
const challengeLife = 5 * time.Minute

type tokenJSON struct {
	Token   string `json:"token"`
	Refresh string `json:"refresh_token,omitempty"`
}

type challengeJSON struct {
	Detail string `json:"detail"`
	Token  string `json:"login_2fa_token"`
}

// read decodes the request's body and answers 400 itself when it is no JSON.
func (x *exchange) read(v any) bool {
	body, err := io.ReadAll(io.LimitReader(x.r.Body, 1<<16))
	if err == nil {
		err = json.Unmarshal(body, v)
	}
	if err != nil {
		x.json(400, map[string]any{
			"fields": map[string][]string{"body": {"Invalid JSON"}}, "text": "Invalid request body",
		})
		return false
	}
	return true
}

func (x *exchange) login() {
	var ask struct{ Username, Password string }
	if !x.read(&ask) || x.locked(ask.Username) {
		return
	}
	p, ok := x.hub.world.identify(ask.Username, ask.Password)
	switch {
	case !ok || p.kind == OrganizationAccessToken:
		x.hub.fail(ask.Username)
		x.detail(401, BadCredentials)
	case p.sso:
		x.detail(401, SSORequired)
	case p.code != "":
		x.json(401, challengeJSON{
			Detail: "Require secondary authentication on MFA enabled account",
			Token:  x.hub.challenge(p),
		})
	default:
		x.welcome(p)
	}
}

// SSORequired is what a password is told where single sign-on is enforced. The real text is not
// recorded.
const SSORequired = "Single sign-on (SSO) is enforced by your organization; use a personal " +
	"access token"

// welcome answers a log-in that went well.
func (x *exchange) welcome(p principal) {
	x.hub.forgive(p.user)
	j := tokenJSON{Token: x.hub.issue(p, x.hub.options.LoginLife)}
	if x.r.URL.Query().Get("refresh_token") == "true" {
		j.Refresh = uuid("refresh", j.Token)
	}
	x.json(200, j)
}

// challenge remembers who still has to answer.
func (h *Hub) challenge(p principal) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.issued++
	now := h.now()
	token := encodeJWT(map[string]any{
		"sub": p.user, "iat": now.Unix(), "exp": now.Add(challengeLife).Unix(),
		"jti": uuid("challenge", strconv.FormatInt(h.issued, 10)),
	})
	h.challenges[token] = &challenge{principal: p, expires: now.Add(challengeLife)}
	return token
}

// secondFactor keeps the question open after a wrong code; a right one closes it.
func (x *exchange) secondFactor() {
	var ask struct {
		Token string `json:"login_2fa_token"`
		Code  string `json:"code"`
	}
	if !x.read(&ask) {
		return
	}
	h := x.hub
	h.mu.Lock()
	c := h.challenges[ask.Token]
	if c != nil && (c.code == ask.Code || !h.now().Before(c.expires)) {
		delete(h.challenges, ask.Token)
	}
	expired := c != nil && !h.now().Before(c.expires)
	h.mu.Unlock()
	switch {
	case c == nil || expired:
		x.detail(401, BadCredentials)
	case x.locked(c.user):
	case c.code != ask.Code:
		h.fail(c.user)
		x.detail(401, BadCredentials)
	default:
		x.welcome(c.principal)
	}
}

func (x *exchange) authToken() {
	var ask struct{ Identifier, Secret string }
	if !x.read(&ask) || x.locked(ask.Identifier) {
		return
	}
	p, ok := x.hub.world.identify(ask.Identifier, ask.Secret)
	switch {
	case ok && p.sso:
		x.errorObject(401, SSORequired, nil)
	case !ok || (p.code != "" && !x.hub.options.ExchangeWithoutCode):
		x.hub.fail(ask.Identifier)
		x.errorObject(401, "unauthorized", nil)
	default:
		x.hub.forgive(ask.Identifier)
		x.json(200, struct {
			Token string `json:"access_token"`
		}{x.hub.issue(p, x.hub.options.ExchangeLife)})
	}
}

// logout leaves the token valid: whether the real one revokes it is not known.
func (x *exchange) logout() { x.detail(200, "Logged out") }
