package statefile

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/windows"
)

// open: whom a file is open to is inherited from the profile's folder here, and no mode shows it.
func open(fs.FileMode, fs.FileMode) bool { return false }

// mine: whom a folder belongs to is shown by no mode here.
func mine(fs.FileInfo) bool { return true }

// roots: as mine.
func roots(fs.FileInfo) bool { return true }

// busy reports whether somebody has the file open; "access denied" is what a file says that was
// removed while somebody had it open, or is being replaced.
func busy(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) ||
		errors.Is(err, windows.ERROR_ACCESS_DENIED) ||
		errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_DELETE_PENDING)
}

// settle: a folder cannot be synced here.
func settle(string) {}
