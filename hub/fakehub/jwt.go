package fakehub

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// claims are those recorded from the real Hub, in a struct so that their order is fixed (The Hub
// API notes, "JWT contents").
type claims struct {
	Audience string       `json:"aud"`
	Expires  int64        `json:"exp"`
	Hub      claimsOfHub  `json:"https://hub.docker.com"`
	IssuedAt int64        `json:"iat,omitempty"`
	Issuer   string       `json:"iss"`
	ID       string       `json:"jti"`
	Scope    string       `json:"scope"`
	Source   *claimSource `json:"source,omitempty"`
}

type claimsOfHub struct {
	Email     string   `json:"email"`
	Roles     []string `json:"roles"`
	SessionID string   `json:"session_id"`
	Source    string   `json:"source"`
	Username  string   `json:"username"`
	UUID      string   `json:"uuid"`
}

type claimSource struct {
	ID   string `json:"id"`
	Type string `json:"type"`
}

// A session is what a bearer token stands for.
type session struct {
	principal

	expires time.Time
}

// issue makes a bearer token.
func (h *Hub) issue(p principal, life time.Duration) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.issued++
	now := h.now()
	id := uuid("session", strconv.FormatInt(h.issued, 10), p.user, p.organization)
	name, source := p.user, "docker_password|"
	switch p.kind {
	case PersonalAccessToken:
		source = "docker_pat|"
	case OrganizationAccessToken:
		name, source = p.organization, "docker_oat|"
	case Password, None, Basic, RegistryToken, Unknown:
	}
	tokenID := uuid("source", name, source)
	c := claims{
		Audience: "https://hub.docker.com", Expires: now.Add(life).Unix(), IssuedAt: now.Unix(),
		Issuer: "https://api.docker.com/", ID: id, Scope: p.scope,
		Hub: claimsOfHub{
			Email: p.email, Roles: []string{}, SessionID: id, Source: source + tokenID,
			Username: name, UUID: uuid("user", name),
		},
	}
	if h.options.WithoutIssueTime {
		c.IssuedAt = 0
	}
	if p.kind != Password {
		c.Source = &claimSource{
			ID:   tokenID,
			Type: strings.TrimSuffix(strings.TrimPrefix(source, "docker_"), "|"),
		}
	}
	token := encodeJWT(c)
	h.sessions[token] = &session{principal: p, expires: time.Unix(c.Expires, 0)}
	return token
}

func encodeJWT(claims any) string {
	head := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"RS256","typ":"JWT"}`))
	body, err := json.Marshal(claims)
	if err != nil {
		panic("fakehub: claims are strings and numbers: " + err.Error())
	}
	unsigned := head + "." + base64.RawURLEncoding.EncodeToString(body)
	signature := sum("signature", unsigned)
	return unsigned + "." + base64.RawURLEncoding.EncodeToString(signature[:])
}

// bearer reads the Authorization header. No header is valid, and anonymous; a bad or expired token
// is not, even where no token is needed.
func (h *Hub) bearer(r *http.Request) (s *session, valid bool) {
	header := r.Header.Get("Authorization")
	if header == "" {
		return nil, true
	}
	word, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(word, "Bearer") && word != "JWT" {
		return nil, false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	s = h.sessions[token]
	if s == nil || !h.now().Before(s.expires) {
		return nil, false
	}
	return s, true
}

// Revoke ends every session that was issued until now: bearer tokens are answered with 401 from
// here on. What was exchanged can be exchanged again.
func (h *Hub) Revoke() {
	h.mu.Lock()
	defer h.mu.Unlock()
	clear(h.sessions)
}

// Session issues a bearer token for a name and a secret without any request; "" when they are
// wrong. For tests that speak plain HTTP.
func (h *Hub) Session(name, secret string) string {
	p, ok := h.world.identify(name, secret)
	if !ok {
		return ""
	}
	return h.issue(p, h.options.ExchangeLife)
}
