//go:build !windows

package index

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/index/database"
	"tagboat/hub/index/table"
)

// alice is somebody whose lists are removed.
var alice = viewer{hub: hub.CanonicalAddress("https://hub.example"), account: "alice"}

// storedFor stores a complete list of a viewer's, of tags whose names begin with a word.
func storedFor(tb testing.TB, x *Index, v viewer, at listName, n int, word string) {
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
		require.True(tb, x.later(0, func(s *session) error { return r.store(s, page, x.now()) }))
	}
	require.True(tb, x.later(0, r.conclude))
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
	require.True(tb, x.read(func(s *session) (err error) {
		n, _, err = s.Number(sql)
		return err
	}))
	return n
}

func again(tb testing.TB, x *Index) *Index {
	tb.Helper()
	other := New(Options{Folder: x.file.Folder, Now: x.now})
	tb.Cleanup(func() { other.Close(context.Background()) })
	return other
}

func TestALongListIsGoneAtOnceAndRemovedInPiecesBetweenWhichOthersWrite(t *testing.T) {
	const n = 3*piece - 100
	x := stored(t, 100, 1)
	storedFor(t, x, alice, here, n, "secret-")
	s, err := x.connect()
	require.NoError(t, err)
	defer s.Close()
	// what a logout does, one transaction after the other
	require.NoError(t, s.Change(func() error {
		return s.discard("repository=? and viewer>1", here.repository)
	}))
	other := again(t, x)
	_, found := other.header(alice, here)
	assert.False(t, found)
	kept, err := other.Kept()
	require.NoError(t, err)
	require.Len(t, kept.Viewers, 2)
	assert.Equal(t, []int{100, 0}, []int{kept.Viewers[0].Tags, kept.Viewers[1].Tags})
	left, pieces := 0, 0
	for ; left == 0; pieces++ {
		before := other.number(t, "select count(*) from tag")
		require.NoError(t, s.Change(func() (err error) {
			left, err = s.removeDiscarded(piece)
			return err
		}))
		assert.LessOrEqual(t, before-other.number(t, "select count(*) from tag"), int64(piece))
		storedFor(t, other, viewer{}, listName{"acme", "between"}, 1+pieces, "")
	}
	assert.Equal(t, 3, pieces)
	assert.Zero(t, other.number(t, "select count(*) from list where viewer="+discarded))
	require.NoError(t, s.tidy(t.Context()))
	assert.False(t, x.contains(t, "secret-"))
	intact(t, x.file.Folder)
}

func TestWhatAProcessLeftWhenItEndedInTheMiddleOfRemovingIsRemovedByTheNext(t *testing.T) {
	x := stored(t, 100, 1)
	storedFor(t, x, alice, here, 2*piece, "secret-")
	s, err := x.connect()
	require.NoError(t, err)
	require.NoError(t, s.Change(func() error { return s.discard("viewer>1") }))
	s.Close()
	for name, goesOn := range map[string]func(other *Index){
		"by its side": func(other *Index) {
			for other.number(t, "select count(*) from tag") > 100 {
				other.makeRoom()
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
		_, found := other.header(viewer{}, here)
		assert.True(t, found)
	}
}

func TestALogoutIsCompleteWhileAnotherProcessStores(t *testing.T) {
	x := stored(t, 100, 1)
	storedFor(t, x, alice, here, 2*piece, "secret-")
	storedFor(t, x, alice, listName{"acme", "classified"}, 50, "secret-")
	other := another(t, x.file.Folder, "other", 0)
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
	_, found := x.header(viewer{}, listName{"acme", "other0"})
	assert.True(t, found)
	intact(t, x.file.Folder)
}

func TestAWalkOfAListThatIsBeingRemovedStoresNothing(t *testing.T) {
	x := stored(t, 100, 1)
	r := &reading[hub.Tag]{x: x, rows: table.Tags, at: here, viewer: alice, begun: true}
	store := func(name string) {
		page := []hub.Tag{{Name: name, Updated: newest, UpdatedBy: hub.NewSymbol("by-" + name)}}
		require.True(t, x.later(0, func(s *session) error { return r.store(s, page, time.Time{}) }))
		x.Flush(t.Context())
	}
	store("first")
	require.True(t, x.later(0, func(s *session) error { return s.discard("viewer>1") }))
	store("second")
	assert.False(t, x.contains(t, "second"))
	assert.Empty(t, x.Notices())
}
