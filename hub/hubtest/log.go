package hubtest

import (
	"encoding/base64"
	"net/http"
	"strings"
	"time"
)

// A Credential is the kind of what stood in an Authorization header; never the thing itself.
type Credential string

// The kinds of credentials. Password, PersonalAccessToken and OrganizationAccessToken are sessions (JWTs) made from them, not
// the secrets. Unknown is a token that the Hub did not issue, has revoked, or has seen expire.
const (
	None                    Credential = ""
	Basic                   Credential = "basic"
	Password                Credential = "password session"
	PersonalAccessToken     Credential = "personal access token session"
	OrganizationAccessToken Credential = "organization access token session"
	RegistryToken           Credential = "registry token"
	Unknown                 Credential = "unknown token"
)

// A Request is one line of the log.
type Request struct {
	Time          time.Time
	Method        string
	Host          string
	Path          string // escaped, without the Hub's own prefix
	Query         string // as it was sent
	Status        int    // 0: the connection broke, or the answer is not out yet
	Authorization Credential
	UserAgent     string
}

// Requests returns what was asked until now, in the order of arrival.
func (h *Hub) Requests() []Request {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := make([]Request, len(h.log))
	for i, r := range h.log {
		all[i] = *r
	}
	return all
}

// Forget empties the log and starts Peak anew.
func (h *Hub) Forget() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.log, h.peak = nil, h.inFlight
}

// InFlight returns how many requests are being answered.
func (h *Hub) InFlight() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.inFlight
}

// Peak returns the most requests that were ever being answered at once.
func (h *Hub) Peak() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.peak
}

func (h *Hub) begin(r *http.Request) *Request {
	entry := &Request{
		Time: h.now(), Method: r.Method, Host: r.Host, Path: strings.TrimPrefix(r.URL.EscapedPath(), h.prefix), Query: r.URL.RawQuery,
		Authorization: h.kindOf(r), UserAgent: r.UserAgent(),
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.log = append(h.log, entry)
	h.inFlight++
	h.peak = max(h.peak, h.inFlight)
	return entry
}

func (h *Hub) end(entry *Request, status int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	entry.Status = status
	h.inFlight--
}

func (h *Hub) kindOf(r *http.Request) Credential {
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
	plain, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(r.Header.Get("Authorization"), "Basic "))
	if err != nil {
		return "", "", false
	}
	return strings.Cut(string(plain), ":")
}

// A recorder remembers the status for the log.
type recorder struct {
	http.ResponseWriter

	status int
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(p []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	return r.ResponseWriter.Write(p) //nolint:wrapcheck // Handed on as it is, as net/http does.
}

// Unwrap serves http.ResponseController.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
