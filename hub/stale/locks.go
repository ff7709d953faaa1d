package stale

import (
	"regexp"

	"tagboat/hub"
)

// Locks are the immutability rules of a repository: a tag that one of them finds can neither be
// overwritten nor deleted (Hub API notes, "Facts added in November 2026"). The zero value is that
// nobody knows them, and then nothing may go.
type Locks struct {
	known  bool
	all    bool
	broken string // a rule that cannot be read
	rules  []*regexp.Regexp
}

// NoLocks takes no tag as locked, and [Locks] that were not asked for are so where somebody says
// it.
func NoLocks() Locks { return Locks{known: true} }

// LocksOf reads the rules of a repository. Without a rule of its own every tag is meant; one that
// cannot be read locks every tag. Whether a rule has to fit the whole of a name is not told, so it
// is enough that it fits a part: that locks more.
func LocksOf(tags hub.ImmutableTags) Locks {
	l := Locks{known: true}
	if !tags.Enabled {
		return l
	}
	l.all = len(tags.Rules) == 0
	for _, rule := range tags.Rules {
		r, err := regexp.Compile(rule)
		if err != nil {
			l.all, l.broken = true, rule
			continue
		}
		l.rules = append(l.rules, r)
	}
	return l
}

// Broken is a rule that cannot be read, or empty.
func (l Locks) Broken() string { return l.broken }

// find gives why a tag is locked, and the number of the rule; 0 where it is not.
func (l Locks) find(name string) (Kind, int32) {
	switch {
	case !l.known:
		return LocksUnknown, 0
	case l.broken != "":
		return LocksBroken, 0
	case l.all:
		return AllLocked, 0
	}
	for i, r := range l.rules {
		if r.MatchString(name) {
			return Locked, int32(i)
		}
	}
	return 0, 0
}
