package wait_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/wait"
)

// story is a wait before a Hub on which acme/api has the tag 1.3 and little else.
type story struct {
	*testing.T

	hub    *hubtest.Hub
	client *hub.Client
	began  time.Time
	begin  wait.Begin
	looks  []wait.Look
}

func before(t *testing.T, what func(s *story), options ...hubtest.Option) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		world := hubtest.NewWorld(time.Now())
		world.Publish("acme/api", build("old").Tag("1.3"))
		s := &story{T: t, hub: hubtest.New(world, options...), began: time.Now()}
		client, err := hub.New(hub.Options{BaseURL: s.hub.URL(), Transport: s.hub.Transport()})
		require.NoError(t, err)
		s.client = client
		what(s)
	})
}

func build(content string, platforms ...string) hubtest.Build {
	return hubtest.Build{Content: content, Platforms: platforms, Pushed: time.Now()}
}

// after does something so long after the beginning.
func (s *story) after(d time.Duration, do func()) {
	timer := time.AfterFunc(d, do)
	s.Cleanup(func() { timer.Stop() })
}

func (s *story) push(tags ...hubtest.Tag) func() {
	return func() { s.hub.World().Push("acme/api", tags...) }
}

var tenMinutes = wait.Rhythm{Every: 5 * time.Second, Timeout: 10 * time.Minute}

func (s *story) wait(w wait.Wish) (hub.Tag, error) { return s.waitUnder(s.Context(), w, tenMinutes) }

func (s *story) waitUnder(ctx context.Context, w wait.Wish, r wait.Rhythm) (hub.Tag, error) {
	w.Repository = hub.RepositoryName{Namespace: "acme", Name: "api"}
	if w.Tag == "" {
		w.Tag = "1.4"
	}
	return wait.For(ctx, s.client, w, r, s.begin, func(l wait.Look) { s.looks = append(s.looks, l) })
}

// asked is how often the tag was asked for; the rest is what else was.
func (s *story) asked() (tag, rest int) {
	for _, r := range s.hub.Requests() {
		if strings.HasPrefix(r.Path, "/v2/namespaces/acme/repositories/api/tags/") {
			tag++
		} else {
			rest++
		}
	}
	return tag, rest
}

func digestOf(t hubtest.Tag) hub.Digest {
	d, err := hub.ParseDigest(t.Digest)
	if err != nil {
		panic(err)
	}
	return d
}

var amd64, arm64 = hub.NewPlatform("linux", "amd64", "", ""), hub.NewPlatform("linux", "arm64", "", "")

func TestATagIsWaitedForUntilItIsThere(t *testing.T) {
	before(t, func(s *story) {
		built := build("new").Tag("1.4")
		s.after(62*time.Second, s.push(built))
		tag, err := s.wait(wait.Wish{})
		require.NoError(t, err)
		assert.Equal(t, "1.4", tag.Name)
		assert.Equal(t, "acme/api:1.4@"+built.Digest, wait.Wish{
			Repository: hub.RepositoryName{Namespace: "acme", Name: "api"}, Tag: "1.4",
		}.Pinned(tag).Familiar())
		took := time.Since(s.began)
		assert.GreaterOrEqual(t, took, 62*time.Second)
		assert.Less(t, took, 68*time.Second)
		looks, rest := s.asked()
		assert.InDelta(t, 13, looks, 2, "one request a look")
		assert.Equal(t, 1, rest, "once, whether there is such a repository")
		assert.Equal(t, "was not there", s.looks[0].Saw)
		assert.False(t, s.looks[0].Unknown)
	})
}

func TestNoTwoLooksOfAllWhoWaitAreEquallyFarApart(t *testing.T) {
	before(t, func(s *story) {
		s.after(3*time.Minute, s.push(build("new").Tag("1.4")))
		_, err := s.wait(wait.Wish{})
		require.NoError(t, err)
		apart := map[time.Duration]bool{}
		for _, l := range s.looks {
			d := l.Next.Sub(l.At)
			assert.GreaterOrEqual(t, d, 4500*time.Millisecond)
			assert.LessOrEqual(t, d, 5500*time.Millisecond)
			apart[d] = true
		}
		assert.Greater(t, len(apart), len(s.looks)/2)
	})
}

func TestATagIsThereWhenEveryPlatformIs(t *testing.T) {
	before(t, func(s *story) {
		s.after(12*time.Second, s.push(build("new", "linux/amd64").Tag("1.4")))
		s.after(41*time.Second, s.push(build("new", "linux/amd64", "linux/arm64").Tag("1.4")))
		tag, err := s.wait(wait.Wish{Platforms: []hub.Platform{amd64, arm64}})
		require.NoError(t, err)
		assert.Len(t, tag.Images, 2)
		assert.GreaterOrEqual(t, time.Since(s.began), 41*time.Second)
		assert.Equal(t, "was there for linux/amd64, not for linux/arm64", s.looks[len(s.looks)-1].Saw)
	})
}

func TestADigestIsThatOfTheIndexOrOfAPlatform(t *testing.T) {
	built := build("new").Tag("1.4")
	platform, err := hub.ParseDigest(built.Images[1].Digest)
	require.NoError(t, err)
	for _, wanted := range []hub.Digest{digestOf(built), platform} {
		before(t, func(s *story) {
			s.push(build("other").Tag("1.4"))()
			s.after(30*time.Second, s.push(built))
			wish := wait.Wish{Digest: wanted}
			tag, err := s.wait(wish)
			require.NoError(t, err)
			assert.Equal(t, wanted, wish.Pinned(tag).Digest, "the one that was asked for")
			assert.Contains(t, s.looks[0].Saw, "was sha256:")
		})
	}
}

func TestAMoveIsAnotherImageThanAtTheFirstLook(t *testing.T) {
	for name, c := range map[string]struct {
		before hub.Digest
		at     time.Duration
	}{
		"as it was":           {at: 30 * time.Second},
		"as it was named":     {before: digestOf(build("old").Tag("")), at: 30 * time.Second},
		"it had moved before": {before: digestOf(build("older").Tag(""))},
	} {
		t.Run(name, func(t *testing.T) {
			before(t, func(s *story) {
				s.after(10*time.Second, func() { s.hub.World().Delete("acme/api", "1.3") })
				s.after(20*time.Second, s.push(build("old").Tag("1.3")))
				s.after(30*time.Second, s.push(build("new").Tag("1.3")))
				tag, err := s.wait(wait.Wish{Tag: "1.3", Moved: true, Before: c.before})
				require.NoError(t, err)
				assert.GreaterOrEqual(t, time.Since(s.began), c.at)
				assert.Less(t, time.Since(s.began), c.at+6*time.Second)
				assert.Equal(t, c.at == 0, tag.Digest == digestOf(build("old").Tag("")))
			})
		})
	}
	before(t, func(s *story) {
		s.after(30*time.Second, s.push(build("new").Tag("1.4")))
		_, err := s.wait(wait.Wish{Moved: true})
		require.NoError(t, err, "from nothing to something")
	})
}

func TestWhereTheHubTellsNoDigestAMoveIsAPush(t *testing.T) {
	before(t, func(s *story) {
		s.hub.Inject(hubtest.Fault{Do: hubtest.Unset("digest")}, hubtest.Fault{Do: hubtest.Set("images", []any{})})
		s.after(30*time.Second, func() { s.push(build("new").Tag("1.3"))() })
		tag, err := s.wait(wait.Wish{Tag: "1.3", Moved: true})
		require.NoError(t, err)
		assert.True(t, tag.Digest.IsZero())
		assert.GreaterOrEqual(t, time.Since(s.began), 30*time.Second)
	})
}

func TestATagIsGoneWhenTwoLooksFindNothing(t *testing.T) {
	before(t, func(s *story) {
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags/1.3", Nth: 2, Times: 1}, Do: hubtest.NotFound()})
		s.after(30*time.Second, func() { s.hub.World().Delete("acme/api", "1.3") })
		_, err := s.waitUnder(s.Context(), wait.Wish{Tag: "1.3", Gone: true}, wait.Rhythm{Every: 20 * time.Second, Timeout: 10 * time.Minute})
		require.NoError(t, err)
		took := time.Since(s.began)
		assert.GreaterOrEqual(t, took, 30*time.Second, "one odd answer is not believed")
		assert.Less(t, took, 60*time.Second, "the second look comes soon")
	})
}

func TestAPauseThatTheHubAsksForIsKept(t *testing.T) {
	for name, pause := range map[string]time.Duration{"a short one": 40 * time.Second, "a long one": 4 * time.Minute} {
		t.Run(name, func(t *testing.T) {
			before(t, func(s *story) {
				s.push(build("new").Tag("1.4"))()
				s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Times: 1}, Do: hubtest.TooMany(hubtest.RetryAfterSeconds, pause)})
				_, err := s.wait(wait.Wish{})
				require.NoError(t, err)
				assert.GreaterOrEqual(t, time.Since(s.began), pause)
				assert.Less(t, time.Since(s.began), pause+2*time.Second)
				looks, _ := s.asked()
				assert.Equal(t, 2, looks, "nothing is asked meanwhile")
			})
		})
	}
}

func TestTheBudgetIsObeyed(t *testing.T) {
	before(t, func(s *story) {
		_, err := s.waitUnder(s.Context(), wait.Wish{}, wait.Rhythm{Every: time.Second, Timeout: 5 * time.Minute})
		require.Error(t, err)
		for _, r := range s.hub.Requests() {
			assert.NotEqual(t, 429, r.Status)
		}
		looks, _ := s.asked()
		assert.LessOrEqual(t, looks, 5*20)
	}, hubtest.WithRateLimit(20, 20))
}

func TestALostNetworkIsWaitedOut(t *testing.T) {
	for name, lost := range map[string]hubtest.Action{
		"no network": hubtest.NetworkUnreachable(), "no names": hubtest.NoSuchHost(), "a sign-in page": hubtest.NotTLS(), "an outage": hubtest.Gateway(502),
	} {
		t.Run(name, func(t *testing.T) {
			before(t, func(s *story) {
				s.after(12*time.Second, func() { s.hub.Inject(hubtest.Fault{Do: lost}) })
				s.after(3*time.Minute, func() {
					s.push(build("new").Tag("1.4"))()
					s.hub.Heal()
				})
				_, err := s.wait(wait.Wish{})
				require.NoError(t, err)
				assert.Less(t, time.Since(s.began), 3*time.Minute+20*time.Second)
				failed := 0
				for _, l := range s.looks {
					if l.Err != nil {
						failed++
					}
				}
				assert.Positive(t, failed)
			})
		})
	}
}

// TestALoginThatTheNetworkHindersIsTriedAgain has a login before the first look.
func TestALoginThatTheNetworkHindersIsTriedAgain(t *testing.T) {
	login := func(s *story) wait.Begin {
		return func(ctx context.Context) error {
			session, err := s.client.Login(ctx, "alice", hub.NewSecret("anchor"))
			if err != nil {
				return fmt.Errorf("as alice: %w", err)
			}
			s.client.Use(session)
			return nil
		}
	}
	before(t, func(s *story) {
		s.hub.World().AddUser(hubtest.User{Name: "alice", Password: "anchor"})
		s.begin = login(s)
		s.hub.Inject(hubtest.Fault{Do: hubtest.NetworkUnreachable()})
		s.after(2*time.Minute, s.hub.Heal)
		_, err := s.wait(wait.Wish{Tag: "1.3"})
		require.NoError(t, err)
		assert.NotNil(t, s.client.Session())
		assert.NotEmpty(t, s.looks)
		assert.Less(t, time.Since(s.began), 2*time.Minute+20*time.Second)
	})
	before(t, func(s *story) {
		s.begin = login(s)
		_, err := s.wait(wait.Wish{Tag: "1.3"})
		require.ErrorIs(t, err, hub.BadCredentials, "another login would be refused as well")
		assert.Empty(t, s.looks)
	})
}

func TestWhatNoPauseHealsEndsTheWait(t *testing.T) {
	for kind, do := range map[hub.Kind]hubtest.Action{
		hub.Forbidden: hubtest.Forbidden("no"), hub.TLS: hubtest.NotTLS(), hub.BotChallenge: hubtest.BotChallenge(),
	} {
		before(t, func(s *story) {
			s.hub.Inject(hubtest.Fault{Do: do})
			_, err := s.wait(wait.Wish{})
			require.ErrorIs(t, err, kind)
			assert.Less(t, time.Since(s.began), 30*time.Second, kind)
		})
	}
}

func TestATimeOutTellsWhatWasSeenLast(t *testing.T) {
	late := func(err error) *wait.TimeoutError {
		e, ok := errors.AsType[*wait.TimeoutError](err)
		require.True(t, ok, err)
		return e
	}
	before(t, func(s *story) {
		_, err := s.wait(wait.Wish{})
		assert.Equal(t, 10*time.Minute, time.Since(s.began))
		assert.Regexp(t, `^waited for acme/api:1.4 in vain for 10 min; at \d\d:\d\d:\d\d it was not there$`, late(err).Error())
	})
	before(t, func(s *story) {
		s.after(time.Minute, func() { s.hub.Inject(hubtest.Fault{Do: hubtest.NetworkUnreachable()}) })
		_, err := s.wait(wait.Wish{Tag: "1.3", Gone: true})
		assert.Contains(t, late(err).Error(), "it was still there. The last look failed: Could not read tag acme/api:1.3: the host cannot be reached from here")
	})
	before(t, func(s *story) {
		s.hub.Inject(hubtest.Fault{Do: hubtest.Hang()})
		_, err := s.waitUnder(s.Context(), wait.Wish{}, wait.Rhythm{Every: time.Second, Timeout: 3 * time.Second})
		assert.Equal(t, 3*time.Second, time.Since(s.began))
		assert.Contains(t, late(err).Error(), "no look at it was answered. The last look failed: Could not read tag acme/api:1.4: no answer came in time")
	})
}

func TestAnInterruptedWaitEndsAtOnce(t *testing.T) {
	for name, do := range map[string]hubtest.Action{"between two looks": nil, "in a look": hubtest.Hang()} {
		t.Run(name, func(t *testing.T) {
			before(t, func(s *story) {
				if do != nil {
					s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Nth: 3}, Do: do})
				}
				ctx, cancel := context.WithCancel(s.Context())
				s.after(13*time.Second, cancel)
				_, err := s.waitUnder(ctx, wait.Wish{}, tenMinutes)
				require.ErrorIs(t, err, context.Canceled)
				assert.Equal(t, 13*time.Second, time.Since(s.began))
			})
		})
	}
}

func TestAnUnknownRepositoryIsToldAndWaitedFor(t *testing.T) {
	before(t, func(s *story) {
		s.hub.World().Remove("acme/api")
		s.after(time.Minute, func() { s.hub.World().Publish("acme/api", build("new").Tag("1.4")) })
		_, err := s.wait(wait.Wish{})
		require.NoError(t, err)
		assert.True(t, s.looks[0].Unknown)
		assert.False(t, s.looks[1].Unknown)
	})
}

func TestTwoThingsAtOnceAreNotWaitedFor(t *testing.T) {
	before(t, func(s *story) {
		for _, w := range []wait.Wish{{Moved: true, Gone: true}, {Gone: true, Platforms: []hub.Platform{amd64}}} {
			_, err := s.wait(w)
			require.Error(t, err)
		}
		assert.Empty(t, s.hub.Requests())
	})
}
