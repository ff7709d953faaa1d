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
