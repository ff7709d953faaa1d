package places_test

import (
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/places"
)

func TestNamesOfTagsAreTakenUpAsTheirRowsAre(t *testing.T) {
	b := places.NewIndex(clock())
	for _, r := range []hub.RepositoryName{{Namespace: "acme", Name: "api"}, {Namespace: "library", Name: "nginx"}, {Namespace: "localhost", Name: "api"}} {
		b.SeeTags(r, []hub.Tag{{Name: "1.0"}})
		b.Grow(3)
		b.SeeTagNames(r, []byte("1.0\n1.1\n-no\n\nno tag\n\x1b[2J\n1.2-RC\n"))
		for _, tag := range []string{"1.0", "1.1", "1.2-RC"} {
			assert.True(t, b.Has(places.Of(hub.Reference{Repository: r, Tag: tag})), tag)
		}
	}
	b.SeeTagNames(hub.RepositoryName{Namespace: "No Name"}, []byte("1.0\n"))
	assert.Equal(t, 3*(1+3), b.Known(), "each name once")
	assert.Equal(t, 9, b.Count(places.Tag))
	hits, matching, err := b.Finder().Find(t.Context(), "api 1.2", 9)
	require.NoError(t, err)
	assert.Equal(t, 2, matching)
	assert.Equal(t, "acme/api:1.2-RC", hits[0].Place.String())
}

// seeMany takes up so many names, as they are known of an account with a thousand repositories.
func seeMany(b *places.Index, n int) {
	b.Grow(n)
	for i, each := 0, n/1000; i < 1000; i++ {
		var names strings.Builder
		for j := range each - 1 {
			switch j % 3 {
			case 0:
				_, _ = fmt.Fprintf(&names, "%d.%d.%d\n", j/100, j/10%10, j)
			case 1:
				_, _ = fmt.Fprintf(&names, "%d.%d.%d-alpine\n", j/100, j/10%10, j)
			case 2:
				_, _ = fmt.Fprintf(&names, "sha-%07x\n", uint32(i*each+j)*2654435761>>4)
			}
		}
		b.SeeTagNames(hub.RepositoryName{Namespace: "harbor-pilots", Name: fmt.Sprintf("service-%d", i)}, []byte(names.String()))
	}
}

func TestAMillionNamesTakeLessThan60MB(t *testing.T) {
	if testing.Short() {
		t.Skip("measures memory")
	}
	empty := live()
	b := places.NewIndex(clock())
	seeMany(b, 1_000_000)
	took := live() - empty
	require.Greater(t, b.Known(), 990_000)
	t.Logf("%d names take %.1f MB, %.1f bytes each", b.Known(), float64(took)/1e6, float64(took)/float64(b.Known()))
	assert.Less(t, took, int64(60e6))
	runtime.KeepAlive(b)
}

func BenchmarkSeeTagNames(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			empty := live()
			var x *places.Index
			for b.Loop() {
				x = places.NewIndex(clock())
				seeMany(x, n)
			}
			b.ReportMetric(float64(live()-empty)/float64(x.Known()), "bytes/name")
			runtime.KeepAlive(x)
		})
	}
}
