package index

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/index/database"
	"tagboat/hub/index/store"
	"tagboat/hub/index/table"
	"tagboat/hub/name"
)

var platforms = func() (all []hub.Platform) {
	for _, a := range []string{"amd64", "arm64", "arm", "386", "ppc64le", "s390x", "riscv64", "mips64le"} {
		all = append(all, hub.NewPlatform("linux", a, "", ""))
	}
	return all
}()

var newest = hub.TimestampOf(time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC))

// built is a tag with so many platforms, the i-th from the newest.
func built(dice *rand.Rand, i, images int) hub.Tag {
	sum := func() hub.Digest {
		var b [32]byte
		for i := range b {
			b[i] = byte(dice.Uint32())
		}
		return name.DigestOfSum(b)
	}
	at := newest - hub.Timestamp(i)*60_000_123
	t := hub.Tag{
		ID: 800_000_000 + int64(dice.IntN(1e8)), Name: fmt.Sprintf("1.%d.%d-%06x", i/100, i%100, dice.IntN(1<<24)),
		Digest: sum(), FullSize: dice.Int64N(200e6), Updated: at, Pushed: at,
		Pulled:    at + hub.Timestamp(dice.Int64N(1e13)),
		UpdatedBy: hub.NewSymbol("alice"), Status: hub.NewSymbol("active"),
		MediaType:   hub.NewSymbol("application/vnd.oci.image.index.v1+json"),
		ContentType: hub.NewSymbol("image"),
	}
	for _, p := range platforms[:images] {
		t.Images = append(t.Images, hub.Image{
			Platform: p, Digest: sum(), Size: dice.Int64N(200e6), Status: t.Status,
			Pushed: at - hub.Timestamp(dice.Int64N(1e8)), Pulled: t.Pulled + hub.Timestamp(dice.Int64N(1e12)),
		})
	}
	if images == 1 {
		t.Images[0].Digest = t.Digest
	}
	return t
}

var here = store.List{Namespace: "acme", Repository: "api"}

// stored is an index that holds a complete list of tags of nobody's.
func stored(tb testing.TB, n, images int) *Index {
	tb.Helper()
	x := New(Options{Folder: tb.TempDir() + "/state", Now: func() time.Time { return newest.Time() }})
	tb.Cleanup(func() { x.Close(context.Background()) })
	dice := rand.New(rand.NewPCG(1, 2))
	r := &reading[hub.Tag]{x: x, rows: table.Tags, at: here, begun: true, total: n, newest: newest.Time(), answered: newest.Time()}
	for from := 0; from < n; from += perPage {
		var page []hub.Tag
		for i := from; i < min(n, from+perPage); i++ {
			page = append(page, built(dice, i, images))
		}
		for !x.store.Later(0, func(s *store.Session) error { return r.store(s, page, x.store.Now()) }) {
			x.Flush(context.Background())
		}
	}
	x.Flush(context.Background())
	require.True(tb, x.store.Later(0, r.conclude))
	x.Flush(context.Background())
	require.Empty(tb, x.Notices())
	return x
}

func (x *Index) size(tb testing.TB) int64 {
	tb.Helper()
	about, err := os.Stat(x.Path())
	require.NoError(tb, err)
	return about.Size()
}

func TestATagTakesFewBytes(t *testing.T) {
	const n = 20_000
	for images, most := range map[int]float64{1: 260, 8: 900} {
		x := stored(t, n, images)
		x.Close(t.Context())
		each := float64(x.size(t)) / n
		t.Logf("%d platforms: %.0f bytes a tag", images, each)
		assert.Lessf(t, each, most, "%d platforms", images)
	}
}

func BenchmarkOpen(b *testing.B) {
	x := stored(b, 25_000, 2)
	x.Close(b.Context())
	for b.Loop() {
		c, _, err := database.File{Folder: filepath.Dir(x.Path())}.Open(b.Context())
		require.NoError(b, err)
		c.Close()
	}
}

func BenchmarkKnownList(b *testing.B) {
	x := stored(b, 100_000, 1)
	b.Run("found", func(b *testing.B) {
		for b.Loop() {
			_, found := knownList(x, store.Viewer{}, here, table.Tags)
			require.True(b, found)
		}
	})
	h, _ := x.store.Header(store.Viewer{}, here)
	b.Run("first part", func(b *testing.B) {
		for b.Loop() {
			all, err := rowsOf(x, h, table.Tags, perPage, 0)
			require.NoError(b, err)
			require.Len(b, all, perPage)
		}
	})
	b.Run("the rest", func(b *testing.B) {
		for b.Loop() {
			all, err := rowsOf(x, h, table.Tags, -1, perPage)
			require.NoError(b, err)
			require.Len(b, all, 100_000-perPage)
		}
	})
	b.Run("first page", func(b *testing.B) {
		k, _ := knownList(x, store.Viewer{}, here, table.Tags)
		for b.Loop() {
			_, err := k.page(k.ids[:perPage])
			require.NoError(b, err)
		}
	})
	b.Run("all pages", func(b *testing.B) {
		k, _ := knownList(x, store.Viewer{}, here, table.Tags)
		for b.Loop() {
			for from := 0; from < len(k.ids); from += perPage {
				_, err := k.page(k.ids[from : from+perPage])
				require.NoError(b, err)
			}
		}
	})
}

// BenchmarkPageStored is what storing a page costs whoever reads and paints it.
func BenchmarkPageStored(b *testing.B) {
	client, err := hub.New(hub.Options{UserAgent: "tagboat/test", Now: time.Now})
	require.NoError(b, err)
	dice, page := rand.New(rand.NewPCG(1, 2)), hub.Page[hub.Tag]{Number: 1, Count: perPage}
	for i := range perPage {
		page.Rows = append(page.Rows, built(dice, i, 2))
	}
	for _, disk := range []string{"disk", "disk that stands still"} {
		b.Run(disk, func(b *testing.B) {
			x, stands := New(Options{Folder: b.TempDir() + "/state", Now: time.Now}), make(chan struct{})
			if disk != "disk" {
				x.Try(store.Trial{Hold: func() { <-stands }})
			}
			r := observeTags(x, client, here, 0, false)
			for b.Loop() {
				r.spoilt = false
				r.Page(b.Context(), page)
			}
			close(stands)
			x.Close(b.Context())
		})
	}
}
