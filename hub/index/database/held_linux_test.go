package database

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

func TestALookTellsThatAnotherProgramLetsNobodyIn(t *testing.T) {
	f, open := filled(t)
	open.Close()
	other, err := os.OpenFile(f.Path(), os.O_RDWR, 0)
	require.NoError(t, err)
	defer func() { _ = other.Close() }()
	for kind, want := range map[int16]Health{unix.F_RDLCK: Sound, unix.F_WRLCK: Held} {
		lock := unix.Flock_t{Type: kind, Start: sharedFirst, Len: sharedSize}
		require.NoError(t, unix.FcntlFlock(other.Fd(), unix.F_OFD_SETLK, &lock))
		found := f.Check(t.Context())
		assert.Equal(t, want, found.Health, "%v", found.Why)
	}
}
