package journal

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/sys/windows"
)

func identity(f file, _ os.FileInfo) string {
	opened, ok := f.(described)
	if !ok {
		return ""
	}
	var info syscall.ByHandleFileInformation
	if err := syscall.GetFileInformationByHandle(syscall.Handle(opened.Fd()), &info); err != nil {
		return ""
	}
	return fmt.Sprintf("%d:%d:%d", info.VolumeSerialNumber, info.FileIndexHigh, info.FileIndexLow)
}

// pathOf is the path of an open file; "" where the system tells none, or one too long for Windows.
func pathOf(handle uintptr) string {
	path := make([]uint16, windows.MAX_LONG_PATH)
	n, err := windows.GetFinalPathNameByHandle(
		windows.Handle(handle),
		&path[0],
		uint32(len(path)),
		0,
	)
	if err != nil || int(n) >= len(path) {
		return ""
	}
	name := windows.UTF16ToString(path[:n])
	if share, ok := strings.CutPrefix(name, `\\?\UNC\`); ok {
		return `\\` + share
	}
	return strings.TrimPrefix(name, `\\?\`)
}

// lockOf is the file that a run holds locked. It is one beside the journal, for here nobody can
// read what another handle has locked.
func lockOf(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	return path + ".lock"
}
