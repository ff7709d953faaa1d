package query_test

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/query"
)

func TestVersionsStandInTheOrderTheyWereReleased(t *testing.T) {
	for _, ascending := range []string{
		"1.9 1.10 1.11 2.0 10.0",
		"1 1.0 1.0.0 1.0.1 1.1",
		"1.27-alpha 1.27-beta1 1.27-beta2 1.27-rc1 1.27-rc2 1.27-rc10 1.27-alpine 1.27 1.27.0",
		"v1.2.3-alpine3.9 v1.2.3-alpine3.20 1.2.3-bookworm 1.2.3 1.2.4-rc.1 v1.2.4",
		"1.2.4-rc1-alpine 1.2.4-rc1 1.2.4-rc2 1.2.4-alpine 1.2.4 1.2.4b",
		"1.2.4-alpine-rc1 1.2.4-alpine",
		"3.13.0a1 3.13.0a2 3.13.0b1 3.13.0rc1 3.13.0",
		"6.0.0-M1 6.0.0-M2 6.0.0-RC1 6.0.0",
		"8.0.0-preview.7 8.0.0-rc.1 8.0.0",
		"1.0.2 1.0.2a 1.0.2b",
		"1.2-nightly 1.2-dev.3 1.2-alpha 1.2",
		"1.2.3 1.2.3-1 1.2.3-2 1.2.3-10 1.2.3.1",
		"18.04 20.04 20.04.1 22.04 22.10",
		"2023.12.31 2024.1.2 2024.01.10 2024.10.1",
		"20231231 20240101 20240115",
		"2024-01-09 2024-01-10 2024-02-01",
		"alpine alpine3.9 alpine3.20 edge latest nightly stable 0.1 1.0",
		"jammy-20240111 jammy-20240227 noble-20240212",
		"release-1.9 release-1.10",
		"sha256-" + strings.Repeat("a", 64) + ".sig 0a1b2c3 deadbee latest 1.0",
		"99999999999999999998 99999999999999999999 100000000000000000000",
		"1." + strings.Repeat("9", 299) + " 1.1" + strings.Repeat("0", 299),
	} {
		versions := strings.Fields(ascending)
		for i := range versions[1:] {
			a, b := versions[i], versions[i+1]
			assert.Negative(t, query.CompareVersions(a, b), "%s before %s", a, b)
			assert.Positive(t, query.CompareVersions(b, a), "%s after %s", b, a)
		}
	}
}

func TestWhatIsWrittenDifferentlyButMeansTheSameIsEqual(t *testing.T) {
	for _, equal := range []string{
		"1.2.3 v1.2.3 V1.2.3 1.02.3", "1.2-rc1 1.2-RC1 1.2.rc.1 1.2-rc-1 1.2rc1", "1.2-alpine 1.2_alpine 1.2-ALPINE", "latest Latest",
	} {
		versions := strings.Fields(equal)
		for _, v := range versions[1:] {
			assert.Zero(t, query.CompareVersions(versions[0], v), "%s and %s", versions[0], v)
		}
	}
}

func TestSortingByVersionPutsTheHighestFirstAndKeepsEqualsInTheirPlaces(t *testing.T) {
	order, ok := query.Tags().Order("version")
	assert.True(t, ok)
	assert.Equal(t, "1.10 v1.9 1.9 1.9-rc1 1.8 stable latest", sorted(order, false, "v1.9 latest 1.9-rc1 1.9 1.10 stable 1.8"))
	assert.Equal(t, "latest stable 1.8 1.9-rc1 v1.9 1.9 1.10", sorted(order, true, "v1.9 latest 1.9-rc1 1.9 1.10 stable 1.8"))
	assert.Equal(t, "b a c", sorted(query.Order[hub.Tag]{}, true, "b a c"))
}

func sorted(order query.Order[hub.Tag], reversed bool, names string) string {
	var tags []hub.Tag
	for name := range strings.FieldsSeq(names) {
		tags = append(tags, *named(name))
	}
	inOrder(tags, order, reversed)
	var got []string
	for _, tag := range tags {
		got = append(got, tag.Name)
	}
	return strings.Join(got, " ")
}

func TestUnknownKeysComeLastInEitherDirection(t *testing.T) {
	tags := []hub.Tag{
		{Name: "unknown"}, {Name: "small", FullSize: 1, Pushed: ago(day)}, {Name: "large", FullSize: 9, Updated: ago(2 * day)}, {Name: "unknown2"},
	}
	for name, want := range map[string][2]string{
		"size":   {"large small unknown unknown2", "small large unknown unknown2"},
		"newest": {"small large unknown unknown2", "large small unknown unknown2"},
		"oldest": {"large small unknown unknown2", "small large unknown unknown2"},
		"name":   {"large small unknown unknown2", "unknown2 unknown small large"},
	} {
		order, ok := query.Tags().Order(name)
		assert.True(t, ok, name)
		for i, reversed := range []bool{false, true} {
			rows := slices.Clone(tags)
			inOrder(rows, order, reversed)
			var got []string
			for _, row := range rows {
				got = append(got, row.Name)
			}
			assert.Equal(t, want[i], strings.Join(got, " "), "%s reversed %v", name, reversed)
		}
	}
}

func TestRanksFollowARowThatChanges(t *testing.T) {
	order, _ := query.Tags().Order("version")
	ranks := query.NewRanks(order, true)
	for _, name := range []string{"1.10", "1.9", "1.8"} {
		ranks.Append(named(name))
	}
	assert.Equal(t, []int32{2, 1, 0}, ranks.Sorted())
	ranks.Set(2, named("1.11"))
	assert.Equal(t, []int32{1, 0, 2}, ranks.Sorted())
	assert.Equal(t, 3, ranks.Len())
	size, _ := query.Tags().Order("size")
	ranks = query.NewRanks(size, false)
	ranks.Append(&hub.Tag{FullSize: 1})
	ranks.Append(&hub.Tag{FullSize: 2})
	ranks.Set(0, &hub.Tag{FullSize: 3})
	assert.Equal(t, []int32{0, 1}, ranks.Sorted())
}

func TestKeysOfAnyLengthCompareAsAWhole(t *testing.T) {
	order := query.Order[string]{
		Text: func(row *string) string { return *row },
		Key:  func(dst []byte, text string) []byte { return append(dst, text...) },
	}
	long := strings.Repeat("\x00", 10)
	var rows []string
	for _, begin := range []string{"", "a", "abcdefg", "abcdefgh", "abcdefghi"} {
		for zeros := range len(long) {
			rows = append(rows, begin+long[:zeros], begin+long[:zeros]+"b")
		}
	}
	for _, reversed := range []bool{false, true} {
		ranks := query.NewRanks(order, reversed)
		for i := range rows {
			ranks.Append(&rows[i])
		}
		for a := range rows {
			for b := range rows {
				want := cmp.Compare(rows[a], rows[b])
				if reversed {
					want = -want
				}
				assert.Equal(t, cmp.Or(want, cmp.Compare(a, b)), ranks.Compare(int32(a), int32(b)))
			}
		}
	}
}

func TestSignaturesAndInactiveTagsAreNoise(t *testing.T) {
	hash := "sha256-" + strings.Repeat("0a", 32)
	for _, name := range []string{hash, hash + ".sig", hash + ".att", hash + ".sbom"} {
		assert.True(t, query.IsNoise(named(name)), name)
	}
	for _, name := range []string{"latest", "sha256-abc.sig", hash + ".txt", hash[:70], strings.ToUpper(hash), "sha-0a1b2c3", hash + "-sig", "sha256-" + strings.Repeat("g", 64)} {
		assert.False(t, query.IsNoise(named(name)), name)
	}
	assert.True(t, query.IsNoise(&hub.Tag{Name: "1.0", Status: hub.NewSymbol("inactive")}))
	assert.False(t, query.IsNoise(shipped(t)))
}

func FuzzVersionsAreInTotalOrder(f *testing.F) {
	f.Add("1.10", "1.9", "v1.2.3-alpine3.20")
	f.Add("latest", "sha256-00", "1.0-rc1")
	f.Add("2024.01.15", "20240115", "deadbeef")
	f.Add("\x00\xff", "v", "1..2--3")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		ab, ba := query.CompareVersions(a, b), query.CompareVersions(b, a)
		if ab != -ba {
			t.Fatalf("%q and %q are %d one way and %d the other", a, b, ab, ba)
		}
		if bc := query.CompareVersions(b, c); ab <= 0 && bc <= 0 {
			if ac := query.CompareVersions(a, c); ac > 0 || ac == 0 && (ab < 0 || bc < 0) {
				t.Fatalf("%q, %q, %q are not transitive", a, b, c)
			}
		}
		if query.CompareVersions(a, a) != 0 {
			t.Fatalf("%q differs from itself", a)
		}
		if plain := "1.5"; query.CompareVersions(plain+"-rc1", plain) >= 0 {
			t.Fatal("a pre-release is not before its release")
		}
		prefix := []byte("x")
		if key := query.VersionKey(prefix, a); !bytes.Equal(key[1:], query.VersionKey(nil, a)) {
			t.Fatalf("the key of %q depends on what stands before it", a)
		}
	})
}

// inOrder puts rows in order; equal rows keep their places and unknown ones come last.
func inOrder[T any](rows []T, order query.Order[T], reversed bool) {
	if order.IsZero() {
		return
	}
	ranks, before := query.NewRanks(order, reversed), slices.Clone(rows)
	for i := range before {
		ranks.Append(&before[i])
	}
	for at, i := range ranks.Sorted() {
		rows[at] = before[i]
	}
}
