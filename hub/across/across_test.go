package across_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/across"
	"tagboat/hub/hubtest"
	"tagboat/hub/index"
)

// setting is a Hub with acme, of which alice is a member, and a folder in which runs keep what
// they saw. Everything is in a bubble: its clock is everybody's.
type setting struct {
	t      *testing.T
	world  *hubtest.World
	hub    *hubtest.Hub
	folder string
}

// at plays before acme with so many repositories of 150 tags.
func at(t *testing.T, repositories int, play func(s *setting), options ...hubtest.Option) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := hubtest.NewWorld(time.Now())
		w.AddUser(hubtest.User{Name: "alice", Password: "anchor-chain"})
		w.AddUser(hubtest.User{Name: "bob", Password: "harbor-wall"})
		w.AddOrganization(hubtest.Organization{Name: "acme", Members: map[string]string{"alice": "Owner"}})
		s := &setting{t: t, world: w, folder: t.TempDir() + "/state"}
		for i := range repositories {
			tags := make([]hubtest.Tag, 150)
			for n := range tags {
				tags[n] = built(fmt.Sprintf("t-%03d", n), time.Now().Add(-time.Duration(n+1)*time.Minute))
			}
			w.Publish(fmt.Sprintf("acme/r-%03d", i), tags...)
		}
		s.hub = hubtest.New(w, append([]hubtest.Option{hubtest.WithRateLimit(0, 0)}, options...)...)
		time.Sleep(time.Hour)
		play(s)
	})
}

func built(name string, pushed time.Time) hubtest.Tag {
	return hubtest.Build{Content: name + pushed.String(), Platforms: []string{"linux/amd64"}, Pushed: pushed}.Tag(name)
}

// run is one run of a program, as alice.
func (s *setting) run() (*index.Index, *hub.Client) { return s.as("alice", "anchor-chain") }

func (s *setting) as(name, secret string) (*index.Index, *hub.Client) {
	s.t.Helper()
	client, err := hub.New(hub.Options{
		BaseURL: s.hub.URL(), RegistryURL: s.hub.RegistryURL(), Transport: s.hub.Transport(), UserAgent: "tagboat/test",
	})
	require.NoError(s.t, err)
	session, err := client.Login(s.t.Context(), name, hub.NewSecret(secret))
	require.NoError(s.t, err)
	client.Use(session)
	x := index.New(index.Options{Folder: s.folder, Now: time.Now})
	s.t.Cleanup(func() { x.Close(context.Background()) })
	return x, client
}

// reads goes through all, and gives the references in order.
func (s *setting) reads(x *index.Index, c *hub.Client) ([]string, hub.Verdict) {
	s.t.Helper()
	var all []string
	reader := across.Tags(x, c, "acme").Reader()
	for page, err := range reader.Pages(s.t.Context(), 0) {
		require.NoError(s.t, err)
		for _, row := range page.Rows {
			all = append(all, row.Key())
		}
	}
	slices.Sort(all)
	return all, reader.Verdict()
}

// there are the references that the Hub has.
func (s *setting) there(repositories ...string) (all []string) {
	for _, r := range repositories {
		for _, t := range s.world.Tags(r) {
			all = append(all, r+":"+t.Name)
		}
	}
	slices.Sort(all)
	return all
}

func (s *setting) tagRequests() (n int) {
	for _, r := range s.hub.Requests() {
		if strings.HasSuffix(r.Path, "/tags") {
			n++
		}
	}
	return n
}

func TestEveryTagOfANamespaceIsThereOnce(t *testing.T) {
	at(t, 4, func(s *setting) {
		_, c := s.run()
		all, verdict := s.reads(nil, c)
		assert.Equal(s.t, s.there("acme/r-000", "acme/r-001", "acme/r-002", "acme/r-003"), all)
		assert.Equal(s.t, hub.Complete, verdict.State)
		assert.Equal(s.t, []int{4, 4, 0}, []int{verdict.Joined.Lists, verdict.Joined.Of, verdict.Joined.Left})
		assert.Equal(s.t, 8, s.tagRequests())
	})
}

func TestWhatTheIndexKnowsIsVerifiedByOneRequestEach(t *testing.T) {
	at(t, 4, func(s *setting) {
		x, c := s.run()
		before, _ := s.reads(x, c)
		x.Close(context.Background())
		time.Sleep(time.Hour)
		s.world.Push("acme/r-002", built("fresh", time.Now()))
		time.Sleep(time.Minute)

		s.hub.Forget()
		x, c = s.run()
		kept, found := across.Tags(x, c, "acme").Kept(s.t.Context())
		require.True(s.t, found)
		assert.Equal(s.t, []any{600, false}, []any{kept.Count, kept.Some})
		var known []string
		for rows, err := range kept.Parts {
			require.NoError(s.t, err)
			for _, row := range rows {
				known = append(known, row.Key())
			}
		}
		slices.Sort(known)
		assert.Equal(s.t, before, known)
		assert.Empty(s.t, s.tagRequests(), "nobody was asked")

		all, verdict := s.reads(x, c)
		assert.Contains(s.t, all, "acme/r-002:fresh")
		assert.Len(s.t, all, 601)
		assert.Equal(s.t, hub.KeptRoute, verdict.Route)
		assert.Equal(s.t, 4, s.tagRequests())
	})
}

func TestOfSomeRepositoriesMoreIsKnownThanOfOthers(t *testing.T) {
	at(t, 3, func(s *setting) {
		x, c := s.run()
		r := hub.RepositoryName{Namespace: "acme", Name: "r-001"}
		for _, err := range x.Tags(c, r).All(s.t.Context()) {
			require.NoError(s.t, err)
		}
		x.Close(context.Background())
		x, c = s.run()
		kept, found := across.Tags(x, c, "acme").Kept(s.t.Context())
		require.True(s.t, found)
		assert.Equal(s.t, []any{150, true}, []any{kept.Count, kept.Some})
	})
}

func TestWhatOneAccountSawIsShownToNoOther(t *testing.T) {
	at(t, 2, func(s *setting) {
		x, c := s.run()
		s.reads(x, c)
		x.Close(context.Background())
		x, c = s.as("bob", "harbor-wall")
		_, found := across.Tags(x, c, "acme").Kept(s.t.Context())
		assert.False(s.t, found)
	})
}

func TestARepositoryThatIsNotShownIsNamedAndTheOthersCome(t *testing.T) {
	at(t, 3, func(s *setting) {
		_, c := s.run()
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/r-001/tags"}, Do: hubtest.Forbidden("no")})
		all, verdict := s.reads(nil, c)
		assert.Equal(s.t, s.there("acme/r-000", "acme/r-002"), all)
		assert.Equal(s.t, hub.Partial, verdict.State)
		assert.Contains(s.t, hub.Sentence(verdict.Err), "1 of 3 repositories could not be read: acme/r-001")
	})
}

func TestANamespaceThatIsNotThereHasNothing(t *testing.T) {
	at(t, 0, func(s *setting) {
		_, c := s.run()
		all, verdict := s.reads(nil, c)
		assert.Empty(s.t, all)
		assert.Equal(s.t, hub.Complete, verdict.State)
	})
}

func TestALimitStopsTheReadingAndItGoesOnWhereItStopped(t *testing.T) {
	at(t, 30, func(s *setting) {
		_, c := s.run()
		reader := across.Tags(nil, c, "acme").Reader()
		seen := map[string]int{}
		stops := 0
		for reader.Verdict().State == hub.Unfinished || reader.Verdict().State == hub.Partial {
			for page, err := range reader.Pages(s.t.Context(), 0) {
				for _, row := range page.Rows {
					seen[row.Key()]++
				}
				if err != nil {
					require.ErrorIs(s.t, err, hub.RateLimited)
					stops++
					time.Sleep(time.Minute)
				}
			}
		}
		assert.Len(s.t, seen, 30*150)
		for key, n := range seen {
			require.Equal(s.t, 1, n, key)
		}
		assert.LessOrEqual(s.t, stops, 10)
	}, hubtest.WithRateLimit(40, 40))
}
