package export_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/hubtest"
)

func TestMistakesSayWhatIsAllowed(t *testing.T) {
	s := at(t, account(time.Now()))
	for _, c := range []struct {
		open command
		q    export.Request
		says string
	}{
		{images, export.Request{Sort: "colour"}, "expected one of newest, oldest, name, version, size, pulled"},
		{images, export.Request{Filter: "ok colour:red"}, `the filter cannot be read at "colour": expected one of repo: arch:`},
		{images, export.Request{Filter: "untagged:yes"}, "tagboat stale --untagged judges those"},
		{images, export.Request{Platform: "linux/"}, "expected a platform, as linux/amd64"},
		{images, export.Request{Limit: -1}, "from 1"},
		{images, export.Request{Resume: "j", Limit: 3}, "one or the other"},
		{images, export.Request{Targets: []string{"a/b/c"}}, "expected names such as myorg or myorg/api"},
		{images, export.Request{Targets: []string{"ghcr.io/a/b"}}, "expected names"},
		{tags, export.Request{}, "expected one repository"},
		{tags, export.Request{Targets: []string{"nginx:1"}}, "nginx:1 names one tag; the repository is nginx"},
		{repositories, export.Request{Targets: []string{"acme/api"}}, "acme/api is a repository; expected namespaces"},
		{repositories, export.Request{Digests: true}, "belong to tags"},
	} {
		_, err := c.open(s.client, c.q, &bytes.Buffer{})
		assert.ErrorContains(t, err, c.says)
		assert.Equal(t, export.Misused, export.OutcomeOf(err))
	}
}

// variety has tags for two platforms and for one, and versions that sort otherwise than by name.
func variety(t *testing.T) *setting {
	w := account(time.Now(), "acme")
	day := 24 * time.Hour
	tag := func(name string, age time.Duration, platforms ...string) hubtest.Tag {
		return hubtest.Build{Content: name, Platforms: platforms, Pushed: w.Now().Add(-age)}.Tag(name)
	}
	w.Publish("acme/api", tag("1.9.0", 9*day, "linux/amd64"), tag("1.10.0", 2*day, "linux/amd64", "linux/arm64/v8"),
		tag("1.10.0-rc.1", 3*day, "linux/amd64", "linux/arm64/v8"), tag("latest", 2*day, "linux/amd64", "linux/arm64/v8"))
	return signedIn(t, w)
}

func TestTheListsOwnQuestionsAreAsked(t *testing.T) {
	for _, c := range []struct {
		name string
		q    export.Request
		want []string
	}{
		{"filter", export.Request{Filter: "arch:arm64 pushed:<7d !rc"}, []string{"acme/api:1.10.0", "acme/api:latest"}},
		{"repository", export.Request{Filter: "repo:^api$ !repo:web latest"}, []string{"acme/api:latest"}},
		{"another repository", export.Request{Filter: "repo:web arch:arm64"}, nil},
		{"sort", export.Request{Sort: "version", Filter: "1."}, []string{"acme/api:1.10.0", "acme/api:1.10.0-rc.1", "acme/api:1.9.0"}},
		{"reversed", export.Request{Sort: "-version", Filter: "1."}, []string{"acme/api:1.9.0", "acme/api:1.10.0-rc.1", "acme/api:1.10.0"}},
		{"platform", export.Request{Platform: "arm64", Sort: "name"}, []string{"acme/api:1.10.0", "acme/api:1.10.0-rc.1", "acme/api:latest"}},
		{"another name", export.Request{Platform: "aarch64", Sort: "name"}, []string{"acme/api:1.10.0", "acme/api:1.10.0-rc.1", "acme/api:latest"}},
		{"variant", export.Request{Platform: "linux/arm/v6"}, nil},
		{"limit", export.Request{Sort: "version", Limit: 2}, []string{"acme/api:1.10.0", "acme/api:1.10.0-rc.1"}},
		{"full", export.Request{Full: true, Filter: "^1.9"}, []string{"docker.io/acme/api:1.9.0"}},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := variety(t)
			c.q.Targets = []string{"acme/api"}
			got, summary := s.run(t.Context(), tags, c.q)
			if c.name == "sort" || c.name == "limit" {
				got = got[:min(len(got), len(c.want))]
			}
			assert.ElementsMatch(t, c.want, got, c.name)
			assert.Equal(t, export.Complete, summary.Outcome(), c.name)
			if c.q.Sort != "" {
				assert.Equal(t, c.want, got, c.name)
			}
		})
	}
}

func TestOnlyWhatIsBuiltForThePlatformIsWrittenAndPinnedToIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := account(time.Now(), "acme")
		w.Publish("acme/api")
		for name, platforms := range map[string][]string{
			"five": {"linux/arm/v5"}, "both": {"linux/arm/v5", "linux/arm/v7"}, "seven": {"linux/arm/v7"}, "third": {"linux/amd64/v3"},
		} {
			w.Push("acme/api", hubtest.Build{Content: name, Platforms: platforms, Pushed: time.Now()}.Tag(name))
		}
		s := signedIn(t, w)
		for platform, want := range map[string][]string{
			"linux/arm": {"both", "seven"}, "armhf": {"both", "seven"}, "arm/v5": {"both", "five"}, "amd64": nil, "x86_64/v3": {"third"},
		} {
			q := export.Request{Targets: []string{"acme/api"}, Platform: platform, Digests: true, Sort: "name"}
			got, _ := s.run(t.Context(), tagsAs(pins), q)
			require.Len(t, got, len(want), "%s: %v", platform, got)
			for i, line := range got {
				tag, err := s.client.Tag(t.Context(), hub.RepositoryName{Namespace: "acme", Name: "api"}, want[i])
				require.NoError(t, err)
				asked, err := hub.ParsePlatform(platform)
				require.NoError(t, err)
				for _, image := range tag.Images {
					if image.Platform.Fits(asked) {
						assert.Equal(t, want[i]+"\t"+image.Digest.String(), line, platform)
					}
				}
			}
		}
	})
}

func TestTargetsAreReadAsPeoplePasteThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := variety(t)
		want, _ := s.run(t.Context(), tags, export.Request{Targets: []string{"acme/api"}})
		require.NotEmpty(t, want)
		for _, pasted := range []string{
			"https://hub.docker.com/r/acme/api/tags?page=1", "docker.io/acme/api", "Acme/Api/", "`acme/api`,", "https://hub.docker.com/repository/docker/acme/api",
		} {
			for _, open := range []command{tags, images} {
				got, _ := s.run(t.Context(), open, export.Request{Targets: []string{pasted}})
				assert.Equal(t, want, got, pasted)
			}
		}
		for _, pasted := range []string{"acme", "acme/", "@acme", "https://hub.docker.com/u/acme", "https://hub.docker.com/orgs/acme/repositories"} {
			got, _ := s.run(t.Context(), images, export.Request{Targets: []string{pasted}})
			assert.Equal(t, want, got, pasted)
		}
		for pasted, words := range map[string]string{
			"acme/api:1.9.0": "acme/api:1.9.0 names one tag; the repository is acme/api",
			"https://hub.docker.com/r/acme/api/tags?name=1.9.0": "names one tag", "ghcr.io/acme/api": "is on ghcr.io", "dhi.io/node": "Hardened",
			"acme/${REPOSITORY}": "stands for",
		} {
			for _, open := range []command{tags, images} {
				_, err := open(s.client, export.Request{Targets: []string{pasted}}, io.Discard)
				require.ErrorContains(t, err, words, pasted)
				assert.Equal(t, export.Misused, export.OutcomeOf(err))
			}
		}
	})
}

func TestTheSummarySaysWhatWasChosen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := variety(t)
		_, summary := s.run(t.Context(), tags, export.Request{Targets: []string{"acme/api"}, Filter: "rc"})
		agrees(t, summary, 0, 1, 4)
		assert.True(t, summary.Selected)
		assert.Equal(t, 1, summary.Written)
		_, summary = s.run(t.Context(), tags, export.Request{Targets: []string{"acme/api"}, Limit: 2})
		assert.True(t, summary.Limited)
		assert.Equal(t, 2, summary.Written)
	})
}

func TestDigestsPinTheIndexOrTheChosenPlatform(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := variety(t)
		tag, err := s.client.Tag(t.Context(), hub.RepositoryName{Namespace: "acme", Name: "api"}, "latest")
		require.NoError(t, err)
		got, _ := s.run(t.Context(), tags, export.Request{Targets: []string{"acme/api"}, Digests: true, Filter: "latest"})
		assert.Equal(t, []string{"acme/api:latest@" + tag.Digest.String()}, got)
		got, _ = s.run(t.Context(), tags, export.Request{Targets: []string{"acme/api"}, Digests: true, Filter: "latest", Platform: "arm64"})
		assert.Equal(t, []string{"acme/api:latest@" + tag.Images[1].Digest.String()}, got)
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Unset("digest")},
			hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Set("images", []any{})})
		got, summary := s.run(t.Context(), tags, export.Request{Targets: []string{"acme/api"}, Digests: true})
		assert.Len(t, got, 4)
		assert.Equal(t, export.Partial, summary.Outcome())
		assert.Equal(t, 4, summary.Unpinned)
	})
}

func TestATagWhoseOwnDigestCannotBeReadIsNotPinnedToAnothers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := account(time.Now(), "acme")
		w.Publish("acme/api", hubtest.Build{Content: "x", Platforms: []string{"linux/amd64"}, Pushed: time.Now()}.Tag("1"))
		s := signedIn(t, w)
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Set("digest", "sha512:00")})
		got, summary := s.run(t.Context(), tags, export.Request{Targets: []string{"acme/api"}, Digests: true})
		assert.Equal(t, []string{"acme/api:1"}, got)
		assert.Equal(t, export.Partial, summary.Outcome())
		assert.Equal(t, 1, summary.Unpinned)
	})
}

// evil has what a hostile server may send.
const evil = "a\x1b[2J\x1b]52;c;aGk=\a\u202eb\r\nc\t\"d\",=1\u009b31m\x7f\u200b"

func TestANameThatNoImageCanHaveIsNotWrittenAndThatIsSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := account(time.Now(), "acme")
		w.Publish("acme/api", plainTag("1"+evil, time.Now()), plainTag("2", time.Now()), plainTag("$(reboot)", time.Now()))
		got, summary := signedIn(t, w).images(export.Request{Targets: []string{"acme"}})
		assert.Equal(t, []string{"acme/api:2"}, got)
		assert.Equal(t, export.Partial, summary.Outcome())
		assert.Equal(t, []export.Miss{{List: "acme/api", Noun: export.NounTags, Rows: 1, Count: 3, Why: export.Malformed, Number: 2}}, summary.Misses)
	})
}

func TestThePlanAsksOneRequestANamespace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := signedIn(t, readOnly(), hubtest.WithLatency(latency), hubtest.WithRateLimit(180, 180))
		work, err := images(s.client, export.Request{Targets: everywhere}, nil)
		require.NoError(t, err)
		plan, err := work.Plan(t.Context())
		require.NoError(t, err)
		assert.Len(t, s.hub.Requests(), 4)
		reset := plan.Budget.Reset
		assert.Equal(t, &export.Plan{
			Noun: export.NounTags, Namespaces: 4, Repositories: 300, Rows: -1, Requests: 304, AtLeast: true,
			Budget: hub.Budget{Limit: 180, Remaining: 176, Reset: reset, Known: true}, Time: plan.Time,
		}, plan)
		assert.InDelta(t, 63, plan.Time.Seconds(), 1)
		work, err = tags(s.client, export.Request{Targets: []string{"alice/r-00040"}}, nil)
		require.NoError(t, err)
		plan, err = work.Plan(t.Context())
		require.NoError(t, err)
		assert.Equal(t, &export.Plan{
			Noun: export.NounTags, Repositories: 1, Rows: 12_000, Requests: 120,
			Budget: hub.Budget{Limit: 180, Remaining: 175, Reset: reset, Known: true}, Time: plan.Time,
		}, plan)
		assert.InDelta(t, 1.5, plan.Time.Seconds(), 0.5)
		s.hub.Forget()
		_, summary := s.run(t.Context(), tags, export.Request{Targets: []string{"alice/r-00040"}})
		assert.Equal(t, export.Complete, summary.Outcome())
		assert.Len(t, s.hub.Requests(), plan.Requests)
	})
}

func TestProgressComesToAnEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := account(time.Now(), "acme")
		for i := range 300 {
			fill(w, "acme/r-"+pad(i), 10+i%10*21)
		}
		s := signedIn(t, w, hubtest.WithLatency(latency))
		work, err := images(s.client, export.Request{}, &bytes.Buffer{})
		require.NoError(t, err)
		var last export.Progress
		work.Observe = func(p export.Progress) {
			assert.LessOrEqual(t, p.Rows, p.RowsOf)
			assert.GreaterOrEqual(t, p.Rows, last.Rows)
			last = p
		}
		summary := work.Run(t.Context())
		assert.Equal(t, 31_350, last.Rows)
		assert.Equal(t, 31_350, last.RowsOf)
		assert.Equal(t, 300, last.ListsOf)
		assert.Zero(t, summary.Outcome())
	})
}

func TestADigestIsTheTagsOrOneOfItsPlatformsAndNoAttestations(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := account(time.Now(), "acme")
		w.Publish("acme/api", hubtest.Build{Content: "x", Platforms: []string{"linux/amd64"}, Attested: true, Pushed: time.Now()}.Tag("1"))
		s := signedIn(t, w)
		tag, err := s.client.Tag(t.Context(), hub.RepositoryName{Namespace: "acme", Name: "api"}, "1")
		require.NoError(t, err)
		require.Len(t, tag.Images, 2)
		for digest, isImage := range map[hub.Digest]bool{tag.Digest: true, tag.Images[0].Digest: true, tag.Images[1].Digest: false} {
			_, err := export.Inspect(t.Context(), s.client, "acme/api:1@"+digest.String(), false, export.Request{})
			assert.Equal(t, isImage, err == nil, "%v", err)
		}
	})
}

func TestOneTagIsInspected(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := variety(t)
		inspect := func(target string, q export.Request) (*export.TagRow, error) {
			return export.Inspect(t.Context(), s.client, target, false, q)
		}
		row, err := export.Inspect(t.Context(), s.client, "acme/api", true, export.Request{})
		require.NoError(t, err)
		assert.Equal(t, "acme/api:latest", row.Reference())
		assert.Len(t, row.Layers, 2)
		row, err = inspect("acme/api:1.9.0", export.Request{Digests: true})
		require.NoError(t, err)
		assert.Contains(t, row.Reference(), "acme/api:1.9.0@sha256:")
		_, err = inspect("acme/api:0.1", export.Request{})
		assert.ErrorIs(t, err, hub.NotFound)
		assert.Equal(t, export.Failed, export.OutcomeOf(err))
		_, err = inspect("acme/api:latest@sha256:"+strings.Repeat("a", 64), export.Request{})
		assert.ErrorContains(t, err, "another image now")
		_, err = inspect("acme/api@sha256:"+strings.Repeat("a", 64), export.Request{})
		assert.Equal(t, export.Misused, export.OutcomeOf(err))
	})
}

func TestALimitIsWaitedForWhileLayersAreAskedForAndOneWithoutEndIsSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := variety(t)
		ref, err := hub.ParseReference("acme/api:1.10.0")
		require.NoError(t, err)
		images := hubtest.Match{Path: "/images"}
		once := images
		once.Times = 1
		s.hub.Inject(hubtest.Fault{Match: once, Do: hubtest.TooMany(hubtest.RetryAfterSeconds, 10*time.Second)})
		begun := time.Now()
		layers, err := export.Layers(t.Context(), s.client, ref)
		require.NoError(t, err)
		assert.Len(t, layers, 2)
		assert.GreaterOrEqual(t, time.Since(begun), 10*time.Second)

		s.hub.Inject(hubtest.Fault{Match: images, Do: hubtest.TooMany(hubtest.RetryAfterSeconds, time.Hour)})
		_, err = export.Layers(t.Context(), s.client, ref)
		require.ErrorIs(t, err, hub.RateLimited)
		assert.Equal(t, export.Failed, export.OutcomeOf(err))
		assert.Contains(t, hub.Sentence(err), "acme/api:1.10.0")
	})
}
