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
	arm64      = hub.NewPlatform("linux", "arm64", "v8", "")
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

// onlyNames are tags as the registry lists them.
func onlyNames(names string) []hub.Tag {
	var tags []hub.Tag
	for tag := range strings.FieldsSeq(names) {
		tags = append(tags, hub.Tag{Name: tag, NamesOnly: true})
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

// web is a repository with an old release, a current one on more platforms, and a newer line.
func web() []hub.Tag {
	return slices.Concat(
		image("1.27.2", "old", amd64, arm64),
		image("1.27.4 1.27", "arm", arm64),
		image("1.27.5 1 latest", "new", amd64),
		image("1.27.5-alpine alpine", "alpine", amd64, arm64),
	)
}

func TestATagMustBeThereForThePlatformAskedFor(t *testing.T) {
	l := freshness.New(web(), everything)
	on := func(tag string, platforms ...hub.Platform) string {
		a := l.Answer(freshness.Question{Tag: tag, Platforms: platforms})
		return strings.TrimSpace(a.Verdict.String() + " " + told(a) + a.Why)
	}
	assert.Equal(t, "newer patch 1.27.5", on("1.27.2"))
	assert.Equal(t, "newer patch 1.27.5", on("1.27.2", amd64))
	assert.Equal(t, "newer patch 1.27.4", on("1.27.2", arm64))
	assert.Equal(t, "newer patch 1.27.4", on("1.27.2", hub.NewPlatform("linux", "arm64", "", "")), "the variant goes without saying")
	assert.Equal(t, "current", on("1.27.2", amd64, arm64))
	assert.Equal(t, "gone the tag is there, but not for windows/amd64", on("1.27.2", windows))
	assert.Equal(t, "gone the tag is there, but not for linux/arm64", on("latest", amd64, hub.NewPlatform("linux", "arm64", "", "")))
}

func TestWhatThePlatformsAreMustBeKnown(t *testing.T) {
	tags := append(onlyNames("1.27.5"), image("1.27.2", "old", amd64)...)
	a := freshness.New(tags, everything).Answer(freshness.Question{Tag: "1.27.2", Platforms: []hub.Platform{amd64}})
	assert.Equal(t, freshness.Unknown, a.Verdict)
	assert.Equal(t, "which platforms a newer tag is for is not known", a.Why)
	a = freshness.New(tags, everything).Answer(freshness.Question{Tag: "1.27.5", Platforms: []hub.Platform{amd64}})
	assert.Equal(t, "which platforms the tag is for is not known", a.Why)
	a = freshness.New(tags, everything).Answer(freshness.Question{Tag: "1.27.2"})
	assert.Equal(t, "patch 1.27.5", told(a), "nobody asked for a platform")
}

func TestADigestThatTheTagIsNoLongerHasMoved(t *testing.T) {
	l := freshness.New(web(), everything)
	for digests, want := range map[hub.Digest]string{
		digest("new"): "current", digest("new" + amd64.String()): "current", digest("another"): "moved",
	} {
		a := l.Answer(freshness.Question{Tag: "latest", Digest: digests})
		assert.Equal(t, want, a.Verdict.String())
		assert.Equal(t, digest("new"), a.Digest)
		assert.Equal(t, "1.27.5", a.Now)
	}
	a := l.Answer(freshness.Question{Tag: "1.27", Digest: digest("old")})
	assert.Equal(t, freshness.Moved, a.Verdict)
	assert.Equal(t, []string{"1.27.2"}, a.Was)
	assert.Equal(t, "1.27.4", a.Now)

	a = freshness.New(onlyNames("1.27"), everything).Answer(freshness.Question{Tag: "1.27", Digest: digest("old")})
	assert.Equal(t, freshness.Unknown, a.Verdict)
	assert.Equal(t, "what the tag is now is not known", a.Why)
}

func TestAnOlderDigestThatWasSeenTellsOfVersionsAndNotOfWords(t *testing.T) {
	l := freshness.New(web(), everything)
	assert.Equal(t, freshness.Moved, l.Answer(freshness.Question{Tag: "1.27.5", Seen: digest("before")}).Verdict)
	assert.Equal(t, freshness.Current, l.Answer(freshness.Question{Tag: "1.27.5", Seen: digest("new")}).Verdict)
	assert.Equal(t, freshness.Floating, l.Answer(freshness.Question{Tag: "latest", Seen: digest("before")}).Verdict)
}

func TestATagThatIsGoneIsToldWithWhatFollowed(t *testing.T) {
	a := freshness.New(web(), everything).Answer(freshness.Question{Tag: "1.27.3"})
	assert.Equal(t, freshness.Gone, a.Verdict)
	assert.Equal(t, "patch 1.27.5", told(a))

	shortened := freshness.New(web()[3:], freshness.Scope{Holding: "1.27.5"})
	a = shortened.Answer(freshness.Question{Tag: "1.27.5-slim"})
	assert.Equal(t, freshness.Unknown, a.Verdict, "a list that was asked for by a text proves nothing gone")
	assert.Empty(t, a.Newer)
	a = shortened.Answer(freshness.Question{Tag: "1.27.5-slim", NotThere: true})
	assert.Equal(t, freshness.Gone, a.Verdict)
}

func TestAWordFloatsAndIsTheMostSpecificVersionOfItsImage(t *testing.T) {
	l := freshness.New(web(), everything)
	a := l.Answer(freshness.Question{Tag: "latest"})
	assert.Equal(t, freshness.Floating, a.Verdict)
	assert.Equal(t, "1.27.5", a.Now)
	assert.Equal(t, digest("new"), a.Digest)
	assert.Equal(t, "1.27.5-alpine", l.Answer(freshness.Question{Tag: "alpine"}).Now)
	assert.Empty(t, l.Answer(freshness.Question{Tag: "1.27.5"}).Now)
}

func TestCurrentIsSaidOnlyOfAListThatIsCompleteForTheQuestion(t *testing.T) {
	for _, c := range []struct {
		tag     string
		scope   freshness.Scope
		verdict freshness.Verdict
	}{
		{"1.27.5-alpine", everything, freshness.Current},
		{"1.27.5-alpine", freshness.Scope{Holding: "-alpine"}, freshness.Current},
		{"1.27.5-alpine", freshness.Scope{Holding: "alp"}, freshness.Current},
		{"1.27.5-alpine", freshness.Scope{Holding: "1.27"}, freshness.Unknown},
		{"1.27.5-alpine", freshness.Scope{}, freshness.Unknown},
		{"1.27.5", freshness.Scope{Holding: "1.27"}, freshness.Unknown},
		{"1.27.2", freshness.Scope{Holding: "1.27"}, freshness.Newer},
		{"latest", freshness.Scope{Holding: "latest"}, freshness.Floating},
	} {
		a := freshness.New(web(), c.scope).Answer(freshness.Question{Tag: c.tag})
		assert.Equal(t, c.verdict, a.Verdict, "%v", c)
		assert.Equal(t, a.Verdict == freshness.Unknown, a.Why != "", "%v", c)
	}
	a := freshness.New(web(), freshness.Scope{Holding: "1.27"}).Answer(freshness.Question{Tag: "1.27.2"})
	assert.True(t, a.Partial, "there may be a 1.28")
}

func TestADigestAloneIsRightWhileATagIsIt(t *testing.T) {
	l := freshness.New(web(), everything)
	a := l.Answer(freshness.Question{Digest: digest("alpine")})
	assert.Equal(t, freshness.Current, a.Verdict)
	assert.Equal(t, []string{"1.27.5-alpine", "alpine"}, a.Was)
	assert.Equal(t, freshness.Moved, l.Answer(freshness.Question{Digest: digest("nowhere")}).Verdict)
	assert.Equal(t, freshness.Unknown, l.Answer(freshness.Question{}).Verdict)
	part := freshness.New(web(), freshness.Scope{Holding: "1."})
	assert.Equal(t, freshness.Unknown, part.Answer(freshness.Question{Digest: digest("nowhere")}).Verdict)
}

func TestAShortNameForAPreReleaseIsNoRelease(t *testing.T) {
	tags := slices.Concat(image("9.6-beta1", "one"), image("9.6-beta2 9.6", "two"))
	l := freshness.New(tags, everything)
	assert.Equal(t, "patch 9.6-beta2", told(l.Answer(freshness.Question{Tag: "9.6-beta1"})))
	assert.Equal(t, freshness.Current, l.Answer(freshness.Question{Tag: "9.6-beta2"}).Verdict)
	released := freshness.New(slices.Concat(tags[:2], image("9.6", "three")), everything)
	assert.Equal(t, "patch 9.6", told(released.Answer(freshness.Question{Tag: "9.6-beta2"})))
}

func TestTheShortestListThatIsEnough(t *testing.T) {
	for tag, want := range map[string]freshness.Scope{
		"1.27.3": {All: true}, "v1.27": {All: true}, "": {All: true}, "1.2.3-4": {All: true},
		"1.27.3-alpine3.20":            {Holding: "-alpine3."},
		"8.3.12-fpm-alpine":            {Holding: "-fpm-alpine"},
		"1.13.0-ce-rc2-dind":           {Holding: "-dind"},
		"noble-20250714":               {Holding: "noble-"},
		"RELEASE.2025-04-22T22-12-26Z": {Holding: "RELEASE."},
		"release-v1.2":                 {Holding: "release-"},
		"latest":                       {Holding: "latest"},
		"sha-abc1234":                  {Holding: "sha-abc1234"},
	} {
		assert.Equal(t, want, freshness.Needs(tag), tag)
	}
	assert.False(t, freshness.Scope{}.Covers(freshness.Scope{}))
	assert.False(t, freshness.Scope{Holding: "a"}.Covers(everything))
	assert.True(t, everything.Covers(freshness.Scope{Holding: "a"}))
}
