package compact_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/compact"
)

var platforms = func() []hub.Platform {
	var all []hub.Platform
	for architecture := range strings.FieldsSeq("amd64 arm64 arm 386 ppc64le s390x riscv64 mips64le") {
		all = append(all, hub.NewPlatform("linux", architecture, "", ""))
	}
	return append(all, hub.Platform{}, hub.NewPlatform("windows", "amd64", "", "10.0.20348.2849"))
}()

func aDigest(dice *rand.Rand) hub.Digest {
	d, err := hub.ParseDigest(fmt.Sprintf("sha256:%016x%016x%016x%016x",
		dice.Uint64(), dice.Uint64(), dice.Uint64(), dice.Uint64()|1))
	if err != nil {
		panic(err)
	}
	return d
}

// oneOf is often nothing, often small, and now and then as large as it can be.
func oneOf(dice *rand.Rand, largest int64) int64 {
	switch dice.IntN(4) {
	case 0:
		return 0
	case 1:
		return dice.Int64N(300)
	case 2:
		return largest - dice.Int64N(2)
	}
	return dice.Int64N(largest)
}

func aTime(dice *rand.Rand) hub.Timestamp {
	first := hub.TimestampOf(time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC))
	last := hub.TimestampOf(time.Date(9999, 12, 31, 23, 59, 59, 999_999_000, time.UTC))
	switch dice.IntN(5) {
	case 0:
		return 0
	case 1:
		return first
	case 2:
		return last
	}
	return hub.TimestampOf(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)) +
		hub.Timestamp(dice.Int64N(1e13)-5e12)
}

func anyTag(dice *rand.Rand) hub.Tag {
	t := hub.Tag{
		ID: oneOf(dice, 1<<62), Name: strings.Repeat("ä", dice.IntN(4)) + strconv.Itoa(dice.IntN(400)),
		FullSize: oneOf(dice, 1<<62), Updated: aTime(dice), Pushed: aTime(dice), Pulled: aTime(dice),
		UpdatedBy: hub.NewSymbol([]string{"", "alice", "bob"}[dice.IntN(3)]),
		Status:    hub.NewSymbol([]string{"", "active", "inactive"}[dice.IntN(3)]),
		MediaType: hub.NewSymbol([]string{"", "index"}[dice.IntN(2)]),
		NamesOnly: dice.IntN(9) == 0,
	}
	if dice.IntN(4) > 0 {
		t.Digest = aDigest(dice)
	}
	for range dice.IntN(12) {
		i := hub.Image{
			Platform: platforms[dice.IntN(len(platforms))], Size: oneOf(dice, 1<<62),
			Pushed: aTime(dice), Pulled: aTime(dice), Status: t.Status,
		}
		if dice.IntN(5) > 0 {
			i.Digest = aDigest(dice)
		}
		t.Images = append(t.Images, i)
	}
	return t
}

func TestTagsComeBackAsTheyWereGiven(t *testing.T) {
	for seed := range uint64(40) {
		dice := rand.New(rand.NewPCG(seed, 1))
		var kept compact.Tags
		var want []hub.Tag
		for range 300 {
			one := anyTag(dice)
			if len(want) > 0 && dice.IntN(3) == 0 {
				one.Images = slices.Clone(want[dice.IntN(len(want))].Images) // one build, two names
			}
			if len(want) > 0 && dice.IntN(4) == 0 {
				at := dice.IntN(len(want))
				kept.Set(at, &one)
				want[at] = one
				continue
			}
			kept.Append(&one)
			want = append(want, one)
		}
		require.Equal(t, len(want), kept.Len())
		var room hub.Tag
		for i := range want {
			require.Equal(t, want[i], *kept.Row(i))
			brief := want[i]
			brief.ID, brief.Digest, brief.Images = 0, hub.Digest{}, nil
			require.Equal(t, brief, *kept.Brief(i, &room))
		}
	}
}

func TestATagStaysWhatItIsWhateverComesAfterIt(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	var kept compact.Tags
	first := anyTag(dice)
	kept.Append(&first)
	held := kept.Row(0)
	for range 5000 {
		one := anyTag(dice)
		kept.Append(&one)
		kept.Set(0, &one)
	}
	assert.Equal(t, first, *held)
}

// built is a tag as a repository that builds for eight platforms has it.
func built(dice *rand.Rand, i int) hub.Tag {
	pushed := hub.TimestampOf(time.Date(2026, 1, 1, 0, 0, i, 0, time.UTC))
	t := hub.Tag{
		ID: int64(1e9) + int64(i), Name: fmt.Sprintf("1.%d.%d-alpine", i/100, i%100), Digest: aDigest(dice),
		Updated: pushed, Pushed: pushed, Pulled: pushed + hub.Timestamp(dice.Int64N(1e13)),
		UpdatedBy: hub.NewSymbol("alice"), Status: hub.NewSymbol("active"),
	}
	for _, p := range platforms[:8] {
		t.Images = append(t.Images, hub.Image{
			Platform: p, Digest: aDigest(dice), Size: dice.Int64N(100e6), Status: t.Status,
			Pushed: pushed - hub.Timestamp(dice.Int64N(1e8)), Pulled: pushed + hub.Timestamp(dice.Int64N(1e13)),
		})
	}
	t.FullSize = t.Images[0].Size
	return t
}

func TestATagWithEightPlatformsTakesHalfOfWhatItTakesAsAValue(t *testing.T) {
	const n = 20_000
	each := func(names int) float64 {
		dice := rand.New(rand.NewPCG(3, 4))
		before := inUse()
		kept := new(compact.Tags)
		for i := range n / names {
			one := built(dice, i)
			for k := range names {
				one.Name = fmt.Sprintf("1.%d.%d-%d", i/100, i%100, k)
				kept.Append(&one)
			}
		}
		used := float64(inUse()-before) / n
		runtime.KeepAlive(kept)
		return used
	}
	alone, shared := each(1), each(4)
	t.Logf("%.0f bytes a tag, %.0f where four are of one build", alone, shared)
	assert.Less(t, alone, 500.0, "of which 288 are digests")
	assert.Less(t, shared, 220.0)
}

func inUse() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func TestNamesAreFoundByWhatTheyAre(t *testing.T) {
	var names compact.Names
	_, found := names.Find("a")
	assert.False(t, found)
	for i := range 10_000 {
		number, isNew := names.Add(fmt.Sprint("name-", i))
		require.True(t, isNew)
		require.Equal(t, int32(i), number)
	}
	for i := range 10_000 {
		name := fmt.Sprint("name-", i)
		number, found := names.Find(name)
		require.True(t, found)
		require.Equal(t, name, names.Name(number))
		again, isNew := names.Add(name)
		require.False(t, isNew)
		require.Equal(t, number, again)
	}
	_, found = names.Find("name-10000")
	assert.False(t, found)
}

func TestATableTellsNumbersOfOneHashApart(t *testing.T) {
	var table compact.Table
	one := func(uint32) uint64 { return 7 }
	for number := range uint32(100) {
		_, found := table.Find(7, func(n uint32) bool { return n == number })
		require.False(t, found)
		table.Add(7, number, one)
	}
	for number := range uint32(100) {
		got, found := table.Find(7, func(n uint32) bool { return n == number })
		require.True(t, found)
		require.Equal(t, number, got)
	}
}
