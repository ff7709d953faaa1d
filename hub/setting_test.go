package hub_test

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

const below = "/below/a/path"

var museum = hub.RepositoryName{Namespace: "acme", Name: "museum"}

// setting is a client before a Hub of its own.
type setting struct {
	t      *testing.T
	world  *hubtest.World
	hub    *hubtest.Hub
	client *hub.Client

	mu     sync.Mutex
	events []hub.Event
	heard  []time.Time // when each of them came
}

// people are in every world: alice with a password and a token, bob with a second factor, acme with
// a token of its own.
func people(now time.Time) *hubtest.World {
	w := hubtest.NewWorld(now)
	w.AddUser(hubtest.User{Name: "alice", Password: "anchor-chain", Tokens: []hubtest.AccessToken{{Secret: "dckr_pat_alice", Scope: "repo:read"}}})
	w.AddUser(hubtest.User{Name: "bob", Password: "harbor-light", Code: "123456"})
	w.AddUser(hubtest.User{Name: "carol", Password: "compass-rose", SSO: true})
	w.AddOrganization(hubtest.Organization{
		Name: "acme", FullName: "Acme", Members: map[string]string{"alice": "Owner"},
		Tokens: []hubtest.OrganizationToken{{Secret: "dckr_oat_acme", ListRepositories: true}},
	})
	return w
}

func at(t *testing.T, w *hubtest.World, options ...hubtest.Option) *setting {
	t.Helper()
	return with(t, w, nil, options...)
}

func with(t *testing.T, w *hubtest.World, change func(*hub.Options), options ...hubtest.Option) *setting {
	t.Helper()
	s := &setting{t: t, world: w, hub: hubtest.New(w, append([]hubtest.Option{hubtest.WithPath(below)}, options...)...)}
	o := hub.Options{
		BaseURL: s.hub.URL(), RegistryURL: s.hub.RegistryURL(), Transport: s.hub.Transport(), UserAgent: "tagboat/test",
		Observe: s.observe,
	}
	if change != nil {
		change(&o)
	}
	client, err := hub.New(o)
	require.NoError(t, err)
	s.client = client
	return s
}

func (s *setting) observe(e hub.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.events = append(s.events, e)
	s.heard = append(s.heard, time.Now())
}

// silence is the longest time from the beginning until now in which nothing was said.
func (s *setting) silence(from time.Time) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	longest := time.Duration(0)
	for _, at := range append(slices.Clone(s.heard), time.Now()) {
		if at.After(from) {
			longest, from = max(longest, at.Sub(from)), at
		}
	}
	return longest
}

func (s *setting) saw(kind hub.EventKind) []hub.Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []hub.Event
	for _, e := range s.events {
		if e.Kind == kind {
			found = append(found, e)
		}
	}
	return found
}

// signIn logs in and uses the session.
func (s *setting) signIn(name, secret string) *hub.Session {
	s.t.Helper()
	session, err := s.client.Login(s.t.Context(), name, hub.NewSecret(secret))
	require.NoError(s.t, err)
	s.client.Use(session)
	return session
}

// asked counts the requests to paths that contain a part.
func (s *setting) asked(part string) int { return len(s.requests(part)) }

func (s *setting) requests(part string) []hubtest.Request {
	var found []hubtest.Request
	for _, r := range s.hub.Requests() {
		if contains(r.Host+r.Path, part) {
			found = append(found, r)
		}
	}
	return found
}

func contains(text, part string) bool {
	for i := 0; i+len(part) <= len(text); i++ {
		if text[i:i+len(part)] == part {
			return true
		}
	}
	return false
}

// shelf publishes a repository with n tags, "t-00000" being the newest.
func shelf(w *hubtest.World, name string, n int) []string {
	tags := make([]hubtest.Tag, n)
	names := make([]string, n)
	for i := range n {
		names[i] = "t-" + pad(i)
		tags[i] = plainTag(names[i], w.Now().Add(-time.Duration(i+1)*time.Minute))
	}
	w.Publish(name, tags...)
	return names
}

func plainTag(name string, updated time.Time) hubtest.Tag {
	return hubtest.Build{Content: name, Platforms: []string{"linux/amd64"}, Pushed: updated, Pulled: updated}.Tag(name)
}

func pad(i int) string {
	text := strconv.Itoa(i)
	for len(text) < 5 {
		text = "0" + text
	}
	return text
}

// names collects what a reader delivers until its end or an error.
func names(ctx context.Context, r *hub.Reader[hub.Tag], most int) (found []string, pages []hub.Page[hub.Tag], err error) {
	for p, err := range r.Pages(ctx, most) {
		if err != nil {
			return found, pages, err
		}
		pages = append(pages, p)
		for _, row := range p.Rows {
			found = append(found, row.Name)
		}
	}
	return found, pages, nil
}

// inKathmandu sets the clock on the wall 5:45 ahead of the bubble's, which begins at midnight.
func inKathmandu(t *testing.T) {
	t.Helper()
	local := time.Local
	time.Local = time.FixedZone("Asia/Kathmandu", 5*60*60+45*60)
	t.Cleanup(func() { time.Local = local })
}
