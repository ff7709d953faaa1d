package transport

import (
	"crypto/x509"
	"log/slog"
	"net/http"
	"net/url"
	"runtime"
	"sync/atomic"
	"time"
)

const (
	defaultFlight = 8
	maxFlight     = 64
)

// Options say how hosts are reached. The zero value is good.
type Options struct {
	// nil: one that honours the proxy and CA variables, with time-outs and bounded headers
	Transport http.RoundTripper
	// Proxy chooses the way for a request, where Transport is nil; default: as HTTPS_PROXY and
	// NO_PROXY say, of which what cannot be read is passed over.
	Proxy func(*http.Request) (*url.URL, error)
	// authorities for certificates, where Transport is nil; nil: the system's
	Roots     *x509.CertPool
	UserAgent string           // "tagboat/VERSION"; the Hub turns Go's own away
	Now       func() time.Time // default time.Now
	Flight    int              // requests in flight to one host, default 8, at most 64
	Observe   func(Event)      // called from request goroutines; must not block
	// Sparing leaves half of what a server allows in a minute to whoever else asks: no sixty
	// seconds see more requests than that, and none goes where less is left. Where no limit is
	// told, that is
	// 90. Logins are not counted.
	Sparing bool
	// nil: discard. Gets method, path, status, duration and bytes, never a header or a body
	Logger *slog.Logger
}

// Client sends requests. It is safe for concurrent use.
type Client struct {
	options  Options
	http     *http.Client
	bodies   *bodyRoom
	arrived  chan struct{} // answers that are here, beside those in flight
	decoders chan struct{} // those of them that are read as JSON at this moment
	sent     atomic.Int64
}

// New fills in what the options leave out. It does no I/O.
func New(o Options) *Client {
	if o.UserAgent == "" {
		o.UserAgent = "tagboat"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Observe == nil {
		o.Observe = func(Event) {}
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Flight < 1 {
		o.Flight = defaultFlight
	}
	o.Flight = min(o.Flight, maxFlight)
	if o.Transport == nil {
		o.Transport = newTransport(o.Flight, o.Proxy, o.Roots)
	}
	return &Client{
		options: o,
		http:    &http.Client{Transport: onceOnly{o.Transport}, CheckRedirect: sameHostOnly},
		bodies:  newBodyRoom(2 * o.Flight),

		arrived:  make(chan struct{}, o.Flight),
		decoders: make(chan struct{}, max(runtime.GOMAXPROCS(0)-1, 1)),
	}
}

// Now is the time by the client's clock.
func (c *Client) Now() time.Time { return c.options.Now() }

// Flight is how many requests may be under way to one host.
func (c *Client) Flight() int { return c.options.Flight }

// Sent is how many requests went out until now, to whichever host.
func (c *Client) Sent() int { return int(c.sent.Load()) }

// Observe tells the observer of something that happened.
func (c *Client) Observe(e Event) { c.options.Observe(e) }

// NewLimiter is the limiter of another host.
func (c *Client) NewLimiter() *Limiter {
	l := newLimiter(c.options.Now, c.options.Observe, c.options.Flight)
	l.sparing = c.options.Sparing
	return l
}
