package fakehub

import (
	"encoding/base64"
	"net/http"
	"strings"
)

// A Credential is the kind of what stood in an Authorization header; never the thing itself.
type Credential string

// The kinds of credentials. Password, PersonalAccessToken and OrganizationAccessToken are sessions
// (JWTs) made from them, not the secrets. Unknown is a token that the Hub did not issue, has
// revoked, or has seen expire.
const (
	None                    Credential = ""
	Basic                   Credential = "basic"
	Password                Credential = "password session"
	PersonalAccessToken     Credential = "personal access token session"
	OrganizationAccessToken Credential = "organization access token session"
	RegistryToken           Credential = "registry token"
	Unknown                 Credential = "unknown token"
)

// CredentialOf returns the kind of a request's credential, as it is good for now.
func (h *Hub) CredentialOf(r *http.Request) Credential {
	header := r.Header.Get("Authorization")
	switch {
	case header == "":
		return None
	case strings.HasPrefix(header, "Basic "):
		return Basic
	case h.registryGrant(r) != nil:
		return RegistryToken
	}
	if s, _ := h.bearer(r); s != nil {
		return s.kind
	}
	return Unknown
}

// basic reads a Basic header; ok is false for one that cannot be read.
func basic(r *http.Request) (name, secret string, ok bool) {
	plain, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(r.Header.Get("Authorization"),
		"Basic "))
	if err != nil {
		return "", "", false
	}
	return strings.Cut(string(plain), ":")
}
