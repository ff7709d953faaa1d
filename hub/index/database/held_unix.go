//go:build linux || darwin || freebsd

package database

import (
	"os"

	"golang.org/x/sys/unix"
)

// The bytes of a file that SQLite's locks of readers and of who lets in nobody are on (os.h there).
const sharedFirst, sharedSize = 0x40000002, 510

// isHeld reports whether another process keeps everybody out of a file of SQLite. No lock is taken
// to find out.
func isHeld(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = file.Close() }()
	lock := unix.Flock_t{Type: unix.F_RDLCK, Start: sharedFirst, Len: sharedSize}
	err = unix.FcntlFlock(file.Fd(), unix.F_GETLK, &lock)
	return err == nil && lock.Type == unix.F_WRLCK
}
