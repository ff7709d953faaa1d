package credentials

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

const (
	maxShelf  = 1 << 20 // of one of our own files
	lockPause = 10 * time.Millisecond
	lockTime  = 5 * time.Second
)

var errNoShelf = errors.New("there is no state directory to keep anything in")

// shelf is tagboat's state directory. Its files are replaced as a whole, so that a reader sees the old one or the new one.
type shelf struct{ directory string }

func (s shelf) path(name string) string { return filepath.Join(s.directory, name) }

// read fills v from a file; one that is not there leaves it as it is.
func (s shelf) read(name string, v any) error {
	if s.directory == "" {
		return nil
	}
	path := s.path(name)
	if err := private(path); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
	content, err := slurp(path, maxShelf)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", path, err)
	}
	if json.Unmarshal(content, v) != nil {
		return fmt.Errorf("%s is damaged; remove it and log in again", path)
	}
	return nil
}

// write replaces a file: a new one is written beside it, reaches the disk, and takes its name.
func (s shelf) write(name string, v any) error {
	content, err := json.MarshalIndent(v, "", "\t")
	if err != nil {
		return fmt.Errorf("%s cannot be written", s.path(name))
	}
	f, err := os.CreateTemp(s.directory, "."+name+"-*")
	if err != nil {
		return s.unwritten(name, err)
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.Write(append(content, '\n'))
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), s.path(name))
	}
	if err != nil {
		return s.unwritten(name, err)
	}
	settle(s.directory)
	return nil
}

func (s shelf) unwritten(name string, err error) error {
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		err = e.Err
	}
	return fmt.Errorf("%s cannot be written: %w", s.path(name), cause(err))
}

// hold keeps every other process out until the returned function is called. The wait is bounded.
func (s shelf) hold(ctx context.Context, name string) (release func(), err error) {
	if s.directory == "" {
		return nil, errNoShelf
	}
	if err := os.MkdirAll(s.directory, 0o700); err != nil {
		return nil, fmt.Errorf("the directory %s cannot be made: %w", s.directory, cause(err))
	}
	if err := ours(s.directory); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, lockTime)
	defer cancel()
	lock := flock.New(s.path(name), flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, lockPause); err != nil {
		return nil, fmt.Errorf("the lock %s is held by another tagboat, or cannot be used: %w", s.path(name), cause(err))
	}
	return func() { _ = lock.Close() }, nil
}

// mend is the refusal of something too open, with the command that closes it.
func mend(path string, mode fs.FileMode, command string) error {
	quoted := path
	if strings.ContainsAny(path, " '\"$`\\*?[]()&;<>|#~!") {
		quoted = "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return fmt.Errorf("%s is open to others (mode %04o) and is not used; run: %s %s", path, mode.Perm(), command, quoted)
}
