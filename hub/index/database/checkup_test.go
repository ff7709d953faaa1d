package database

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/statefile"
)

// folderOf is everything in a folder with its size and time, but the memory that processes share.
func folderOf(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	require.NoError(t, filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		about, err := entry.Info()
		all[path] = about.Mode().String()
		if !entry.IsDir() && filepath.Ext(path) != ".db-shm" {
			text, read := os.ReadFile(path)
			require.NoError(t, read)
			all[path] += about.ModTime().String() + string(text)
		}
		return err
	}))
	return all
}

// filled is a file with something in it, and a connection that is still open.
func filled(t *testing.T) (File, *Conn) {
	t.Helper()
	f := File{Folder: t.TempDir() + "/state", Remote: func(string) bool { return false }}
	c, _, err := f.Open(t.Context())
	require.NoError(t, err)
	require.NoError(t, c.Exec("insert into viewer (hub, account, way) values ('h', 'a', x'00')"))
	return f, c
}

func TestALookAtTheFileMakesAndChangesNothing(t *testing.T) {
	none := File{Folder: t.TempDir() + "/state"}
	assert.Equal(t, Checkup{Newest: len(steps)}, none.Check(t.Context()))
	assert.NoDirExists(t, none.Folder)
	assert.Equal(t, Absent, File{}.Check(t.Context()).Health)

	f, c := filled(t)
	before := folderOf(t, f.Folder)
	found := f.Check(t.Context())
	assert.Equal(t, Sound, found.Health, "while another one has it open: %v", found.Why)
	assert.Equal(t, before, folderOf(t, f.Folder))
	require.NoError(t, c.Exec("insert into viewer (hub, account, way) values ('h', 'b', x'00')"), "who has it open goes on")
	c.Close()

	before = folderOf(t, f.Folder)
	found = f.Check(t.Context())
	assert.Equal(t, Sound, found.Health, "%v", found.Why)
	assert.Equal(t, len(steps), found.Version)
	assert.Positive(t, found.Bytes)
	assert.Equal(t, before, folderOf(t, f.Folder))

	for _, path := range []string{
		filepath.Join(f.Folder, lockName), f.Path() + SideFiles[0], f.Path() + SideFiles[1],
	} {
		require.NoError(t, os.Remove(path))
	}
	before = folderOf(t, f.Folder)
	assert.Equal(t, Sound, f.Check(t.Context()).Health, "without what lies beside it")
	assert.Equal(t, before, folderOf(t, f.Folder))
}

func TestALookTellsWhatIsTheMatterWithTheFile(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(t *testing.T, f File)
		want  Health
	}{
		"no database": {func(t *testing.T, f File) {
			t.Helper()
			require.NoError(t, os.WriteFile(f.Path(), []byte("not what it was, and long enough to be looked at"), 0o600))
		}, Damaged},
		"pages overwritten": {func(t *testing.T, f File) {
			t.Helper()
			text, err := os.ReadFile(f.Path())
			require.NoError(t, err)
			for i := 4096; i < len(text); i++ {
				text[i] = 0xff
			}
			require.NoError(t, os.WriteFile(f.Path(), text, 0o600))
		}, Damaged},
		"another program's": {func(t *testing.T, f File) { t.Helper(); setPragma(t, f, "application_id=7") }, Damaged},
		"a newer one":       {func(t *testing.T, f File) { t.Helper(); setPragma(t, f, "user_version=999") }, Newer},
		"an older one":      {func(t *testing.T, f File) { t.Helper(); setPragma(t, f, "user_version=1") }, Sound},
		"a folder": {func(t *testing.T, f File) {
			t.Helper()
			require.NoError(t, os.Remove(f.Path()))
			require.NoError(t, os.Mkdir(f.Path(), 0o700))
		}, Refused},
		"a log without the memory to read it by": {func(t *testing.T, f File) {
			t.Helper()
			require.NoError(t, os.WriteFile(f.Path()+SideFiles[0], []byte("x"), 0o600))
			require.NoError(t, os.Remove(f.Path()+SideFiles[1]))
		}, Refused},
	} {
		t.Run(name, func(t *testing.T) {
			f, open := filled(t)
			open.Close()
			c.spoil(t, f)
			before := folderOf(t, f.Folder)
			found := f.Check(t.Context())
			assert.Equal(t, c.want, found.Health, "%v", found.Why)
			assert.Equal(t, before, folderOf(t, f.Folder))
		})
	}
}

// setPragma is set by another connection, which leaves no log behind.
func setPragma(t *testing.T, f File, to string) {
	t.Helper()
	c, err := f.connect()
	require.NoError(t, err)
	require.NoError(t, c.Exec("pragma "+to))
	require.NoError(t, c.Exec("pragma wal_checkpoint(truncate)"))
	c.Close()
}

func TestALookWaitsOnlySoLongForWhoHasTheFile(t *testing.T) {
	f, open := filled(t)
	open.Close()
	release, err := statefile.Lock(t.Context(), f.Folder, lockName)
	require.NoError(t, err)
	soon, done := context.WithTimeout(t.Context(), 2*between)
	defer done()
	found := f.Check(soon)
	release()
	assert.Equal(t, Held, found.Health)
	require.ErrorContains(t, found.Why, "another tagboat is opening it")
	late, cancel := context.WithCancel(t.Context())
	cancel()
	assert.Equal(t, Unfinished, f.Check(late).Health)
	f.Remote = func(string) bool { return true }
	assert.ErrorContains(t, f.Check(t.Context()).Why, "on another machine")
}

func TestAFileThatChangedMeanwhileIsNotCalledDamagedAtOnce(t *testing.T) {
	f, c := filled(t)
	c.Close()
	before, err := os.Lstat(f.Path())
	require.NoError(t, err)
	assert.False(t, f.moved(before))
	require.NoError(t, os.WriteFile(f.Path()+SideFiles[0], []byte("x"), 0o600))
	assert.True(t, f.moved(before), "there is a log now")
	require.NoError(t, os.Truncate(f.Path()+SideFiles[0], 0))
	setPragma(t, f, "user_version=2")
	assert.True(t, f.moved(before), "it was written to")
}
