package database

import (
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// isRemote reports whether a folder is another machine's.
func isRemote(folder string) bool {
	volume := filepath.VolumeName(folder)
	if strings.HasPrefix(volume, `\\`) {
		return true
	}
	root, err := windows.UTF16PtrFromString(volume + `\`)
	return err == nil && windows.GetDriveType(root) == windows.DRIVE_REMOTE
}
