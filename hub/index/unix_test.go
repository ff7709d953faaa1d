//go:build !windows

package index_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

// It sets the mask of the process, so it runs beside no other test.
func TestEveryFileIsForItsOwnerAloneUnderAnyMask(t *testing.T) {
	for _, mask := range []int{0, 0o022, 0o077} {
		t.Run(fmt.Sprintf("%03o", mask), func(t *testing.T) {
			s := at(t, 150)
			before := syscall.Umask(mask)
			defer syscall.Umask(before)
			// each answer looks at what there is by then
			s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Before(func() { s.closed(t) })})
			r := s.run().as("anchor-chain")
			r.read()
			s.closed(t)
			require.NoError(t, r.index.Forget(t.Context(), s.hub.URL(), "alice"))
			s.closed(t)
			s.closeAll()
			s.closed(t)
			assert.FileExists(t, s.path()+"-wal")
		})
	}
}

func (s *setting) closed(t *testing.T) {
	t.Helper()
	about, err := os.Stat(s.folder)
	if os.IsNotExist(err) {
		return
	}
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o700), about.Mode().Perm())
	entries, err := os.ReadDir(s.folder)
	require.NoError(t, err)
	for _, e := range entries {
		about, err := e.Info()
		if err == nil {
			assert.Equalf(t, fs.FileMode(0o600), about.Mode().Perm(), "%s", e.Name())
		}
	}
}

func TestALinkOrAPipeInPlaceOfAFileIsNotFollowed(t *testing.T) {
	for _, name := range []string{"index.db", "index.db-wal", "index.db-shm"} {
		for kind, put := range map[string]func(path string) error{
			"link": func(path string) error { return os.Symlink(filepath.Join(t.TempDir(), "elsewhere"), path) },
			"pipe": func(path string) error { return syscall.Mkfifo(path, 0o600) },
		} {
			t.Run(name+", "+kind, func(t *testing.T) {
				s := at(t, 150)
				require.NoError(t, os.Mkdir(s.folder, 0o700))
				require.NoError(t, put(filepath.Join(s.folder, name)))
				said := s.goesOn()
				require.Len(t, said, 1)
				assert.Contains(t, said[0], "is no regular file and is not used")
			})
		}
	}
}

func TestAFolderThatOthersMayWriteIsNotUsed(t *testing.T) {
	s := at(t, 150)
	require.NoError(t, os.Mkdir(s.folder, 0o700))
	require.NoError(t, os.Chmod(s.folder, 0o777))
	said := s.goesOn()
	require.Len(t, said, 1)
	assert.Contains(t, said[0], "is open to others")
}

// onTmpfs has the folder on a file system of its own, which a test fills or makes read-only.
func (s *setting) onTmpfs(t *testing.T, options string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(s.folder, 0o700))
	if err := syscall.Mount("none", s.folder, "tmpfs", 0, options+",mode=0700"); err != nil {
		t.Skip("no file system can be mounted here: ", err)
	}
	t.Cleanup(func() {
		s.closeAll()
		assert.NoError(t, syscall.Unmount(s.folder, 0))
	})
}

func TestAFullDiskEndsTheKeepingAndIsSaidOnce(t *testing.T) {
	s := at(t, 2000)
	s.onTmpfs(t, "size=400k")
	r := s.run()
	var rows []hub.Tag
	for row, err := range r.index.Tags(r.client, api).All(t.Context()) {
		require.NoError(t, err)
		rows = append(rows, row)
		r.index.Flush(t.Context())
	}
	assert.Equal(t, byName(s.truth()), byName(rows))
	said := r.index.Notices()
	require.Len(t, said, 1)
	assert.Contains(t, said[0], "the disk may be full")
	s.closeAll()
	s.push("new")
	tags, v, _ := s.run().readOn()
	s.holds(tags, v)
	assert.Equal(t, hub.HubRoute, v.Route, "what is half there is not known")
}

func TestAReadOnlyFolderIsDoneWithout(t *testing.T) {
	s := at(t, 150)
	s.onTmpfs(t, "size=4m")
	s.run().read()
	s.closeAll()
	require.NoError(t, syscall.Mount("none", s.folder, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	said := s.goesOn()
	require.Len(t, said, 1)
	assert.Contains(t, said[0], "this run goes on without")
	t.Log(said[0])
}
