package hubtest

import (
	"net/http"
	"strings"
	"time"
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
		Time: h.Now(), Method: r.Method, Host: r.Host, Query: r.URL.RawQuery,
		Path:          strings.TrimPrefix(r.URL.EscapedPath(), h.prefix),
		Authorization: h.CredentialOf(r), UserAgent: r.UserAgent(),
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
