package fakehub

import (
	"net"
	"net/http"
	"strconv"
	"time"
)

// A window is one minute of requests, counted from its first.
type window struct {
	start time.Time
	used  int
}

type failure struct {
	count  int
	locked time.Time // until when
}

const windowLength = time.Minute

// count adds a request to a key's window.
func (h *Hub) count(key string) window {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.now()
	w := h.windows[key]
	if w == nil || !now.Before(w.start.Add(windowLength)) {
		w = &window{start: now}
		h.windows[key] = w
	}
	w.used++
	return *w
}

func address(r *http.Request) string {
	if host, _, err := net.SplitHostPort(r.RemoteAddr); err == nil {
		return host
	}
	return r.RemoteAddr
}

// abused answers as the limiter in front of everything does: plain text, and the connection is
// closed.
func (h *Hub) abused(x *exchange) bool {
	if h.options.AbuseLimit == 0 || h.count("abuse "+address(x.r)).used <= h.options.AbuseLimit {
		return false
	}
	header := x.w.Header()
	header.Set("Content-Type", "text/plain")
	header.Set("Retry-After", "60")
	header.Set("Connection", "close")
	x.w.WriteHeader(http.StatusTooManyRequests)
	_, _ = x.w.Write([]byte("Too Many Requests (HAP429).\n"))
	return true
}

// limited sets the rate headers, and answers itself when the minute's requests are used up.
func (x *exchange) limited() bool {
	limit, key := x.hub.options.RateLimit, "address "+address(x.r)
	if p := x.principal; p != nil {
		limit, key = x.hub.options.SignedInLimit, "account "+p.user+p.organization
	}
	if limit == 0 {
		return false
	}
	w := x.hub.count(key)
	reset := w.start.Add(windowLength)
	header := x.w.Header()
	header.Set("X-Ratelimit-Limit", strconv.Itoa(limit))
	header.Set("X-Ratelimit-Remaining", strconv.Itoa(max(0, limit-w.used)))
	header.Set("X-Ratelimit-Reset", strconv.FormatInt(roundUp(reset).Unix(), 10))
	if w.used <= limit {
		return false
	}
	header.Set("Retry-After", strconv.Itoa(seconds(reset.Sub(x.hub.now()))))
	x.rateLimitExceeded()
	return true
}

func (x *exchange) rateLimitExceeded() {
	x.json(http.StatusTooManyRequests, struct {
		Detail string `json:"detail"`
		Error  bool   `json:"error"`
	}{Detail: "Rate limit exceeded"})
}

// Hints are whole seconds, rounded up: who comes back at the second named finds the door open.
func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }

func roundUp(t time.Time) time.Time { return t.Add(time.Second - 1).Truncate(time.Second) }

// fail counts a refused log-in against a user name, whoever tried.
func (h *Hub) fail(name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f := h.failed[name]
	if f == nil {
		f = &failure{}
		h.failed[name] = f
	}
	f.count++
	if h.options.Failures > 0 && f.count >= h.options.Failures {
		f.count, f.locked = 0, h.now().Add(h.options.Lockout)
	}
}

func (h *Hub) forgive(name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.failed, name)
}

// locked answers itself while a user name is locked out; right credentials are refused as well.
func (x *exchange) locked(name string) bool {
	h := x.hub
	h.mu.Lock()
	f := h.failed[name]
	var left time.Duration
	if f != nil {
		left = f.locked.Sub(h.now())
	}
	h.mu.Unlock()
	if left <= 0 {
		return false
	}
	x.w.Header().Set("Retry-After", strconv.Itoa(seconds(left)))
	x.detail(http.StatusTooManyRequests,
		"too many failed login attempts for username or IP address")
	return true
}
