package hubtest

import (
	"fmt"
	"hash/fnv"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// A Fault strikes the requests that match. Several faults may strike one request: the one injected
// first is the outermost.
type Fault struct {
	Match Match
	Do    Action
}

// An Action stands before the Hub's own answer: it may wait, answer itself, change the request, or
// change what next answers. The constructors of this package make those that were seen in the wild;
// a test may write its own.
type Action func(h *Hub, next http.Handler) http.Handler

// A Match chooses requests. Every field that is set must fit; the zero Match fits every request.
type Match struct {
	Method string
	Host   string  // "registry", "auth": a part of the host's name
	Path   string  // a part of the path, "/nginx/tags"
	Query  string  // a part of the query as it was sent
	Page   int     // of a list; a request without page asks for page 1
	Nth    int     // strike from the nth fitting request on, counted from 1
	Times  int     // strike so many requests at most; 0: no end
	Chance float64 // strike with this probability, chosen by the Hub's seed; 0: always
}

type injected struct {
	Fault

	fitting, struck int
	asked           map[string]int // how often each request fitted, for Chance
}

// Inject adds faults; those already there stay.
func (h *Hub) Inject(faults ...Fault) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, f := range faults {
		h.faults = append(h.faults, &injected{Fault: f, asked: map[string]int{}})
	}
}

// Heal takes all faults away.
func (h *Hub) Heal() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.faults = nil
}

// Struck returns how many times the faults that are injected now have struck.
func (h *Hub) Struck() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for _, f := range h.faults {
		n += f.struck
	}
	return n
}

// afflicted puts the faults that strike a request before next.
func (h *Hub) afflicted(r *http.Request, next http.Handler) http.Handler {
	h.mu.Lock()
	var actions []Action
	for i, f := range h.faults {
		if f.strikes(r, h.seed+uint64(i)) {
			actions = append(actions, f.Do)
		}
	}
	h.mu.Unlock()
	for _, action := range slices.Backward(actions) {
		next = action(h, next)
	}
	return next
}

func (f *injected) strikes(r *http.Request, seed uint64) bool {
	if !f.Match.fits(r) {
		return false
	}
	f.fitting++
	if f.fitting < f.Match.Nth || (f.Match.Times > 0 && f.struck >= f.Match.Times) ||
		!f.chosen(r, seed) {
		return false
	}
	f.struck++
	return true
}

func (m *Match) fits(r *http.Request) bool {
	page, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || page < 1 {
		page = 1 // as the Hub reads it
	}
	if m.Page > 0 && page != m.Page {
		return false
	}
	return (m.Method == "" || m.Method == r.Method) && strings.Contains(r.Host, m.Host) &&
		strings.Contains(r.URL.EscapedPath(), m.Path) && strings.Contains(r.URL.RawQuery, m.Query)
}

// chosen depends on the request and on how often it was asked before, not on the order in which
// different requests arrive: with many in flight the same seed still strikes the same ones.
func (f *injected) chosen(r *http.Request, seed uint64) bool {
	if f.Match.Chance == 0 {
		return true
	}
	key := r.Method + " " + r.Host + r.URL.RequestURI()
	f.asked[key]++
	hash := fnv.New64a()
	_, _ = fmt.Fprint(hash, seed, " ", f.asked[key], " ", key)
	// FNV's upper bits hardly move between two numbers of a page; the rounds of SplitMix64 spread
	// them.
	x := hash.Sum64()
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	x ^= x >> 31
	return float64(x>>11)/(1<<53) < f.Match.Chance
}

// Weather is a mix of faults that a patient client gets through: latency, connections that break
// before and in mid-body, 429, 500, 502, 503, HTML with status 200, truncated JSON. Each strikes
// with its share of the chance, on lists only.
func Weather(chance float64) []Fault {
	actions := []Action{
		Latency(700e6), Drop(), DropMidBody(), ServerError(), Gateway(502), Gateway(503), HTMLOK(),
		Truncated(),
		TooMany(RetryAfterSeconds, 2e9),
	}
	faults := make([]Fault, len(actions))
	for i, do := range actions {
		match := Match{Method: "GET", Path: "/repositories", Chance: chance / float64(len(actions))}
		faults[i] = Fault{Match: match, Do: do}
	}
	return faults
}
