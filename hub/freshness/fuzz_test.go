package freshness_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"tagboat/hub"
	"tagboat/hub/freshness"
	"tagboat/hub/query"
)

func FuzzWhatIsNamed(f *testing.F) {
	f.Add("1.27.2", "1.27.5 1.28.0 v1.31.4 1.27 1.28-alpine 1.32.0-rc1")
	f.Add("1.13.0-rc1-alpine3.20", "1.13.0-rc2-alpine3.21 1.13-alpine3.21 1.13.0-alpine3.19 1.14.0-m1-alpine3.20")
	f.Add("8u345-b01.1-jdk", "8u352-b08-jdk 18_36-jdk 18.0.1_10-jdk 17.0.4.1-jdk 17.0.5-jdk")
	f.Add("RELEASE.2025-04-22T22-12-26Z", "RELEASE.2025-05-24T17-08-30Z 20240606.1 2.0.20180622.1 base-20240601.0.9")
	f.Add("temurin-17-lein-2.11.1", "temurin-17-lein-2.11.2 2.4.1-ls1 v1.1-debian-1.1 v1.2-debian-1.0 sha-abc1234")
	f.Add("1.0-ce-rc2-dind", "1.0-ce-rc3-dind 1.0-ce-dind 1.0.0-ce-dind 11-rc1 11.0")
	f.Add("\x00\x01.2", "\x02 --- v 1..2 1.\xff2 99999999999999999999.1 1.99999999999999999999")
	f.Fuzz(func(t *testing.T, asked, names string) {
		tags := fuzzed(asked + " " + names)
		l := freshness.New(tags, everything)
		a := l.Answer(freshness.Question{Tag: asked})
		for _, s := range a.Newer {
			mayBeNamed(t, asked, s, tags)
			if again, ok := newest(l, s); ok {
				t.Errorf("%q has %v, and that has %v", asked, s, again)
			}
		}
		needed := freshness.Needs(asked)
		shorter := slices.DeleteFunc(slices.Clone(tags), func(tag hub.Tag) bool {
			return !needed.All && !strings.Contains(tag.Name, needed.Holding)
		})
		if b := freshness.New(shorter, needed).Answer(freshness.Question{Tag: asked}); told(a) != told(b) {
			t.Errorf("%q of a list holding %q has %s instead of %s", asked, needed.Holding, told(b), told(a))
		}
		if pinned, ok := l.Pin(asked, hub.Platform{}); ok && !holds(tags, pinned.Tag) {
			t.Errorf("%q is pinned as %q, which is not there", asked, pinned.Tag)
		}
	})
}

// fuzzed are tags of which some are the same image.
func fuzzed(names string) []hub.Tag {
	var tags []hub.Tag
	for name := range strings.FieldsSeq(names) {
		tags = append(tags, image(name, name[len(name)-1:], amd64)...)
	}
	return tags
}

func newest(l *freshness.List, s freshness.Step) (freshness.Step, bool) {
	a := l.Answer(freshness.Question{Tag: s.Tag})
	return a.At(s.Level)
}

func holds(tags []hub.Tag, name string) bool {
	return slices.ContainsFunc(tags, func(t hub.Tag) bool { return t.Name == name })
}

var (
	letters   = regexp.MustCompile(`[A-Za-z]+`)
	imprecise = regexp.MustCompile(`^v?[0-9]+(\.[0-9]+)?(-[a-z]+)*$`)
)

// mayBeNamed looks at a name by other means than the rules have.
func mayBeNamed(t *testing.T, asked string, s freshness.Step, tags []hub.Tag) {
	t.Helper()
	before, stages := fewWords(asked)
	after, newStages := fewWords(s.Tag)
	switch {
	case !holds(tags, s.Tag):
		t.Errorf("%q for %q is not in the list", s.Tag, asked)
	case s.Tag == asked:
		t.Errorf("%q is newer than itself", asked)
	case !slices.Equal(before, after):
		t.Errorf("%q for %q is another flavour", s.Tag, asked)
	case stages == 0 && newStages > 0:
		t.Errorf("%q is a pre-release for %q", s.Tag, asked)
	case stages == 0 && imprecise.MatchString(asked) && strings.Count(asked, ".") != strings.Count(s.Tag, "."):
		t.Errorf("%q has another precision than %q", s.Tag, asked)
	}
}

// fewWords are the words of a name without those that say how far a release is, of which there are
// so many.
func fewWords(name string) (words []string, stages int) {
	for _, w := range letters.FindAllString(name, -1) {
		switch low := strings.ToLower(w); {
		case query.PreRelease(low, true) > 0:
			stages++
		case low != "v":
			words = append(words, w)
		}
	}
	return words, stages
}
