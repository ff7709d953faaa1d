package hub_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

// lasting are faults that do not pass.
var lasting = map[string]hubtest.Action{
	"502": hubtest.Gateway(502), "500": hubtest.ServerError(), "html": hubtest.HTMLOK(), "truncated": hubtest.Truncated(),
	"dropped": hubtest.Drop(), "cut": hubtest.DropMidBody(), "refused": hubtest.ConnectionRefused(), "hanging": hubtest.Hang(),
	"dripping": hubtest.Drip(1, 2*time.Second), "abuse": hubtest.AbuseLimit(), "429": hubtest.TooMany(hubtest.RetryAfterSeconds, time.Second),
	"429 for long": hubtest.TooMany(hubtest.RetryAfterSeconds, 80*time.Second), "429 without a word": hubtest.TooMany(hubtest.NoHint, 0),
	"503 with a wish": hubtest.Answer(503, "text/html", "<html>", "Retry-After", "70"), "huge": hubtest.HugeBody(1 << 30),
	"elsewhere": hubtest.RedirectTo("https://evil.example/"), "circle": hubtest.RedirectTo("/below/a/path/v2/"), "304": hubtest.Answer(304, "", ""),
	"slow and then broken": slowly(18*time.Second, hubtest.Gateway(502)), "slow and then limited": slowly(18*time.Second, hubtest.AbuseLimit()),
}

func slowly(d time.Duration, then hubtest.Action) hubtest.Action {
	return func(h *hubtest.Hub, next http.Handler) http.Handler { return hubtest.Latency(d)(h, then(h, next)) }
}

func TestEveryCallEndsIsTriedAFewTimesAndIsNeverSilentForLong(t *testing.T) {
	for name, do := range lasting {
		for _, unattended := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := people(time.Now())
					shelf(w, "acme/museum", 5)
					s := at(t, w)
					s.hub.Inject(hubtest.Fault{Do: do})
					listing, bound := s.client.Tags(museum, hub.Newest), 2*time.Minute
					if unattended {
						listing, bound = listing.Unattended(), 5*time.Minute
					}
					began := time.Now()
					_, _, err := names(t.Context(), listing.Reader(), 0)
					require.Error(t, err)
					assert.NotEmpty(t, hub.Sentence(err))
					assert.LessOrEqual(t, time.Since(began), bound)
					assert.LessOrEqual(t, s.silenceBesidePauses(began), 20*time.Second)
					assert.NotEmpty(t, s.hub.Requests())
					tried := map[string]time.Time{}
					times := map[string]int{}
					for _, r := range s.hub.Requests() {
						if last, ok := tried[r.Path]; ok {
							assert.GreaterOrEqual(t, r.Time.Sub(last), 100*time.Millisecond, "%s again", r.Path)
						}
						times[r.Path]++
						assert.LessOrEqual(t, times[r.Path], 6)
						tried[r.Path] = r.Time
					}
				})
			})
		}
	}
}

// silenceBesidePauses is the longest time in which nothing was said and no pause was announced for.
func (s *setting) silenceBesidePauses(from time.Time) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	longest := time.Duration(0)
	for i, at := range s.heard {
		longest = max(longest, at.Sub(from))
		from = at
		if e := s.events[i]; (e.Kind == hub.Waiting || e.Kind == hub.Retrying) && e.Until.After(at) {
			from = e.Until // a countdown is on the screen until then
		}
	}
	return max(longest, time.Since(from))
}

func TestSlowAnswersAreSpokenOfAndStillRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 5)
		s := at(t, w)
		s.hub.Inject(hubtest.Fault{Do: hubtest.Latency(19 * time.Second)})
		_, err := s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
		require.NoError(t, err)
		slow := s.saw(hub.Slow)
		require.Len(t, slow, 1)
		assert.Equal(t, "no answer for 15 s, still waiting", slow[0].Words(time.Now()))
		assert.Len(t, s.saw(hub.Resumed), 1, "the word is taken back when the answer is there")
		assert.Len(t, s.hub.Requests(), 1)
	})
}

func TestTheSecondTryHasMorePatienceThanTheFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 5)
		s := at(t, w)
		s.hub.Inject(hubtest.Fault{Do: hubtest.Latency(30 * time.Second)})
		_, err := s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
		require.NoError(t, err)
		retries := s.saw(hub.Retrying)
		require.Len(t, retries, 1)
		assert.Equal(t, "no answer for 20 s, trying again, 2 of 2", retries[0].Words(time.Now()))
	})
}

func TestASteadyDripIsGivenUpAlthoughItIsNeverSilent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 5)
		s := at(t, w)
		s.hub.Inject(hubtest.Fault{Do: hubtest.Drip(1, time.Second)})
		began := time.Now()
		_, err := s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
		require.ErrorIs(t, err, hub.TimedOut)
		requests := s.hub.Requests()
		require.Len(t, requests, 2)
		assert.InDelta(t, 60, requests[1].Time.Sub(began).Seconds(), 1, "an attempt takes a minute at most")
		assert.Contains(t, hub.Sentence(err), "no whole answer for")
	})
}

func TestACallThatTheGateKeepsBackForTooLongSaysWhenToComeBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 5)
		s := at(t, w)
		s.hub.Inject(hubtest.Fault{Do: hubtest.TooMany(hubtest.RetryAfterSeconds, 80*time.Second)})
		began := time.Now()
		_, err := s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
		require.ErrorIs(t, err, hub.RateLimited)
		e, ok := errors.AsType[*hub.Error](err)
		require.True(t, ok)
		assert.True(t, e.Until.After(time.Now()))
		assert.InDelta(t, 80, time.Since(began).Seconds(), 1, "a second pause would end behind all patience, so it is not begun")
	})
}

func TestWhoWaitsIsWokenInTheOrderOfComingAndThePersonFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 500)
		s := with(t, w, func(o *hub.Options) { o.Flight = 1 }, hubtest.WithLatency(time.Second))
		listing := s.client.Tags(museum, hub.Newest)
		var mu sync.Mutex
		var order []int
		var wg sync.WaitGroup
		ask := func(ctx context.Context, l hub.Listing[hub.Tag], n int) {
			wg.Go(func() {
				if p, err := l.Page(ctx, n); err == nil {
					mu.Lock()
					order = append(order, p.Number)
					mu.Unlock()
				}
			})
			synctest.Wait()
		}
		given, giveUp := context.WithCancel(t.Context())
		ask(t.Context(), listing.Unattended(), 1)
		ask(t.Context(), listing.Unattended(), 2)
		ask(given, listing.Unattended(), 3)
		ask(t.Context(), listing.Unattended(), 4)
		ask(t.Context(), listing, 5)
		giveUp()
		wg.Wait()
		assert.Equal(t, []int{1, 5, 2, 4}, order)
		at := s.hub.Requests()
		require.Len(t, at, 4)
		for i := range at[1:] {
			assert.Equal(t, time.Second, at[i+1].Time.Sub(at[i].Time), "nobody waits for a clock when the way is free")
		}
	})
}

func TestAPullTokenIsOneMoreReasonToAskAgainAndNoNewCount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 5)
		s := at(t, w)
		list := hubtest.Match{Host: "registry", Path: "/tags/list"}
		first, later := list, list
		first.Times, later.Nth = 4, 6
		s.hub.Inject(hubtest.Fault{Match: first, Do: hubtest.Gateway(502)}, hubtest.Fault{Match: later, Do: hubtest.Gateway(502)})
		r := s.client.Tags(museum, hub.Newest).Reader()
		require.True(t, r.ThroughRegistry())
		_, _, err := names(t.Context(), r, 0)
		require.ErrorIs(t, err, hub.Unavailable)
		assert.Equal(t, 6, s.asked("/tags/list"))
		assert.Positive(t, s.asked("/token"), "there was a token")
	})
}

func TestAListWithoutEndIsLeftWhetherItsPagesAreEmptyOrTheSame(t *testing.T) {
	for name, results := range map[string]string{"empty": ``, "the same": `{"name":"a"},{"name":"b"}`, "unreadable": `{"name":"a b"}`} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := at(t, people(time.Now()), hubtest.WithRateLimit(0, 0))
				s.hub.Inject(hubtest.Fault{Do: hubtest.Latency(time.Second)},
					hubtest.Fault{Do: hubtest.Answer(200, "application/json", `{"next":"?page=2","results":[`+results+`]}`)})
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
				defer cancel()
				_, _, err := names(ctx, s.client.Tags(museum, hub.Newest).Reader(), 0)
				require.ErrorIs(t, err, hub.Unreadable)
				assert.Contains(t, hub.Sentence(err), "brings nothing new")
				assert.Less(t, len(s.hub.Requests()), 30)
			})
		})
	}
}
