package freshness

import (
	"slices"
	"sort"

	"tagboat/hub"
)

// search looks for what is newer than one tag.
type search struct {
	asked   reading
	name    string
	fits    []func(hub.Platform) bool
	aliased []hub.Digest // of the pre-releases of the version asked for
	unknown bool         // a newer tag was left out because its platforms are not known
}

// newer is the newest tag at each level, the nearest first.
func (l *List) newer(s *search) []Step {
	if !s.asked.counts() {
		return nil
	}
	var found [Base + 1]*candidate
	same := l.flavours[s.asked.flavour]
	s.findAliased(same)
	from := func(least int) int {
		return sort.Search(len(same), func(i int) bool {
			return same[i].compareVersions(&s.asked) >= least
		})
	}
	equal, newer := from(0), from(1)
	for i := len(same) - 1; i >= equal; i-- {
		c, level := &same[i], Base
		if i >= newer {
			level = s.asked.level(c.reading)
		}
		if s.better(c, found[level]) && s.mayBe(c, level) && s.hasPlatforms(c.tag) {
			found[level] = c
		}
	}
	if found[Patch] == nil {
		found[Patch], found[PreRelease] = found[PreRelease], nil
	}
	var steps []Step
	for level, c := range found {
		if c != nil {
			steps = append(steps, Step{Level(level), c.tag.Name, c.tag.Digest})
		}
	}
	return steps
}

// findAliased gathers what the pre-releases of the version asked for are, when it is one itself.
func (s *search) findAliased(same []candidate) {
	if len(s.asked.stage) == 0 {
		return
	}
	for _, c := range same {
		if len(c.stage) > 0 && compareNumbers(c.release, s.asked.release) == 0 {
			s.aliased = append(s.aliased, c.tag.Digest)
		}
	}
}

// isAlias reports whether a release is a pre-release as yet, under a shorter name: 9.6 is 9.6-beta2
// until there is a 9.6.0.
func (s *search) isAlias(c *candidate) bool {
	return len(c.stage) == 0 && compareNumbers(c.release, s.asked.release) == 0 &&
		!c.tag.Digest.IsZero() && slices.Contains(s.aliased, c.tag.Digest)
}

// mayBe reports whether a candidate that is not older may be named at a level.
func (s *search) mayBe(c *candidate, level Level) bool {
	switch {
	case !s.asked.samePrecision(c.reading), s.isAlias(c):
		return false
	case !s.asked.loose && compareNumbers(c.base, s.asked.base) < 0:
		return false
	case level == Base && compareNumbers(c.base, s.asked.base) == 0:
		return false
	}
	return len(c.stage) == 0 || len(s.asked.stage) > 0
}

// better reports whether a candidate is rather to be named than one found before, which is not
// older: of one version the one on the base asked for, or else on the newest, and the one that is
// written as the one asked for.
func (s *search) better(c, found *candidate) bool {
	switch {
	case found == nil || len(found.stage) > 0 && len(c.stage) == 0:
		return true
	case c.order != found.order:
		return false
	}
	if n := compareNumbers(c.base, found.base); n != 0 {
		return compareNumbers(c.base, s.asked.base) == 0
	}
	return c.v == s.asked.v && found.v != s.asked.v
}

// hasPlatforms reports whether a tag is there for every platform asked for.
func (s *search) hasPlatforms(t *hub.Tag) bool {
	has, known := hasPlatforms(t, s.fits)
	s.unknown = s.unknown || !known
	return has
}

// hasPlatforms reports whether a tag is there for all of some platforms, and whether that is known.
func hasPlatforms(t *hub.Tag, fits []func(hub.Platform) bool) (has, known bool) {
	if len(fits) == 0 {
		return true, true
	}
	known = slices.ContainsFunc(t.Images, func(i hub.Image) bool { return !i.Platform.IsUnknown() })
	for _, fit := range fits {
		if !slices.ContainsFunc(t.Images, func(i hub.Image) bool { return fit(i.Platform) }) {
			return false, known
		}
	}
	return true, true
}
