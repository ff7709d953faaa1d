package statefile_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/statefile"
)

// list is what the files of these tests hold.
type list struct {
	Version int      `json:"version"`
	Names   []string `json:"names"`
}

func in(folder string) statefile.File {
	return statefile.File{Folder: folder, Name: "list.json", Lock: "lock", Version: 1}
}

func add(t *testing.T, f statefile.File, name string) (aside string) {
	t.Helper()
	aside, err := statefile.Change(t.Context(), f, adding(name))
	require.NoError(t, err)
	return aside
}

func adding(name string) func(*list) bool {
	return func(l *list) bool {
		l.Version, l.Names = 1, append(l.Names, name)
		return true
	}
}

func names(t *testing.T, f statefile.File) []string {
	t.Helper()
	var l list
	require.NoError(t, statefile.Read(f, &l))
	return l.Names
}

func entries(t *testing.T, folder string) (all []string) {
	t.Helper()
	found, err := os.ReadDir(folder)
	require.NoError(t, err)
	for _, entry := range found {
		all = append(all, entry.Name())
	}
	return all
}

func TestWhatIsChangedIsReadAgainAndNothingLiesBeside(t *testing.T) {
	f := in(filepath.Join(t.TempDir(), "state", "tagboat"))
	assert.Empty(t, names(t, f), "a file that is not there is no error")
	assert.NoDirExists(t, f.Folder, "reading makes nothing")
	assert.Empty(t, add(t, f, "one"))
	add(t, f, "two")
	assert.Equal(t, []string{"one", "two"}, names(t, f))
	assert.Equal(t, []string{"list.json", "lock"}, entries(t, f.Folder))
	before, err := os.Stat(f.Path())
	require.NoError(t, err)
	_, err = statefile.Change(t.Context(), f, func(*list) bool { return false })
	require.NoError(t, err)
	after, err := os.Stat(f.Path())
	require.NoError(t, err)
	assert.True(t, os.SameFile(before, after), "what did not change is not written")
}

func TestWithoutAFolderNothingIsKeptAndThatIsAnError(t *testing.T) {
	assert.Empty(t, names(t, in("")))
	_, err := statefile.Change(t.Context(), in(""), adding("one"))
	require.ErrorIs(t, err, statefile.ErrNoFolder)
	_, err = statefile.Lock(t.Context(), "", "lock")
	require.ErrorIs(t, err, statefile.ErrNoFolder)
}

func TestADamagedFileIsPutAsideByTheNextChangeAndBlocksNothing(t *testing.T) {
	for _, content := range []string{
		"", " ", "\n", "{", "null", "[]", "{}", "\x00\x00\x00\x00", "\ufeff{\"version\":1}",
		`{"version":0}`, `{"version":"1"}`, `{"version":-1}`, `{"version":1,"names":7}`, `{"version":1}{`,
		`{"version":1,"names":["` + strings.Repeat("x", statefile.MostBytes) + `"]}`,
	} {
		f := in(t.TempDir())
		require.NoError(t, os.WriteFile(f.Path(), []byte(content), 0o600))
		l := list{Names: []string{"untouched"}}
		err := statefile.Read(f, &l)
		require.ErrorIs(t, err, statefile.ErrDamaged, "%.40q", content)
		assert.Equal(t, f.Path()+" is damaged", err.Error())
		assert.Equal(t, []string{"untouched"}, l.Names)
		aside := add(t, f, "one")
		assert.Equal(t, []string{"one"}, names(t, f))
		if content == "" {
			assert.Equal(t, []string{"list.json", "lock"}, entries(t, f.Folder), "nothing is nothing to keep")
			continue
		}
		assert.Equal(t, f.Path()+".damaged", aside)
		kept, err := os.ReadFile(aside)
		require.NoError(t, err)
		assert.Equal(t, content, string(kept))
	}
}

func TestTheFirstDamagedFileIsNotOverwrittenByTheNext(t *testing.T) {
	f := in(t.TempDir())
	for i := range 12 {
		require.NoError(t, os.WriteFile(f.Path(), fmt.Append(nil, "damage ", i), 0o600))
		aside, err := statefile.Mend[list](t.Context(), f)
		require.NoError(t, err)
		assert.NotEmpty(t, aside)
		assert.NoFileExists(t, f.Path())
	}
	first, err := os.ReadFile(f.Path() + ".damaged")
	require.NoError(t, err)
	assert.Equal(t, "damage 0", string(first))
	assert.Len(t, entries(t, f.Folder), 10, "nine and the lock: damage has a bound")
	aside, err := statefile.Mend[list](t.Context(), f)
	require.NoError(t, err)
	assert.Empty(t, aside)
}

func TestANewerProgramsFileIsLeftAlone(t *testing.T) {
	f := in(t.TempDir())
	content := `{"version":2,"names":{"another":"form"}}`
	require.NoError(t, os.WriteFile(f.Path(), []byte(content), 0o600))
	var l list
	require.ErrorIs(t, statefile.Read(f, &l), statefile.ErrNewer)
	_, err := statefile.Change(t.Context(), f, adding("one"))
	require.ErrorIs(t, err, statefile.ErrNewer)
	_, err = statefile.Mend[list](t.Context(), f)
	require.NoError(t, err)
	after, err := os.ReadFile(f.Path())
	require.NoError(t, err)
	assert.Equal(t, content, string(after))
	assert.Equal(t, []string{"list.json", "lock"}, entries(t, f.Folder))
}

func TestWhatAKilledProcessLeftIsRemovedByTheNextChange(t *testing.T) {
	f := in(t.TempDir())
	for _, name := range []string{".list.json-1234", ".list.json-x", ".other.json-1", ".list.json", "list.json-1"} {
		require.NoError(t, os.WriteFile(filepath.Join(f.Folder, name), []byte("half a secr"), 0o600))
	}
	require.NoError(t, os.Mkdir(filepath.Join(f.Folder, ".list.json-folder"), 0o700))
	add(t, f, "one")
	assert.Equal(t, []string{
		".list.json", ".list.json-folder", ".other.json-1", "list.json", "list.json-1", "lock",
	}, entries(t, f.Folder))
}

func TestAFileThatWouldGrowTooLargeStaysAsItWas(t *testing.T) {
	f := in(t.TempDir())
	add(t, f, "one")
	_, err := statefile.Change(t.Context(), f, adding(strings.Repeat("x", statefile.MostBytes)))
	require.ErrorContains(t, err, "list.json cannot be written: would grow larger than 1024 KiB")
	assert.Equal(t, []string{"one"}, names(t, f))
}

func TestManyWhoChangeAtOnceLoseNothingAndReadersSeeWholeFiles(t *testing.T) {
	f := in(t.TempDir())
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 5 {
				_, err := statefile.Change(t.Context(), f, adding(fmt.Sprint(i, j)))
				assert.NoError(t, err)
				var l list
				assert.NoError(t, statefile.Read(f, &l))
			}
		})
	}
	all.Wait()
	assert.Len(t, names(t, f), 40)
	assert.Equal(t, []string{"list.json", "lock"}, entries(t, f.Folder))
}

func TestALockThatIsHeldIsWaitedForOnlySoLong(t *testing.T) {
	f := in(t.TempDir())
	release, err := statefile.Lock(t.Context(), f.Folder, "lock")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = statefile.Lock(ctx, f.Folder, "lock")
	require.ErrorIs(t, err, statefile.ErrHeld)
	another, err := statefile.Lock(t.Context(), f.Folder, "another.lock")
	require.NoError(t, err, "another name is another lock")
	another()
	release()
	add(t, f, "one")
}
