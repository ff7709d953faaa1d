package places_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/places"
)

var alice = places.Owner{Hub: "https://hub.docker.com", Account: "alice"}

// run is one run of the program: it reads, does something, and writes.
func run(t *testing.T, directory string, o places.Owner, do func(b *places.Book)) *places.Book {
	t.Helper()
	shelf := places.NewShelf(directory, clock())
	kept, err := shelf.Read(o)
	require.NoError(t, err)
	b := places.NewBook(clock())
	b.Reset(o)
	b.Take(kept)
	do(b)
	if c, ok := b.Unsaved(); ok {
		require.NoError(t, shelf.Write(t.Context(), c))
	}
	_, again := b.Unsaved()
	assert.False(t, again)
	return b
}

func TestWhatWasMarkedAndVisitedOutlastsTheRun(t *testing.T) {
	directory := filepath.Join(t.TempDir(), "state", "tagboat")
	run(t, directory, alice, func(b *places.Book) {
		b.See(place(t, "acme/secret:1"))
		b.Visit(place(t, "acme/api"))
		b.Visit(place(t, "acme/api:2@"+digest))
		b.ToggleFavourite(place(t, "acme/"))
		b.ToggleFavourite(place(t, "nginx"))
	})
	b := run(t, directory, alice, func(*places.Book) {})
	assert.Equal(t, []string{"nginx", "acme/"}, written(b.Favourites()))
	assert.Equal(t, []string{"acme/api:2@" + digest, "acme/api"}, visited(b.Recent()))
	assert.Equal(t, 4, b.Known(), "what was only seen is not kept")
	content, err := os.ReadFile(filepath.Join(directory, "places.json"))
	require.NoError(t, err)
	assert.NotContains(t, string(content), "secret")
	for _, o := range []places.Owner{{Hub: alice.Hub}, {Hub: "https://elsewhere.example", Account: "alice"}} {
		b := run(t, directory, o, func(*places.Book) {})
		assert.Empty(t, b.Favourites(), "each account of each Hub has its own")
	}
	require.NoError(t, places.NewShelf(directory, clock()).Forget(t.Context(), alice))
	assert.Empty(t, run(t, directory, alice, func(*places.Book) {}).Recent())
}

func TestTheFileIsForItsOwnerAndNothingLiesBeside(t *testing.T) {
	directory := t.TempDir()
	run(t, directory, alice, func(b *places.Book) { b.Visit(place(t, "nginx")) })
	entries, err := os.ReadDir(directory)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		about, err := e.Info()
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), about.Mode().Perm(), e.Name())
		names = append(names, e.Name())
	}
	assert.Equal(t, []string{"places.json", "places.lock"}, names)
}

func TestWithoutADirectoryNothingIsKept(t *testing.T) {
	b := run(t, "", alice, func(b *places.Book) { b.Visit(place(t, "nginx")) })
	assert.Len(t, b.Recent(), 1)
	assert.Empty(t, run(t, "", alice, func(*places.Book) {}).Recent())
	require.NoError(t, places.NewShelf("", clock()).Forget(t.Context(), alice))
}

func TestTwoRunsAtOnceDoNotUndoEachOther(t *testing.T) {
	directory := t.TempDir()
	run(t, directory, alice, func(b *places.Book) { b.ToggleFavourite(place(t, "old")) })
	run(t, directory, alice, func(here *places.Book) {
		run(t, directory, alice, func(there *places.Book) {
			there.ToggleFavourite(place(t, "there"))
			there.ToggleFavourite(place(t, "old"))
			there.Visit(place(t, "nginx"))
		})
		here.ToggleFavourite(place(t, "here"))
		here.Visit(place(t, "redis"))
	})
	b := run(t, directory, alice, func(*places.Book) {})
	assert.Equal(t, []string{"here", "there"}, written(b.Favourites()))
	assert.ElementsMatch(t, []string{"redis", "nginx"}, visited(b.Recent()))
}

func TestAnOlderWriteThatComesLateChangesNothing(t *testing.T) {
	directory := t.TempDir()
	shelf, b := places.NewShelf(directory, clock()), places.NewBook(clock())
	b.Reset(alice)
	b.ToggleFavourite(place(t, "nginx"))
	older, _ := b.Unsaved()
	b.ToggleFavourite(place(t, "nginx"))
	newer, _ := b.Unsaved()
	require.NoError(t, shelf.Write(t.Context(), newer))
	require.NoError(t, shelf.Write(t.Context(), older))
	kept, err := shelf.Read(alice)
	require.NoError(t, err)
	assert.Empty(t, kept.Favourites)
}

func TestManyWritersLeaveAWholeFile(t *testing.T) {
	directory := t.TempDir()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			shelf, b := places.NewShelf(directory, clock()), places.NewBook(clock())
			b.Reset(alice)
			b.ToggleFavourite(place(t, fmt.Sprintf("r%d", i)))
			c, _ := b.Unsaved()
			assert.NoError(t, shelf.Write(t.Context(), c))
		})
	}
	all.Wait()
	kept, err := places.NewShelf(directory, clock()).Read(alice)
	require.NoError(t, err)
	assert.Len(t, kept.Favourites, 8)
}

func TestWhatAnotherOwnerKeptComesTooLate(t *testing.T) {
	b := places.NewBook(clock())
	b.Reset(alice)
	b.Take(places.Kept{Owner: places.Owner{Hub: alice.Hub, Account: "bob"}, Favourites: []places.Place{place(t, "nginx")}})
	assert.Empty(t, b.Favourites())
	assert.Zero(t, b.Known())
}

func TestADamagedFileIsSaidAndPutAside(t *testing.T) {
	for _, content := range []string{"", "{", "[]", `{"version":0}`, `{"version":1,"owners":7}`, strings.Repeat("[", 2<<20)} {
		directory := t.TempDir()
		path := filepath.Join(directory, "places.json")
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		shelf, b := places.NewShelf(directory, clock()), places.NewBook(clock())
		_, err := shelf.Read(alice)
		require.ErrorIs(t, err, places.ErrDamaged)
		assert.Contains(t, err.Error(), path+" is damaged")
		b.Reset(alice)
		b.Visit(place(t, "nginx"))
		c, _ := b.Unsaved()
		require.NoError(t, shelf.Write(t.Context(), c))
		if aside, err := os.ReadFile(path + ".damaged"); content != "" {
			require.NoError(t, err)
			assert.Equal(t, content, string(aside))
		}
		kept, err := shelf.Read(alice)
		require.NoError(t, err)
		assert.Len(t, kept.Recent, 1)
	}
}

func TestANewerFileIsSaidAndLeftAlone(t *testing.T) {
	directory := t.TempDir()
	path := filepath.Join(directory, "places.json")
	content := `{"version":2,"owners":"something new"}`
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	shelf, b := places.NewShelf(directory, clock()), places.NewBook(clock())
	_, err := shelf.Read(alice)
	require.ErrorIs(t, err, places.ErrNewer)
	b.Reset(alice)
	b.Visit(place(t, "nginx"))
	c, _ := b.Unsaved()
	require.ErrorIs(t, shelf.Write(t.Context(), c), places.ErrNewer)
	require.ErrorIs(t, shelf.Forget(t.Context(), alice), places.ErrNewer)
	after, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, content, string(after))
}

func TestADirectoryInPlaceOfTheFileHarmsNothing(t *testing.T) {
	directory := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(directory, "places.json"), 0o700))
	_, err := places.NewShelf(directory, clock()).Read(alice)
	require.ErrorContains(t, err, "places.json is no regular file")
	require.NoError(t, os.WriteFile(filepath.Join(directory, "file"), nil, 0o600))
	b := places.NewBook(clock())
	b.Visit(place(t, "nginx"))
	c, _ := b.Unsaved()
	assert.ErrorContains(t, places.NewShelf(filepath.Join(directory, "file", "x"), clock()).Write(t.Context(), c), "cannot be made: not a directory")
}

func TestTheFileStaysSmallAndForgetsWhoWasThereLongestAgo(t *testing.T) {
	directory, long := t.TempDir(), strings.Repeat("x", 250)
	owner := func(i int) places.Owner { return places.Owner{Hub: alice.Hub, Account: fmt.Sprintf("account-%d", i)} }
	shelf := places.NewShelf(directory, clock())
	for i := range 40 {
		b := places.NewBook(clock())
		b.Reset(owner(i))
		for k := range 600 - 15*i {
			b.ToggleFavourite(place(t, fmt.Sprintf("%s/%s:%d", long, long, k)))
		}
		assert.LessOrEqual(t, len(b.Favourites()), 500)
		c, _ := b.Unsaved()
		require.NoError(t, shelf.Write(t.Context(), c))
	}
	about, err := os.Stat(filepath.Join(directory, "places.json"))
	require.NoError(t, err)
	assert.Less(t, about.Size(), int64(1<<20))
	newest, err := shelf.Read(owner(39))
	require.NoError(t, err)
	assert.Len(t, newest.Favourites, 15)
	oldest, err := shelf.Read(owner(0))
	require.NoError(t, err)
	assert.Empty(t, oldest.Favourites)
}

func TestTheFirstVersionsFileIsRead(t *testing.T) {
	directory := t.TempDir()
	content, err := os.ReadFile(filepath.Join("testdata", "first", "places.json"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(directory, "places.json"), content, 0o600))
	b := run(t, directory, alice, func(b *places.Book) { b.ToggleFavourite(place(t, "redis")) })
	assert.Equal(t, []string{"redis", "nginx", "acme/"}, written(b.Favourites()))
	assert.Equal(t, []string{"acme/api:2@" + digest, "acme/api"}, visited(b.Recent()))
	anonymous := run(t, directory, places.Owner{Hub: alice.Hub}, func(*places.Book) {})
	assert.Equal(t, []string{"redis:7"}, visited(anonymous.Recent()), "the others stay as they were")
}

// Whatever stands in the file, reading it gives places that can be written.
func FuzzReadingTheFileHarmsNothing(f *testing.F) {
	f.Add([]byte(`{"version":1,"owners":[{"hub":"h","account":"a","favourites":["acme/","x y"],"recent":[{"place":"nginx:1","at":"2026-01-02T03:04:05Z"}]}]}`))
	f.Add([]byte(`{"version":1,"owners":[{"hub":"h","account":"a","recent":[{"place":"nginx","at":"0000-01-02T03:04:05Z"}]}]}`))
	f.Add([]byte(`{"version":2}`))
	f.Add([]byte(`{"version":1,"owners":[null,{"hub":"h","account":"a","used":"x"}]}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		o, b := places.Owner{Hub: "h", Account: "a"}, places.NewBook(clock())
		b.Reset(o)
		b.Visit(place(t, "nginx"))
		changes, _ := b.Unsaved()
		before, after, err := places.Rewrite(content, changes)
		if err != nil {
			return
		}
		b.Take(before)
		assert.LessOrEqual(t, len(b.Favourites()), 500)
		assert.Equal(t, written(b.Favourites()), written(after.Favourites))
		assert.Equal(t, visited(b.Recent()), visited(after.Recent))
	})
}
