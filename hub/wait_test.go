package hub_test

import (
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

func TestAWaitOfADayAndMoreIsNotBelieved(t *testing.T) {
	for name, headers := range map[string][]string{
		"a span":              {"Retry-After", "1000000000"},
		"a date":              {"Retry-After", "Thu, 01 Jan 2099 00:00:00 GMT"},
		"a timestamp":         {"X-Retry-After", "4070908800"},
		"a clock of old days": {"Date", "Thu, 01 Jan 1970 00:00:00 GMT", "X-RateLimit-Reset", "1893456000"},
	} {
		for _, status := range []int{429, 503} {
			t.Run(name+", "+strconv.Itoa(status), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := people(time.Now())
					shelf(w, "acme/museum", 5)
					s := at(t, w)
					do := hubtest.Answer(status, "application/json", `{"message":"rate limit exceeded"}`, headers...)
					s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Times: 1}, Do: do})
					began := time.Now()
					require.NoError(t, s.page())
					assert.LessOrEqual(t, time.Since(began), time.Minute+time.Second)
				})
			})
		}
	}
}

func TestABudgetWhoseEndIsADayAwayIsOneOfAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 5)
		s := at(t, w)
		s.hub.Inject(closed("/tags", hubtest.Answer(200, "application/json", `{"count":0,"results":[]}`,
			"X-RateLimit-Limit", "180", "X-RateLimit-Remaining", "3", "X-RateLimit-Reset", "4070908800")))
		require.NoError(t, s.page())
		assert.WithinDuration(t, time.Now().Add(time.Minute), s.client.Budget().Reset, time.Second)
	})
}

func TestNoAnswerPutsTheNextExchangeOffForLong(t *testing.T) {
	for name, do := range map[string]hubtest.Action{
		"an outage":  hubtest.Answer(503, "application/json", `{"message":"busy"}`, "Retry-After", "80000"),
		"a limit":    hubtest.Answer(429, "application/json", `{"message":"rate limit exceeded"}`, "Retry-After", "80000"),
		"a limiter":  hubtest.Answer(429, "text/plain", "too many requests", "Retry-After", "80000"),
		"an old age": hubtest.Answer(503, "application/json", `{}`, "Retry-After", "1000000000"),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := people(time.Now())
				shelf(w, "acme/museum", 5)
				s := at(t, w)
				s.signIn("alice", "dckr_pat_alice")
				s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/auth/token", Times: 1}, Do: do})
				time.Sleep(time.Hour)
				require.Error(t, s.page())
				time.Sleep(15*time.Minute + time.Second)
				require.NoError(t, s.page())
			})
		})
	}
}
