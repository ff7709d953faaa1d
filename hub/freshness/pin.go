package freshness

import (
	"cmp"
	"slices"

	"tagboat/hub"
	"tagboat/hub/siblings"
)

// Pinned is a reference that does not move.
type Pinned struct {
	Tag    string     // the most specific version that is the same image
	Digest hub.Digest // of the index, or of the platform's manifest where one was asked for
}

// Pin is the most specific tag that is the same image as this one, and the digest of it: latest →
// 1.27.3. Of several it is the one that keeps the words of the tag: alpine → 1.27.3-alpine3.20. The
// zero platform pins the index; another one its manifest, and then tags count that are the same for
// this platform. It reports false where the tag, its digest or its platform is not known.
func (l *List) Pin(tag string, platform hub.Platform) (Pinned, bool) {
	t := l.find(tag)
	if t == nil {
		return Pinned{}, false
	}
	d := digestFor(t, platform)
	if d.IsZero() {
		return Pinned{}, false
	}
	return Pinned{l.mostSpecific(tag, platform), d}, true
}

// digestFor is a tag's digest, or the one of a platform's manifest.
func digestFor(t *hub.Tag, platform hub.Platform) hub.Digest {
	if platform.IsUnknown() {
		return t.Digest
	}
	fits := platform.Matcher()
	for i := range t.Platforms() {
		if fits(i.Platform) {
			return siblings.ManifestDigest(t, &i)
		}
	}
	return hub.Digest{}
}

// now is the most specific other name of an image, empty when there is none.
func (l *List) now(q Question) string {
	if name := l.mostSpecific(q.Tag, hub.Platform{}); name != q.Tag {
		return name
	}
	return ""
}

// mostSpecific is the name of an image that says its version in full, and of several the one that
// keeps the words of the tag.
func (l *List) mostSpecific(tag string, platform hub.Platform) string {
	best, words := tag, wordsOf(tag)
	var precision, kept int
	for _, name := range l.sameAs(tag, platform) {
		r := read(name)
		p, k := r.precision(), shared(words, name)
		if p > precision || p == precision && k > kept {
			best, precision, kept = name, p, k
		}
	}
	return best
}

// precision is how many numbers of a version a name says; a day is as good as three.
func (r *reading) precision() int {
	if !r.counts() {
		return 0
	}
	isDate := number.isDate
	if r.kind == date || slices.ContainsFunc(slices.Concat(r.release, r.build), isDate) {
		return max(whole, len(r.release))
	}
	return len(r.release)
}

// sameAs are a tag and those that are the same image, or the same for one platform, the most
// specific first.
func (l *List) sameAs(tag string, platform hub.Platform) []string {
	names := []string{tag}
	for level, name := range l.siblingsFor(platform).Of(tag).All() {
		if level > siblings.SameImage && platform.IsUnknown() {
			break
		}
		names = append(names, name)
	}
	slices.SortFunc(names, siblings.Compare)
	return names
}

// wordsOf are the words of a name.
func wordsOf(name string) []string {
	var words []string
	for _, t := range split(name) {
		if !t.number && t.text != "" {
			words = append(words, t.text)
		}
	}
	return words
}

// shared counts the words that a name has too.
func shared(words []string, name string) int {
	n, has := 0, wordsOf(name)
	for _, w := range words {
		if slices.Contains(has, w) {
			n++
		}
	}
	return n
}

// Match is a tag that has a digest.
type Match struct {
	Tag      string
	Platform hub.Platform // whose manifest the digest is; zero where it is the tag's own
}

// Which are the tags that have a digest now, as their own or as one platform's: their own first,
// then newer versions first.
func (l *List) Which(d hub.Digest) []Match {
	var found []Match
	for _, i := range l.digests()[d] {
		t := &l.tags[i]
		m := Match{Tag: t.Name}
		if t.Digest != d {
			at := slices.IndexFunc(t.Images, func(i hub.Image) bool { return i.Digest == d })
			m.Platform = t.Images[at].Platform
		}
		found = append(found, m)
	}
	rank := func(m Match) int {
		if m.Platform.IsUnknown() {
			return 0
		}
		return 1
	}
	slices.SortFunc(found, func(a, b Match) int {
		return cmp.Or(
			cmp.Compare(rank(a), rank(b)),
			siblings.Compare(a.Tag, b.Tag),
		)
	})
	return found
}

func (l *List) whichNames(d hub.Digest) []string {
	var names []string
	for _, m := range l.Which(d) {
		names = append(names, m.Tag)
	}
	return names
}
