//go:build unix

package credentials

import (
	"fmt"
	"os"
)

// private refuses a file that others may read, and anything that is no file.
func private(path string) error {
	about, err := os.Lstat(path)
	switch {
	case err != nil:
		return err
	case !about.Mode().IsRegular():
		return fmt.Errorf("%s is no regular file and is not used", path)
	case about.Mode().Perm()&0o077 != 0:
		return mend(path, about.Mode(), "chmod 600")
	}
	return nil
}

// ours refuses a directory in which others may put files.
func ours(directory string) error {
	about, err := os.Stat(directory)
	if err == nil && about.Mode().Perm()&0o022 != 0 {
		err = mend(directory, about.Mode(), "chmod 700")
	}
	return err
}

// settle brings a new name to the disk; not every file system can.
func settle(directory string) {
	if d, err := os.Open(directory); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}
