//go:build !windows

package statefile

import (
	"io/fs"
	"os"
	"syscall"
)

func open(mode, to fs.FileMode) bool { return mode.Perm()&to != 0 }

// mine reports whether what is described belongs to who runs the program.
func mine(about fs.FileInfo) bool {
	stat, ok := about.Sys().(*syscall.Stat_t)
	return !ok || int64(stat.Uid) == int64(os.Geteuid())
}

// roots reports whether what is described belongs to root.
func roots(about fs.FileInfo) bool {
	stat, ok := about.Sys().(*syscall.Stat_t)
	return ok && stat.Uid == 0
}

// busy: elsewhere than on Windows a file can be replaced while it is read.
func busy(error) bool { return false }

// settle brings a new name to the disk; not every file system can.
func settle(folder string) {
	if d, err := os.Open(folder); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}
