//go:build unix

package journal

import (
	"fmt"
	"os"
	"syscall"
)

func identity(_ file, info os.FileInfo) string {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%d:%d", stat.Dev, stat.Ino)
}

// lockOf is the file that a run holds locked: the journal itself, whatever name leads to it.
func lockOf(path string) string { return path }
