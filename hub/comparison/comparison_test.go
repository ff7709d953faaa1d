package comparison_test

import (
	"crypto/sha256"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/comparison"
)

var (
	amd64 = hub.NewPlatform("linux", "amd64", "", "")
	arm64 = hub.NewPlatform("linux", "arm64", "v8", "")
)

func digest(n int) hub.Digest {
	if n == 0 {
		return hub.Digest{}
	}
	d, err := hub.ParseDigest(fmt.Sprintf("sha256:%x", sha256.Sum256(fmt.Append(nil, n))))
	if err != nil {
		panic(err)
	}
	return d
}

func layer(n int, size int64) hub.Layer {
	return hub.Layer{Digest: digest(n), Size: size, Instruction: fmt.Sprintf("RUN %d", n)}
}

func env() hub.Layer { return hub.Layer{Instruction: "ENV A=b"} }

func image(p hub.Platform, layers ...hub.Layer) hub.ImageLayers {
	i := hub.ImageLayers{Image: hub.Image{Platform: p}, Layers: layers}
	for _, l := range layers {
		i.Size += l.Size
	}
	return i
}

func one(t *testing.T, old, updated hub.ImageLayers) comparison.Diff {
	t.Helper()
	diffs := comparison.Compare([]hub.ImageLayers{old}, []hub.ImageLayers{updated})
	require.Len(t, diffs, 1)
	return diffs[0]
}

func TestAnUpgradeCostsTheLayersThatAreNew(t *testing.T) {
	d := one(t, image(amd64, layer(1, 74), env(), layer(2, 20)), image(amd64, layer(1, 74), env(), env(), layer(3, 31)))
	assert.True(t, d.Known)
	assert.Equal(t, int64(31), d.Download)
	assert.Equal(t, int64(74), d.Have)
	assert.Equal(t, int64(20), d.Dropped)
	assert.Equal(t, []hub.Layer{layer(1, 74)}, d.Shared)
	assert.Equal(t, []hub.Layer{layer(3, 31)}, d.Added)
	assert.Equal(t, []hub.Layer{layer(2, 20)}, d.Removed)
	assert.Equal(t, comparison.Both, d.Side)
}

func TestALayerThatAnImageHasTwiceCountsTwice(t *testing.T) {
	d := one(t, image(amd64, layer(1, 32), layer(2, 5)), image(amd64, layer(1, 32), layer(1, 32), layer(1, 32)))
	assert.Len(t, d.Shared, 1)
	assert.Len(t, d.Added, 2)
	assert.Equal(t, int64(64), d.Download)
	d = one(t, image(amd64, layer(1, 32), layer(1, 32)), image(amd64, layer(1, 32)))
	assert.Len(t, d.Removed, 1)
	assert.Zero(t, d.Download)
}

func TestUnknownStaysUnknownAndIsNeverZero(t *testing.T) {
	whole := image(amd64, layer(1, 74), layer(2, 31))
	missing := hub.ImageLayers{Image: whole.Image}
	none := hub.ImageLayers{Image: whole.Image, Layers: []hub.Layer{}}
	for name, strange := range map[string]hub.ImageLayers{
		"no layers":             missing,
		"an empty list":         none,
		"a layer without name":  image(amd64, layer(1, 74), layer(0, 31)),
		"a layer without size":  image(amd64, layer(1, 74), layer(2, 0)),
		"a negative size":       image(amd64, layer(1, 74), layer(2, -31)),
		"another size":          image(amd64, layer(1, 75), layer(2, 31)),
		"too large to be added": image(amd64, layer(4, math.MaxInt64-1), layer(5, math.MaxInt64-1)),
	} {
		t.Run(name, func(t *testing.T) {
			strange.Size = max(strange.Size, 1)
			for _, d := range []comparison.Diff{one(t, whole, strange), one(t, strange, whole)} {
				assert.False(t, d.Known)
				assert.Equal(t, comparison.Unknown, d.Download)
				assert.Equal(t, comparison.Unknown, d.Have)
				assert.Equal(t, comparison.Unknown, d.Dropped)
			}
			if name != "another size" {
				alone := comparison.Compare(nil, []hub.ImageLayers{strange})
				assert.False(t, alone[0].Known)
			}
		})
	}
	both := one(t, missing, missing)
	assert.False(t, both.Known, "nothing known on either side is not the same")
	assert.False(t, both.Same)
	unnamed := image(amd64, layer(0, 31))
	d := one(t, unnamed, unnamed)
	assert.Empty(t, d.Shared, "two unknown layers are not one layer")
	assert.Len(t, d.Added, 1)
	assert.Len(t, d.Removed, 1)
}

func TestAnImageOfNoSizeAndNoFilesIsKnownToBeEmpty(t *testing.T) {
	d := one(t, image(amd64, env()), image(amd64, env(), layer(1, 5)))
	assert.True(t, d.Known)
	assert.Equal(t, int64(5), d.Download)
}

func TestTheSameManifestIsTheSameEvenWithoutLayers(t *testing.T) {
	missing := hub.ImageLayers{Image: hub.Image{Platform: amd64, Digest: digest(9), Size: 5}}
	d := one(t, missing, missing)
	assert.True(t, d.Same)
	assert.False(t, d.Known)
}

func TestPlatformsOnOneSideAndAttestations(t *testing.T) {
	old := []hub.ImageLayers{image(amd64, layer(1, 4)), image(hub.NewPlatform("linux", "386", "", ""), layer(2, 6)), image(hub.Platform{}, layer(3, 7))}
	updated := []hub.ImageLayers{image(arm64, layer(4, 8)), image(amd64, layer(1, 4)), image(hub.Platform{}, layer(5, 7))}
	diffs := comparison.Compare(old, updated)
	require.Len(t, diffs, 3)
	assert.Equal(t, []comparison.Side{comparison.NewOnly, comparison.Both, comparison.OldOnly}, []comparison.Side{diffs[0].Side, diffs[1].Side, diffs[2].Side})
	assert.Equal(t, int64(8), diffs[0].Download)
	assert.Equal(t, int64(6), diffs[2].Dropped)
	assert.Zero(t, diffs[2].Download)
	assert.Equal(t, "linux/386", diffs[2].Platform.String())
	assert.Empty(t, comparison.Compare(nil, nil))
}

func TestEntriesAreOnePlatformWhenOnlyAVariantOrAWindowsUpdateDiffers(t *testing.T) {
	build := func(version string) hub.Platform { return hub.NewPlatform("windows", "amd64", "", version) }
	for _, c := range []struct {
		old, updated hub.Platform
		paired       bool
	}{
		{arm64, hub.NewPlatform("linux", "arm64", "", ""), true},
		{hub.NewPlatform("linux", "arm", "v6", ""), hub.NewPlatform("linux", "arm", "v7", ""), false},
		{build("10.0.20348.2762"), build("10.0.20348.2849"), true},
		{build("10.0.20348.2762"), build("10.0.26100.2849"), false},
		{amd64, hub.NewPlatform("freebsd", "amd64", "", ""), false},
	} {
		diffs := comparison.Compare([]hub.ImageLayers{image(c.old, layer(1, 4))}, []hub.ImageLayers{image(c.updated, layer(1, 4))})
		if c.paired {
			assert.Len(t, diffs, 1, "%v %v", c.old, c.updated)
		} else {
			assert.Len(t, diffs, 2, "%v %v", c.old, c.updated)
		}
	}
	// The exact one is taken before the loose one, and the same manifest before both.
	old := []hub.ImageLayers{image(build("10.0.20348.1"), layer(1, 1)), image(build("10.0.20348.2"), layer(2, 2)), image(build("10.0.20348.2"), layer(3, 3))}
	for i := range old {
		old[i].Digest = digest(100 + i)
	}
	updated := []hub.ImageLayers{old[2], old[1], image(build("10.0.20348.3"), layer(1, 1))}
	for i, d := range comparison.Compare(old, updated) {
		assert.Zero(t, d.Download, "%d", i)
		assert.Equal(t, i < 2, d.Same)
	}
}

// TestSharedAndAddedAreNewSharedAndRemovedAreOld holds for any two images, in layers and in bytes.
func TestSharedAndAddedAreNewSharedAndRemovedAreOld(t *testing.T) {
	known := 0
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 1))
		old, updated := random(r), random(r)
		for _, d := range comparison.Compare(old, updated) {
			if !assertSums(t, d, find(old, d.Old), find(updated, d.New)) {
				t.Fatalf("seed %d", seed)
			}
			if d.Known {
				known++
			}
		}
	}
	assert.Greater(t, known, 1000)
}

func assertSums(t *testing.T, d comparison.Diff, old, updated hub.ImageLayers) bool {
	t.Helper()
	ok := assert.Equal(t, bag(updated.Layers), bag(append(append([]hub.Layer{}, d.Shared...), d.Added...)))
	ok = ok && assert.Equal(t, bag(old.Layers), bag(append(append([]hub.Layer{}, d.Shared...), d.Removed...)))
	if d.Known {
		ok = ok && assert.Equal(t, total(updated.Layers), d.Have+d.Download) && assert.Equal(t, total(old.Layers), d.Have+d.Dropped)
		ok = ok && assert.Equal(t, total(d.Shared), d.Have) && assert.GreaterOrEqual(t, d.Download, int64(0))
	}
	return ok
}

// random makes images with few digests, so that layers repeat and are shared; some are unknown.
func random(r *rand.Rand) []hub.ImageLayers {
	var images []hub.ImageLayers
	for _, p := range []hub.Platform{amd64, arm64, {}} {
		if r.IntN(4) == 0 {
			continue
		}
		i := hub.ImageLayers{Image: hub.Image{Platform: p}}
		if r.IntN(10) > 0 {
			i.Layers = []hub.Layer{}
		}
		for range r.IntN(8) * min(1, len(i.Layers)+1) {
			n := r.IntN(12)
			switch {
			case i.Layers == nil:
			case r.IntN(3) == 0:
				i.Layers = append(i.Layers, env())
			case n == 0 && r.IntN(3) == 0:
				i.Layers = append(i.Layers, layer(0, 77))
			default:
				i.Layers = append(i.Layers, layer(1+n, int64(100+n)))
			}
		}
		i.Size = total(i.Layers)
		images = append(images, i)
	}
	return images
}

func find(images []hub.ImageLayers, i hub.Image) hub.ImageLayers {
	for _, known := range images {
		if known.Image == i && i != (hub.Image{}) {
			return known
		}
	}
	return hub.ImageLayers{}
}

func bag(layers []hub.Layer) map[hub.Layer]int {
	counted := map[hub.Layer]int{}
	for _, l := range layers {
		if !l.IsEmpty() {
			counted[l]++
		}
	}
	return counted
}

func total(layers []hub.Layer) int64 {
	var n int64
	for _, l := range layers {
		n += l.Size
	}
	return n
}

func BenchmarkCompare(b *testing.B) {
	var old, updated []hub.ImageLayers
	for n := range 16 {
		p := hub.NewPlatform("linux", fmt.Sprintf("arch%d", n), "", "")
		var one, two []hub.Layer
		for k := range 60 {
			one = append(one, layer(1+n*1000+k, 100), env())
			two = append(two, layer(1+n*1000+k+30, 100), env())
		}
		old, updated = append(old, image(p, one...)), append(updated, image(p, two...))
	}
	b.ReportAllocs()
	for b.Loop() {
		if d := comparison.Compare(old, updated); d[0].Download != 3000 {
			b.Fatal(d[0].Download)
		}
	}
}
