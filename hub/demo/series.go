package demo

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"tagboat/hub/fakehub"
)

// Series makes the tags that a pipeline leaves in a repository: one a commit, branches, pull
// requests, nightly builds, release candidates and releases with their floating names, some with an
// alpine twin. It returns exactly n, the newest first, the same for the same words; the tags of one
// build share their images. Give it to Repository.Generate for a giant that costs nothing until it
// is looked at.
func Series(repository string, n int, newest time.Time) []fakehub.Tag {
	s := series{repository: repository, most: n, tags: make([]fakehub.Tag, 0, n),
		seen: make(map[string]bool, n), now: newest.Add(10 * time.Minute)}
	s.size = 18_000_000 + fakehub.Dice(160_000_000, "size", repository)
	s.major = int(1 + fakehub.Dice(4, "major", repository))
	s.minor, s.patch = int(fakehub.Dice(30, "minor", repository)),
		int(fakehub.Dice(7, "patch", repository))
	// The rarer the pushes, the longer ago the last one.
	every := time.Duration(40+fakehub.Dice(400, "every", repository)) * time.Minute
	if n < 1000 {
		every *= 12
	}
	for build := 0; len(s.tags) < n; build++ {
		s.build(build, newest)
		newest = newest.Add(-every/2 - time.Duration(fakehub.Dice(int64(every), repository,
			strconv.Itoa(build))))
	}
	return s.tags
}

type series struct {
	repository          string
	most                int
	size                int64
	major, minor, patch int
	candidate           int
	released            bool
	now                 time.Time // nothing is pulled later than this
	tags                []fakehub.Tag
	seen                map[string]bool
}

// put adds names that are not taken, floating ones stay with the newest build.
func (s *series) put(b fakehub.Build, names ...string) {
	var built fakehub.Tag // at the first name: most of the time goes into its digests
	for _, name := range names {
		if s.seen[name] || len(s.tags) == s.most {
			continue
		}
		if built.Name == "" {
			built = b.Tag(name)
		}
		s.seen[name] = true
		built.Name = name
		s.tags = append(s.tags, built)
	}
}

func (s *series) build(n int, pushed time.Time) {
	content := s.repository + " " + strconv.Itoa(n)
	hash := fakehub.DigestOf("commit", content)[7:14]
	b := fakehub.Build{
		Content: content, Pushed: pushed, By: "acmeci", Size: s.size +
			fakehub.Dice(900_000, content), Attested: n%2 == 0 && n < 400,
		Stack: []string{"debian:12", "runtime " + strconv.Itoa(s.major), "dependencies " +
			s.repository + " " + strconv.Itoa(n/40)},
	}
	if fakehub.Dice(5, "pulled", content) > 0 && n < 600 {
		b.Pulled = pushed.Add(time.Duration(fakehub.Dice(int64(90*time.Minute), content)))
		if b.Pulled.After(s.now) {
			b.Pulled = s.now
		}
	}
	s.size -= fakehub.Dice(9_000, "growth", content)
	names := make([]string, 0, 3)
	switch kind := fakehub.Dice(20, "kind", content); {
	case kind < 3 && s.major > 0:
		s.release(b, hash)
		return
	case kind < 5:
		s.candidate++
		names = append(names, "main-"+hash, fmt.Sprintf("%d.%d.%d-rc.%d", s.major, s.minor,
			s.patch+1, s.candidate))
	case kind < 11:
		pull := "pr-" + strconv.Itoa(9000-n/2)
		names = append(names, pull, pull+"-"+hash)
	case kind < 13:
		names = append(names, "main-"+hash, "nightly", "nightly-"+pushed.Format("20060102"))
	case kind < 14:
		names = append(names,
			"feature_"+strings.ToUpper(hash[:3])+"-"+strconv.Itoa(100+n%900)+"-"+hash)
	default:
		names = append(names, "main-"+hash, "main", "edge")
	}
	s.put(b, names...)
}

// release names a build with a version and its floating names, and builds the alpine twin.
func (s *series) release(b fakehub.Build, hash string) {
	version := fmt.Sprintf("%d.%d.%d", s.major, s.minor, s.patch)
	names := []string{version, "latest", strconv.Itoa(s.major),
		fmt.Sprintf("%d.%d", s.major, s.minor), "sha-" + hash}
	s.put(b, names...)
	twin := b
	twin.Content, twin.Size, twin.Pushed = b.Content+" alpine", b.Size*2/5,
		b.Pushed.Add(-4*time.Minute)
	twin.Stack = append([]string{"alpine:3.20"}, b.Stack[1:]...)
	s.put(twin, version+"-alpine", "alpine", strconv.Itoa(s.major)+"-alpine",
		fmt.Sprintf("%d.%d-alpine", s.major, s.minor))
	if !s.released {
		s.released = true
		signed, edge := b, b
		signed.Index, edge.Own = "signed", map[string]string{"linux/arm64": b.Content + " patched"}
		signed.Pushed, edge.Pushed = b.Pushed.Add(time.Minute), b.Pushed.Add(2*time.Minute)
		s.put(signed, version+"-signed")
		s.put(edge, version+"-arm64fix")
	}
	s.candidate = 0
	switch {
	case s.patch > 0:
		s.patch--
	case s.minor > 0:
		s.minor--
		s.patch = int(fakehub.Dice(7, s.repository, version))
	default:
		s.major--
		s.minor, s.patch = int(5+fakehub.Dice(22, s.repository, version)),
			int(fakehub.Dice(7, version))
	}
}
