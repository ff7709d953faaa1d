package statefile

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// MostBytes bounds a file; one that is larger is damaged.
const MostBytes = 1 << 20

const (
	lockTime  = 5 * time.Second // for a change; the work under the lock takes milliseconds
	mostAside = 9               // damaged files that are kept of one name
	damaged   = ".damaged"      // behind the name of such a file
)

// What errors of this package match.
var (
	ErrNoFolder = errors.New("there is no folder to keep anything in")
	ErrNewer    = errors.New("was written by a newer tagboat and is left as it is")
	ErrDamaged  = errors.New("is damaged")
	ErrTooLarge = fmt.Errorf("would grow larger than %d KiB", MostBytes>>10)
)

// File names one file of state. Files of one folder may share a lock.
type File struct {
	Folder  string // made when first written to; "" keeps nothing
	Name    string
	Lock    string // the name of the lock's own file
	Version int    // the newest "version" that is understood
}

// Path is where the file lies.
func (f File) Path() string { return filepath.Join(f.Folder, f.Name) }

// Read fills into, a pointer, from the file; a file that is not there leaves it as it is. An error
// leaves it as it is too, and matches ErrDamaged or ErrNewer where that is the matter.
func Read[T any](f File, into *T) error {
	content, err := f.content()
	if err != nil || content == nil {
		return err
	}
	var head struct {
		Version int `json:"version"`
	}
	if json.Unmarshal(content, &head) != nil || head.Version < 1 {
		return f.damaged()
	}
	if head.Version > f.Version {
		return f.newer()
	}
	var read T
	if json.Unmarshal(content, &read) != nil {
		return f.damaged()
	}
	*into = read
	return nil
}

func (f File) damaged() error { return fmt.Errorf("%s %w", f.Path(), ErrDamaged) }

func (f File) newer() error { return fmt.Errorf("%s %w", f.Path(), ErrNewer) }

// content is what stands in the file; nil where there is none.
func (f File) content() ([]byte, error) {
	if f.Folder == "" {
		return nil, nil
	}
	if err := closedFolder(f.Folder); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err := Private(f.Path()); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	var content []byte
	err := patiently(func() (err error) {
		content, err = slurp(f.Path())
		return err
	})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case errors.Is(err, ErrTooLarge):
		return nil, f.damaged()
	case err != nil:
		return nil, fmt.Errorf("%s cannot be read: %w", f.Path(), Reason(err))
	case content == nil:
		content = []byte{}
	}
	return content, nil
}

func slurp(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	content, err := io.ReadAll(io.LimitReader(file, MostBytes+1))
	if len(content) > MostBytes {
		return nil, ErrTooLarge
	}
	return content, err
}

// Change alters the file, alone among all processes. It gives alter what the file holds, the zero
// value of T where there is none, and writes what alter made of it unless that reports no change.
// A damaged file is put aside first; aside is the name that it got, for a sentence. The wait for
// another process is bounded and does not end with ctx: a change is short and not left half-done.
func Change[T any](
	ctx context.Context, f File, alter func(*T) (changed bool),
) (aside string, err error) {
	if f.Folder == "" {
		return "", ErrNoFolder
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lockTime)
	defer cancel()
	release, err := Lock(ctx, f.Folder, f.Lock)
	if err != nil {
		return "", err
	}
	defer release()
	var value T
	err = Read(f, &value)
	if errors.Is(err, ErrDamaged) {
		aside, err = f.putAside()
	}
	if err != nil || !alter(&value) {
		return aside, err
	}
	return aside, f.replace(value)
}

// Writable tells why the file could not be changed now; nil when it could. It writes the file's
// neighbour and takes it away again.
func Writable(ctx context.Context, f File) error {
	if f.Folder == "" {
		return ErrNoFolder
	}
	ctx, cancel := context.WithTimeout(ctx, lockTime)
	defer cancel()
	release, err := Lock(ctx, f.Folder, f.Lock)
	if err != nil {
		return err
	}
	defer release()
	var head struct{}
	if err := Read(f, &head); err != nil && !errors.Is(err, ErrDamaged) {
		return err
	}
	return f.told(f.try())
}

// Mend puts the file aside if it is damaged, and gives the name that it got; "" when nothing was
// to be done.
func Mend[T any](ctx context.Context, f File) (aside string, err error) {
	var value T
	if !errors.Is(Read(f, &value), ErrDamaged) {
		return "", nil
	}
	return Change(ctx, f, func(*T) bool { return false })
}

// putAside keeps what cannot be read under another name. An empty file has nothing to keep.
func (f File) putAside() (string, error) {
	if about, err := os.Lstat(f.Path()); err == nil && about.Size() == 0 {
		return f.Path(), f.told(os.Remove(f.Path()))
	}
	path := f.Path() + damaged
	for n := 2; n <= mostAside; n++ {
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			break
		}
		path = f.Path() + damaged + "-" + strconv.Itoa(n)
	}
	err := patiently(func() error { return os.Rename(f.Path(), path) })
	settle(f.Folder)
	return path, f.told(err)
}

// Discard removes what lies beside the file and may hold what the file no longer does: damaged
// versions that were put aside, and what killed processes left half-written.
func Discard(ctx context.Context, f File) error {
	if !slices.ContainsFunc(f.beneath(), f.isLeft) {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lockTime)
	defer cancel()
	release, err := Lock(ctx, f.Folder, f.Lock)
	if err != nil {
		return err
	}
	defer release()
	var failed error
	for _, entry := range f.beneath() {
		if !f.isLeft(entry) {
			continue
		}
		path := filepath.Join(f.Folder, entry.Name())
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = errors.Join(failed, fmt.Errorf("%s cannot be removed: %w", path, Reason(err)))
		}
	}
	return failed
}

func (f File) isLeft(entry fs.DirEntry) bool {
	return strings.HasPrefix(entry.Name(), f.Name+damaged) && !entry.IsDir() || f.isHalf(entry)
}

// told is the sentence for what kept a file from being written.
func (f File) told(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s cannot be written: %w", f.Path(), Reason(err))
}
