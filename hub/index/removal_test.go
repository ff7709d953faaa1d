//go:build !windows

package index

import (
	"bytes"
	"context"
	"fmt"
	"io"
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
)

// alice is somebody whose lists are removed.
var alice = func() store.Viewer {
	client, err := hub.New(hub.Options{BaseURL: "https://hub.example"})
	if err != nil {
		panic(err)
	}
	return store.ByPassword(client, "alice")
}()

// storedFor stores a complete list of a viewer's, of tags whose names begin with a word.
func storedFor(tb testing.TB, x *Index, v store.Viewer, at store.List, n int, word string) {
	tb.Helper()
	dice := rand.New(rand.NewPCG(3, 4))
	r := &reading[hub.Tag]{
		x: x, rows: table.Tags, at: at, viewer: v, begun: true, total: n, newest: newest.Time(),
		answered: newest.Time(),
	}
	for from := 0; from < n; from += perPage {
		var page []hub.Tag
		for i := from; i < min(n, from+perPage); i++ {
			t := built(dice, i, 1)
			t.Name = word + t.Name
			page = append(page, t)
		}
		require.True(tb, x.store.Later(0, func(s *store.Session) error { return r.store(s, page, x.store.Now()) }))
	}
	require.True(tb, x.store.Later(0, r.conclude))
	x.Flush(context.Background())
	require.Empty(tb, x.Notices())
}

func (x *Index) contains(tb testing.TB, text string) bool {
	tb.Helper()
	for _, end := range append([]string{""}, database.SideFiles...) {
		content, err := os.ReadFile(x.Path() + end)
		require.NoError(tb, err)
		if bytes.Contains(content, []byte(text)) {
			return true
		}
	}
	return false
}

func (x *Index) number(tb testing.TB, sql string) (n int64) {
	tb.Helper()
	require.True(tb, x.store.Read(func(s *store.Session) (err error) {
		n, _, err = s.Number(sql)
		return err
	}))
	return n
}

func again(tb testing.TB, x *Index) *Index {
	tb.Helper()
	other := New(Options{Folder: filepath.Dir(x.Path()), Now: x.store.Now})
	tb.Cleanup(func() { other.Close(context.Background()) })
	return other
}

func TestALongListIsGoneAtOnceAndRemovedInPiecesBetweenWhichOthersWrite(t *testing.T) {
	const n = 3*store.Piece - 100
	x := stored(t, 100, 1)
	storedFor(t, x, alice, here, n, "secret-")
	s, err := x.store.Open()
	require.NoError(t, err)
	defer s.Close()
	// what a logout does, one transaction after the other
	require.NoError(t, s.Change(func() error {
		return s.Discard("repository=? and viewer>1", here.Repository)
	}))
	other := again(t, x)
	_, found := other.store.Header(alice, here)
	assert.False(t, found)
	kept, err := other.Kept()
	require.NoError(t, err)
	require.Len(t, kept.Viewers, 2)
	assert.Equal(t, []int{100, 0}, []int{kept.Viewers[0].Tags, kept.Viewers[1].Tags})
	left, pieces := 0, 0
	for ; left == 0; pieces++ {
		before := other.number(t, "select count(*) from tag")
		require.NoError(t, s.Change(func() (err error) {
			left, err = s.RemoveDiscarded(store.Piece)
			return err
		}))
		assert.LessOrEqual(t, before-other.number(t, "select count(*) from tag"), int64(store.Piece))
		storedFor(t, other, store.Viewer{}, store.List{Namespace: "acme", Repository: "between"}, 1+pieces, "")
	}
	assert.Equal(t, 3, pieces)
	assert.Zero(t, other.number(t, "select count(*) from list where viewer="+store.Discarded))
	require.NoError(t, s.Tidy(t.Context()))
	assert.False(t, x.contains(t, "secret-"))
	intact(t, filepath.Dir(x.Path()))
}

func TestWhatAProcessLeftWhenItEndedInTheMiddleOfRemovingIsRemovedByTheNext(t *testing.T) {
	x := stored(t, 100, 1)
	storedFor(t, x, alice, here, 2*store.Piece, "secret-")
	s, err := x.store.Open()
	require.NoError(t, err)
	require.NoError(t, s.Change(func() error { return s.Discard("viewer>1") }))
	s.Close()
	for name, goesOn := range map[string]func(other *Index){
		"by its side": func(other *Index) {
			for other.number(t, "select count(*) from tag") > 100 {
				other.store.MakeRoom()
				other.Flush(t.Context())
			}
		},
		"by a logout": func(other *Index) {
			require.NoError(t, other.Forget(t.Context(), "https://hub.example", "Alice"))
			assert.False(t, other.contains(t, "secret-"))
		},
	} {
		other := again(t, x)
		goesOn(other)
		assert.EqualValues(t, 100, other.number(t, "select count(*) from tag"), name)
		_, found := other.store.Header(store.Viewer{}, here)
		assert.True(t, found)
	}
}

func TestALogoutIsCompleteWhileAnotherProcessStores(t *testing.T) {
	x := stored(t, 100, 1)
	storedFor(t, x, alice, here, 2*store.Piece, "secret-")
	storedFor(t, x, alice, store.List{Namespace: "acme", Repository: "classified"}, 50, "secret-")
	other := another(t, filepath.Dir(x.Path()), "other", 0)
	out, err := other.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, other.Start())
	var line string
	_, err = fmt.Fscanln(out, &line, new(int))
	require.NoError(t, err)
	go func() { _, _ = io.Copy(io.Discard, out) }()
	require.NoError(t, again(t, x).Forget(t.Context(), "https://hub.example", "alice"))
	for _, word := range []string{"secret-", "classified", hub.CanonicalAddress("https://hub.example")} {
		assert.False(t, x.contains(t, word), word)
	}
	require.NoError(t, other.Process.Kill())
	_ = other.Wait()
	_, found := x.store.Header(store.Viewer{}, store.List{Namespace: "acme", Repository: "other0"})
	assert.True(t, found)
	intact(t, filepath.Dir(x.Path()))
}

func TestAWalkOfAListThatIsBeingRemovedStoresNothing(t *testing.T) {
	x := stored(t, 100, 1)
	r := &reading[hub.Tag]{x: x, rows: table.Tags, at: here, viewer: alice, begun: true}
	keep := func(name string) {
		page := []hub.Tag{{Name: name, Updated: newest, UpdatedBy: hub.NewSymbol("by-" + name)}}
		require.True(t, x.store.Later(0, func(s *store.Session) error { return r.store(s, page, time.Time{}) }))
		x.Flush(t.Context())
	}
	keep("first")
	require.True(t, x.store.Later(0, func(s *store.Session) error { return s.Discard("viewer>1") }))
	keep("second")
	assert.False(t, x.contains(t, "second"))
	assert.Empty(t, x.Notices())
}
