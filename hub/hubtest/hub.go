package hubtest

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

// The hosts that the Transport answers for; nothing leaves the process. A Hub is another one than Docker's unless it is made
// with AsDocker: clients treat Docker's own hosts, which they have built in, and all others differently.
const (
	hubHost      = "hub.example"
	registryHost = "registry.example"

	dockersHub      = "hub.docker.com"
	dockersAlias    = "registry.hub.docker.com"
	dockersRegistry = "registry-1.docker.io"
	authHost        = "auth.docker.io"
	indexHost       = "index.docker.io"
)

// A Hub serves a World as the Docker Hub does: as an http.Handler, and through Transport without any socket.
type Hub struct {
	world          *World
	host, registry string
	prefix         string
	now            func() time.Time

	latency                              time.Duration
	pageSize                             int
	depthTags, depthRepos, depthSearch   int
	rateLimit, signedInLimit, abuseLimit int
	failures                             int
	lockout                              time.Duration
	loginLife, exchangeLife              time.Duration
	exchangeWithoutCode                  bool
	withoutIssueTime                     bool
	absoluteLinks                        bool
	nextBeyond, namesAtOnce              bool
	seed                                 uint64

	mu         sync.Mutex
	issued     int64
	sessions   map[string]*session
	challenges map[string]*challenge
	grants     map[string]*grant
	failed     map[string]*failure
	windows    map[string]*window
	faults     []*injected
	log        []*Request
	inFlight   int
	peak       int
}

// An Option changes what New makes.
type Option func(*Hub)

// WithPath serves the Hub below a path, "/below/a/path"; everything else is a 404 page.
func WithPath(path string) Option {
	return func(h *Hub) { h.prefix = strings.TrimSuffix(path, "/") }
}

// AsDocker gives the Hub and its registry the names of Docker's own. The registry's token service is then on a host of its
// own too; elsewhere it is on the registry's.
func AsDocker() Option { return func(h *Hub) { h.host, h.registry = dockersHub, dockersRegistry } }

// WithClock sets the clock of tokens, rate windows and lock-outs; it is time.Now otherwise. Latency waits on real timers (or
// those of testing/synctest).
func WithClock(now func() time.Time) Option { return func(h *Hub) { h.now = now } }

// WithLatency delays every answer.
func WithLatency(d time.Duration) Option { return func(h *Hub) { h.latency = d } }

// WithSeed chooses which requests are struck by faults that have a Chance.
func WithSeed(seed uint64) Option { return func(h *Hub) { h.seed = seed } }

// WithRateLimit sets how many requests a minute are allowed to one address and to one signed-in account (180 both; what the real
// Hub allows an account is not known). 0 switches a limit and its headers off.
func WithRateLimit(anonymous, signedIn int) Option {
	return func(h *Hub) { h.rateLimit, h.signedInLimit = anonymous, signedIn }
}

// WithAbuseLimit switches the limiter in front of everything on: n requests a minute from one address.
func WithAbuseLimit(n int) Option { return func(h *Hub) { h.abuseLimit = n } }

// WithLockout sets after how many refused log-ins a user name is locked, and for how long (5, ten minutes).
func WithLockout(failures int, d time.Duration) Option {
	return func(h *Hub) { h.failures, h.lockout = failures, d }
}

// WithDepth sets at which offset anonymous paging is refused: tags (1000), repositories (100) and search (100); 0 allows all.
func WithDepth(tags, repositories, search int) Option {
	return func(h *Hub) { h.depthTags, h.depthRepos, h.depthSearch = tags, repositories, search }
}

// WithTokenLife sets how long sessions live: from a log-in (30 days) and from a token exchange (ten minutes).
func WithTokenLife(login, exchange time.Duration) Option {
	return func(h *Hub) { h.loginLife, h.exchangeLife = login, exchange }
}

// WithoutIssueTime leaves out of tokens when they were issued: how long they live can then be told only by a right clock.
func WithoutIssueTime() Option { return func(h *Hub) { h.withoutIssueTime = true } }

// WithLargestPage sets what page_size is cut down to (100); 0 allows any. For a size that is ignored, see PageSize.
func WithLargestPage(n int) Option { return func(h *Hub) { h.pageSize = n } }

// WithNextBeyond lets a short last page name a next one, which is not there: its 404 is all that ends the list (Hub API notes, "Facts
// added in November 2026").
func WithNextBeyond() Option { return func(h *Hub) { h.nextBeyond = true } }

// WithNamesAtOnce lets the registry send all names of a repository in one answer, whatever was asked for.
func WithNamesAtOnce() Option { return func(h *Hub) { h.namesAtOnce = true } }

// WithExchangeWithoutCode lets the token exchange accept the password of an account with a second factor. What the real Hub
// does is not known; it refuses here unless told otherwise.
func WithExchangeWithoutCode() Option { return func(h *Hub) { h.exchangeWithoutCode = true } }

// WithAbsoluteLinks makes the registry's Link headers absolute; they are relative otherwise. Both are allowed.
func WithAbsoluteLinks() Option { return func(h *Hub) { h.absoluteLinks = true } }

// New returns a Hub that serves the world.
func New(w *World, options ...Option) *Hub {
	h := &Hub{
		world: w, host: hubHost, registry: registryHost, now: time.Now, pageSize: 100, depthTags: 1000, depthRepos: 100, depthSearch: 100,
		rateLimit: 180, signedInLimit: 180, failures: 5, lockout: 10 * time.Minute,
		loginLife: 30 * 24 * time.Hour, exchangeLife: 10 * time.Minute, seed: 1,
		sessions: map[string]*session{}, challenges: map[string]*challenge{}, failed: map[string]*failure{},
		windows: map[string]*window{}, grants: map[string]*grant{},
	}
	for _, option := range options {
		option(h)
	}
	return h
}

// World returns what the Hub serves.
func (h *Hub) World() *World { return h.world }

// URL is the base URL of the Hub's API behind Transport.
func (h *Hub) URL() string { return "https://" + h.host + h.prefix }

// RegistryURL is the base URL of the registry behind Transport.
func (h *Hub) RegistryURL() string { return "https://" + h.registry }

// ServeHTTP implements http.Handler. Served from a socket, the host name is not one of the Hub's own, and the path alone decides
// between the Hub's API, the registry and the token service. Every answer tells the time by the Hub's clock.
func (h *Hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	entry := h.begin(r)
	recorder := &recorder{ResponseWriter: w}
	defer func() { h.end(entry, recorder.status) }()
	if !wait(r.Context(), h.latency) {
		abort(recorder, r.Context().Err())
	}
	w.Header().Set("Date", h.now().UTC().Format(http.TimeFormat))
	h.afflicted(r, http.HandlerFunc(h.serve)).ServeHTTP(recorder, r)
}

func (h *Hub) serve(w http.ResponseWriter, r *http.Request) {
	x := &exchange{hub: h, w: w, r: r}
	if h.abused(x) {
		return
	}
	door, path := h.door(r)
	switch door {
	case registryDoor:
		x.registry(path)
	case authDoor:
		x.token()
	default:
		x.api(path)
	}
}
