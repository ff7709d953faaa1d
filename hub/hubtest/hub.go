package hubtest

import (
	"net/http"
	"strings"
	"sync"
	"time"

	"tagboat/hub/fakehub"
)

// A Hub is a fakehub.Hub that faults may strike, and that remembers what it was asked.
type Hub struct {
	*fakehub.Hub

	options fakehub.Options
	prefix  string
	seed    uint64

	mu       sync.Mutex
	faults   []*injected
	log      []*Request
	inFlight int
	peak     int
}

// New returns a Hub that serves the world.
func New(w *World, options ...Option) *Hub {
	h := &Hub{options: fakehub.Defaults(time.Now), seed: 1}
	for _, option := range options {
		option(h)
	}
	h.options.Around = h.afflicted
	h.prefix = strings.TrimSuffix(h.options.Path, "/")
	h.Hub = fakehub.New(w, h.options)
	return h
}

// Transport returns a way to the Hub without sockets; see fakehub.TransportTo.
func (h *Hub) Transport() http.RoundTripper { return fakehub.TransportTo(h) }

// ServeHTTP implements http.Handler.
func (h *Hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	entry := h.begin(r)
	recorder := &recorder{ResponseWriter: w}
	defer func() { h.end(entry, recorder.status) }()
	h.Hub.ServeHTTP(recorder, r)
}

// An Option changes what New makes.
type Option func(*Hub)

// WithSeed chooses which requests are struck by faults that have a Chance.
func WithSeed(seed uint64) Option { return func(h *Hub) { h.seed = seed } }

// WithPath serves the Hub below a path, "/below/a/path"; everything else is a 404 page.
func WithPath(path string) Option { return func(h *Hub) { h.options.Path = path } }

// AsDocker gives the Hub and its registry the names of Docker's own.
func AsDocker() Option { return func(h *Hub) { h.options.Docker = true } }

// WithClock sets the clock of tokens, rate windows and lock-outs; it is time.Now otherwise. Latency
// waits on real timers (or those of testing/synctest).
func WithClock(now func() time.Time) Option { return func(h *Hub) { h.options.Now = now } }

// WithLatency delays every answer.
func WithLatency(d time.Duration) Option { return func(h *Hub) { h.options.Latency = d } }

// WithRateLimit sets how many requests a minute are allowed to one address and to one signed-in
// account (180 both). 0 switches a limit and its headers off.
func WithRateLimit(anonymous, signedIn int) Option {
	return func(h *Hub) { h.options.RateLimit, h.options.SignedInLimit = anonymous, signedIn }
}

// WithPulls sets how many pulls an hour are allowed to one address and to one signed-in account (10
// and 100), and how many were made (none). A limit of 0 is none, and no header tells of it.
func WithPulls(anonymous, signedIn, made int) Option {
	return func(h *Hub) {
		o := &h.options
		o.PullLimit, o.SignedInPullLimit, o.Pulled = anonymous, signedIn, made
	}
}

// WithAbuseLimit switches the limiter in front of everything on: n requests a minute from one
// address.
func WithAbuseLimit(n int) Option { return func(h *Hub) { h.options.AbuseLimit = n } }

// WithLockout sets after how many refused log-ins a user name is locked, and for how long (5, ten
// minutes).
func WithLockout(failures int, d time.Duration) Option {
	return func(h *Hub) { h.options.Failures, h.options.Lockout = failures, d }
}

// WithDepth sets at which offset anonymous paging is refused: tags (1000), repositories (100) and
// search (100); 0 allows all.
func WithDepth(tags, repositories, search int) Option {
	return func(h *Hub) {
		o := &h.options
		o.TagDepth, o.RepositoryDepth, o.SearchDepth = tags, repositories, search
	}
}

// WithTokenLife sets how long sessions live: from a log-in (30 days) and from a token exchange (ten
// minutes).
func WithTokenLife(login, exchange time.Duration) Option {
	return func(h *Hub) { h.options.LoginLife, h.options.ExchangeLife = login, exchange }
}

// WithoutIssueTime leaves out of tokens when they were issued.
func WithoutIssueTime() Option { return func(h *Hub) { h.options.WithoutIssueTime = true } }

// WithLargestPage sets what page_size is cut down to (100); 0 allows any. For a size that is
// ignored, see PageSize.
func WithLargestPage(n int) Option { return func(h *Hub) { h.options.LargestPage = n } }

// WithNextBeyond lets a short last page name a next one, which is not there.
func WithNextBeyond() Option { return func(h *Hub) { h.options.NextBeyond = true } }

// WithNamesAtOnce lets the registry send all names of a repository in one answer.
func WithNamesAtOnce() Option { return func(h *Hub) { h.options.NamesAtOnce = true } }

// WithExchangeWithoutCode lets the token exchange accept the password of an account with a second
// factor.
func WithExchangeWithoutCode() Option {
	return func(h *Hub) { h.options.ExchangeWithoutCode = true }
}

// WithAbsoluteLinks makes the registry's Link headers absolute.
func WithAbsoluteLinks() Option { return func(h *Hub) { h.options.AbsoluteLinks = true } }
