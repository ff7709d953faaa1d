package hub

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"
)

const (
	defaultBase     = "https://hub.docker.com"
	defaultRegistry = "https://registry-1.docker.io"
	defaultIndex    = "https://index.docker.io"
	defaultFlight   = 8
	maxFlight       = 64
	pageSize        = 100 // the largest page that the Hub hands out
)

// Options say how a Client reaches the Hub. The zero value is Docker Hub itself.
type Options struct {
	BaseURL     string // default https://hub.docker.com; http only on loopback; may have a path
	RegistryURL string // default https://registry-1.docker.io; http only on loopback
	// IndexURL is where the older search is asked when the Hub's own is closed; http only on loopback. Default https://index.docker.io where
	// BaseURL is Docker Hub itself; none elsewhere, for it knows Docker Hub only.
	IndexURL  string
	Transport http.RoundTripper // nil: one that honours the proxy and CA variables, with time-outs and bounded headers
	UserAgent string            // "tagboat/VERSION"; the Hub turns Go's own away
	Now       func() time.Time  // default time.Now
	Flight    int               // requests in flight, default 8, at most 64
	Observe   func(Event)       // called from request goroutines; must not block
	Logger    *slog.Logger      // nil: discard. Gets method, path, status, duration and bytes, never a header or a body
	// Renew, if set, stands around each exchange of an access token, so that several processes can share one. It calls exchange, or returns
	// what another process got by it.
	Renew Renewal
}

// Renewal renews a session that was begun with an access token.
type Renewal func(ctx context.Context, old Kept, exchange func(context.Context) (Kept, error)) (Kept, error)

// Client speaks the Docker Hub HTTP API. It is safe for concurrent use.
type Client struct {
	base     *url.URL
	registry *url.URL
	index    *url.URL // nil: there is no older search
	agent    string
	now      func() time.Time
	observe  func(Event)
	logger   *slog.Logger
	http     *http.Client
	flight   int
	renewal  Renewal
	session  atomic.Pointer[Session]
	gates    [3]*gate // by Door: each host has its own limits
	bodies   *bodyRoom
	listed   *sightings
	passes   *passes
	detour   atomic.Int64 // microseconds since 1970: until then searches begin with the older one
}

// New checks the options. It does no I/O.
func New(o Options) (*Client, error) {
	base, err := hostAddress(o.BaseURL, defaultBase)
	if err != nil {
		return nil, fmt.Errorf("the Hub's address: %w", err)
	}
	registry, err := hostAddress(o.RegistryURL, defaultRegistry)
	if err != nil {
		return nil, fmt.Errorf("the registry's address: %w", err)
	}
	index, err := indexAddress(o.IndexURL, base)
	if err != nil {
		return nil, fmt.Errorf("the index's address: %w", err)
	}
	c := &Client{
		base: base, registry: registry, index: index, agent: o.UserAgent,
		now: o.Now, observe: o.Observe, logger: o.Logger,
		flight: o.Flight, renewal: o.Renew, listed: newSightings(), passes: newPasses(),
	}
	c.fill()
	transport := o.Transport
	if transport == nil {
		transport = newTransport(c.flight)
	}
	c.bodies = newBodyRoom(c.flight)
	c.http = &http.Client{Transport: onceOnly{transport}, CheckRedirect: sameHostOnly}
	for door := range c.gates {
		c.gates[door] = newGate(c.now, c.observe, c.flight)
	}
	return c, nil
}

func (c *Client) fill() {
	if c.agent == "" {
		c.agent = "tagboat"
	}
	if c.now == nil {
		c.now = time.Now
	}
	if c.observe == nil {
		c.observe = func(Event) {}
	}
	if c.logger == nil {
		c.logger = slog.New(slog.DiscardHandler)
	}
	if c.flight < 1 {
		c.flight = defaultFlight
	}
	c.flight = min(c.flight, maxFlight)
}

// Use makes every later request carry the session; nil is anonymous. Requests in flight keep what they have.
func (c *Client) Use(s *Session) {
	c.session.Store(s)
	c.gates[HubDoor].forget()
	c.passes.forget()
	c.listed.begin(s)
}

// Session is the one in use; nil is anonymous.
func (c *Client) Session() *Session { return c.session.Load() }

// Budget tells what the Hub's rate limit leaves, from the newest answer.
func (c *Client) Budget() Budget { return c.gates[HubDoor].budget() }

// Now is the time by the client's clock.
func (c *Client) Now() time.Time { return c.now() }

// Address is where the Hub is, without a secret.
func (c *Client) Address() string { return c.base.Redacted() }

// Format prints the address only, whatever the verb: a Client holds a session.
func (c *Client) Format(f fmt.State, _ rune) {
	address := "nowhere"
	if c != nil && c.base != nil {
		address = c.base.String()
	}
	_, _ = fmt.Fprintf(f, "hub.Client(%s)", address)
}
