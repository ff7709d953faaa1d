package statefile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Usable tells why nothing could be kept in a folder; nil where something could. Nothing is made,
// and nothing is written.
func Usable(folder string) error {
	if folder == "" {
		return ErrNoFolder
	}
	at := standing(folder)
	if at == folder {
		if err := closedFolder(folder); err != nil {
			return err
		}
	} else if err := ownAbove(folder); err != nil {
		return err
	}
	about, err := os.Stat(at)
	switch {
	case err != nil: // a link that leads nowhere
		return fmt.Errorf("%s cannot be used: %w", at, Reason(err))
	case !about.IsDir():
		return fmt.Errorf("%s is no folder", at)
	}
	if err := writable(at); err != nil {
		return fmt.Errorf("nothing can be written in %s: %w", at, err)
	}
	return nil
}

// Room is how many bytes there are for what is kept in a folder; false where nobody tells.
func Room(folder string) (bytes uint64, known bool) {
	if folder == "" {
		return 0, false
	}
	return room(standing(folder))
}

// standing is the folder, or what is there of the way to it.
func standing(folder string) string {
	for {
		_, err := os.Lstat(folder)
		parent := filepath.Dir(folder)
		if !errors.Is(err, fs.ErrNotExist) || parent == folder {
			return folder
		}
		folder = parent
	}
}
