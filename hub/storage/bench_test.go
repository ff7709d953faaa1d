package storage_test

import (
	"encoding/binary"
	"runtime"
	"strconv"
	"testing"

	"tagboat/hub"
	"tagboat/hub/name"
	"tagboat/hub/storage"
)

// large hands out 450,000 rows of three platforms in 300 repositories, page by page, as many names
// for each image as told.
func large(names int, page func(rows []hub.RepositoryTag)) {
	const repositories, tags = 300, 1500
	numbered := func(n uint64) hub.Digest {
		var sum [32]byte
		for i := 0; i < 32; i += 8 {
			n = n*0x9e3779b97f4a7c15 + 0x123456789
			binary.BigEndian.PutUint64(sum[i:], n^n>>29)
		}
		return name.DigestOfSum(sum)
	}
	rows := make([]hub.RepositoryTag, 0, 100)
	for r := range repositories {
		for i := range tags {
			image := uint64(r*tags + i/names)
			t := row("repository-"+strconv.Itoa(r), "1.27."+strconv.Itoa(i), "")
			t.Digest = numbered(4 * image)
			t.Pushed = hub.TimestampOf(today.AddDate(0, 0, -i))
			t.Images = []hub.Image{
				{Platform: amd64, Digest: numbered(4*image + 1), Size: 50_000_000},
				{Platform: arm64, Digest: numbered(4*image + 2), Size: 49_000_000},
				{Platform: attestation, Digest: numbered(4*image + 3), Size: 5_000},
			}
			if rows = append(rows, t); len(rows) == cap(rows) {
				page(rows)
				rows = rows[:0]
			}
		}
	}
}

func taken() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkNamespace adds 450,000 rows of three platforms, and reports what they take and what a
// summary of them does.
func BenchmarkNamespace(b *testing.B) {
	for _, names := range []int{1, 3} {
		b.Run(strconv.Itoa(names)+"-names", func(b *testing.B) {
			for b.Loop() {
				before := taken()
				u := new(storage.Usage)
				large(names, u.AddTags)
				b.ReportMetric(float64(taken()-before)/1e6, "MB")
				runtime.KeepAlive(u)
			}
		})
	}
	b.Run("summary", func(b *testing.B) {
		u := new(storage.Usage)
		large(1, u.AddTags)
		for b.Loop() {
			u.Summary(today)
		}
	})
}

func TestALargeNamespaceFitsIntoWhatTheDocumentationSays(t *testing.T) {
	if testing.Short() {
		t.Skip("half a million rows take a moment")
	}
	before := taken()
	u := new(storage.Usage)
	large(1, u.AddTags)
	got := float64(taken()-before) / 1e6
	if got > 120 {
		t.Errorf("%.0f MB", got)
	}
	if s := u.Summary(today); s.All.Manifests != 3*450_000 {
		t.Errorf("%d manifests", s.All.Manifests)
	}
}
