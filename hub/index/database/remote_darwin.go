package database

import (
	"slices"

	"golang.org/x/sys/unix"
)

// isRemote reports whether a folder is another machine's.
func isRemote(folder string) bool {
	var about unix.Statfs_t
	if unix.Statfs(folder, &about) != nil {
		return false
	}
	return slices.Contains([]string{"nfs", "smbfs", "afpfs", "webdav"},
		unix.ByteSliceToString(about.Fstypename[:]))
}
