package journal

import (
	"bytes"
	"unsafe"

	"golang.org/x/sys/unix"
)

// pathOf is the path of an open file; "" where the system tells none.
func pathOf(descriptor uintptr) string {
	var path [unix.PathMax]byte
	_, _, err := unix.Syscall(
		unix.SYS_FCNTL,
		descriptor,
		unix.F_GETPATH,
		uintptr(unsafe.Pointer(&path[0])),
	)
	if err != 0 {
		return ""
	}
	name, _, _ := bytes.Cut(path[:], []byte{0})
	return string(name)
}
