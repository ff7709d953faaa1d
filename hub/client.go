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

	"tagboat/hub/registry"
	"tagboat/hub/session"
	"tagboat/hub/transport"
)

const (
	defaultRegistry = "https://registry-1.docker.io"
	defaultIndex    = "https://index.docker.io"
	pageSize        = 100 // the largest page that the Hub hands out
)

// Options say how a Client reaches the Hub. The zero value is Docker Hub itself.
type Options struct {
	BaseURL string // default https://hub.docker.com; http only on loopback; may have a path
	// RegistryURL is where names of tags are had when the Hub pages no deeper; http only on
	// loopback. Default https://registry-1.docker.io where BaseURL is Docker's own Hub
	// ([IsDocker]); none elsewhere, for that registry knows Docker's Hub only.
	RegistryURL string
	// IndexURL is where the older search is asked when the Hub's own are closed; http only on
	// loopback. Default https://index.docker.io where BaseURL is Docker's own Hub; none elsewhere.
	IndexURL string
	// nil: one that honours the proxy and CA variables, with time-outs and bounded headers
	Transport http.RoundTripper
	// Proxy chooses the way for a request, where Transport is nil; default: as HTTPS_PROXY and
	// NO_PROXY say, of which what cannot be read is passed over.
	Proxy func(*http.Request) (*url.URL, error)
	// authorities for certificates, where Transport is nil; nil: the system's
	Roots     *x509.CertPool
	UserAgent string           // "tagboat/VERSION"; the Hub turns Go's own away
	Now       func() time.Time // default time.Now
	Flight    int              // requests in flight, default 8, at most 64
	Observe   func(Event)      // called from request goroutines; must not block
	// Sparing leaves half of what the Hub allows in a minute to whoever else asks, by the number
	// that it tells; where it tells none, 90 requests a minute are sent at most.
	Sparing bool
	// nil: discard. Gets method, path, status, duration and bytes, never a header or a body
	Logger *slog.Logger
	// Renew, if set, stands around each exchange of an access token, so that several processes can
	// share one. It calls exchange, or returns what another process got by it.
	Renew Renewal
}

// Client speaks the Docker Hub HTTP API. It is safe for concurrent use.
type Client struct {
	base      *url.URL
	docker    bool     // this is Docker's own Hub
	index     *url.URL // nil: there is none beside this Hub
	transport *transport.Client
	limiter   *transport.Limiter // of the Hub
	indexes   *transport.Limiter // of the index
	registry  *registry.Registry // nil: there is none beside this Hub
	sessions  session.Routes
	session   atomic.Pointer[Session]
	turning   sync.Mutex // held while another session is taken into use
	nobodys   memory     // of what was asked without a session
}

// New checks the options. It does no I/O.
func New(o Options) (*Client, error) {
	base, err := transport.ParseAddress(o.BaseURL, transport.DefaultHub)
	if err != nil {
		return nil, fmt.Errorf("the Hub's address: %w", err)
	}
	docker := transport.IsOneOf(base, transport.DockersHub)
	beside, err := transport.Beside(docker, o.RegistryURL, defaultRegistry)
	if err != nil {
		return nil, fmt.Errorf("the registry's address: %w", err)
	}
	index, err := transport.Beside(docker, o.IndexURL, defaultIndex)
	if err != nil {
		return nil, fmt.Errorf("the index's address: %w", err)
	}
	t := transport.New(transport.Options{
		Transport: o.Transport, Proxy: o.Proxy, Roots: o.Roots, UserAgent: o.UserAgent,
		Now: o.Now, Flight: o.Flight, Observe: o.Observe, Sparing: o.Sparing, Logger: o.Logger,
	})
	c := &Client{
		base: base, docker: docker, index: index, transport: t, limiter: t.NewLimiter(),
		indexes: t.NewLimiter(),
	}
	c.sessions = session.Routes{Base: base, Transport: t, Limiter: c.limiter, Renewal: o.Renew}
	if beside != nil {
		c.registry = &registry.Registry{
			Address: beside, Transport: t, Limiter: t.NewLimiter(), Docker: docker,
		}
	}
	return c, nil
}

// Login asks for a session. A password goes to the older route, which is the only one that can ask
// for a second factor; an access token is exchanged for a session of ten minutes that renews
// itself. It is sent once, never repeated by itself: the Hub locks an account after a few failures.
// A second factor is told by a *Challenge (errors.As). Login does not call Use.
func (c *Client) Login(ctx context.Context, name string, secret Secret) (*Session, error) {
	return c.sessions.Login(ctx, name, secret)
}

// Answer gives the code for a challenge. A refused code matches CodeRefused, and the same challenge
// may be answered again.
func (c *Client) Answer(ctx context.Context, ch *Challenge, code string) (*Session, error) {
	return c.sessions.Answer(ctx, ch, code)
}

// Resume is the session that was kept. It sends nothing and does not call Use; nil when there is
// nothing to go on with. A session that began with an access token and has no token any more, or an
// old one, is renewed by its first request.
func (c *Client) Resume(k SavedSession) *Session { return c.sessions.Resume(k) }

// Logout tells the Hub that the session in use is over, and forgets it. The session is forgotten
// even when the Hub does not answer.
func (c *Client) Logout(ctx context.Context) error { return c.End(ctx, c.Session()) }

// End is Logout for one session, in use or not; another that is in use stays.
func (c *Client) End(ctx context.Context, s *Session) error {
	if s == nil {
		return nil
	}
	c.leave(s)
	return c.sessions.End(ctx, s)
}

// Use makes every later request carry the session; nil is anonymous. Requests in flight keep what
// they have, and so does a run of [Reader.Pages].
func (c *Client) Use(s *Session) {
	c.turning.Lock()
	defer c.turning.Unlock()
	c.session.Store(s)
	c.limiter.Turn(authorizer(s))
}

// leave goes on without an account if the session is the one in use.
func (c *Client) leave(s *Session) {
	c.turning.Lock()
	defer c.turning.Unlock()
	if c.session.CompareAndSwap(s, nil) {
		c.limiter.Turn(nil)
	}
}

// Session is the one in use; nil is anonymous.
func (c *Client) Session() *Session { return c.session.Load() }

// Docker reports whether this is Docker's own Hub: whatever else is Docker's, such as its registry,
// its web pages and what an engine pulls by a short name, belongs to that Hub and to no other.
func (c *Client) Docker() bool { return c.docker }

// Budget tells what the Hub's rate limit leaves, from the newest answer.
func (c *Client) Budget() Budget { return c.limiter.Budget() }

// Requests is how many requests were sent until now, those of logins included.
func (c *Client) Requests() int { return c.transport.Sent() }

// Now is the time by the client's clock.
func (c *Client) Now() time.Time { return c.transport.Now() }

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
