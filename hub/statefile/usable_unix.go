//go:build linux || darwin || freebsd

package statefile

import "golang.org/x/sys/unix"

func writable(folder string) error { return unix.Access(folder, unix.W_OK|unix.X_OK) }

func room(folder string) (bytes uint64, known bool) {
	var about unix.Statfs_t
	if unix.Statfs(folder, &about) != nil || about.Bavail < 0 {
		return 0, false
	}
	return uint64(about.Bavail) * uint64(about.Bsize), true //nolint:unconvert // They are of other types elsewhere.
}
