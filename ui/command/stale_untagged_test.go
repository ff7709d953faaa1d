//go:build unix

package command_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/demo"
	"tagboat/hub/hubtest"
)

const ofAPI = "/repositories/api/manifests"

// leaving is the machine of untidy with two manifests that no tag points at, one of them old, and
// one that is a platform of a tag that stays.
func leaving(t *testing.T) (m *machine, old, fresh, part string) {
	t.Helper()
	m = untidy(t)
	old, fresh = hubtest.DigestOf("old"), hubtest.DigestOf("fresh")
	index := hubtest.Build{
		Content: "index", Platforms: []string{"linux/amd64", "linux/arm64"}, Pushed: m.now.AddDate(0, 0, -300),
	}.Tag("v7")
	index.Pulled = m.now.AddDate(0, 0, -200)
	m.hub.World().Push("org-0/api", index)
	part = index.Images[1].Digest
	require.True(t, m.hub.World().Leave("org-0/api",
		hubtest.Manifest{Digest: old, Pushed: m.now.AddDate(0, 0, -400)},
		hubtest.Manifest{Digest: fresh, Pushed: m.now.AddDate(0, 0, -3)},
		hubtest.Manifest{Digest: part, Pushed: m.now.AddDate(0, 0, -300)}))
	return m, old, fresh, part
}

func leavingSome(t *testing.T) *machine {
	t.Helper()
	m, _, _, _ := leaving(t) //nolint:dogsled // Which manifests these are is not asked.
	return m
}

func (m *machine) askedManifests() (n int) {
	for _, r := range m.hub.Requests() {
		if strings.Contains(r.Path, "/manifests") {
			n++
		}
	}
	return n
}

func TestManifestsWithoutATagAreReadAndJudgedOnlyWhereThatIsAskedFor(t *testing.T) {
	m, old, fresh, part := leaving(t)
	printed, said, code := m.run("", "stale", "org-0", "--older", "90d")
	require.Zero(t, code, said)
	assert.NotContains(t, printed, "sha256:")
	assert.NotContains(t, printed, "untagged manifest")
	assert.Zero(t, m.askedManifests())

	printed, said, code = m.run("", "stale", "org-0", "--older", "90d", "--untagged", "--all")
	require.Zero(t, code, said)
	assert.Equal(t, 2, m.askedManifests(), "one for each repository")
	for _, line := range []string{
		"true\torg-0/api@" + old + "\tno tag points at it, pushed 400 days ago\n",
		"false\torg-0/api@" + fresh + "\tpushed 3 days ago\n",
		"false\torg-0/api@" + part + "\tpart of v7 (linux/arm64)\n",
		"true\torg-0/api:1.0\t",
		"# Rules: --older 90d --untagged\n",
		"# 1 tag and 1 manifest without a tag go of 1 repository, ",
		"# An untagged manifest may be part of another untagged one, which nobody tells; their sizes are unknown.\n",
		"Not counted: 1 manifest of unknown size.\n",
	} {
		assert.Contains(t, printed, line)
	}
	assert.NotContains(t, printed, "NOT COMPLETE")
}

func TestByItselfUntaggedLetsNoTagGoAndAnUnknownSizeIsNeverZero(t *testing.T) {
	m, old, fresh, _ := leaving(t)
	printed, said, code := m.run("", "stale", "org-0", "--untagged", "--format", "{{.Reference}}")
	require.Zero(t, code, said)
	lines := strings.Fields(printed)
	slices.Sort(lines)
	want := []string{"org-0/api@" + old, "org-0/api@" + fresh}
	slices.Sort(want)
	assert.Equal(t, want, lines)
	assert.Contains(t, said, "How much would be free is not known: 2 manifests of unknown size.")
	assert.NotContains(t, said, "0 B")

	printed, _, _ = m.run("", "stale", "org-0", "--untagged", "--format", "json", "--columns", "size,reference")
	var plan struct {
		Complete    bool   `json:"complete"`
		AtLeast     *int64 `json:"atleast"`
		AtMost      *int64 `json:"atmost"`
		Tags        int    `json:"tags"`
		Untagged    int    `json:"untagged"`
		SizeUnknown int    `json:"sizeunknown"`
		Rows        []struct {
			Size *int64 `json:"size"`
		} `json:"rows"`
	}
	require.NoError(t, json.Unmarshal([]byte(printed), &plan), printed)
	assert.True(t, plan.Complete)
	assert.Equal(t, [3]int{0, 2, 2}, [3]int{plan.Tags, plan.Untagged, plan.SizeUnknown})
	assert.Nil(t, plan.AtLeast)
	assert.Nil(t, plan.AtMost)
	require.Len(t, plan.Rows, 2)
	assert.Nil(t, plan.Rows[0].Size)
	printed, _, _ = m.run("", "stale", "org-0", "--untagged", "--format", "csv", "--columns", "size,tag")
	assert.Equal(t, "size,tag\n,\n,\n", printed)
}

func TestWhatNobodyLookedAtMayShareEveryLayerOfWhatGoes(t *testing.T) {
	m := untidy(t)
	alone := hubtest.Build{Content: "alone", Platforms: []string{"linux/amd64"}, Pushed: m.now.AddDate(0, 0, -300)}.Tag("x")
	alone.Pulled = m.now.AddDate(0, 0, -200)
	m.hub.World().Publish("org-0/alone", alone)
	bounds := func(args ...string) (least, most int64) {
		args = append([]string{"stale", "org-0/alone", "--older", "90d", "--format", "json"}, args...)
		printed, said, code := m.run("", args...)
		require.Zero(t, code, said)
		var plan struct {
			AtLeast int64 `json:"atleast"`
			AtMost  int64 `json:"atmost"`
		}
		require.NoError(t, json.Unmarshal([]byte(printed), &plan), printed)
		return plan.AtLeast, plan.AtMost
	}
	least, most := bounds()
	assert.Zero(t, least)
	assert.Positive(t, most)
	least, most = bounds("--untagged")
	assert.Equal(t, most, least, "there is nothing else")
}

func TestWhereManifestsCannotBeReadThePlanSaysSoAndTagsAreJudged(t *testing.T) {
	for name, c := range map[string]struct {
		do   hubtest.Action
		says string
	}{
		"who may not":             {hubtest.Forbidden("no"), "only to those whose repository it is"},
		"a Hub without the route": {hubtest.NotFound(), "has no list of its manifests"},
		"a row that says nothing": {hubtest.Unset("tags"), "could not be read and are left out"},
		"a cursor that stays":     {hubtest.CursorStays(), "it would never end"},
	} {
		t.Run(name, func(t *testing.T) {
			m, old, _, _ := leaving(t)
			many := make([]hubtest.Manifest, 120)
			for i := range many {
				many[i] = hubtest.Manifest{Digest: hubtest.DigestOf("many", string(rune('A'+i))), Pushed: m.now.AddDate(-1, 0, 0)}
			}
			m.hub.World().Leave("org-0/api", many...)
			m.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: ofAPI}, Do: c.do})
			printed, said, code := m.run("", "stale", "org-0", "--older", "90d", "--untagged")
			assert.Equal(t, 3, code, said)
			assert.Contains(t, printed, "# NOT COMPLETE: ")
			assert.Contains(t, printed, "#   org-0/api: 0 untagged manifests. ")
			assert.Contains(t, printed, c.says)
			assert.Contains(t, printed, "\norg-0/api:1.0\tpushed 300 days ago")
			assert.NotContains(t, printed, old)
			assert.NotContains(t, printed, "org-0/api@", "and none of those that came before it failed")
		})
	}
}

func TestAHubWithoutTheRouteIsNotAskedAboutEachRepository(t *testing.T) {
	m := leavingSome(t)
	const more = 120
	for i := range more {
		m.hub.World().Publish(fmt.Sprintf("org-0/more-%03d", i))
	}
	m.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/manifests"}, Do: hubtest.NotFound()})
	printed, said, code := m.run("", "stale", "org-0", "--untagged")
	assert.Equal(t, 3, code, said)
	assert.Equal(t, more+2, strings.Count(printed, "untagged manifests. "), "each is named")
	assert.Less(t, m.askedManifests(), more/2, "no more than are read at one time")
}

func TestWithoutTagsARepositoryWhoseManifestsAreRefusedIsNotCompleteEither(t *testing.T) {
	m := leavingSome(t)
	m.hub.World().Publish("org-0/bare")
	m.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/manifests"}, Do: hubtest.Forbidden("no")})
	_, said, code := m.run("", "stale", "org-0/bare", "--untagged")
	assert.Equal(t, 3, code, said)
}

func TestWhatWasPushedSinceTheTagsWereReadLeavesNoManifestToGo(t *testing.T) {
	m, old, _, _ := leaving(t)
	push := func() {
		index := hubtest.Build{Content: "late", Platforms: []string{"linux/amd64", "linux/arm64"}, Pushed: m.now}.Tag("late")
		m.hub.World().Push("org-0/api", index)
		m.hub.World().Leave("org-0/api", hubtest.Manifest{Digest: index.Images[0].Digest, Pushed: m.now})
	}
	m.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/api/tags"}, Do: hubtest.After(push)})
	printed, said, code := m.run("", "stale", "org-0/api", "--untagged")
	assert.Equal(t, 3, code, said)
	assert.Contains(t, printed, "0 untagged manifests. The list kept changing while it was read.")
	assert.NotContains(t, printed, "org-0/api@")
	m.hub.Heal()
	printed, said, code = m.run("", "stale", "org-0/api", "--untagged")
	require.Zero(t, code, said)
	assert.Contains(t, printed, "org-0/api@"+old)
}

func TestThePriceOfManifestsIsSaidBefore(t *testing.T) {
	m := leavingSome(t)
	_, said, code := m.run("", "stale", "org-0", "--keep", "3", "--dry-run")
	require.Zero(t, code, said)
	assert.Contains(t, said, "2 repositories: at least 3 requests.")
	_, said, code = m.run("", "stale", "org-0/api", "org-0/calm", "--keep", "3", "--untagged", "--dry-run")
	require.Zero(t, code, said)
	assert.Contains(t, said, "at least 4 requests.")
	assert.Contains(t, said, "Of these, 2 for manifests without a tag, one for each repository")
	assert.Zero(t, m.askedManifests())
}

func TestOfflineNobodyTellsWhichManifestsHaveNoTag(t *testing.T) {
	m := leavingSome(t)
	printed, said, code := m.run("", "stale", "org-0", "--untagged", "--offline", "--no-locks")
	assert.Equal(t, 2, code)
	assert.Empty(t, printed)
	assert.Contains(t, said, "--untagged asks the Hub each time")
}

func TestTheDemosPlatformsOfALiveIndexStayAndWhatNightsLeftGoes(t *testing.T) {
	m := newMachine(t)
	server := httptest.NewServer(hubtest.New(demo.World(m.now), hubtest.WithClock(func() time.Time { return m.now })))
	t.Cleanup(server.Close)
	m.environment["TAGBOAT_HUB"] = server.URL
	_, said, code := m.run("anchor\n", "login", "alice", "--password-stdin", "--file")
	require.Zero(t, code, said)
	printed, said, code := m.run("", "stale", "acme/otel-collector", "--untagged", "--all", "--format", "{{.Why}} {{.Reference}}")
	require.Zero(t, code, said)
	var parts, goes int
	for line := range strings.Lines(printed) {
		if why, reference, _ := strings.Cut(line, " "); strings.Contains(reference, "@") {
			parts++
			assert.Equal(t, "part", why)
		}
	}
	assert.Positive(t, parts)
	printed, said, code = m.run("", "stale", "acme/base-jre", "--untagged", "--format", "{{.Reference}}")
	require.Zero(t, code, said)
	for line := range strings.Lines(printed) {
		goes++
		assert.Regexp(t, "^acme/base-jre@sha256:[0-9a-f]{64}\n$", line)
	}
	assert.Equal(t, 60, goes)
}
