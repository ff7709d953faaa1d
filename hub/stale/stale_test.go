package stale_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/stale"
)

func TestWithoutARuleNothingIsAskedFor(t *testing.T) {
	for _, w := range []stale.Wanted{{}, {Never: "latest"}, {Unpulled: true}} {
		rules := read(t, w)
		assert.True(t, rules.IsZero(), "%+v", w)
		all := rows{image("1", "a", 900, 900), bare("b", 900)}
		sum := rules.Draft(all, true).Plan(mutable()).Sum()
		assert.Zero(t, sum.Goes())
	}
	for _, w := range []stale.Wanted{
		{Older: "90d"}, {Keep: 1}, {KeepPer: "minor"}, {Match: "rc"}, {Untagged: true},
	} {
		rules := read(t, w)
		assert.False(t, rules.IsZero(), "%+v", w)
	}
}

func TestWhatCannotBeReadIsToldWithWhatWasExpected(t *testing.T) {
	for want, w := range map[string]stale.Wanted{
		`older "90": expected an age of at most 100 years, as 90d; units are h d w mo y`:  {Older: "90"},
		`older "0d": expected an age of at most 100 years, as 90d; units are h d w mo y`:  {Older: "0d"},
		`older "99999999999999999999d": expected an age of at most 100 years`:             {Older: "99999999999999999999d"},
		`older "-1d": expected an age of at most 100 years, as 90d; units are h d w mo y`: {Older: "-1d"},
		`keep-per "build": expected major, minor or patch`:                                {KeepPer: "build"},
		`keep is a number of tags, from 1`:                                                {Keep: -1},
		`match cannot be read at "arch:": expected a value, as in arch:arm64`:             {Match: "arch:"},
		`never cannot be read at "size:50": expected a size, as in size:<100MB`:           {Never: "size:50"},
	} {
		_, err := w.Read(now)
		require.Error(t, err)
		assert.Contains(t, err.Error(), want[:20])
	}
}

func TestOlderIsPushedAndPulledBeforeThat(t *testing.T) {
	unpulled := image("unpulled", "d", 200, 0)
	unpulled.Pulled = 0
	platform := image("platform", "e", 200, 200)
	platform.Images[0].Pulled = days(3)
	undated := image("undated", "f", 0, 200)
	undated.Pushed, undated.Updated = 0, 0
	all := []hub.RepositoryTag{
		image("old", "a", 200, 120), image("pushed", "b", 20, 20), image("pulled", "c", 200, 3),
		unpulled, platform, undated,
	}
	assert.Equal(t, map[string]string{
		"old":      "goes: pushed 200 days ago, pulled 120 days ago",
		"pushed":   "stays: pushed 20 days ago",
		"pulled":   "stays: pulled 3 days ago",
		"unpulled": "stays: never known to be pulled",
		"platform": "stays: amd64 pulled 3 days ago",
		"undated":  "stays: cannot be known: when it was pushed was not told",
	}, told(t, stale.Wanted{Older: "90d"}, mutable(), all...))
	assert.Equal(t, "goes: pushed 200 days ago, never known to be pulled",
		told(t, stale.Wanted{Older: "90d", Unpulled: true}, mutable(), all...)["unpulled"])
}

func TestTheNewestStayOfThoseThatMayGo(t *testing.T) {
	all := []hub.RepositoryTag{
		image("main", "a", 1, 1), image("2-rc1", "b", 2, 1), image("1-rc2", "c", 3, 1), image("1-rc1", "d", 4, 1),
	}
	assert.Equal(t, map[string]string{
		"main":  "stays: what may go does not find it",
		"2-rc1": "stays: newest two",
		"1-rc2": "stays: newest two",
		"1-rc1": "goes: beyond the newest two",
	}, told(t, stale.Wanted{Keep: 2, Match: "rc"}, mutable(), all...))
	assert.Equal(t, map[string]string{
		"main":  "stays: what must never go finds it",
		"2-rc1": "stays: newest",
		"1-rc2": "goes: beyond the newest",
		"1-rc1": "goes: beyond the newest",
	}, told(t, stale.Wanted{Keep: 1, Never: "^main$"}, mutable(), all...))
}

func TestTheHighestVersionOfEachLineStays(t *testing.T) {
	all := []hub.RepositoryTag{
		image("latest", "a", 1, 1), image("1.27.3", "b", 2, 1), image("v1.27.4", "c", 9, 1), image("1.27.4", "d", 9, 1),
		image("1.27", "e", 5, 1), image("1.27.5-rc1", "f", 5, 1), image("1.27.3-alpine", "g", 1, 1), image("1", "h", 1, 1),
		image("1.26.9", "i", 1, 1), image("1.26.9-55", "j", 1, 1),
	}
	assert.Equal(t, map[string]string{
		"latest":        "stays: no rule is about it",
		"1.27.3":        "goes: v1.27.4 is newer in its line",
		"v1.27.4":       "stays: newest of 1.27",
		"1.27.4":        "stays: newest of 1.27",
		"1.27":          "goes: v1.27.4 is newer in its line",
		"1.27.5-rc1":    "stays: newest of 1.27-rc",
		"1.27.3-alpine": "stays: newest of 1.27-alpine",
		"1":             "stays: newest of 1",
		"1.26.9":        "goes: 1.26.9-55 is newer in its line",
		"1.26.9-55":     "stays: newest of 1.26",
	}, told(t, stale.Wanted{KeepPer: "minor"}, mutable(), all...))
}

func TestAnImageGoesWithAllItsNamesOrStaysWithThem(t *testing.T) {
	all := []hub.RepositoryTag{
		image("1.27", "a", 200, 3), image("1.27.3", "a", 200, 200), image("1.26", "b", 200, 200), image("1.26.1", "b", 200, 200),
	}
	assert.Equal(t, map[string]string{
		"1.27":   "stays: pulled 3 days ago",
		"1.27.3": "stays: same image as 1.27, which stays",
		"1.26":   "goes: pushed 200 days ago, pulled 200 days ago",
		"1.26.1": "goes: pushed 200 days ago, pulled 200 days ago",
	}, told(t, stale.Wanted{Older: "90d"}, mutable(), all...))
}

func TestWhatIsNotKnownStays(t *testing.T) {
	name := hub.RepositoryTag{Repository: api, Tag: hub.Tag{Name: "name", NamesOnly: true}}
	all := []hub.RepositoryTag{name, image("digestless", "", 200, 200)}
	w := stale.Wanted{Keep: 1, Match: "!zzz"}
	said := told(t, w, mutable(), append(all, image("newest", "a", 1, 1))...)
	assert.Equal(t, "stays: cannot be known: only its name was told", said["name"])
	assert.Equal(t, "stays: cannot be known: its digest was not told", said["digestless"])
	rules := read(t, stale.Wanted{Older: "90d"})
	plan := rules.Draft(rows{image("old", "a", 200, 200)}, false).Plan(mutable())
	assert.Equal(t, "stays: not all of its repository was read", words(plan, rows{image("old", "a", 200, 200)})["old"])
}

func TestWhatIsLockedStaysAndSoDoItsSiblings(t *testing.T) {
	all := []hub.RepositoryTag{
		image("v1", "a", 200, 200), image("old", "a", 200, 200), image("other", "b", 200, 200),
	}
	w := stale.Wanted{Older: "90d"}
	assert.Equal(t, map[string]string{
		"v1":    `stays: locked by an immutability rule: ^v\d`,
		"old":   "stays: same image as v1, which stays",
		"other": "goes: pushed 200 days ago, pulled 200 days ago",
	}, told(t, w, locked("^zzz", `^v\d`), all...))
	for reason, locks := range map[string]stale.Locks{
		"stays: locked, as every tag of its repository":                           locked(),
		"stays: an immutability rule cannot be read, so all tags count as locked": locked("^zzz", "(?=x)"),
		"stays: cannot be known: the immutability rules were not told":            {},
		"goes: pushed 200 days ago, pulled 200 days ago":                          stale.NoLocks(),
	} {
		assert.Equal(t, reason, told(t, w, locks, all...)["other"])
	}
}

func TestASignatureGoesWithWhatItSignsAndStaysWithIt(t *testing.T) {
	goes, stays, nothing := signature("s1", "a"), signature("s2", "p"), signature("s3", "zzz")
	twice := signature("s4", "s1")
	said := told(t, stale.Wanted{Older: "90d"}, mutable(), twice, goes, stays, nothing,
		image("old", "a", 200, 200), index("new", "n", 2, 2, on(amd64, "p", 1)))
	assert.Equal(t, "goes: signs old, which goes", said[goes.Name])
	assert.Equal(t, "goes: signs "+goes.Name+", which goes", said[twice.Name])
	assert.Equal(t, "stays: signs new, which stays", said[stays.Name])
	assert.Equal(t, "stays: what it signs is not here", said[nothing.Name])
}

func TestAManifestWithoutATagStaysWhereItIsAPartOfATagThatStays(t *testing.T) {
	all := []hub.RepositoryTag{
		index("1.27", "i", 2, 2, on(amd64, "m1", 10), on(arm64, "m2", 10)), index("1.0", "j", 200, 200, on(arm64, "m3", 10)),
		bare("m2", 200), bare("m3", 200), bare("m4", 200), bare("m5", 3),
	}
	said := told(t, stale.Wanted{Older: "90d", Untagged: true}, mutable(), all...)
	short := func(word string) string { return digest(word).Short() }
	assert.Equal(t, "stays: part of 1.27 (linux/arm64)", said[short("m2")])
	assert.Equal(t, "goes: no tag points at it, pushed 200 days ago", said[short("m3")])
	assert.Equal(t, "goes: no tag points at it, pushed 200 days ago", said[short("m4")])
	assert.Equal(t, "stays: pushed 3 days ago", said[short("m5")])
	said = told(t, stale.Wanted{Older: "90d"}, mutable(), all...)
	assert.Equal(t, "stays: no rule is about it", said[short("m4")])
	said = told(t, stale.Wanted{Untagged: true}, mutable(), append(all, index("2", "k", 1, 1))...)
	assert.Equal(t, "stays: cannot be known: a tag that stays does not tell its platforms", said[short("m4")])
}

func TestBytesAreFreeOnlyWhereTheLastNameOfAManifestGoes(t *testing.T) {
	w := stale.Wanted{Older: "90d"}
	rules := read(t, w)
	sum := func(all ...hub.RepositoryTag) stale.Sum {
		return rules.Draft(rows(all), true).Plan(mutable()).Sum()
	}
	shared := on(amd64, "shared", 700)
	one := sum(index("old", "i", 200, 200, shared, on(arm64, "m", 50)), index("new", "j", 1, 1, shared))
	assert.Equal(t, int64(50), one.AtMost, "the shared platform stays")
	assert.Zero(t, one.AtLeast, "its layers may be those of what stays")
	all := sum(index("a", "i", 200, 200, shared, on(arm64, "m", 50)), index("b", "j", 200, 200, shared))
	assert.Equal(t, int64(750), all.AtMost, "an image with two names counts once")
	assert.Equal(t, int64(700), all.AtLeast, "the largest is free whatever is shared")
	most := sum(index("old", "i", 200, 200, shared), index("new", "j", 1, 1, on(amd64, "m", 50)))
	assert.Equal(t, int64(650), most.AtLeast, "what stays cannot share more than it has")
	none := sum(index("old", "i", 200, 200, on(amd64, "x", 0)), index("new", "j", 1, 1, on(amd64, "m", 0)))
	assert.Equal(t, stale.Sum{Tags: 1, Stay: 1, Images: 1, Unknown: 1, Kinds: none.Kinds}, none)
	empty := sum(index("old", "i", 200, 200))
	assert.Equal(t, 1, empty.Unknown, "a tag without platforms has a size that is not known")
}

func TestAReasonIsOneCleanLine(t *testing.T) {
	evil := "\x1b]0;red\n" + string(make([]byte, 300))
	said := told(t, stale.Wanted{Older: "90d"}, locked("old|"+evil), image("old", "a", 200, 200))
	assert.True(t, strings.HasPrefix(said["old"], "stays: locked by an immutability rule: old|"), said["old"])
	assert.NotContains(t, said["old"], "\x1b")
	assert.NotContains(t, said["old"], "\n")
}
