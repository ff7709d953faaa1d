package statefile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// MakeFolder makes a folder for its owner alone where there is none, and refuses one in which
// others may put files, and that of somebody else.
func MakeFolder(folder string) error {
	if folder == "" {
		return ErrNoFolder
	}
	if err := ownAbove(folder); err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("the folder %s cannot be made: %w", folder, Reason(err))
	}
	return closedFolder(folder)
}

// MakePrivate makes an empty file for its owner alone where there is none, and refuses one that
// others may read, and anything that is no file.
func MakePrivate(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	switch {
	case err == nil:
		return file.Close()
	case !errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s cannot be made: %w", path, Reason(err))
	}
	return Private(path)
}

// Private refuses a file that others may read, and anything that is no file. What is not there
// matches fs.ErrNotExist.
func Private(path string) error {
	about, err := os.Lstat(path)
	switch {
	case err != nil:
		return err
	case !about.Mode().IsRegular():
		return fmt.Errorf("%s is no regular file and is not used", path)
	case open(about.Mode(), 0o077):
		return tooOpen(path, about.Mode(), "chmod 600")
	}
	return nil
}

// closedFolder refuses a folder in which others may put files, and that of somebody else.
func closedFolder(path string) error {
	about, err := os.Stat(path)
	switch {
	case err != nil:
		return fmt.Errorf("the folder %s cannot be used: %w", path, Reason(err))
	case !about.IsDir():
		return fmt.Errorf("%s is no folder and is not used", path)
	case !mine(about): // what root writes there its owner could not read any more
		return notMine(path)
	case open(about.Mode(), 0o022):
		return tooOpen(path, about.Mode(), "chmod 700")
	}
	return nil
}

// ownAbove refuses, for root, to make a folder below one of somebody else's. Who is not root makes
// one where that is allowed, as below /tmp.
func ownAbove(path string) error {
	for os.Geteuid() == 0 {
		about, err := os.Stat(path)
		parent := filepath.Dir(path)
		switch {
		case err == nil && about.IsDir() && !mine(about):
			return notMine(path)
		case err == nil || parent == path:
			return nil
		}
		path = parent
	}
	return nil
}

// Changeable tells why what stands in a file may be a stranger's: others may write it, its folder,
// or those of a link that leads to it, or one of them is of somebody who is neither root nor runs
// the program. It is nil where nobody else can have changed it.
func Changeable(path string) error {
	whole, err := filepath.EvalSymlinks(path)
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", path, Reason(err))
	}
	link, err := os.Lstat(path)
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", path, Reason(err))
	}
	if !mine(link) && !roots(link) {
		return fmt.Errorf("%s belongs to somebody else", path)
	}
	for _, p := range []string{whole, filepath.Dir(path), filepath.Dir(whole)} {
		about, err := os.Stat(p)
		shared := err == nil && about.IsDir() && about.Mode()&fs.ModeSticky != 0
		switch {
		case err != nil:
			return fmt.Errorf("%s cannot be read: %w", p, Reason(err))
		case !mine(about) && !roots(about):
			return fmt.Errorf("%s belongs to somebody else", p)
		case open(about.Mode(), 0o022) && !shared:
			return fmt.Errorf("others may write %s (mode %04o; chmod go-w %[1]s)", p, about.Mode().Perm())
		}
	}
	return nil
}

func notMine(folder string) error {
	return fmt.Errorf("the folder %s belongs to somebody else and is not used; "+
		"run this as its owner, or set XDG_STATE_HOME", folder)
}

// tooOpen is the refusal of something too open, with the command that closes it.
func tooOpen(path string, mode fs.FileMode, command string) error {
	quoted := path
	if strings.ContainsAny(path, " '\"$`\\*?[]()&;<>|#~!") {
		quoted = "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return fmt.Errorf("%s is open to others (mode %04o) and is not used; run: %s %s",
		path, mode.Perm(), command, quoted)
}
