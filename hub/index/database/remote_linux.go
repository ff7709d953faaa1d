package database

import (
	"slices"

	"golang.org/x/sys/unix"
)

// remote are file systems of other machines, on which several machines' processes would not see
// Each other's shared memory; some are no names of x/sys.
var remote = []int64{
	unix.NFS_SUPER_MAGIC, unix.SMB_SUPER_MAGIC, unix.SMB2_SUPER_MAGIC, unix.CIFS_SUPER_MAGIC,
	unix.AFS_SUPER_MAGIC, unix.AFS_FS_MAGIC, unix.CODA_SUPER_MAGIC, unix.NCP_SUPER_MAGIC,
	unix.V9FS_MAGIC, unix.CEPH_SUPER_MAGIC,
	0x01161970, // GFS2
	0x0bd00bd0, // Lustre
}

// isRemote reports whether a folder is another machine's.
func isRemote(folder string) bool {
	var about unix.Statfs_t
	return unix.Statfs(folder, &about) == nil && slices.Contains(remote, int64(about.Type)) //nolint:unconvert // It is narrower elsewhere.
}
