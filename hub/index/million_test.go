package index

import (
	"bytes"
	"flag"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/index/store"
	"tagboat/hub/index/table"
)

var rowsOfMany = flag.Int("index.rows", 30_000, "how many tags TestManyTagsAreOfUse stores, as 1000000")

// BenchmarkNames is what reading all names costs, 30,000 or so many as -index.rows says.
func BenchmarkNames(b *testing.B) {
	x := stored(b, *rowsOfMany, 1)
	for b.Loop() {
		names := 0
		require.True(b, x.store.Read(func(s *store.Session) error {
			viewer, _, err := s.Find(store.Viewer{})
			require.NoError(b, err)
			n := naming{Session: s, viewer: viewer, deliver: func(n Names) bool {
				for _, of := range n.Tags {
					names += bytes.Count(of.Names, []byte{'\n'})
				}
				return true
			}}
			return n.read()
		}))
		require.Equal(b, *rowsOfMany, names)
	}
}

// TestManyTagsAreOfUse goes through what a person does with a file that holds very many tags, and
// tells how long each took.
func TestManyTagsAreOfUse(t *testing.T) {
	n := *rowsOfMany
	began := time.Now()
	told := func(what string) {
		t.Logf("%-45s %v", what, time.Since(began).Round(10*time.Microsecond))
		began = time.Now()
	}
	x := stored(t, n, 1)
	told(fmt.Sprint(n, " tags written"))
	x.Close(t.Context())
	told("closed")
	x = New(Options{Folder: filepath.Dir(x.Path()), Now: x.store.Now, Most: 1 << 20})
	defer x.Close(t.Context())
	h, found := x.store.Header(store.Viewer{}, here)
	require.True(t, found)
	told("opened, and its list found")
	first, err := rowsOf(x, h, table.Tags, perPage, 0)
	require.NoError(t, err)
	require.Len(t, first, perPage)
	told("its first rows")
	kept, err := x.Kept()
	require.NoError(t, err)
	require.Equal(t, n, kept.Viewers[0].Tags)
	told("what `tagboat index` shows")
	k, found := knownList(x, store.Viewer{}, here, table.Tags)
	require.True(t, found)
	assert.Zero(t, k.standing().Torn)
	told("what a look at its newest rows needs")
	x.store.MakeRoom()
	x.Flush(t.Context())
	require.Empty(t, x.Notices())
	_, found = x.store.Header(store.Viewer{}, here)
	assert.False(t, found, "it made room")
	told("removed, to make room")
}
