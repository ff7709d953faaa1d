package freshness_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/freshness"
)

func TestAReferenceIsPinnedToTheMostSpecificVersionThatIsTheSameImage(t *testing.T) {
	l := freshness.New(slices.Concat(
		image("latest 1 1.27 1.27.3 1.27.3-bookworm 1.27-bookworm bookworm mainline sha-9f3ac21", "a", amd64, arm64),
		image("alpine 1.27-alpine 1.27.3-alpine 1.27.3-alpine3.20 alpine3.20 1-alpine-slim", "b", amd64),
		image("12 12.11 debian debian-20250610", "c", amd64),
		image("main edge", "d", amd64),
		image("nightly nightly-20250610 2.0.0", "e", amd64),
		onlyNames("known-by-name"),
	), everything)
	for tag, want := range map[string]string{
		"latest": "1.27.3", "1": "1.27.3", "1.27.3": "1.27.3", "sha-9f3ac21": "1.27.3",
		"bookworm": "1.27.3-bookworm", "1.27-bookworm": "1.27.3-bookworm", "1.27.3-bookworm": "1.27.3-bookworm",
		"alpine": "1.27.3-alpine3.20", "1.27.3-alpine": "1.27.3-alpine3.20",
		"debian": "debian-20250610", "12": "debian-20250610",
		"main": "main", "nightly": "nightly-20250610", "2.0.0": "2.0.0",
	} {
		pinned, ok := l.Pin(tag, hub.Platform{})
		assert.True(t, ok, tag)
		assert.Equal(t, want, pinned.Tag, tag)
	}
	pinned, _ := l.Pin("latest", hub.Platform{})
	assert.Equal(t, digest("a"), pinned.Digest)
	_, ok := l.Pin("nowhere", hub.Platform{})
	assert.False(t, ok)
	_, ok = l.Pin("known-by-name", hub.Platform{})
	assert.False(t, ok)
}

func TestOnOnePlatformMoreTagsAreTheSame(t *testing.T) {
	rebuilt := image("1.27.3", "b", amd64, arm64)
	old := image("latest", "a", amd64, arm64)
	old[0].Images[1].Digest = rebuilt[0].Images[1].Digest
	l := freshness.New(slices.Concat(old, rebuilt), everything)
	pinned, ok := l.Pin("latest", arm64)
	assert.True(t, ok)
	assert.Equal(t, freshness.Pinned{Tag: "1.27.3", Digest: rebuilt[0].Images[1].Digest}, pinned)
	pinned, _ = l.Pin("latest", amd64)
	assert.Equal(t, freshness.Pinned{Tag: "latest", Digest: digest("a" + amd64.String())}, pinned)
	_, ok = l.Pin("latest", windows)
	assert.False(t, ok)
	alone := []hub.Tag{{Name: "alone", Digest: digest("x"), Images: []hub.Image{{Platform: amd64}}}}
	pinned, _ = freshness.New(alone, everything).Pin("alone", amd64)
	assert.Equal(t, digest("x"), pinned.Digest, "the only manifest is the tag's")
}

func TestWhichTagsAreADigestNow(t *testing.T) {
	l := freshness.New(slices.Concat(
		image("latest 1.27 1.27.3", "a", amd64, arm64),
		image("old", "b", amd64),
		image("bare", "a"+amd64.String()),
	), everything)
	assert.Equal(t, []freshness.Match{{Tag: "1.27.3"}, {Tag: "1.27"}, {Tag: "latest"}}, l.Which(digest("a")))
	assert.Equal(t, []freshness.Match{
		{Tag: "bare"}, {"1.27.3", amd64}, {"1.27", amd64}, {"latest", amd64},
	}, l.Which(digest("a"+amd64.String())))
	assert.Empty(t, l.Which(digest("nowhere")))
	assert.Empty(t, l.Which(hub.Digest{}))
}

func TestOfANameThatIsThereTwiceTheLastRowCounts(t *testing.T) {
	l := freshness.New(slices.Concat(
		image("1.0", "a"), image("1.1", "x", arm64), image("1.0", "b", arm64), image("1.1", "y", amd64),
	), everything)
	assert.Equal(t, digest("b"), l.Answer(freshness.Question{Tag: "1.0"}).Digest)
	assert.Empty(t, l.Which(digest("a")))
	assert.Len(t, l.Which(digest("b")), 1)
	assert.Equal(t, digest("y"), l.Answer(freshness.Question{Tag: "1.0"}).Newer[0].Digest)
	a := l.Answer(freshness.Question{Tag: "1.0", Platforms: []hub.Platform{arm64}})
	assert.Equal(t, freshness.Current, a.Verdict, "the newer tag is no longer for this platform")
}
