package check_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/check"
	"tagboat/hub/freshness"
	"tagboat/hub/hubtest"
	"tagboat/hub/index"
	"tagboat/hub/refs"
)

func TestEveryReferenceGetsItsVerdict(t *testing.T) {
	before(t, func(s *setting) {
		s.publish("2.0.0=latest", "1.3.0=1.3", "1.2.4", "1.2.3", "1.2.3-alpine", "edge")
		digest := s.world.Tags("acme/api")[5].Digest
		_, got := s.run(check.Request{},
			"acme/api:2.0.0", "acme/api:1.2.3", "acme/api:1.2.3-alpine", "acme/api:9", "acme/api", "acme/api:edge",
			"acme/api:1.2.3@"+digest, "acme/api:2.0.0@"+digest, "ghcr.io/acme/api:1", "dhi.io/nginx:1", "acme/secret:1", "acme/api@"+digest,
		)
		assert.Equal(t, []string{
			"current", "newer patch 1.2.4 minor 1.3.0 major 2.0.0", "current", "gone: there is no such tag",
			"floating = 2.0.0", "floating", "newer patch 1.2.4 minor 1.3.0 major 2.0.0", "moved",
			"elsewhere: on ghcr.io", "elsewhere: on dhi.io", "unknown: acme/secret is not there, or private: log in", "current = 1.2.3",
		}, got)
		s.asks(2, "one for each repository")
		s.signIn()
		_, got = s.run(check.Request{}, "acme/secret:1")
		assert.Equal(t, []string{"unknown: acme/secret is not there, or not visible to alice"}, got)
	})
}

func TestAPlatformThatIsAskedForMustBeThere(t *testing.T) {
	before(t, func(s *setting) {
		built := func(tag string, platforms ...string) hubtest.Tag {
			return hubtest.Build{Content: tag, Platforms: platforms, Pushed: s.world.Now()}.Tag(tag)
		}
		s.world.Publish("acme/api", built("1.2.3", "linux/amd64", "linux/arm64"), built("1.2.4", "linux/amd64"))
		arm, err := hub.ParsePlatform("linux/arm64")
		require.NoError(t, err)
		_, got := s.run(check.Request{Platforms: []hub.Platform{arm}}, "acme/api:1.2.3", "acme/api:1.2.4")
		assert.Equal(t, []string{"current", "gone: the tag is there, but not for linux/arm64"}, got)
		_, got = s.run(check.Request{}, "--platform=linux/arm64 acme/api:1.2.3", "acme/api:1.2.3")
		assert.Equal(t, []string{"current", "newer patch 1.2.4"}, got)
	})
}

func TestOnlyWhatIsNearEnoughCountsAsNewer(t *testing.T) {
	before(t, func(s *setting) {
		s.publish("2.0.0", "1.3.0", "1.2.4", "1.2.3")
		_, got := s.run(check.Request{Level: freshness.Patch}, "acme/api:1.2.3", "acme/api:1.2.4")
		assert.Equal(t, []string{"newer patch 1.2.4", "current"}, got)
	})
}

func TestTheShortestQuestionThatIsEnoughIsAsked(t *testing.T) {
	before(t, func(s *setting) {
		s.signIn()
		s.long(450, "1.44.9-alpine=latest", "1.44.8-alpine", "1.44.8-slim")
		report, got := s.run(check.Request{}, "acme/api:1.44.8-alpine")
		assert.Equal(t, []string{"newer patch 1.44.9-alpine"}, got)
		assert.Equal(t, 1, report.Requests)
		assert.Contains(t, s.hub.Requests()[0].Query, "name=-alpine")
		s.asks(1, "one flavour")
		_, got = s.run(check.Request{}, "acme/api:latest")
		assert.Equal(t, []string{"floating = 1.44.9-alpine"}, got)
		s.asks(1, "a word is among the newest")
		_, got = s.run(check.Request{}, "acme/api:edge")
		assert.Equal(t, []string{"gone: there is no such tag"}, got)
		s.asks(2, "a word that is not among the newest")
		_, got = s.run(check.Request{}, "acme/api:1.44.8-alpine", "acme/api:1.44.8-slim", "acme/api")
		assert.Equal(t, []string{"newer patch 1.44.9-alpine", "current", "floating = 1.44.9-alpine"}, got)
		s.asks(3, "page 1, and two flavours")
		_, got = s.run(check.Request{}, "acme/api:1.44.8-alpine", "acme/api:1.44.8")
		assert.Equal(t, []string{"newer patch 1.44.9-alpine", "newer patch 1.44.9"}, got)
		s.asks(5, "one that needs all")
		_, got = s.run(check.Request{}, "acme/api:1.0.0-alpine")
		assert.Equal(t, []string{"gone minor 1.44.9-alpine: there is no such tag"}, got)
		s.asks(2, "a flavour, and the tag that is not among it")
	})
}

func TestASearchForNamesThatFindsTooLittleIsNotTrusted(t *testing.T) {
	before(t, func(s *setting) {
		s.signIn()
		s.long(250, "1.44.9-alpine", "1.44.8-alpine")
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Query: "name=-alpine"}, Do: hubtest.EditPage(func(page map[string]any) {
			page["results"], page["count"] = []any{}, 0
		})})
		_, got := s.run(check.Request{}, "acme/api:1.44.8-alpine")
		assert.Equal(t, []string{"newer patch 1.44.9-alpine"}, got)
		s.asks(1+1+3, "the search, the tag, and then the list whole")
	})
}

func TestAHundredReferencesCostOneListOfEachRepository(t *testing.T) {
	before(t, func(s *setting) {
		s.signIn()
		var last check.Progress
		c := check.New(s.client, check.Request{Files: manyFiles(s.world)})
		report, err := c.Run(s.Context(), func(p check.Progress) { last = p })
		require.NoError(t, err)
		assert.Equal(t, 40, report.Files)
		assert.Len(t, report.Results, 120)
		assert.Equal(t, 30, report.Repositories)
		assert.Equal(t, 20+10*13, report.Requests)
		assert.Equal(t, check.Progress{Done: 30, Of: 30, Requests: 150}, last)
		assert.Zero(t, report.Count(check.Unknown))
		assert.Equal(t, 8, s.hub.Peak(), "side by side")
		s.asks(150, "a page each, or thirteen")
	}, hubtest.WithRateLimit(0, 0), hubtest.WithLatency(20*time.Millisecond))
}

func TestUnderTheAnonymousCapNothingIsCurrent(t *testing.T) {
	before(t, func(s *setting) {
		report, err := check.New(s.client, check.Request{Files: manyFiles(s.world)}).Run(s.Context(), nil)
		require.NoError(t, err)
		capped := 0
		for _, r := range report.Results {
			if r.Found.Reference.Repository.Name < "r-20" {
				assert.NotEqual(t, check.Unknown, r.Verdict)
				continue
			}
			if capped++; r.Verdict == check.Newer {
				assert.True(t, r.Answer.Partial)
				assert.Contains(t, r.Says(), "; not all of the list was seen, so others may be nearer")
				continue
			}
			assert.Equal(t, check.Unknown, r.Verdict)
		}
		assert.Equal(t, 40, capped)
		_, got := s.run(check.Request{}, "acme/r-25:1.124.9", "acme/r-25:1.0.0", "acme/r-25:7.0.0")
		why := "unknown: without an account the Hub shows only a part of a list this long: log in"
		assert.Equal(t, []string{why, "newer minor 1.124.9", "gone: there is no such tag"}, got)
	}, hubtest.WithRateLimit(0, 0))
}

func TestTheRegistrysNamesTellWhereTheHubPagesNoDeeper(t *testing.T) {
	before(t, func(s *setting) {
		client, err := hub.New(hub.Options{BaseURL: s.hub.URL(), RegistryURL: s.hub.RegistryURL(), Transport: s.hub.Transport()})
		require.NoError(t, err)
		s.client = client
		s.long(1250)
		_, got := s.run(check.Request{}, "acme/api:1.124.9", "acme/api:1.0.0")
		assert.Equal(t, []string{"current", "newer patch 1.0.9 minor 1.124.9"}, got)
	}, hubtest.WithRateLimit(0, 0))
}

func TestAListThatCannotBeReadIsUnknownWithTheReason(t *testing.T) {
	for name, c := range map[string]struct {
		do   hubtest.Action
		says string
	}{
		"refused":  {hubtest.Forbidden("no"), "acme/api is not there, or private: log in"},
		"lost":     {hubtest.ConnectionRefused(), "could not"},
		"too many": {hubtest.TooMany(hubtest.RetryAfterSeconds, 10*time.Minute), "the Hub's rate limit is reached until"},
		"withheld": {hubtest.Count(func(n int) int { return n + 3 }), "the Hub counts more rows than it hands out"},
	} {
		t.Run(name, func(t *testing.T) {
			before(t, func(s *setting) {
				s.publish("1.2.3")
				s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: c.do})
				_, got := s.run(check.Request{}, "acme/api:1.2.3")
				assert.Contains(t, strings.ToLower(got[0]), "unknown: ")
				assert.Contains(t, strings.ToLower(got[0]), strings.ToLower(c.says))
			})
		})
	}
}

func TestWhenTheNetworkIsLostTheOthersAreNotAskedFor(t *testing.T) {
	before(t, func(s *setting) {
		s.hub.Inject(hubtest.Fault{Do: hubtest.ConnectionRefused()})
		began := time.Now()
		report, _ := s.run(check.Request{Files: manyFiles(s.world)})
		assert.Equal(t, 120, report.Count(check.Unknown))
		assert.Less(t, time.Since(began), 2*time.Minute)
		assert.LessOrEqual(t, report.Requests, 6*(16+3))
	})
}

func TestAListThatMovesIsNotProven(t *testing.T) {
	before(t, func(s *setting) {
		s.signIn()
		s.long(350)
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: 2}, Do: hubtest.Before(func() {
			s.world.Delete("acme/api", "1.34.5")
			s.world.Delete("acme/api", "1.34.4")
			s.world.Delete("acme/api", "1.34.3")
		})})
		_, got := s.run(check.Request{}, "acme/api:1.34.9")
		assert.Equal(t, []string{"unknown: the list of its tags changed while it was read; run it again"}, got)
	})
}

func TestWhatIsInterruptedIsToldAsUnknown(t *testing.T) {
	before(t, func(s *setting) {
		ctx, cancel := context.WithCancel(s.Context())
		s.publish("1.2.3")
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/api/tags"}, Do: hubtest.Before(cancel)})
		report, err := check.New(s.client, check.Request{Files: []refs.File{dockerfile("a", "acme/api:1.2.3")}}).Run(ctx, nil)
		require.ErrorIs(t, err, context.Canceled)
		assert.Equal(t, []string{"unknown: interrupted before it was asked"}, told(report))
	})
}

func TestWhatIsKnownCostsALookAtItsNewestRows(t *testing.T) {
	before(t, func(s *setting) {
		s.index = index.New(index.Options{Folder: filepath.Join(t.TempDir(), "index"), Now: time.Now, Patience: time.Hour})
		defer s.index.Close(s.Context())
		s.signIn()
		s.long(450, "1.44.8-alpine")
		files := []refs.File{dockerfile("a", "acme/api:1.44.8", "acme/api:1.44.8-alpine")}
		c := check.New(s.client, check.Request{Files: files, Index: s.index})
		assert.Equal(t, []check.Cost{{
			Repository: hub.RepositoryName{Namespace: "acme", Name: "api"}, References: 2, Requests: 1, AtLeast: true,
		}}, c.Cost(s.Context()))
		s.asks(0, "the cost asks nothing")
		s.run(check.Request{}, "acme/api:1.44.8", "acme/api:1.44.8-alpine")
		s.asks(5, "read whole, and kept")
		s.index.Flush(s.Context())
		cost := c.Cost(s.Context())
		assert.False(t, cost[0].AtLeast)
		assert.Equal(t, 451, cost[0].Tags)
		asOf := time.Now()
		time.Sleep(time.Hour)
		s.world.Push("acme/api", hubtest.Build{Content: "another", Pushed: time.Now()}.Tag("1.44.8"))
		report, got := s.run(check.Request{}, "acme/api:1.44.8", "acme/api:1.44.8-alpine")
		assert.Equal(t, []string{"moved patch 1.44.9", "current"}, got)
		assert.WithinDuration(t, asOf, report.Results[0].Since, time.Minute)
		s.asks(1, "its newest rows")
		s.index.Flush(s.Context())
		report, got = s.run(check.Request{}, "acme/api:1.44.8")
		assert.Equal(t, []string{"newer patch 1.44.9"}, got, "a move is told once: no pipeline fails by it for ever")
		assert.Zero(t, report.Results[0].Since)
	})
}
