package siblings_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/siblings"
)

func TestLatestSaysWhichVersionItIs(t *testing.T) {
	x := index(append(tags("mainline latest 1 1.27.3 1.27", "i"), tag("1.26", "j"))...)
	assert.Equal(t, "[same image] 1.27.3 1.27 1 mainline", told(x, "latest"))
	assert.Equal(t, "[same image] 1.27 1 mainline latest", told(x, "1.27.3"))
	assert.Equal(t, "1.27.3", x.Representative("latest"))
	assert.Empty(t, told(x, "1.26"))
	assert.Equal(t, "1.26", x.Representative("1.26"))
	assert.Empty(t, told(x, "nowhere"))
	assert.Equal(t, "nowhere", x.Representative("nowhere"))
	assert.Equal(t, 6, x.Len())
}

func TestTheThreeLevelsHaveTheirOwnWords(t *testing.T) {
	x := index(
		tag("4.0", "i", on(amd64, "a"), on(arm64, "b")), tag("latest", "i", on(amd64, "a"), on(arm64, "b")),
		tag("4.0-signed", "signed", on(arm64, "b"), on(amd64, "a"), on(unknown, "attestation")),
		tag("4.0-armfix", "fixed", on(amd64, "a"), on(arm64, "B")),
		tag("4.0-small", "small", on(amd64, "a")),
		tag("4.0-other", "other", on(amd64, "A"), on(arm64, "b")),
	)
	assert.Equal(t, "[same image] 4.0 [same platforms] 4.0-signed [same for linux/amd64] 4.0-small 4.0-armfix", told(x, "latest"))
	assert.Equal(t, "[same platforms] 4.0 latest [same for linux/amd64] 4.0-small 4.0-armfix", told(x, "4.0-signed"))
	assert.Empty(t, told(x, "4.0-other"))
	group := x.Of("4.0")
	assert.Equal(t, []string{"latest"}, group.At(siblings.SameImage))
	assert.Equal(t, []int{1, 1, 2}, []int{group.Count(siblings.SameImage), group.Count(siblings.SamePlatforms), group.Count(siblings.SameForMine)})
	assert.Zero(t, group.Count(7))
	assert.Equal(t, siblings.SamePlatforms, x.Between("4.0", "4.0-signed"))
	assert.Zero(t, x.Between("4.0", "4.0-other"))
	assert.Zero(t, x.Between("4.0", "nowhere"))
	assert.Equal(t, amd64, x.Mine())
	assert.Empty(t, x.Word(0))
}

func TestTheMostSpecificNameComesFirst(t *testing.T) {
	for _, order := range []string{
		"1.27.3 1.27 1 mainline latest",
		"1.27.3 1.27.3-bookworm 1.27 1.27-bookworm 1 1-bookworm bookworm mainline mainline-bookworm latest",
		"1.27.3-alpine3.20 1.27.3-alpine 1.27-alpine3.20 1-alpine alpine3.20 alpine mainline-alpine",
		"1.2.3 v1.2.3 1.2 v1.2",
		"10.0.1 9.0.1 10.0",
		"1.2.3-1 1.2.3",
		"24.04 noble-20240801 noble rolling latest",
		"2024-01-15 20240115",
		"sha-0a1b2c3 edge main latest",
		"1.0 latest sha256-" + strings.Repeat("a", 64) + ".sig",
	} {
		names := strings.Fields(order)
		for seed := range uint64(20) {
			r := rand.New(rand.NewPCG(seed, 2))
			all := tags(order, "i")
			r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			x := index(append(all, tag("probe", ""))...)
			assert.Equal(t, names[1:], x.Of(names[0]).At(siblings.SameImage))
		}
	}
}

func TestUnknownIsTheSameAsNothing(t *testing.T) {
	x := index(
		tag("a", ""), tag("b", ""), hub.Tag{Name: "c", NamesOnly: true}, hub.Tag{Name: "d", NamesOnly: true},
		tag("e", "", on(amd64, ""), on(arm64, "x")), tag("f", "", on(amd64, ""), on(arm64, "x")),
		tag("g", "g", on(unknown, "attestation")), tag("h", "h", on(unknown, "attestation")),
		tag("i", "", on(amd64, "m"), on(arm64, "")), tag("j", "", on(amd64, "m"), on(arm64, "")),
	)
	for name := range strings.FieldsSeq("a b c d e f g h") {
		assert.Empty(t, told(x, name), name)
		assert.Equal(t, name, x.Representative(name))
		assert.Equal(t, name, x.Next(name))
	}
	assert.False(t, x.Same(siblings.SameImage, "a", "a"))
	assert.Equal(t, "[same for linux/amd64] j", told(x, "i"), "what is known of my platform does not need the others")
	nobody := siblings.New(hub.Platform{})
	nobody.Add([]hub.Tag{tag("a", "a", on(amd64, "m"), on(arm64, "n")), tag("b", "b", on(amd64, "m"), on(arm64, "o"))})
	assert.Empty(t, told(nobody, "a"), "without a platform of mine")
}

func TestASinglePlatformMayBringItsDigestWithTheTagAndAnIndexNever(t *testing.T) {
	x := index(
		tag("both", "m", on(amd64, "m")), tag("tag", "m", on(amd64, "")), tag("image", "", on(amd64, "m")), tag("bare", "m"),
		tag("wrapped", "index", on(amd64, "m"), on(unknown, "attestation")),
	)
	assert.Equal(t, "[same image] bare tag [same platforms] image wrapped", told(x, "both"), "of image the tag's own digest is not known")
	assert.Equal(t, "[same platforms] both image tag", told(x, "wrapped"), "of bare no platform is known")
	index := tag("index", "m", on(amd64, ""))
	index.MediaType = hub.NewSymbol("application/vnd.oci.image.index.v1+json")
	x.Add([]hub.Tag{index})
	assert.Equal(t, "[same image] bare both tag", told(x, "index"), "the digest of an index is no platform's")
}

func TestMyPlatformIsChosenAsDockerWould(t *testing.T) {
	windows := func(build string) hub.Platform { return hub.NewPlatform("windows", "amd64", "", build) }
	for _, c := range []struct {
		mine, a, b hub.Platform
		same       bool
	}{
		{arm64, arm64, hub.NewPlatform("linux", "arm64", "", ""), true},
		{hub.NewPlatform("linux", "arm64", "", ""), arm64, arm64, true},
		{hub.NewPlatform("linux", "arm", "", ""), armv7, armv7, true},
		{armv7, armv7, hub.NewPlatform("linux", "arm", "v6", ""), false},
		{windows(""), windows("10.0.1"), windows("10.0.1"), true},
		{windows("10.0.2"), windows("10.0.1"), windows("10.0.1"), false},
		{amd64, arm64, arm64, false},
		{amd64, amd64, hub.NewPlatform("freebsd", "amd64", "", ""), false},
		{hub.NewPlatform("linux", "s390x", "", ""), hub.NewPlatform("linux", "s390x", "", ""), hub.NewPlatform("linux", "s390x", "", ""), true},
	} {
		x := siblings.New(c.mine)
		rest := hub.NewPlatform("linux", "mips64le", "", "")
		x.Add([]hub.Tag{tag("a", "i", on(c.a, "m"), on(rest, "n")), tag("b", "j", on(c.b, "m"), on(rest, "o"))})
		assert.Equal(t, c.same, x.Same(siblings.SameForMine, "a", "b"), "%v: %v %v", c.mine, c.a, c.b)
	}
	x := siblings.New(windows(""))
	x.Add([]hub.Tag{
		tag("a", "i", on(windows("10.0.1"), "m"), on(windows("10.0.2"), "n")),
		tag("b", "j", on(windows("10.0.1"), "m"), on(windows("10.0.2"), "o")),
	})
	assert.Zero(t, x.Between("a", "b"), "every build that may be mine must be the same")
}

func TestTheRoundGoesThroughAllNamesAndComesBack(t *testing.T) {
	x := index(tags("latest 1.27.3 1.27 mainline", "i")...)
	var round []string
	for name := "latest"; len(round) < 4; {
		name = x.Next(name)
		round = append(round, name)
	}
	assert.Equal(t, []string{"1.27.3", "1.27", "mainline", "latest"}, round)
}

func TestATagThatMovesLeavesItsOldSiblings(t *testing.T) {
	x := siblings.New(amd64)
	assert.Empty(t, x.Add([]hub.Tag{tag("latest", "i")}))
	assert.Equal(t, []string{"latest"}, x.Add([]hub.Tag{tag("1.27", "i")}), "1.27 stands for the image from now on")
	assert.Equal(t, []string{"1.27"}, x.Add([]hub.Tag{tag("1.27.3", "i")}))
	assert.Empty(t, x.Add([]hub.Tag{tag("1", "i"), tag("1.26", "j")}))
	assert.Empty(t, x.Add([]hub.Tag{tag("1.27.3", "i")}), "nothing new")
	assert.Empty(t, x.Add([]hub.Tag{{Name: "1.27.3", NamesOnly: true}}), "a bare name takes nothing away")
	assert.Equal(t, []string{"1.27"}, x.Add([]hub.Tag{tag("1.27.3", "k")}), "1.27 stands for the old image again")
	assert.Equal(t, "1.27", x.Representative("latest"))
	assert.Empty(t, x.Add([]hub.Tag{tag("latest", "k")}), "it led neither there nor here")
	assert.Equal(t, "1.27.3", x.Representative("latest"))
	assert.Equal(t, []string{"latest"}, x.Add([]hub.Tag{tag("latest", "")}), "what is forgotten stands for itself")
	assert.Empty(t, told(x, "latest"))
	assert.Equal(t, []string{"1.26"}, x.Add([]hub.Tag{tag("1.26", "i")}), "and it no longer stands for itself")
}

func TestTheDemonstrationHasAFamilyWithAllThreeLevels(t *testing.T) {
	world := hubtest.Demo(time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC))
	h := hubtest.New(world)
	client, err := hub.New(hub.Options{BaseURL: h.URL(), RegistryURL: h.RegistryURL(), Transport: h.Transport(), UserAgent: "tagboat/test"})
	require.NoError(t, err)
	x := siblings.New(amd64)
	listing := client.Tags(hub.RepositoryName{Namespace: "alice", Name: "museum"}, hub.ByDefault)
	for page, err := range listing.Pages(t.Context(), 1) {
		require.NoError(t, err)
		x.Add(page.Rows)
	}
	group := x.Of("latest")
	assert.Equal(t, []string{"4.0.0", "4.0", "4", "release-4"}, group.At(siblings.SameImage))
	assert.ElementsMatch(t, []string{"4.0.0-signed", "4.0.0-unattested"}, group.At(siblings.SamePlatforms))
	assert.Equal(t, []string{"4.0.0-arm64fix"}, group.At(siblings.SameForMine))
}
