package places_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/places"
)

var alice = places.Owner{Hub: "https://hub.docker.com", Account: "alice"}

// read is what is saved of an owner.
func read(t *testing.T, s *places.Store, o places.Owner) (places.Saved, error) {
	t.Helper()
	b := places.NewIndex(clock())
	b.Reset(o)
	return s.Open(t.Context(), b.Stay())
}

// run is one run of the program: it reads, does something, and writes.
func run(t *testing.T, directory string, o places.Owner, do func(b *places.Index)) *places.Index {
	t.Helper()
	store := places.NewStore(directory, clock())
	b := places.NewIndex(clock())
	b.Reset(o)
	saved, err := store.Open(t.Context(), b.Stay())
	require.NoError(t, err)
	b.Merge(saved)
	do(b)
	if c, ok := b.Unsaved(); ok {
		require.NoError(t, store.Write(t.Context(), c))
	}
	_, again := b.Unsaved()
	assert.False(t, again)
	return b
}

func TestWhatWasMarkedAndVisitedOutlastsTheRun(t *testing.T) {
	directory := filepath.Join(t.TempDir(), "state", "tagboat")
	run(t, directory, alice, func(b *places.Index) {
		b.See(place(t, "acme/secret:1"))
		b.Visit(place(t, "acme/api"))
		b.Visit(place(t, "acme/api:2@"+digest))
		b.ToggleFavourite(place(t, "acme/"))
		b.ToggleFavourite(place(t, "nginx"))
	})
	b := run(t, directory, alice, func(*places.Index) {})
	assert.Equal(t, []string{"nginx", "acme/"}, written(b.Favourites()))
	assert.Equal(t, []string{"acme/api:2@" + digest, "acme/api"}, visited(b.Recent()))
	assert.Equal(t, 4, b.Known(), "what was only seen is not kept")
	content, err := os.ReadFile(filepath.Join(directory, "places.json"))
	require.NoError(t, err)
	assert.NotContains(t, string(content), "secret")
	for _, o := range []places.Owner{{Hub: alice.Hub}, {Hub: "https://elsewhere.example", Account: "alice"}} {
		b := run(t, directory, o, func(*places.Index) {})
		assert.Empty(t, b.Favourites(), "each account of each Hub has its own")
	}
	require.NoError(t, places.NewStore(directory, clock()).Forget(t.Context(), alice))
	assert.Empty(t, run(t, directory, alice, func(*places.Index) {}).Recent())
}

func TestTheFileIsForItsOwnerAndNothingLiesBeside(t *testing.T) {
	directory := t.TempDir()
	run(t, directory, alice, func(b *places.Index) { b.Visit(place(t, "nginx")) })
	entries, err := os.ReadDir(directory)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		about, err := e.Info()
		require.NoError(t, err)
		if runtime.GOOS != "windows" { // where a file is what its folder lets it be
			assert.Equal(t, os.FileMode(0o600), about.Mode().Perm(), e.Name())
		}
		names = append(names, e.Name())
	}
	assert.Equal(t, []string{"places.json", "places.lock"}, names)
}

func TestWithoutADirectoryNothingIsKept(t *testing.T) {
	b := run(t, "", alice, func(b *places.Index) { b.Visit(place(t, "nginx")) })
	assert.Len(t, b.Recent(), 1)
	assert.Empty(t, run(t, "", alice, func(*places.Index) {}).Recent())
	require.NoError(t, places.NewStore("", clock()).Forget(t.Context(), alice))
}

func TestTwoRunsAtOnceDoNotUndoEachOther(t *testing.T) {
	directory := t.TempDir()
	run(t, directory, alice, func(b *places.Index) { b.ToggleFavourite(place(t, "old")) })
	run(t, directory, alice, func(here *places.Index) {
		run(t, directory, alice, func(there *places.Index) {
			there.ToggleFavourite(place(t, "there"))
			there.ToggleFavourite(place(t, "old"))
			there.Visit(place(t, "nginx"))
		})
		here.ToggleFavourite(place(t, "here"))
		here.Visit(place(t, "redis"))
	})
	b := run(t, directory, alice, func(*places.Index) {})
	assert.Equal(t, []string{"here", "there"}, written(b.Favourites()))
	assert.ElementsMatch(t, []string{"redis", "nginx"}, visited(b.Recent()))
}

func TestAnOlderWriteThatComesLateChangesNothing(t *testing.T) {
	directory := t.TempDir()
	store, b := places.NewStore(directory, clock()), places.NewIndex(clock())
	b.Reset(alice)
	b.ToggleFavourite(place(t, "nginx"))
	older, _ := b.Unsaved()
	b.ToggleFavourite(place(t, "nginx"))
	newer, _ := b.Unsaved()
	require.NoError(t, store.Write(t.Context(), newer))
	require.NoError(t, store.Write(t.Context(), older))
	saved, err := read(t, store, alice)
	require.NoError(t, err)
	assert.Empty(t, saved.Favourites)
}

func TestManyWritersLeaveAWholeFile(t *testing.T) {
	directory := t.TempDir()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			store, b := places.NewStore(directory, clock()), places.NewIndex(clock())
			b.Reset(alice)
			b.ToggleFavourite(place(t, fmt.Sprintf("r%d", i)))
			c, _ := b.Unsaved()
			assert.NoError(t, store.Write(t.Context(), c))
		})
	}
	all.Wait()
	saved, err := read(t, places.NewStore(directory, clock()), alice)
	require.NoError(t, err)
	assert.Len(t, saved.Favourites, 8)
}

func TestWhatAnotherOwnerKeptComesTooLate(t *testing.T) {
	directory, bob := t.TempDir(), places.Owner{Hub: alice.Hub, Account: "bob"}
	b := places.NewIndex(clock())
	b.Reset(alice)
	run(t, directory, bob, func(b *places.Index) { b.ToggleFavourite(place(t, "nginx")) })
	saved, err := read(t, places.NewStore(directory, clock()), bob)
	require.NoError(t, err)
	require.Len(t, saved.Favourites, 1)
	b.Merge(saved)
	assert.Empty(t, b.Favourites())
	assert.Zero(t, b.Known())
}

func TestAnAccountThatWasLoggedOutInOneProcessIsNotWrittenByAnother(t *testing.T) {
	directory, ours := t.TempDir(), places.NewIndex(clock())
	here, there := places.NewStore(directory, clock()), places.NewStore(directory, clock())
	ours.Reset(alice)
	_, err := here.Open(t.Context(), ours.Stay())
	require.NoError(t, err)
	visit := func(name string) error {
		ours.Visit(place(t, name))
		c, _ := ours.Unsaved()
		return here.Write(t.Context(), c)
	}
	forget := func() {
		require.NoError(t, there.Forget(t.Context(), places.Owner{Hub: alice.Hub, Account: "Alice"}), "the Hub makes no difference")
	}
	forget()
	require.ErrorIs(t, visit("acme/never-written"), places.ErrLoggedOut, "even where nothing was written before")

	run(t, directory, alice, func(b *places.Index) { b.Visit(place(t, "acme/new")) })
	require.ErrorIs(t, visit("acme/late"), places.ErrLoggedOut, "nor what was seen before a new login")
	saved, err := read(t, there, alice)
	require.NoError(t, err)
	assert.Equal(t, []string{"acme/new"}, visited(saved.Recent))
}

func TestAStayThatIsOverWritesAndTakesNothing(t *testing.T) {
	directory, b := t.TempDir(), places.NewIndex(clock())
	store := places.NewStore(directory, clock())
	b.Reset(alice)
	before, err := store.Open(t.Context(), b.Stay())
	require.NoError(t, err)
	b.Visit(place(t, "acme/api"))
	late, _ := b.Unsaved()
	b.Stay().End()
	require.NoError(t, store.Forget(t.Context(), alice))
	require.NoError(t, store.Write(t.Context(), late), "it is no news to who ended it")
	b.Reset(alice)
	b.Merge(before)
	saved, err := store.Open(t.Context(), b.Stay())
	require.NoError(t, err)
	assert.Empty(t, saved.Recent)
	assert.Empty(t, b.Recent())
}

func TestAFileOfBeforeKeepsWhatItHolds(t *testing.T) {
	directory := t.TempDir()
	content := `{"version":1,"owners":[{"hub":"` + alice.Hub + `","account":"alice","used":"2026-01-02T03:04:05Z","favourites":["nginx"]}]}`
	require.NoError(t, os.WriteFile(filepath.Join(directory, "places.json"), []byte(content), 0o600))
	b := run(t, directory, alice, func(b *places.Index) { b.ToggleFavourite(place(t, "redis")) })
	assert.Equal(t, []string{"redis", "nginx"}, written(b.Favourites()))
	b = run(t, directory, alice, func(*places.Index) {})
	assert.Equal(t, []string{"redis", "nginx"}, written(b.Favourites()))
}

func TestALogoutTakesWhatWasPutAsideToo(t *testing.T) {
	directory := t.TempDir()
	run(t, directory, alice, func(b *places.Index) { b.Visit(place(t, "acme/api")) })
	path := filepath.Join(directory, "places.json")
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, content[:len(content)/2], 0o600))
	require.NoError(t, places.NewStore(directory, clock()).Forget(t.Context(), alice))
	left, err := filepath.Glob(filepath.Join(directory, "*damaged*"))
	require.NoError(t, err)
	assert.Empty(t, left)
}

func TestADamagedFileTellsOfNoLogout(t *testing.T) {
	directory, b := t.TempDir(), places.NewIndex(clock())
	store := places.NewStore(directory, clock())
	b.Reset(alice)
	_, err := store.Open(t.Context(), b.Stay())
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(directory, "places.json"), []byte("{"), 0o600))
	b.ToggleFavourite(place(t, "nginx"))
	c, _ := b.Unsaved()
	require.NoError(t, store.Write(t.Context(), c))
	assert.Equal(t, []string{"nginx"}, written(run(t, directory, alice, func(*places.Index) {}).Favourites()))
}

func TestADamagedFileIsSaidAndPutAside(t *testing.T) {
	for _, content := range []string{"", "{", "[]", `{"version":0}`, `{"version":1,"owners":7}`, strings.Repeat("[", 2<<20)} {
		directory := t.TempDir()
		path := filepath.Join(directory, "places.json")
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		store, b := places.NewStore(directory, clock()), places.NewIndex(clock())
		_, err := read(t, store, alice)
		require.ErrorIs(t, err, places.ErrDamaged)
		assert.Contains(t, err.Error(), path+" is damaged")
		b.Reset(alice)
		b.Visit(place(t, "nginx"))
		c, _ := b.Unsaved()
		require.NoError(t, store.Write(t.Context(), c))
		if aside, err := os.ReadFile(path + ".damaged"); content != "" {
			require.NoError(t, err)
			assert.Equal(t, content, string(aside))
		}
		saved, err := read(t, store, alice)
		require.NoError(t, err)
		assert.Len(t, saved.Recent, 1)
	}
}

func TestANewerFileIsSaidAndLeftAlone(t *testing.T) {
	directory := t.TempDir()
	path := filepath.Join(directory, "places.json")
	content := `{"version":2,"owners":"something new"}`
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	store, b := places.NewStore(directory, clock()), places.NewIndex(clock())
	_, err := read(t, store, alice)
	require.ErrorIs(t, err, places.ErrNewer)
	b.Reset(alice)
	b.Visit(place(t, "nginx"))
	c, _ := b.Unsaved()
	require.ErrorIs(t, store.Write(t.Context(), c), places.ErrNewer)
	require.ErrorIs(t, store.Forget(t.Context(), alice), places.ErrNewer)
	after, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, content, string(after))
}

func TestADirectoryInPlaceOfTheFileHarmsNothing(t *testing.T) {
	directory := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(directory, "places.json"), 0o700))
	_, err := read(t, places.NewStore(directory, clock()), alice)
	require.ErrorContains(t, err, "places.json is no regular file")
	require.NoError(t, os.WriteFile(filepath.Join(directory, "file"), nil, 0o600))
	b := places.NewIndex(clock())
	b.Visit(place(t, "nginx"))
	c, _ := b.Unsaved()
	assert.ErrorContains(t, places.NewStore(filepath.Join(directory, "file", "x"), clock()).Write(t.Context(), c), "cannot be made: ")
}

func TestTheFileStaysSmallAndForgetsWhoWasThereLongestAgo(t *testing.T) {
	directory, long := t.TempDir(), strings.Repeat("x", 120)
	owner := func(i int) places.Owner { return places.Owner{Hub: alice.Hub, Account: fmt.Sprintf("account-%d", i)} }
	store := places.NewStore(directory, clock())
	for i := range 40 {
		if testing.Short() && i > 12 && i < 39 { // fourteen are more than fit, and each notes hundreds
			continue
		}
		b := places.NewIndex(clock())
		b.Reset(owner(i))
		for k := range 600 - 15*i {
			b.ToggleFavourite(place(t, fmt.Sprintf("%s/%s:%d", long, long, k)))
		}
		assert.LessOrEqual(t, len(b.Favourites()), 500)
		c, _ := b.Unsaved()
		require.NoError(t, store.Write(t.Context(), c))
	}
	about, err := os.Stat(filepath.Join(directory, "places.json"))
	require.NoError(t, err)
	assert.Less(t, about.Size(), int64(1<<20))
	newest, err := read(t, store, owner(39))
	require.NoError(t, err)
	assert.Len(t, newest.Favourites, 15)
	oldest, err := read(t, store, owner(0))
	require.NoError(t, err)
	assert.Empty(t, oldest.Favourites)
}

func TestTheFirstVersionsFileIsRead(t *testing.T) {
	directory := t.TempDir()
	content, err := os.ReadFile(filepath.Join("testdata", "first", "places.json"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(directory, "places.json"), content, 0o600))
	b := run(t, directory, places.OwnerOf("", "alice"), func(b *places.Index) { b.ToggleFavourite(place(t, "redis")) })
	assert.Equal(t, []string{"redis", "nginx", "acme/"}, written(b.Favourites()))
	assert.Equal(t, []string{"acme/api:2@" + digest, "acme/api"}, visited(b.Recent()))
	anonymous := run(t, directory, places.OwnerOf("", ""), func(*places.Index) {})
	assert.Equal(t, []string{"redis:7"}, visited(anonymous.Recent()), "the others stay as they were")
}

// Whatever stands in the file, reading it gives places that can be written.
func FuzzReadingTheFileHarmsNothing(f *testing.F) {
	f.Add([]byte(`{"version":1,"owners":[{"hub":"h","account":"a","favourites":["acme/","x y"],"recent":[{"place":"nginx:1","at":"2026-01-02T03:04:05Z"}]}]}`))
	f.Add([]byte(`{"version":1,"owners":[{"hub":"h","account":"a","recent":[{"place":"nginx","at":"0000-01-02T03:04:05Z"}]}]}`))
	f.Add([]byte(`{"version":1,"owners":[{"hub":"h","account":"a","recent":[{"place":"redis","at":"9000-01-02T03:04:05Z"}]}]}`))
	f.Add([]byte(`{"version":2}`))
	f.Add([]byte(`{"version":1,"owners":[null,{"hub":"h","account":"a","used":"x"}]}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		o, b := places.Owner{Hub: "h", Account: "a"}, places.NewIndex(clock())
		b.Reset(o)
		b.Visit(place(t, "nginx"))
		changes, _ := b.Unsaved()
		before, after, err := places.Rewrite(content, changes)
		if err != nil {
			return
		}
		b.Merge(before)
		assert.LessOrEqual(t, len(b.Favourites()), 500)
		assert.Equal(t, written(b.Favourites()), written(after.Favourites))
		assert.Equal(t, visited(b.Recent()), visited(after.Recent))
	})
}

func TestAVisitNotedByAClockThatWasAheadDoesNotStayBeforeAllOthers(t *testing.T) {
	directory := t.TempDir()
	today := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	visit := func(began time.Time, names ...string) []string {
		now := began
		clock := func() time.Time { now = now.Add(time.Second); return now }
		store, b := places.NewStore(directory, clock), places.NewIndex(clock)
		b.Reset(alice)
		saved, err := store.Open(t.Context(), b.Stay())
		require.NoError(t, err)
		b.Merge(saved)
		for _, name := range names {
			b.Visit(place(t, name))
		}
		if c, ok := b.Unsaved(); ok {
			require.NoError(t, store.Write(t.Context(), c))
		}
		return visited(b.Recent())
	}
	visit(today.AddDate(1, 0, 0), "acme/old", "acme/older")
	assert.Equal(t, []string{"acme/new", "acme/older", "acme/old"}, visit(today, "acme/new"))
	assert.Equal(t, []string{"acme/new", "acme/older", "acme/old"}, visit(today.Add(time.Hour)))
	assert.Equal(t, []string{"acme/newest", "acme/new", "acme/older", "acme/old"}, visit(today.Add(2*time.Hour), "acme/newest"))
}
