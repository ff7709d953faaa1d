package index

import (
	"encoding/binary"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// created has the system note every file that is made in a folder from here on, and gives their
// names when it is asked.
func created(t *testing.T, folder string) func() []string {
	t.Helper()
	fd, err := unix.InotifyInit1(unix.IN_CLOEXEC | unix.IN_NONBLOCK)
	require.NoError(t, err)
	t.Cleanup(func() { _ = unix.Close(fd) })
	_, err = unix.InotifyAddWatch(fd, folder, unix.IN_CREATE)
	require.NoError(t, err)
	return func() (names []string) {
		room := make([]byte, 64<<10)
		n, err := unix.Read(fd, room)
		require.NoError(t, err)
		for b := room[:n]; len(b) > 0; {
			end := unix.SizeofInotifyEvent + int(binary.NativeEndian.Uint32(b[12:])) // its len
			names = append(names, strings.TrimRight(string(b[unix.SizeofInotifyEvent:end]), "\x00"))
			b = b[end:]
		}
		return names
	}
}

// It sets the mask of the process, so it runs beside no other test. Whoever makes a file is to make
// it 0600 at once: what is set right a moment later was open to others before. The files named here
// are made so by package statefile; all others would be SQLite's, which asks for 0666.
func TestSQLiteMakesNoFileByItself(t *testing.T) {
	before := syscall.Umask(0)
	defer syscall.Umask(before)
	for range 8 {
		folder := filepath.Join(t.TempDir(), "state")
		require.NoError(t, syscall.Mkdir(folder, 0o700))
		made, ended := created(t, folder), make(chan error)
		for range 3 {
			go func() { ended <- another(t, folder, "mask", 2).Run() }()
		}
		for range 3 {
			require.NoError(t, <-ended)
		}
		names := made()
		for i, name := range names {
			if strings.HasPrefix(name, ".index.db-") {
				names[i] = "half"
			}
		}
		slices.Sort(names)
		assert.Equal(t, []string{"half", "index.db-shm", "index.db-wal", "index.lock"}, names)
	}
}
