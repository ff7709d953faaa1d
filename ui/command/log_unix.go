//go:build unix

package command

import (
	"io/fs"
	"os"
	"syscall"
)

// plainOnly follows no link, and waits for nobody at the other end of a pipe.
const plainOnly = syscall.O_NOFOLLOW | syscall.O_NONBLOCK

func isMine(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return !ok || int64(stat.Uid) == int64(os.Geteuid())
}
