package statefile_test

import (
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/statefile"
)

func TestAFolderThatCanOnlyBeReadIsToldAndAFullOneHasNoRoom(t *testing.T) {
	folder := t.TempDir()
	if err := syscall.Mount("none", folder, "tmpfs", 0, "size=1m,mode=0700"); err != nil {
		t.Skip("no file system can be mounted here: ", err)
	}
	t.Cleanup(func() { assert.NoError(t, syscall.Unmount(folder, 0)) })
	require.NoError(t, statefile.Usable(folder))
	room, known := statefile.Room(folder + "/below")
	assert.True(t, known)
	assert.EqualValues(t, 1<<20, room)
	require.NoError(t, syscall.Mount("none", folder, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	assert.ErrorContains(t, statefile.Usable(folder), "nothing can be written in "+folder+": read-only file system")
	assert.ErrorContains(t, statefile.Usable(folder+"/below"), "read-only file system")
}
