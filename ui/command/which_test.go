//go:build unix

package command_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

func TestWhichFindsTheTagsOfAnIndexAndOfAPlatform(t *testing.T) {
	m, now, _ := pinned(t)
	printed, said, code := m.run("", "which", "alice/api@"+now.Digest)
	assert.Equal(t, 0, code, said)
	assert.Equal(t, "alice/api:1.4.2\nalice/api:1.4\nalice/api:1\nalice/api:9f3ac21\nalice/api:latest\n", printed)
	assert.Contains(t, said, "tagboat: looked through all 9 tags of alice/api\n")
	printed, _, code = m.run("", "which", now.Images[1].Digest, "--in", "alice/api", "--format", "tsv", "--columns", "tag,platform,state")
	assert.Equal(t, 0, code)
	assert.Contains(t, printed, "tag\tplatform\tstate\n1.4.2\tlinux/arm64\tis\n")
}

func TestWhichTellsWhatATagWasAsFarAsItWasSeen(t *testing.T) {
	m, now, _ := pinned(t)
	_, _, code := m.run("", "tags", "alice/api")
	require.Equal(t, 0, code)
	m.now = m.now.Add(time.Hour)
	m.hub.World().Push("alice/api", hubtest.Build{Content: "newest", Pushed: m.now}.Tags("1.4", "1.4.2", "1", "latest", "9f3ac21")...)
	_, _, code = m.run("", "tags", "alice/api")
	require.Equal(t, 0, code)

	m.hub.Forget()
	printed, said, code := m.run("", "which", now.Digest)
	assert.Equal(t, 1, code)
	assert.Empty(t, printed)
	assert.Contains(t, said, "is known: 9 tags in 1 list, the oldest of ")
	assert.Contains(t, said, "; the Hub was not asked\n")
	assert.Contains(t, said, "tagboat: alice/api:1.4.2 was it until ")
	assert.Empty(t, m.hub.Requests())
	printed, _, _ = m.run("", "which", now.Images[0].Digest, "--format", "jsonl")
	assert.Empty(t, printed, "of what was only the tags' own digests are known")
	printed, said, code = m.run("", "which", "alice/api@"+now.Digest, "--format", "jsonl")
	assert.Equal(t, 1, code)
	assert.Contains(t, printed, `"state":"was"`)
	assert.Contains(t, said, "no tag that was looked at is it now")
	assert.Len(t, m.hub.Requests(), 1, "what is known is verified by its newest tags")
	newest := hubtest.Build{Content: "newest"}.Tag("")
	printed, _, code = m.run("", "which", newest.Images[1].Digest, "--format", "tsv", "--columns", "reference,platform,until")
	assert.Equal(t, 0, code)
	assert.Contains(t, printed, "alice/api:1.4.2\tlinux/arm64\t\n")
}

func TestWhichSaysWhatTheRestCosts(t *testing.T) {
	m := newMachine(t, hubtest.WithRateLimit(0, 0), hubtest.WithDepth(0, 0, 0))
	m.environment["TAGBOAT_INDEX"] = "off"
	tags := make([]hubtest.Tag, 2550)
	for i := range tags {
		tags[i] = built(fmt.Sprintf("t-%04d", i), m.now.Add(-time.Duration(i)*time.Minute))
	}
	m.hub.World().Push("alice/api", tags...)
	printed, said, code := m.run("", "which", "alice/api@"+tags[7].Digest, "alice/api@"+tags[2500].Digest)
	assert.Equal(t, 3, code)
	assert.Equal(t, "alice/api:t-0007\n", printed)
	assert.Contains(t, said, "looked through the newest 2,000 tags of alice/api; the rest costs 6 requests: --all")
	assert.Len(t, m.hub.Requests(), 40)
	printed, said, code = m.run("", "which", "alice/api@"+tags[2500].Digest, "--all")
	assert.Equal(t, 0, code, said)
	assert.Equal(t, "alice/api:t-2500\n", printed)
}

func TestWithoutAnAccountWhichSaysThatThereIsMore(t *testing.T) {
	m := newMachine(t)
	tags := make([]hubtest.Tag, 1200)
	for i := range tags {
		tags[i] = built(fmt.Sprintf("t-%04d", i), m.now.Add(-time.Duration(i)*time.Minute))
	}
	m.hub.World().Push("alice/api", tags...)
	_, said, code := m.run("", "which", "alice/api@"+tags[1100].Digest)
	assert.Equal(t, 4, code)
	assert.Contains(t, said, "without an account Docker Hub shows only the first pages")
}

func TestWhichTakesDigests(t *testing.T) {
	m := newMachine(t)
	digest := built("x", m.now).Digest
	for words, args := range map[string][]string{
		"which takes a digest": {"which"}, `"alice/api:1" has no digest: write alice/api@sha256:`: {"which", "alice/api:1"},
		`--in "a b"`: {"which", digest, "--in", "a b"}, "is on ghcr.io": {"which", "ghcr.io/a/b@" + digest},
	} {
		_, said, code := m.run("", args...)
		assert.Equal(t, 2, code)
		assert.Contains(t, said, words)
	}
	_, said, code := m.run("", "which", digest)
	assert.Equal(t, 1, code)
	assert.Contains(t, said, "nothing is known of any list here; name the repositories to look in: --in myorg/api")
	assert.Empty(t, m.hub.Requests())
}
