package places

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

const (
	fileName  = "places.json"
	lockName  = "places.lock"
	aside     = fileName + ".damaged"
	mostBytes = 1 << 20

	ownerOnly, ownerOnlyDirectory = 0o600, 0o700

	lockPause = 10 * time.Millisecond
	lockTime  = 2 * time.Second
)

// Shelf keeps favourites and recent places in one small file of a directory. It
// is safe for concurrent use, by several processes too: what one of them marks
// does not undo what another marked.
type Shelf struct {
	directory string
	now       func() time.Time

	mu      sync.Mutex
	written map[Owner]int // the newest revision
}

// NewShelf keeps in a directory, which is made when it is first needed; "" keeps
// nothing. It does no I/O.
func NewShelf(directory string, now func() time.Time) *Shelf {
	return &Shelf{directory: directory, now: now, written: map[Owner]int{}}
}

func (s *Shelf) path(name string) string { return filepath.Join(s.directory, name) }

// Read is what is kept of an owner; no file is no error. An error is a sentence
// for a person; without what is kept everything else works.
func (s *Shelf) Read(o Owner) (Kept, error) {
	f, err := s.load()
	if err != nil {
		return Kept{Owner: o}, err
	}
	return f.kept(o), nil
}

// Write brings changes to the file, unless newer ones of the same owner are there
// already. A damaged file is put aside first; a newer tagboat's is left alone,
// which is an error.
func (s *Shelf) Write(ctx context.Context, c Changes) error {
	return s.alter(ctx, func(f *file) bool {
		if c.revision <= s.written[c.owner] {
			return false
		}
		s.written[c.owner] = c.revision
		f.put(c, s.now())
		return true
	})
}

// Forget removes all that is kept of an owner.
func (s *Shelf) Forget(ctx context.Context, o Owner) error {
	return s.alter(ctx, func(f *file) bool { return f.remove(o) })
}

func (s *Shelf) load() (file, error) {
	if s.directory == "" {
		return file{}, nil
	}
	content, err := slurp(s.path(fileName))
	if errors.Is(err, fs.ErrNotExist) {
		return file{}, nil
	}
	var f file
	if err == nil {
		f, err = decode(content)
	}
	if err != nil {
		return file{}, fmt.Errorf("%s %w", s.path(fileName), err)
	}
	return f, nil
}

// slurp reads a file, but no pipe and nothing large.
func slurp(path string) ([]byte, error) {
	about, err := os.Stat(path)
	if err != nil {
		return nil, told(err)
	}
	if !about.Mode().IsRegular() || about.Size() > mostBytes {
		return nil, ErrDamaged
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, told(err)
	}
	defer func() { _ = file.Close() }()
	content, err := io.ReadAll(io.LimitReader(file, mostBytes))
	if err != nil {
		return nil, told(err)
	}
	return content, nil
}

// alter changes the file, alone among all processes.
func (s *Shelf) alter(ctx context.Context, change func(*file) bool) error {
	if s.directory == "" {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := os.MkdirAll(s.directory, ownerOnlyDirectory); err != nil {
		return s.unwritten(err)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lockTime)
	defer cancel()
	lock := flock.New(s.path(lockName), flock.SetPermissions(ownerOnly))
	if _, err := lock.TryLockContext(ctx, lockPause); err != nil {
		return s.unwritten(err)
	}
	defer func() { _ = lock.Close() }()
	f, err := s.load()
	if errors.Is(err, ErrDamaged) {
		err = os.Rename(s.path(fileName), s.path(aside))
	}
	if err != nil {
		return err
	}
	if !change(&f) {
		return nil
	}
	f.Version = version
	return s.replace(f)
}

// replace writes a new file beside the old one, which then takes its name. Owners
// that have no room in it, those not used for the longest time, are forgotten.
func (s *Shelf) replace(f file) error {
	content, err := json.MarshalIndent(f, "", "\t")
	for err == nil && len(content) >= mostBytes && len(f.Owners) > 1 {
		f.Owners = f.Owners[:len(f.Owners)-1]
		content, err = json.MarshalIndent(f, "", "\t")
	}
	if err != nil {
		return s.unwritten(err)
	}
	fresh, err := os.CreateTemp(s.directory, "."+fileName+"-*") // for its owner only
	if err != nil {
		return s.unwritten(err)
	}
	defer func() { _ = os.Remove(fresh.Name()) }()
	_, err = fresh.Write(append(content, '\n'))
	if err == nil {
		err = fresh.Sync()
	}
	if closing := fresh.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(fresh.Name(), s.path(fileName))
	}
	if err != nil {
		return s.unwritten(err)
	}
	return nil
}

func (s *Shelf) unwritten(err error) error {
	return fmt.Errorf("%s cannot be written: %w", s.path(fileName), told(err))
}

// told is an error without the path, which the sentence around it tells.
func told(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("cannot be used: %w", e.Err)
	}
	return err
}
