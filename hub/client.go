package hub

import (
	"context"
	"crypto/x509"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
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
	BaseURL string // default https://hub.docker.com; http only on loopback; may have a path
	// RegistryURL is where names of tags are had when the Hub pages no deeper; http only on loopback. Default https://registry-1.docker.io
	// where BaseURL is Docker's own Hub ([IsDocker]); none elsewhere, for that registry knows Docker's Hub only.
	RegistryURL string
	// IndexURL is where the older search is asked when the Hub's own are closed; http only on loopback. Default https://index.docker.io where
	// BaseURL is Docker's own Hub; none elsewhere.
	IndexURL  string
	Transport http.RoundTripper // nil: one that honours the proxy and CA variables, with time-outs and bounded headers
	// Proxy chooses the way for a request, where Transport is nil; default: as HTTPS_PROXY and NO_PROXY say, of which what cannot be read is
	// passed over.
	Proxy     func(*http.Request) (*url.URL, error)
	Roots     *x509.CertPool   // authorities for certificates, where Transport is nil; nil: the system's
	UserAgent string           // "tagboat/VERSION"; the Hub turns Go's own away
	Now       func() time.Time // default time.Now
	Flight    int              // requests in flight, default 8, at most 64
	Observe   func(Event)      // called from request goroutines; must not block
	Logger    *slog.Logger     // nil: discard. Gets method, path, status, duration and bytes, never a header or a body
	// Renew, if set, stands around each exchange of an access token, so that several processes can share one. It calls exchange, or returns
	// what another process got by it.
	Renew Renewal
}

// Renewal renews a session that was begun with an access token.
type Renewal func(ctx context.Context, old Kept, exchange func(context.Context) (Kept, error)) (Kept, error)

// Client speaks the Docker Hub HTTP API. It is safe for concurrent use.
type Client struct {
	base     *url.URL
	docker   bool     // this is Docker's own Hub
	registry *url.URL // nil: there is none beside this Hub
	index    *url.URL // nil: there is none beside this Hub
	agent    string
	now      func() time.Time
	observe  func(Event)
	logger   *slog.Logger
	http     *http.Client
	flight   int
	renewal  Renewal
	session  atomic.Pointer[Session]
	turning  sync.Mutex // held while another session is taken into use
	gates    [3]*gate   // by Door: each host has its own limits; the searches of the Hub are one host
	bodies   *bodyRoom
	nobody   *memory // of what was asked without a session
}

// New checks the options. It does no I/O.
func New(o Options) (*Client, error) {
	base, err := hostAddress(o.BaseURL, defaultBase)
	if err != nil {
		return nil, fmt.Errorf("the Hub's address: %w", err)
	}
	docker := isDockers(base, dockersHub)
	registry, err := beside(docker, o.RegistryURL, defaultRegistry)
	if err != nil {
		return nil, fmt.Errorf("the registry's address: %w", err)
	}
	index, err := beside(docker, o.IndexURL, defaultIndex)
	if err != nil {
		return nil, fmt.Errorf("the index's address: %w", err)
	}
	c := &Client{
		base: base, docker: docker, registry: registry, index: index, agent: o.UserAgent,
		now: o.Now, observe: o.Observe, logger: o.Logger,
		flight: o.Flight, renewal: o.Renew, nobody: newMemory(),
	}
	c.fill()
	transport := o.Transport
	if transport == nil {
		transport = newTransport(c.flight, o.Proxy, o.Roots)
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

// Use makes every later request carry the session; nil is anonymous. Requests in flight keep what they have, and so does a run of
// [Reader.Pages].
func (c *Client) Use(s *Session) {
	c.turning.Lock()
	defer c.turning.Unlock()
	c.session.Store(s)
	c.gates[HubDoor].turn(s)
}

// leave goes on without an account if the session is the one in use.
func (c *Client) leave(s *Session) {
	c.turning.Lock()
	defer c.turning.Unlock()
	if c.session.CompareAndSwap(s, nil) {
		c.gates[HubDoor].turn(nil)
	}
}

// Session is the one in use; nil is anonymous.
func (c *Client) Session() *Session { return c.session.Load() }

// Docker reports whether this is Docker's own Hub: whatever else is Docker's, such as its registry, its
// web pages and what an engine pulls by a short name, belongs to that Hub and to no other.
func (c *Client) Docker() bool { return c.docker }

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
