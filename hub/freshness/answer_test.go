package freshness_test

import (
	"crypto/sha256"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/freshness"
	"tagboat/hub/name"
)

var (
	everything = freshness.Scope{All: true}
	amd64      = hub.NewPlatform("linux", "amd64", "", "")
	arm64      = hub.NewPlatform("linux", "arm64", "", "")
	windows    = hub.NewPlatform("windows", "amd64", "", "10.0.20348")
)

func digest(word string) hub.Digest { return name.DigestOfSum(sha256.Sum256([]byte(word))) }

// image gives some names to one image, on some platforms.
func image(names, what string, platforms ...hub.Platform) []hub.Tag {
	var tags []hub.Tag
	for tag := range strings.FieldsSeq(names) {
		t := hub.Tag{Name: tag, Digest: digest(what)}
		for _, p := range platforms {
			t.Images = append(t.Images, hub.Image{Platform: p, Digest: digest(what + p.String())})
		}
		tags = append(tags, t)
	}
	return tags
}

// told is what is newer, in words.
func told(a freshness.Answer) string {
	var words []string
	for _, s := range a.Newer {
		words = append(words, s.Level.String()+" "+s.Tag)
	}
	return strings.Join(words, ", ")
}

func TestATagMustBeThereForThePlatformAskedFor(t *testing.T) {
	l := freshness.New(slices.Concat(
		image("1.27.2", "a", amd64, arm64, windows), image("1.27.5", "b", amd64), image("1.27.4", "c", arm64),
	), everything)
	on := func(platforms ...hub.Platform) string {
		a := l.Answer(freshness.Question{Tag: "1.27.2", Platforms: platforms})
		return a.Verdict.String() + " " + told(a)
	}
	assert.Equal(t, "newer patch 1.27.5", on())
	assert.Equal(t, "newer patch 1.27.5", on(amd64))
	assert.Equal(t, "newer patch 1.27.4", on(arm64))
	assert.Equal(t, "current ", on(amd64, arm64))
	assert.Equal(t, "current ", on(windows))
}

func TestEachLevelIsToldTheNearestFirst(t *testing.T) {
	l := freshness.New(image("1.27.2 1.27.4 1.27.5 1.28.0 1.31.4 2.0.1 latest 1.27 1.28.9-alpine", "a"), everything)
	a := l.Answer(freshness.Question{Tag: "1.27.2"})
	assert.Equal(t, freshness.Newer, a.Verdict)
	assert.Equal(t, "patch 1.27.5, minor 1.31.4, major 2.0.1", told(a))
}
