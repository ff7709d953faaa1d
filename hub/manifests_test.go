package hub_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

const manifestsOf = "/repositories/museum/manifests"

// left is a client of alice, who owns acme/museum with so many tags and so many manifests without.
func left(t *testing.T, tags, untagged int, play func(t *testing.T, s *setting)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", tags)
		for i := range untagged {
			w.Leave("acme/museum", hubtest.Manifest{Digest: dropped(i), Pushed: w.Now().AddDate(0, 0, -i)})
		}
		s := at(t, w)
		s.signIn("alice", "dckr_pat_alice")
		s.hub.Forget()
		play(t, s)
	})
}

func dropped(i int) string { return hubtest.DigestOf("dropped", pad(i)) }

// manifests collects what a reader delivers until its end or an error.
func manifests(ctx context.Context, r *hub.Reader[hub.Manifest], most int) (found []hub.Manifest, err error) {
	for p, err := range r.Pages(ctx, most) {
		if err != nil {
			return found, err
		}
		found = append(found, p.Rows...)
	}
	return found, nil
}

func TestManifestsComeByCursorEachOnceAndNoPageIsReadTwice(t *testing.T) {
	left(t, 150, 85, func(t *testing.T, s *setting) {
		r := s.client.Manifests(museum).Reader()
		found, err := manifests(t.Context(), r, 0)
		require.NoError(t, err)
		require.Len(t, found, 235)
		untagged, seen := 0, map[hub.Digest]bool{}
		for _, m := range found {
			require.False(t, seen[m.Digest])
			seen[m.Digest] = true
			if m.IsUntagged() {
				untagged++
				row := hub.Untagged(m, museum)
				assert.True(t, row.IsUntagged())
				assert.Equal(t, "acme/museum@"+m.Digest.String(), row.Key())
				assert.Equal(t, m.Pushed, row.Pushed)
			}
		}
		assert.Equal(t, 85, untagged)
		v := r.Verdict()
		assert.Equal(t, hub.Complete, v.State)
		assert.Equal(t, [3]int{235, -1, 3}, [3]int{v.Rows, v.Count, v.Requests})
		assert.Equal(t, 3, s.asked(manifestsOf), "and page 1 not again")
		assert.Equal(t, []string{"page_size=100"}, s.queries(manifestsOf)[:1])
		assert.Contains(t, s.queries(manifestsOf)[1], "last_evaluated_key=")
	})
}

func TestAMovedOrDeletedTagLeavesAManifestBehind(t *testing.T) {
	left(t, 2, 0, func(t *testing.T, s *setting) {
		before := s.world.Tags("acme/museum")
		s.world.Push("acme/museum", plainTag("another", s.world.Now()))
		moved := plainTag("another", s.world.Now())
		moved.Name, moved.Digest = before[0].Name, hubtest.DigestOf("moved")
		s.world.Push("acme/museum", moved)
		s.world.Delete("acme/museum", before[1].Name)
		found, err := manifests(t.Context(), s.client.Manifests(museum).Reader(), 0)
		require.NoError(t, err)
		want := map[string]bool{before[0].Digest: true, before[1].Digest: true}
		for _, m := range found {
			assert.Equal(t, want[m.Digest.String()], m.IsUntagged(), m.Tags)
		}
		assert.Len(t, found, 4)
	})
}

func TestEachWalkHasACursorOfItsOwnAndGoesOnWhereItFailed(t *testing.T) {
	left(t, 0, 450, func(t *testing.T, s *setting) {
		listing := s.client.Manifests(museum)
		one, other := listing.Reader(), listing.Reader()
		count := map[hub.Digest]int{}
		add := func(found []hub.Manifest, err error) error {
			for _, m := range found {
				count[m.Digest]++
			}
			return err
		}
		require.NoError(t, add(manifests(t.Context(), one, 2)))
		require.NoError(t, add(manifests(t.Context(), other, 1)))
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: manifestsOf}, Do: hubtest.Drop()})
		asked := s.asked(manifestsOf)
		require.ErrorIs(t, add(manifests(t.Context(), one, 0)), hub.NoNetwork)
		assert.Equal(t, hub.Partial, one.Verdict().State)
		failed := s.queries(manifestsOf)[asked]
		s.hub.Heal()
		asked = s.asked(manifestsOf)
		require.NoError(t, add(manifests(t.Context(), one, 0)))
		assert.Equal(t, failed, s.queries(manifestsOf)[asked], "it goes on at its cursor")
		require.NoError(t, add(manifests(t.Context(), other, 0)))
		assert.Len(t, count, 450)
		for _, n := range count {
			require.Equal(t, 2, n)
		}
		assert.Equal(t, [2]hub.State{hub.Complete, hub.Complete}, [2]hub.State{one.Verdict().State, other.Verdict().State})
	})
}

func TestAPageAloneIsReachedFromTheFirst(t *testing.T) {
	left(t, 0, 250, func(t *testing.T, s *setting) {
		listing := s.client.Manifests(museum)
		var wg sync.WaitGroup
		for n, want := range map[int]int{1: 100, 2: 100, 3: 50, 4: 0} {
			wg.Go(func() {
				p, err := listing.Page(t.Context(), n)
				assert.NoError(t, err)
				assert.Len(t, p.Rows, want)
				assert.Equal(t, n > 2, p.Last)
			})
		}
		wg.Wait()
	})
}

func TestACursorThatLeadsNowhereEndsTheListAndSaysSo(t *testing.T) {
	for name, c := range map[string]struct {
		do   hubtest.Action
		says string
		rows int
	}{
		"it stands still":     {hubtest.CursorStays(), "it would never end", 200},
		"it goes round":       {cursorOfTwo(), "it would never end", 200},
		"it has expired":      {hubtest.CursorExpired(), "no longer knows the place", 100},
		"it is not a text":    {hubtest.EditPage(func(page map[string]any) { page["last_evaluated_key"] = map[string]any{"digest": "x"} }), "not understood", 0},
		"the next one is 404": {behindFirst(hubtest.NotFound()), "no longer knows the place", 100},
		"the next one is 410": {behindFirst(hubtest.Answer(410, "application/json", `{"message":"gone"}`)), "no longer knows the place", 100},
	} {
		t.Run(name, func(t *testing.T) {
			left(t, 0, 450, func(t *testing.T, s *setting) {
				s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: manifestsOf}, Do: c.do})
				r := s.client.Manifests(museum).Reader()
				found, err := manifests(t.Context(), r, 0)
				require.Error(t, err)
				assert.Contains(t, hub.Sentence(err), c.says)
				assert.NotEmpty(t, hub.Advice(err))
				assert.Len(t, found, c.rows)
				assert.Equal(t, hub.Partial, r.Verdict().State)
				asked := s.asked("museum")
				assert.Less(t, asked, 10)
				_, err = manifests(t.Context(), r, 0)
				require.Error(t, err, "and not by itself whole the next time")
			})
		})
	}
}

// cursorOfTwo has two pages name each other.
func cursorOfTwo() hubtest.Action {
	names := []string{}
	return hubtest.EditPage(func(page map[string]any) {
		if next, ok := page["last_evaluated_key"].(string); ok && len(names) < 1 {
			names = append(names, next)
		}
		page["last_evaluated_key"] = names[0]
	})
}

func behindFirst(do hubtest.Action) hubtest.Action {
	return func(h *hubtest.Hub, next http.Handler) http.Handler {
		struck := do(h, next)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.RawQuery, "last_evaluated_key") {
				struck.ServeHTTP(w, r)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

func TestTheEndOfManifestsComesInThreeForms(t *testing.T) {
	for _, do := range []hubtest.Action{hubtest.CursorEnds(false), hubtest.CursorEnds(true), hubtest.After(func() {})} {
		left(t, 0, 130, func(t *testing.T, s *setting) {
			s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: manifestsOf}, Do: do})
			r := s.client.Manifests(museum).Reader()
			found, err := manifests(t.Context(), r, 0)
			require.NoError(t, err)
			assert.Len(t, found, 130)
			assert.Equal(t, hub.Complete, r.Verdict().State)
		})
	}
}

func TestWhoMayNotSeeManifestsIsToldSoAndStaysLoggedIn(t *testing.T) {
	left(t, 1, 1, func(t *testing.T, s *setting) {
		read := func() error {
			_, err := manifests(t.Context(), s.client.Manifests(museum).Reader(), 0)
			require.ErrorIs(t, err, hub.Forbidden)
			assert.Contains(t, hub.Sentence(err), "only to those whose repository it is")
			assert.Contains(t, hub.Advice(err), "Log in with an account")
			return err
		}
		s.client.Use(nil)
		_ = read()
		s.world.AddUser(hubtest.User{Name: "dave", Password: "lantern-oil"})
		s.signIn("dave", "lantern-oil")
		_ = read()
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: manifestsOf}, Do: hubtest.Unauthorized("unauthorized")})
		for _, secret := range []string{"anchor-chain", "dckr_pat_alice"} {
			s.signIn("alice", secret)
			assert.Nil(t, hub.EndedSession(read()), "a 401 here says nothing of the session")
			_, err := s.client.Repository(t.Context(), museum)
			require.NoError(t, err)
			assert.Positive(t, s.asked("/v2/namespaces/acme/repositories/museum"))
		}
	})
}

func TestASessionThatIsOverIsToldAsSuchByItsManifestsToo(t *testing.T) {
	left(t, 1, 1, func(t *testing.T, s *setting) {
		session := s.signIn("alice", "anchor-chain")
		s.hub.Revoke()
		_, err := manifests(t.Context(), s.client.Manifests(museum).Reader(), 0)
		require.ErrorIs(t, err, hub.SessionEnded)
		assert.Same(t, session, hub.EndedSession(err))
		renewed := s.signIn("alice", "dckr_pat_alice")
		s.hub.Revoke()
		found, err := manifests(t.Context(), s.client.Manifests(museum).Reader(), 0)
		require.NoError(t, err, "an access token gets another session")
		assert.Len(t, found, 2)
		assert.Same(t, renewed, s.client.Session())
	})
}

func TestAHubWithoutTheRouteIsToldFromARepositoryThatIsNotThere(t *testing.T) {
	for name, do := range map[string]hubtest.Action{
		"as of what is not there": hubtest.NotFound(),
		"as a page":               hubtest.Answer(404, "text/html", "<html><h1>404</h1></html>"),
		"as a method":             hubtest.Answer(405, "text/html", "<html><h1>405</h1></html>"),
	} {
		t.Run(name, func(t *testing.T) {
			left(t, 1, 1, func(t *testing.T, s *setting) {
				s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: manifestsOf}, Do: do})
				_, err := manifests(t.Context(), s.client.Manifests(museum).Reader(), 0)
				require.ErrorIs(t, err, hub.NoManifests)
				assert.Contains(t, hub.Sentence(err), "the Hub has no list of its manifests")
				_, err = manifests(t.Context(), s.client.Manifests(hub.RepositoryName{Namespace: "acme", Name: "nowhere"}).Reader(), 0)
				require.ErrorIs(t, err, hub.NotFound)
			})
		})
	}
	left(t, 1, 1, func(t *testing.T, s *setting) {
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: manifestsOf}, Do: hubtest.Answer(200, "application/json", `{"count":0,"next":null,"results":[]}`)})
		_, err := manifests(t.Context(), s.client.Manifests(museum).Reader(), 0)
		require.ErrorIs(t, err, hub.Unreadable)
		assert.Contains(t, hub.Sentence(err), "not the list of manifests")
	})
}

func TestARowThatCannotBeReadIsCountedAndNotMissed(t *testing.T) {
	left(t, 3, 3, func(t *testing.T, s *setting) {
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: manifestsOf}, Do: hubtest.Unset("tags")})
		r := s.client.Manifests(museum).Reader()
		found, err := manifests(t.Context(), r, 0)
		require.NoError(t, err)
		assert.Empty(t, found)
		assert.Equal(t, 6, r.Verdict().Malformed)
	})
}
