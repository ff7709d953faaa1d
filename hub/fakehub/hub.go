package fakehub

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

// The hosts that the Transport answers for; nothing leaves the process. A Hub is another one than
// Docker's unless Options.Docker is set: clients treat Docker's own hosts, which they have built
// in, and all others differently.
const (
	hubHost      = "hub.example"
	registryHost = "registry.example"

	dockersHub      = "hub.docker.com"
	dockersAlias    = "registry.hub.docker.com"
	dockersRegistry = "registry-1.docker.io"
	authHost        = "auth.docker.io"
	indexHost       = "index.docker.io"
)

// Options are what may differ from one Hub to the next. Defaults returns those of the real one;
// their zero value is a Hub without any limit, whose tokens expire at once.
type Options struct {
	// Path serves the Hub below a path, "/below/a/path"; everything else is a 404 page.
	Path string
	// Docker gives the Hub and its registry the names of Docker's own. The registry's token service
	// is then on a host of its own too; elsewhere it is on the registry's.
	Docker bool
	// Now is the clock of tokens, rate windows, lock-outs and Date headers.
	Now func() time.Time
	// Latency delays every answer, on real timers or those of testing/synctest.
	Latency time.Duration
	// Around stands before the Hub's own answer to each request, behind Latency: it may wait,
	// answer itself, change the request, or change what next answers. Nil: nothing does.
	Around func(r *http.Request, next http.Handler) http.Handler

	// RateLimit and SignedInLimit are how many requests a minute are allowed to one address and to
	// one signed-in account; what the real Hub allows an account is not known. 0 switches a limit
	// and its headers off.
	RateLimit, SignedInLimit int
	// PullLimit and SignedInPullLimit are how many pulls an hour the registry allows to one address
	// and to one signed-in account, and Pulled is how many of them were made; a limit of 0 is none,
	// and no header tells of it.
	PullLimit, SignedInPullLimit, Pulled int
	// AbuseLimit is how many requests a minute the limiter in front of everything allows to one
	// address; 0: there is none.
	AbuseLimit int
	// Failures is after how many refused log-ins a user name is locked, for the time of Lockout; 0:
	// never.
	Failures int
	Lockout  time.Duration

	// TagDepth, RepositoryDepth and SearchDepth are the offsets at which anonymous paging is
	// refused; 0 allows all.
	TagDepth, RepositoryDepth, SearchDepth int
	// LargestPage is what page_size is cut down to; 0 allows any.
	LargestPage int
	// NextBeyond lets a short last page name a next one, which is not there: its 404 is all that
	// ends the list (Hub API notes, "Facts added in November 2026").
	NextBeyond bool
	// NamesAtOnce lets the registry send all names of a repository in one answer, whatever was
	// asked for.
	NamesAtOnce bool
	// AbsoluteLinks makes the registry's Link headers absolute; they are relative otherwise. Both
	// are allowed.
	AbsoluteLinks bool

	// LoginLife and ExchangeLife are how long sessions live from a log-in and from a token
	// exchange.
	LoginLife, ExchangeLife time.Duration
	// WithoutIssueTime leaves out of tokens when they were issued: how long they live can then be
	// told only by a right clock.
	WithoutIssueTime bool
	// ExchangeWithoutCode lets the token exchange accept the password of an account with a second
	// factor. What the real Hub does is not known; it refuses here unless told otherwise.
	ExchangeWithoutCode bool
}

// Defaults returns the options of the real Hub as far as it was measured: 180 requests a minute, 10
// pulls an hour without an account and 100 with one, pages of 100 rows at most, an anonymous depth
// of 1,000 tags and of 100 repositories, sessions of 30 days from a password and of ten minutes
// from an access token, a lock-out of ten minutes after five refused log-ins. now is the clock.
func Defaults(now func() time.Time) Options {
	return Options{
		Now:       now,
		PullLimit: 10, SignedInPullLimit: 100,
		RateLimit: 180, SignedInLimit: 180, Failures: 5, Lockout: 10 * time.Minute,
		TagDepth: 1000, RepositoryDepth: 100, SearchDepth: 100, LargestPage: 100,
		LoginLife: 30 * 24 * time.Hour, ExchangeLife: 10 * time.Minute,
	}
}

// A Hub serves a World as the Docker Hub does: as an http.Handler, and through Transport without
// any socket.
type Hub struct {
	world    *World
	options  Options
	registry string
	prefix   string
	now      func() time.Time

	mu         sync.Mutex
	issued     int64
	sessions   map[string]*session
	challenges map[string]*challenge
	grants     map[string]*grant
	failed     map[string]*failure
	windows    map[string]*window
}

// New returns a Hub that serves the world.
func New(w *World, options Options) *Hub {
	h := &Hub{
		world: w, options: options, registry: registryHost,
		prefix: options.prefix(), now: options.Now,
		sessions: map[string]*session{}, challenges: map[string]*challenge{},
		grants: map[string]*grant{}, failed: map[string]*failure{}, windows: map[string]*window{},
	}
	if options.Docker {
		h.registry = dockersRegistry
	}
	return h
}

// URL is the base URL of the API of a Hub with these options, behind its Transport.
func (o Options) URL() string { return "https://" + o.host() + o.prefix() }

func (o Options) host() string {
	if o.Docker {
		return dockersHub
	}
	return hubHost
}

func (o Options) prefix() string { return strings.TrimSuffix(o.Path, "/") }

// World returns what the Hub serves.
func (h *Hub) World() *World { return h.world }

// Now tells the time by the Hub's clock.
func (h *Hub) Now() time.Time { return h.now() }

// URL is the base URL of the Hub's API behind Transport.
func (h *Hub) URL() string { return h.options.URL() }

// RegistryURL is the base URL of the registry behind Transport.
func (h *Hub) RegistryURL() string { return "https://" + h.registry }

// IndexURL is the base URL of the index behind Transport.
func (h *Hub) IndexURL() string { return "https://" + indexHost }

// Transport returns a way to the Hub without sockets; see TransportTo.
func (h *Hub) Transport() http.RoundTripper { return TransportTo(h) }

// ServeHTTP implements http.Handler. Served from a socket, the host name is not one of the Hub's
// own, and the path alone decides between the Hub's API, the registry and the token service. Every
// answer tells the time by the Hub's clock.
func (h *Hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !Wait(r.Context(), h.options.Latency) {
		Abort(w, r.Context().Err())
	}
	w.Header().Set("Date", h.now().UTC().Format(http.TimeFormat))
	var answer http.Handler = http.HandlerFunc(h.serve)
	if h.options.Around != nil {
		answer = h.options.Around(r, answer)
	}
	answer.ServeHTTP(w, r)
}

func (h *Hub) serve(w http.ResponseWriter, r *http.Request) {
	x := &exchange{hub: h, w: w, r: r}
	if h.abused(x) {
		return
	}
	service, path := h.service(r)
	switch service {
	case registryService:
		x.registry(path)
	case tokenService:
		x.token()
	default:
		x.api(path)
	}
}
