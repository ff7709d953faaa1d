package hub_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

// What one answer may settle, and for how long.

func TestOneRefusalOfAReadEndsNoSession(t *testing.T) {
	odd := map[string]hubtest.Action{
		"a proxy's page": hubtest.Answer(401, "text/html", "<html>Log in to the network</html>"),
		"plain text":     hubtest.Answer(401, "text/plain", "Unauthorized"),
		"nothing":        hubtest.Answer(401, "", ""),
		"strange JSON":   hubtest.Answer(401, "application/json", `{"error":"invalid_session"}`),
		"a list":         hubtest.Answer(401, "application/json", `[]`),
		"a basic realm":  hubtest.Answer(401, "text/html", "<html></html>", "WWW-Authenticate", `Basic realm="guest"`),
	}
	for _, secret := range []string{"anchor-chain", "dckr_pat_alice"} {
		for name, do := range odd {
			t.Run(secret+", always "+name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := people(time.Now())
					shelf(w, "acme/museum", 5)
					s := at(t, w)
					session := s.signIn("alice", secret)
					s.hub.Inject(closed("/tags", do))
					require.ErrorIs(t, s.page(), hub.NotTheHub)
					assert.Equal(t, 2, s.asked("/tags"))
					assert.False(t, session.Ended())
					assert.Len(t, s.hub.Requests(), 3, "one login, and no exchange because of a stranger's page")
					s.hub.Heal()
					require.NoError(t, s.page())
				})
			})
		}
		odd["the Hub's own"] = hubtest.Unauthorized("unauthorized")
		for name, do := range odd {
			t.Run(secret+", once "+name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := people(time.Now())
					shelf(w, "acme/museum", 5)
					s := at(t, w)
					session := s.signIn("alice", secret)
					s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Times: 1}, Do: do})
					require.NoError(t, s.page())
					assert.Equal(t, 2, s.asked("/tags"))
					assert.False(t, session.Ended())
				})
			})
		}
		delete(odd, "the Hub's own")
	}
}

func TestARenewedTokenThatIsRefusedTooEndsTheSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 5)
		s := at(t, w)
		session := s.signIn("alice", "dckr_pat_alice")
		s.hub.Inject(closed("/tags", hubtest.Unauthorized("unauthorized")))
		for range 3 {
			require.ErrorIs(t, s.page(), hub.SessionEnded)
		}
		assert.True(t, session.Ended())
		assert.Equal(t, 2, s.asked("/tags"))
		assert.Equal(t, 2, s.asked("/auth/token"))
	})
}

func TestOneRefusedExchangeDoesNotEndASession(t *testing.T) {
	for kind, do := range map[hub.Kind]hubtest.Action{
		hub.SessionEnded: hubtest.Unauthorized("unauthorized"), hub.Forbidden: hubtest.Forbidden("no"),
		hub.Refused: hubtest.Answer(400, "application/json", `{"text":"no"}`),
	} {
		t.Run(kind.Error(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := people(time.Now())
				shelf(w, "acme/museum", 5)
				s := at(t, w)
				session := s.signIn("alice", "dckr_pat_alice")
				s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/auth/token", Times: 1}, Do: do})
				time.Sleep(8*time.Minute + time.Second)
				require.NoError(t, s.page(), "the token still holds")
				require.NoError(t, s.page())
				assert.Equal(t, 2, s.asked("/auth/token"), "the exchange rests")
				time.Sleep(time.Minute)
				require.NoError(t, s.page())
				assert.Equal(t, 3, s.asked("/auth/token"))
				time.Sleep(7 * time.Minute)
				require.NoError(t, s.page())
				assert.False(t, session.Ended())

				s.hub.Heal()
				s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/auth/token", Times: 1}, Do: do})
				time.Sleep(time.Hour)
				require.ErrorIs(t, s.page(), kind, "the token is over")
				require.ErrorIs(t, s.page(), kind)
				assert.Equal(t, 4, s.asked("/auth/token"))
				time.Sleep(time.Minute)
				require.NoError(t, s.page(), "and works a minute later")
			})
		})
	}
}

func TestAnExchangeThatIsRefusedAgainIsTheEndOrRestsLonger(t *testing.T) {
	for status, ends := range map[int]bool{401: true, 403: false} {
		synctest.Test(t, func(t *testing.T) {
			w := people(time.Now())
			shelf(w, "acme/museum", 5)
			s := at(t, w)
			session := s.signIn("alice", "dckr_pat_alice")
			s.hub.Inject(closed("/auth/token", hubtest.Answer(status, "application/json", `{"message":"no"}`)))
			time.Sleep(time.Hour)
			var asked []int
			for range 30 {
				require.Error(t, s.page())
				asked = append(asked, s.asked("/auth/token")-1)
				time.Sleep(time.Minute)
			}
			assert.Equal(t, ends, session.Ended())
			assert.Zero(t, s.asked("/tags"), "a token that is over is not sent")
			if ends {
				assert.Equal(t, 2, asked[29])
				return
			}
			assert.Equal(t, []int{1, 2, 2, 2, 2, 2, 3}, asked[:7], "after 1 minute, 5, 15")
			assert.Equal(t, []int{3, 4}, asked[20:22])
		})
	}
}

// exchanging counts the exchanges while somebody asks four times a second.
func exchanging(s *setting, d time.Duration) int {
	before := s.asked("/auth/token")
	for range int(d / (250 * time.Millisecond)) {
		require.NoError(s.t, s.page())
		time.Sleep(250 * time.Millisecond)
	}
	return s.asked("/auth/token") - before
}

func TestATokenIsRenewedNoOftenerThanItsLifeAsks(t *testing.T) {
	for life, most := range map[time.Duration]int{
		8 * time.Second: 11, 30 * time.Second: 3, time.Minute: 2, 2 * time.Minute: 1, 3 * time.Minute: 1, 10 * time.Minute: 0,
	} {
		synctest.Test(t, func(t *testing.T) {
			w := people(time.Now())
			shelf(w, "acme/museum", 5)
			s := at(t, w, hubtest.WithTokenLife(time.Hour, life), hubtest.WithRateLimit(0, 0))
			session := s.signIn("alice", "dckr_pat_alice")
			if kept := session.Keep(); assert.True(t, kept.Holds(time.Now()), life) {
				s.client.Use(s.client.Resume(kept))
			}
			assert.LessOrEqual(t, exchanging(s, time.Minute), most, life)
			for _, r := range s.requests("/tags") {
				require.Equal(t, 200, r.Status, life)
			}
		})
	}
}

func TestATokenThatIsOverWhenItComesIsUsedUntilItIsRefused(t *testing.T) {
	for name, off := range map[string]time.Duration{"slow by hours": -5 * time.Hour, "fast by hours": 5 * time.Hour} {
		for _, secret := range []string{"anchor-chain", "dckr_pat_alice"} {
			t.Run(name+", "+secret, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := people(time.Now())
					shelf(w, "acme/museum", 5)
					s := with(t, w, func(o *hub.Options) { o.Now = func() time.Time { return time.Now().Add(off) } },
						hubtest.WithRateLimit(0, 0), hubtest.WithTokenLife(time.Hour, 10*time.Minute), hubtest.WithoutIssueTime())
					session := s.signIn("alice", secret)
					assert.Zero(t, exchanging(s, time.Minute))
					assert.False(t, session.Ended())
				})
			})
		}
	}
}

// livingFor makes the registry's tokens say that they live so many seconds.
func livingFor(seconds string) hubtest.Action {
	return func(_ *hubtest.Hub, next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			made := httptest.NewRecorder()
			next.ServeHTTP(made, r)
			_, _ = w.Write(bytes.ReplaceAll(made.Body.Bytes(), []byte(`"expires_in":300`), []byte(`"expires_in":`+seconds)))
		})
	}
}

func TestAPullTokenThatLivesShortlyIsUsedAtAll(t *testing.T) {
	for _, life := range []string{"1", "4", "20", "300"} {
		synctest.Test(t, func(t *testing.T) {
			w := people(time.Now())
			shelf(w, "acme/museum", 3500)
			s := at(t, w)
			s.hub.Inject(closed("/token", livingFor(life)))
			found, err := s.spelled(t.Context())
			require.NoError(t, err)
			assert.Len(t, found, 3500)
			assert.Equal(t, 1, s.asked("/token"), life)
			assert.Equal(t, 5, s.asked("/tags/list"), "four pages and the question for a token")
		})
	}
}

func TestTheTokenServiceIsAskedAgainAfterAnOddRefusal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, secretMuseum(20))
		s.signIn("alice", "dckr_pat_alice")
		basic := func() (n int) {
			for _, r := range s.requests("/token") {
				if r.Authorization == hubtest.Basic {
					n++
				}
			}
			return n
		}
		refused := hubtest.Answer(401, "application/json", `{"details":"incorrect username or password"}`)
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Host: "registry", Path: "/token", Times: 1}, Do: refused})
		for range 3 {
			_, err := s.spelled(t.Context())
			require.ErrorIs(t, err, hub.Forbidden)
		}
		assert.Equal(t, 1, basic(), "at once it would be another failed login")
		time.Sleep(time.Minute)
		found, err := s.spelled(t.Context())
		require.NoError(t, err)
		assert.Len(t, found, 20)

		time.Sleep(time.Hour)
		s.hub.Inject(closed("/token", hubtest.Answer(401, "text/html", "<html>guests</html>")))
		_, err = s.spelled(t.Context())
		require.ErrorIs(t, err, hub.NotTheHub)
		s.hub.Heal()
		found, err = s.spelled(t.Context())
		require.NoError(t, err, "a proxy's page refuses nothing")
		assert.Len(t, found, 20)
	})
}

func TestADetourOfTheSearchGrowsOnlyWhileTheDoorStaysClosed(t *testing.T) {
	searching(t, func(s *setting) {
		var detours []time.Duration
		s.hub.Inject(closed("/search/v4", hubtest.Gateway(502)))
		for range 5 {
			before, began := s.asked(newSearch), time.Now()
			for s.asked(newSearch) == before {
				assert.Equal(t, hub.OlderRoute, s.found("redis").Route)
				time.Sleep(time.Second)
			}
			detours = append(detours, time.Since(began)-time.Second)
		}
		assert.Equal(t, []time.Duration{0, 14 * time.Second, 29 * time.Second, 59 * time.Second, 119 * time.Second}, detours)
	})
}
