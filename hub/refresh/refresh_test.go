package refresh_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/hubtest"
	"tagboat/hub/index"
	"tagboat/hub/refresh"
)

func TestAnAccountIsReadWholeOnceAndThenVerifiedByOneRequestAList(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, 12)
		first, asked := s.as("anchor-chain").syncs()
		assert.Equal(t, refresh.Summary{
			Lists: 15, ListsOf: 15, Whole: 15, Tags: 12 * 150, Requests: 4 + 12*2,
		}, first)
		assert.Len(t, asked, first.Requests)
		assert.Equal(t, export.Complete, first.Outcome())
		time.Sleep(time.Hour)

		s.push("acme/r-003", "new")
		second := s.as("anchor-chain")
		summary, _ := second.syncs()
		assert.Equal(t, refresh.Summary{
			Lists: 15, ListsOf: 15, Whole: 3, Verified: 12, Tags: 12*150 + 1, Requests: 4 + 12,
		}, summary)
		r := hub.RepositoryName{Namespace: "acme", Name: "r-003"}
		known := index.Offline{Index: second.index, Client: second.client}
		_, err := known.Tag(r, "new")
		assert.NoError(t, err)
	})
}

func TestEveryListThatIsMeantIsAskedForOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, 2)
		s.publish("library/nginx", 3)
		s.as("anchor-chain").syncs("grafana/grafana", "acme/r-001")
		p := s.as("anchor-chain")
		beside := func(r *refresh.Run) {
			r.Beside = []refresh.Name{
				{Namespace: "grafana", Repository: "grafana"}, {Namespace: "library", Repository: "nginx"},
				{Namespace: "grafana"}, {Namespace: "acme"}, {Namespace: "acme", Repository: "r-000"},
			}
		}
		time.Sleep(time.Hour)
		summary, asked := p.does(t.Context(), refresh.Request{Began: time.Now()}, beside)
		assert.Equal(t, export.Complete, summary.Outcome())
		assert.Equal(t, 8, summary.Lists)
		repositories := func(ns string) string { return "namespaces/" + ns + "/repositories" }
		assert.ElementsMatch(t, []string{
			"repositories/namespaces/", "user/orgs/", repositories("alice"), repositories("acme"), repositories("grafana"),
			repositories("acme") + "/r-000/tags", repositories("acme") + "/r-000/tags", // two pages
			repositories("acme") + "/r-001/tags", repositories("grafana") + "/grafana/tags",
			repositories("library") + "/nginx/tags",
		}, asked, "the tags of grafana/loki are nobody's wish")

		time.Sleep(time.Hour)
		named, asked := s.as("anchor-chain").syncs("grafana", "grafana/loki", "acme/r-001")
		assert.Equal(t, 4, named.Lists)
		assert.Len(t, slices.Compact(slices.Sorted(slices.Values(asked))), 4)
	})
}

func TestTwoAtOnceReadNothingTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, 12)
		first, second := s.as("anchor-chain"), s.as("anchor-chain")
		release, err := refresh.InTurn(t.Context(), s.folder, func() { t.Error("there is no other") })
		require.NoError(t, err)
		waiting, over := make(chan struct{}), make(chan struct{})
		began := time.Now()
		go func() {
			defer close(over)
			release, err := refresh.InTurn(t.Context(), s.folder, func() { close(waiting) })
			if !assert.NoError(t, err) {
				return
			}
			defer release()
			summary, asked := second.does(t.Context(), refresh.Request{Began: began})
			assert.Equal(t, refresh.Summary{Lists: 15, ListsOf: 15, Recent: 15, Tags: 12 * 150}, summary)
			assert.Empty(t, asked)
		}()
		<-waiting
		time.Sleep(time.Second)
		summary, _ := first.syncs()
		assert.Equal(t, 15, summary.Whole)
		release()
		<-over
	})
}

func TestWhoWaitsForAnotherLeavesAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, 0)
		release, err := refresh.InTurn(t.Context(), s.folder, nil)
		require.NoError(t, err)
		defer release()
		ctx, cancel := context.WithCancel(t.Context())
		began := time.Now()
		_, err = refresh.InTurn(ctx, s.folder, cancel)
		assert.ErrorIs(t, err, context.Canceled)
		assert.Less(t, time.Since(began), time.Second)
	})
}

func TestAnInterruptedRunHasWhatItHasDoneAndTheNextGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, 20)
		ctx, cancel := context.WithCancel(t.Context())
		began := time.Now()
		first, _ := s.as("anchor-chain").does(ctx, refresh.Request{Began: began}, func(r *refresh.Run) {
			r.Observe = func(p refresh.Progress) {
				if p.Lists == 9 {
					cancel()
				}
			}
		})
		assert.Equal(t, export.Interrupted, first.Outcome())
		assert.Empty(t, first.Misses)
		assert.Less(t, first.Lists, 20)
		second, asked := s.as("anchor-chain").does(t.Context(),
			refresh.Request{Began: time.Now(), MaxAge: time.Since(began)})
		assert.Equal(t, export.Complete, second.Outcome())
		assert.GreaterOrEqual(t, second.Recent, first.Lists)
		assert.Equal(t, 23, second.Lists)
		assert.Equal(t, 20*150, second.Tags)
		assert.Less(t, len(asked), 2*(23-first.Lists)+1)
		third, _ := s.as("anchor-chain").syncs()
		assert.Equal(t, 20, third.Verified)
	})
}

func TestALargeSyncLeavesHalfOfTheLimitToOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const limit = 40
		s := at(t, 60, hubtest.WithRateLimit(limit, limit))
		summary, _ := s.as("anchor-chain").syncs()
		require.Equal(t, export.Complete, summary.Outcome(), summary)
		var times []time.Time
		for _, r := range s.hub.Requests() {
			require.NotEqual(t, http.StatusTooManyRequests, r.Status)
			if r.Method == http.MethodGet {
				times = append(times, r.Time)
			}
		}
		assert.Len(t, times, 4+60*2)
		for i := limit / 2; i < len(times); i++ {
			assert.GreaterOrEqual(t, times[i].Sub(times[i-limit/2]), time.Minute, "request %d", i)
		}
		assert.Less(t, times[len(times)-1].Sub(times[0]), 7*time.Minute)
	})
}

func TestWhatIsNotVisibleAnyMoreIsNotedAndIsNoFailureUnlessItWasNamed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, 1)
		s.as("anchor-chain").syncs("grafana", "acme")
		time.Sleep(time.Hour)
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "loki/tags"}, Do: hubtest.NotFound()})
		summary, _ := s.as("anchor-chain").syncs()
		assert.Equal(t, 1, summary.Unseen)
		assert.Equal(t, export.Complete, summary.Outcome(), summary)
		named, _ := s.as("anchor-chain").syncs("grafana/loki")
		assert.Equal(t, export.Failed, named.Outcome())
		require.Len(t, named.Misses, 1)
		assert.ErrorIs(t, named.Misses[0].Err, hub.NotFound)
		nothing, _ := s.as("anchor-chain").syncs("nobody")
		require.Len(t, nothing.Misses, 1)
		assert.Equal(t, export.NothingThere, nothing.Misses[0].Why)
		assert.Equal(t, export.Partial, nothing.Outcome())
	})
}

func TestWithoutAnAccountWhatItSawIsBroughtUpToDateAndDepthIsALogin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, 0, hubtest.WithDepth(200, 100, 100))
		none, asked := s.run().syncs()
		assert.ErrorIs(t, none.Err, refresh.ErrNothing)
		assert.Equal(t, export.LoginNeeded, none.Outcome())
		assert.Empty(t, asked)

		s.publish("grafana/many", 500)
		named, _ := s.run().syncs("grafana")
		assert.Equal(t, export.LoginNeeded, named.Outcome())
		assert.Equal(t, 3, named.Lists)
		require.Len(t, named.Misses, 1)
		assert.Equal(t, "grafana/many", named.Misses[0].List)

		time.Sleep(time.Hour)
		known, _ := s.run().syncs()
		assert.Equal(t, refresh.Summary{
			Lists: 3, ListsOf: 3, Whole: 1, Verified: 2, Tags: 6, Requests: 3,
		}, known, "a list that was never whole is not known")
		_, asked = s.as("dckr_pat_alice").syncs()
		assert.NotContains(t, strings.Join(asked, " "), "grafana", "what somebody else saw")
	})
}

func TestALostNetworkEndsTheRunSoon(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, 40)
		p := s.as("anchor-chain")
		p.syncs("acme/r-000", "acme/r-001")
		time.Sleep(time.Hour)
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Nth: 6}, Do: hubtest.NetworkUnreachable()})
		summary, _ := p.syncs()
		assert.Equal(t, export.Partial, summary.Outcome())
		assert.ErrorIs(t, summary.Err, hub.NoNetwork)
		assert.LessOrEqual(t, len(summary.Misses), 8)
		s.hub.Heal()
		again, _ := s.as("anchor-chain").syncs()
		assert.Equal(t, export.Complete, again.Outcome())
	})
}

func TestAListOfWhichTheHubWithholdsRowsIsPartial(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, 1)
		s.hub.Inject(hubtest.Fault{
			Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Count(func(n int) int { return n + 2 }),
		})
		summary, _ := s.as("anchor-chain").syncs("acme")
		assert.Equal(t, export.Partial, summary.Outcome())
		assert.Equal(t, 1, summary.Partial())
		assert.Zero(t, summary.Failed())
	})
}

func TestAnEndedSessionIsALogin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, 3)
		p := s.as("anchor-chain")
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Unauthorized("token is over")})
		summary, _ := p.syncs()
		assert.Equal(t, export.LoginNeeded, summary.Outcome())
	})
}

func TestALogoutElsewhereEndsTheRunAndNothingMoreIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, 20)
		p, other := s.as("anchor-chain"), s.run()
		once := sync.OnceFunc(func() {
			assert.NoError(t, other.index.Forget(t.Context(), s.hub.URL(), "alice"))
		})
		summary, _ := p.does(t.Context(), refresh.Request{Began: time.Now()}, func(r *refresh.Run) {
			r.Observe = func(progress refresh.Progress) {
				if progress.Lists == 9 {
					once()
				}
			}
		})
		assert.ErrorIs(t, summary.Err, refresh.ErrUnkept)
		assert.Equal(t, export.Failed, summary.Outcome())
		assert.Contains(t, strings.Join(p.index.Notices(), " "), "logged out elsewhere")
		assert.Empty(t, s.as("anchor-chain").index.Lists(t.Context(), p.client))
	})
}

func TestTargetsAreReadAsPeoplePasteThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, 1)
		summary, _ := s.as("anchor-chain").syncs("https://hub.docker.com/r/grafana/grafana", "acme/")
		assert.Equal(t, 3, summary.Lists, summary)
		_, err := refresh.New(nil, nil, refresh.Request{Targets: []string{"a b!"}})
		_, misused := errors.AsType[*export.UsageError](err)
		assert.True(t, misused)
	})
}
