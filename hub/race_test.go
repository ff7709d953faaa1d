package hub_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

func TestALogoutWhileReadsAreInFlightIsNoRace(t *testing.T) {
	for _, secret := range []string{"dckr_pat_alice", "anchor-chain"} {
		w := people(time.Now())
		shelf(w, "acme/museum", 3000)
		s := at(t, w, hubtest.WithRateLimit(0, 0))
		session := s.signIn("alice", secret)
		third := make(chan struct{})
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Nth: 3, Times: 1}, Do: hubtest.Before(func() { close(third) })})
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for _, err := range s.client.Tags(museum, hub.Newest).Pages(hub.As(t.Context(), session), 1) {
					if err != nil {
						assert.Same(t, session, hub.EndedSession(err), err)
						return
					}
				}
			})
		}
		<-third
		require.NoError(t, s.client.Logout(t.Context()))
		wg.Wait()
		assert.True(t, session.Keep().IsZero())
	}
}

func TestAnObserverMayAskTheClientAndTheSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 20)
		var c *hub.Client
		heard := map[hub.EventKind]bool{}
		var mu sync.Mutex
		s := with(t, w, func(o *hub.Options) {
			o.Observe = func(e hub.Event) {
				_, _, _ = c.Session().Keep(), c.Session().Ended(), c.Budget()
				mu.Lock()
				defer mu.Unlock()
				heard[e.Kind] = true
			}
		})
		c = s.client
		c.Use(c.Resume(hub.SavedSession{Username: "alice", Kind: hub.PersonalAccessToken, Identifier: "alice", Secret: hub.NewSecret("dckr_pat_alice")}))
		s.hub.Inject(
			hubtest.Fault{Match: hubtest.Match{Path: "/tags", Times: 1}, Do: hubtest.Gateway(502)},
			hubtest.Fault{Match: hubtest.Match{Path: "/tags", Nth: 2, Times: 1}, Do: hubtest.TooMany(hubtest.RetryAfterSeconds, 5*time.Second)},
		)
		require.NoError(t, s.page())
		assert.Equal(t, map[hub.EventKind]bool{hub.Retrying: true, hub.Waiting: true, hub.Resumed: true, hub.BudgetChanged: true, hub.Renewed: true}, heard)
	})
}

// crowd asks for the private repositories of two accounts while accounts change.
type crowd struct {
	*setting

	mu      sync.Mutex
	current map[string]*hub.Session
	good    atomic.Int64 // lists that were read
}

var crowdSecrets = map[string][]string{"alice": {"dckr_pat_alice", "anchor-chain"}, "dave": {"dckr_pat_dave", "windlass"}}

func newCrowd(t *testing.T) *crowd {
	w := people(time.Now())
	w.AddUser(hubtest.User{Name: "dave", Password: "windlass", Tokens: []hubtest.AccessToken{{Secret: "dckr_pat_dave", Scope: "repo:read"}}})
	for name := range crowdSecrets {
		for i := range 3 {
			repository := fmt.Sprintf("%s/diary%d", name, i)
			w.Publish(repository, plainTag("of-"+name, w.Now()))
			w.Update(repository, func(r *hubtest.Repository) { r.Private = true })
		}
	}
	c := &crowd{setting: at(t, w, hubtest.WithRateLimit(0, 0)), current: map[string]*hub.Session{}}
	for name := range crowdSecrets {
		c.begin(name, 0)
	}
	return c
}

func (c *crowd) begin(name string, round int) {
	session, err := c.client.Login(c.t.Context(), name, hub.NewSecret(crowdSecrets[name][round%2]))
	require.NoError(c.t, err)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.current[name] = session
}

func (c *crowd) session(name string) *hub.Session {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.current[name]
}

// change is what a person at the account menu does, and the Hub's own whims.
func (c *crowd) change(round int) {
	name := []string{"alice", "dave"}[round%2]
	switch round % 7 {
	case 0:
		c.client.Use(nil)
	case 3:
		old := c.session(name)
		c.begin(name, round/7)
		assert.NoError(c.t, c.client.End(context.Background(), old))
		c.client.Use(c.session(name))
	case 5:
		c.hub.Revoke() // access tokens renew themselves; passwords have to be given again
		for name := range crowdSecrets {
			c.begin(name, 0)
		}
		c.client.Use(c.session(name))
	default:
		c.client.Use(c.session(name))
	}
}

// ask lists by both doors whatever the client uses now, or what a session may see.
func (c *crowd) ask(round int) {
	ctx, who := c.t.Context(), ""
	var s *hub.Session
	if round%3 > 0 {
		who = []string{"alice", "dave"}[round%2]
		s = c.session(who)
		ctx = hub.As(ctx, s)
	}
	whose := []string{"alice", "dave"}[round/2%2]
	repository := hub.RepositoryName{Namespace: hub.Namespace(whose), Name: fmt.Sprintf("diary%d", round%3)}
	r := c.client.Tags(repository, hub.Newest).Reader()
	if round%5 == 0 {
		r.ThroughRegistry()
	}
	found, _, err := names(ctx, r, 0)
	page, _ := c.client.Repositories(hub.Namespace(whose), hub.Newest).Page(ctx, 1)
	for _, row := range page.Rows {
		found = append(found, "of-"+string(row.Name.Namespace))
	}
	for _, name := range found {
		c.good.Add(1)
		if who != "" {
			assert.Equal(c.t, "of-"+who, name)
		}
		assert.Equal(c.t, "of-"+whose, name)
	}
	if ended := hub.EndedSession(err); ended != nil {
		assert.True(c.t, who == "" || ended == s, "the end of %v is told to one who asked as %v", ended, s)
	} else if err != nil {
		assert.True(c.t, errors.Is(err, hub.NotFound) || errors.Is(err, hub.Forbidden), err)
	}
	if strings.Contains(fmt.Sprint(err), "listed a moment ago") && who != whose {
		assert.Fail(c.t, "what another listed is told")
	}
}

func TestNobodySeesTheRowsOfAnotherWhileAccountsChange(t *testing.T) {
	c := newCrowd(t)
	var wg sync.WaitGroup
	for i := range 12 {
		wg.Go(func() {
			for round := range 120 {
				c.ask(i + 7*round)
			}
		})
	}
	for round := range 150 {
		c.change(round)
		for range 3 {
			c.ask(round)
		}
	}
	wg.Wait()
	assert.Positive(t, c.good.Load())

	c.client.Use(nil)
	for round := range 12 {
		c.ask(15 * round)
	}
	for name := range crowdSecrets {
		c.begin(name, 0)
		s := c.session(name)
		for i := range 3 {
			r := c.client.Tags(hub.RepositoryName{Namespace: hub.Namespace(name), Name: fmt.Sprintf("diary%d", i)}, hub.Newest).Reader()
			found, _, err := names(hub.As(t.Context(), s), r, 0)
			require.NoError(t, err)
			assert.Equal(t, []string{"of-" + name}, found)
		}
		assert.False(t, s.Ended(), "no answer to another ended it")
	}
}
