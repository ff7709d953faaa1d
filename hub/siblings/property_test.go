package siblings_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/siblings"
)

var all = []siblings.Level{siblings.SameImage, siblings.SamePlatforms, siblings.SameForMine}

// world makes tags with few digests, so that every level of sameness occurs, and unknown ones.
func world(r *rand.Rand, n int) []hub.Tag {
	tags := make([]hub.Tag, n)
	for i := range tags {
		tags[i] = anyTag(r, fmt.Sprintf("%d.%d", r.IntN(3), i))
		if r.IntN(3) == 0 {
			tags[i].Name = fmt.Sprintf("word-%d", i)
		}
	}
	return tags
}

func anyTag(r *rand.Rand, name string) hub.Tag {
	word := func(kind string) string {
		if r.IntN(8) == 0 {
			return ""
		}
		return fmt.Sprint(kind, r.IntN(3))
	}
	t := tag(name, word("index"))
	for _, p := range []hub.Platform{amd64, arm64, unknown} {
		if r.IntN(4) > 0 {
			t.Images = append(t.Images, on(p, word(p.String())))
		}
	}
	r.Shuffle(len(t.Images), func(i, j int) { t.Images[i], t.Images[j] = t.Images[j], t.Images[i] })
	return t
}

// same says once more, the slow way, what being the same means.
func same(l siblings.Level, a, b hub.Tag) bool {
	switch l {
	case siblings.SameImage:
		return a.Digest == b.Digest && !a.Digest.IsZero()
	case siblings.SamePlatforms:
		return alike(manifests(a, arm64, amd64), manifests(b, arm64, amd64))
	default:
		return alike(manifests(a, amd64), manifests(b, amd64))
	}
}

func manifests(t hub.Tag, of ...hub.Platform) (found []string) {
	for i := range t.Platforms() {
		d := i.Digest
		if d.IsZero() && len(t.Images) == 1 {
			d = t.Digest
		}
		if slices.Contains(of, i.Platform) {
			found = append(found, d.String())
		}
	}
	slices.Sort(found)
	return found
}

func alike(a, b []string) bool { return len(a) > 0 && a[0] != "" && slices.Equal(a, b) }

func TestEachLevelIsAnEquivalenceAndNoOrderOfPagesChangesAnything(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 3))
		tags := world(r, 24)
		first := paged(r, tags)
		check(t, first, tags)
		for range 3 {
			r.Shuffle(len(tags), func(i, j int) { tags[i], tags[j] = tags[j], tags[i] })
			again := paged(r, tags)
			for _, tag := range tags {
				require.Equal(t, told(first, tag.Name), told(again, tag.Name), "seed %d", seed)
				require.Equal(t, first.Representative(tag.Name), again.Representative(tag.Name))
				require.Equal(t, first.Next(tag.Name), again.Next(tag.Name))
			}
		}
	}
}

func paged(r *rand.Rand, tags []hub.Tag) *siblings.Index {
	x := siblings.New(amd64)
	for page := range slices.Chunk(tags, 1+r.IntN(len(tags))) {
		x.Add(page)
	}
	return x
}

// check compares an index with the definition, and the definition with what an equivalence is.
func check(t *testing.T, x *siblings.Index, tags []hub.Tag) {
	t.Helper()
	for _, l := range all {
		for _, a := range tags {
			for _, b := range tags {
				ab := x.Same(l, a.Name, b.Name)
				require.Equal(t, same(l, a, b), ab, "%v and %v at %d", a, b, l)
				require.Equal(t, ab, x.Same(l, b.Name, a.Name), "symmetric")
				require.True(t, !ab || x.Same(l, a.Name, a.Name), "reflexive where known")
				for _, c := range tags {
					if ab && x.Same(l, b.Name, c.Name) && !x.Same(l, a.Name, c.Name) {
						t.Fatalf("%s, %s, %s are not transitive at %d", a.Name, b.Name, c.Name, l)
					}
				}
			}
		}
	}
	for _, a := range tags {
		checkGroup(t, x, a, tags)
	}
}

// checkGroup looks that each sibling is told once, at its strongest level, and that all members of
// one image agree on who stands for it.
func checkGroup(t *testing.T, x *siblings.Index, a hub.Tag, tags []hub.Tag) {
	t.Helper()
	told := map[string]siblings.Level{}
	for level, name := range x.Of(a.Name).All() {
		require.NotContains(t, told, name)
		told[name] = level
	}
	for _, b := range tags {
		strongest := siblings.Level(0)
		for _, l := range slices.Backward(all) {
			if same(l, a, b) {
				strongest = l
			}
		}
		if b.Name != a.Name {
			require.Equal(t, strongest, told[b.Name])
			require.Equal(t, strongest, x.Between(a.Name, b.Name))
		}
		if strongest == siblings.SameImage {
			require.Equal(t, x.Representative(a.Name), x.Representative(b.Name))
		}
	}
	round, name := 0, a.Name
	for {
		name = x.Next(name)
		round++
		if name == a.Name {
			break
		}
	}
	require.Equal(t, 1+x.Of(a.Name).Count(siblings.SameImage), round)
}

func TestTagsThatMoveEndWhereTheyWouldHaveBegun(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 4))
		tags := world(r, 16)
		x := paged(r, tags)
		leads := map[string]bool{}
		for _, tag := range tags {
			leads[tag.Name] = x.Representative(tag.Name) == tag.Name
		}
		for range 40 {
			i := r.IntN(len(tags))
			tags[i] = anyTag(r, tags[i].Name)
			turned := x.Add(tags[i : i+1])
			require.LessOrEqual(t, len(turned), 3)
			for _, tag := range tags {
				now := x.Representative(tag.Name) == tag.Name
				require.Equal(t, leads[tag.Name] != now, slices.Contains(turned, tag.Name), "%s of %v, seed %d", tag.Name, turned, seed)
				leads[tag.Name] = now
			}
		}
		fresh := paged(r, tags)
		for _, tag := range tags {
			require.Equal(t, told(fresh, tag.Name), told(x, tag.Name), "seed %d", seed)
		}
		check(t, x, tags)
	}
}

func TestOneRowStandsForEachImage(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	tags := world(r, 200)
	x := paged(r, tags)
	rows, images := map[hub.Digest]int{}, map[hub.Digest]bool{}
	for _, tag := range tags {
		images[tag.Digest] = true
		if x.Representative(tag.Name) == tag.Name && !tag.Digest.IsZero() {
			rows[tag.Digest]++
		}
	}
	for d, n := range rows {
		assert.Equal(t, 1, n, d)
	}
	delete(images, hub.Digest{})
	assert.Len(t, rows, len(images))
	assert.Len(t, rows, 3, "all that the world has")
}

func FuzzNamesAreInOneOrder(f *testing.F) {
	f.Add("1.27.3", "1.27", "latest")
	f.Add("v1.2.3", "1.2.3", "1.02.3")
	f.Add("Latest", "latest", "\x00")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		names := slices.Compact(slices.Sorted(slices.Values([]string{a, b, c})))
		var first []string
		for range names {
			x := siblings.New(amd64)
			for _, name := range names {
				x.Add([]hub.Tag{tag(name, "i")})
			}
			probe := siblings.SameImage
			order := append([]string{x.Representative(a)}, x.Of(x.Representative(a)).At(probe)...)
			if first == nil {
				first = order
			}
			if !slices.Equal(first, order) || len(order) != len(names) {
				t.Fatalf("%q, then %q", first, order)
			}
			names = append(names[1:], names[0])
		}
	})
}
