//go:build linux || darwin || freebsd

package statefile

import "golang.org/x/sys/unix"

func writable(folder string) error { return unix.Access(folder, unix.W_OK|unix.X_OK) }

func room(folder string) (bytes uint64, known bool) {
	var about unix.Statfs_t
	if unix.Statfs(folder, &about) != nil {
		return 0, false
	}
	// their types are others on each system, and FreeBSD counts below nothing
	free := max(int64(about.Bavail), 0)
	return uint64(free) * uint64(about.Bsize), true
}
