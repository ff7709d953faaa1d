package hub_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

func TestTheBudgetFollowsTheHeaders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 250)
		s := at(t, w)
		assert.False(t, s.client.Budget().Known)
		_, _, err := names(t.Context(), s.client.Tags(museum, hub.Newest).Reader(), 0)
		require.NoError(t, err)
		b := s.client.Budget()
		assert.Equal(t, 180, b.Limit)
		assert.Equal(t, 177, b.Remaining)
		assert.WithinDuration(t, time.Now().Add(time.Minute), b.Reset, time.Second)
		assert.NotEmpty(t, s.saw(hub.BudgetChanged))
		time.Sleep(2 * time.Minute)
		assert.Equal(t, 180, s.client.Budget().Remaining)
		s.client.Use(nil)
		assert.False(t, s.client.Budget().Known, "another account has another budget")
	})
}

func TestNearTheLimitALongListSlowsDownRatherThanHitsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		want := shelf(w, "acme/museum", 12_000)
		s := at(t, w, hubtest.WithRateLimit(60, 60), hubtest.WithLatency(100*time.Millisecond))
		s.signIn("alice", "anchor-chain")
		r := s.client.Tags(museum, hub.Newest).Reader()
		got, _, err := names(t.Context(), r, 0)
		require.NoError(t, err)
		assert.Equal(t, want, got)
		for _, request := range s.hub.Requests() {
			assert.NotEqual(t, 429, request.Status)
		}
	})
}

func TestALongListLeavesSomethingForWhatAPersonAsksMeanwhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 6000)
		s := at(t, w, hubtest.WithRateLimit(50, 50), hubtest.WithLatency(100*time.Millisecond))
		s.signIn("alice", "anchor-chain")
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			_, _, _ = names(ctx, s.client.Tags(museum, hub.Newest).Reader(), 0)
		}()
		for range 5 {
			time.Sleep(10 * time.Second)
			began := time.Now()
			_, err := s.client.Repository(t.Context(), museum)
			require.NoError(t, err)
			assert.Less(t, time.Since(began), time.Second)
		}
		cancel()
		<-done
	})
}

func TestNearTheLimitWhatAPersonWaitsForIsNotSlowedDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 50)
		s := at(t, w, hubtest.WithRateLimit(20, 20))
		began := time.Now()
		for range 20 {
			_, err := s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
			require.NoError(t, err)
		}
		assert.Less(t, time.Since(began), 2*time.Second)
	})
}

func TestWhatPollsWaitsWhereWhatAPersonAsksGoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 10)
		s := at(t, w, hubtest.WithRateLimit(20, 20))
		ask := func(ctx context.Context) time.Duration {
			began := time.Now()
			_, err := s.client.Repository(ctx, museum)
			require.NoError(t, err)
			return time.Since(began)
		}
		for range 17 {
			ask(t.Context())
		}
		assert.Zero(t, ask(t.Context()))
		assert.Greater(t, ask(hub.With(t.Context(), hub.Patient)), 30*time.Second, "until the minute is over")
	})
}

func TestOn429AllRequestsWaitTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		want := shelf(w, "acme/museum", 3000)
		s := at(t, w, hubtest.WithRateLimit(0, 0), hubtest.WithLatency(100*time.Millisecond))
		s.signIn("alice", "anchor-chain")
		s.hub.Forget()
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Nth: 10, Times: 1}, Do: hubtest.TooMany(hubtest.RetryAfterSeconds, 20*time.Second)})
		r := s.client.Tags(museum, hub.Newest).Reader()
		got, _, err := names(t.Context(), r, 0)
		require.NoError(t, err)
		assert.Equal(t, want, got)
		var refused time.Time
		for _, request := range s.hub.Requests() {
			if request.Status == 429 {
				refused = request.Time.Add(100 * time.Millisecond)
			}
		}
		require.False(t, refused.IsZero())
		for _, request := range s.hub.Requests() {
			inside := request.Time.After(refused) && request.Time.Before(refused.Add(20*time.Second))
			assert.False(t, inside, "a request was sent during the pause")
		}
		assert.Len(t, s.saw(hub.Waiting), 1, "one pause is told once")
		assert.Len(t, s.saw(hub.Resumed), 1)
	})
}

func TestEveryUnitOfAHintIsWaitedOut(t *testing.T) {
	for name, hint := range map[string]hubtest.Hint{
		"seconds": hubtest.RetryAfterSeconds, "date": hubtest.RetryAfterDate, "timestamp": hubtest.RetryAfterTimestamp,
		"x-retry-after": hubtest.XRetryAfter, "reset": hubtest.RateLimitReset, "none": hubtest.NoHint,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := people(time.Now())
				shelf(w, "acme/museum", 5)
				s := at(t, w, hubtest.WithRateLimit(0, 0))
				s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Times: 1}, Do: hubtest.TooMany(hint, 40*time.Second)})
				began := time.Now()
				_, err := s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
				require.NoError(t, err)
				want := 40.0
				if hint == hubtest.NoHint {
					want = 60
				}
				assert.InDelta(t, want, time.Since(began).Seconds(), 2)
			})
		})
	}
}

func TestAWaitThatIsTooLongIsAnErrorThatSaysWhenToComeBack(t *testing.T) {
	inKathmandu(t)
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 5)
		s := at(t, w)
		s.hub.Inject(hubtest.Fault{Do: hubtest.TooMany(hubtest.RetryAfterSeconds, time.Hour)})
		began := time.Now()
		_, err := s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
		require.ErrorIs(t, err, hub.RateLimited)
		assert.Less(t, time.Since(began), time.Second)
		assert.Len(t, s.hub.Requests(), 1)
		e, _ := errors.AsType[*hub.Error](err)
		assert.WithinDuration(t, time.Now().Add(time.Hour), e.Until, 2*time.Second)
		assert.Contains(t, hub.Advice(err), "06:45:00", "by the clock on the wall")
	})
}

func TestTheAbuseLimiterHasItsOwnKindAndIsWaitedOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 5)
		s := at(t, w)
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Times: 1}, Do: hubtest.AbuseLimit()})
		_, err := s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
		require.NoError(t, err)
		s.hub.Inject(hubtest.Fault{Do: hubtest.AbuseLimit()})
		_, err = s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
		require.ErrorIs(t, err, hub.AbuseLimited)
	})
}

func TestAPauseCanBeCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, people(time.Now()))
		s.hub.Inject(hubtest.Fault{Do: hubtest.TooMany(hubtest.RetryAfterSeconds, 60*time.Second)})
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		began := time.Now()
		_, err := s.client.Tags(museum, hub.Newest).Page(ctx, 1)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, 5*time.Second, time.Since(began))
	})
}

func TestRetriesAreBoundedVisibleAndOnlyForWhatMayHelp(t *testing.T) {
	for name, c := range map[string]struct {
		do       hubtest.Action
		kind     hub.Kind
		requests int
	}{
		"502":            {hubtest.Gateway(502), hub.Unavailable, 4},
		"503":            {hubtest.Gateway(503), hub.Unavailable, 4},
		"504":            {hubtest.Gateway(504), hub.Unavailable, 4},
		"500":            {hubtest.ServerError(), hub.Unavailable, 2},
		"html on 200":    {hubtest.HTMLOK(), hub.Unavailable, 4},
		"truncated":      {hubtest.Truncated(), hub.Unreadable, 4},
		"dropped":        {hubtest.Drop(), hub.NoNetwork, 4},
		"dropped inside": {hubtest.DropMidBody(), hub.NoNetwork, 4},
		"refused":        {hubtest.ConnectionRefused(), hub.NoNetwork, 4},
		"unreachable":    {hubtest.NetworkUnreachable(), hub.NoNetwork, 4},
		"no such host":   {hubtest.NoSuchHost(), hub.DNS, 1},
		"certificate":    {hubtest.BadCertificate(), hub.TLS, 1},
		"not TLS":        {hubtest.NotTLS(), hub.TLS, 1},
		"proxy":          {hubtest.ProxyRefused(), hub.Proxy, 1},
		"hanging":        {hubtest.Hang(), hub.TimedOut, 2},
		"dripping":       {hubtest.Drip(1, 20*time.Second), hub.TimedOut, 2},
		"404":            {hubtest.NotFound(), hub.NotFound, 1},
		"403":            {hubtest.Forbidden("no"), hub.Forbidden, 1},
		"400":            {hubtest.Answer(400, "application/json", `{"fields":{"ordering":["Invalid"]},"text":"Invalid ordering value"}`), hub.Refused, 1},
		"401":            {hubtest.Unauthorized("unauthorized"), hub.Forbidden, 1},
		"challenge":      {hubtest.BotChallenge(), hub.BotChallenge, 1},
		"gzip bomb":      {hubtest.GzipBomb(1 << 30), hub.Unreadable, 2},
		"huge body":      {hubtest.HugeBody(1 << 30), hub.Unreadable, 2},
		"elsewhere":      {hubtest.RedirectTo("https://evil.example/"), hub.Elsewhere, 2},
		"astray":         {hubtest.RedirectTo("/below/a/path"), hub.Elsewhere, 2},
		"a circle":       {toItself, hub.Elsewhere, 2},
		"304":            {hubtest.Answer(304, "", ""), hub.Elsewhere, 2},
		"deep body":      {hubtest.DeepBody(100_000), hub.Unreadable, 4},
		"many rows":      {hubtest.ManyRows(1_000_000), hub.Unreadable, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := people(time.Now())
				shelf(w, "acme/museum", 5)
				s := at(t, w)
				s.hub.Inject(hubtest.Fault{Do: c.do})
				began := time.Now()
				_, err := s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
				require.ErrorIs(t, err, c.kind)
				assert.Equal(t, c.kind, hub.KindOf(err))
				if c.requests > 0 {
					assert.Len(t, s.hub.Requests(), c.requests)
				}
				retries := s.saw(hub.Retrying)
				for i, e := range retries {
					assert.Equal(t, i+2, e.Attempt)
					assert.Equal(t, len(retries)+1, e.Of)
				}
				assert.LessOrEqual(t, time.Since(began), patience(name))
				assert.LessOrEqual(t, s.silence(began), 20*time.Second)
				assert.NotEmpty(t, hub.Sentence(err))
				assert.NotEmpty(t, hub.Advice(err))
			})
		})
	}
}

// patience is how long a person waits at most for the news.
func patience(fault string) time.Duration {
	switch fault {
	case "hanging":
		return time.Minute
	case "dripping":
		return 2 * time.Minute
	}
	return 6 * time.Second
}

// endless is an answer that never ends.
type endless struct{ read int }

func (e *endless) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(e), Request: r}, nil
}

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	e.read += len(p)
	return len(p), nil
}

func TestAnAnswerWithoutEndIsReadNoFurtherThanTheBound(t *testing.T) {
	var e endless
	c, err := hub.New(hub.Options{Transport: &e})
	require.NoError(t, err)
	_, err = c.Tags(museum, hub.Newest).Page(t.Context(), 1)
	require.ErrorIs(t, err, hub.Unreadable)
	assert.LessOrEqual(t, e.read, 33<<20, "the bound is 16 MB, and a buffer doubles")
}

func TestAFaultThatPassesIsNotSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 5)
		s := at(t, w)
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Times: 3}, Do: hubtest.Gateway(503)})
		_, err := s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
		require.NoError(t, err)
	})
}

func TestARedirectToTheSameHostIsFollowed(t *testing.T) {
	w := people(time.Now())
	shelf(w, "acme/museum", 5)
	s := at(t, w)
	s.signIn("alice", "anchor-chain")
	s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Times: 1}, Do: hubtest.SlashRedirect()})
	_, err := s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
	require.NoError(t, err)
	for _, r := range s.requests("/tags") {
		assert.Equal(t, hubtest.Password, r.Authorization)
	}
}
