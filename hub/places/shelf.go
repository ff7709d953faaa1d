package places

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"tagboat/hub/statefile"
)

// Shelf keeps favourites and recent places in one small file of a directory. It
// is safe for concurrent use, by several processes too: what one of them marks
// does not undo what another marked.
type Shelf struct {
	file statefile.File
	now  func() time.Time

	mu      sync.Mutex
	written map[Owner]int // the newest revision
}

// NewShelf keeps in a directory, which is made when it is first needed; "" keeps
// nothing. It does no I/O.
func NewShelf(directory string, now func() time.Time) *Shelf {
	return &Shelf{
		file: statefile.File{Folder: directory, Name: "places.json", Lock: "places.lock", Version: version},
		now:  now, written: map[Owner]int{},
	}
}

// Read is what is kept of an owner; no file is no error. An error is a sentence
// for a person; without what is kept everything else works.
func (s *Shelf) Read(o Owner) (Kept, error) {
	var f file
	if err := statefile.Read(s.file, &f); err != nil {
		return Kept{Owner: o}, meant(err)
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

// alter changes the file, alone among all processes. Owners that have no room in
// it, those not used for the longest time, are forgotten.
func (s *Shelf) alter(ctx context.Context, change func(*file) bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := statefile.Change(ctx, s.file, func(f *file) bool {
		changed := change(f)
		f.Version = version
		for len(f.Owners) > 1 && !f.fits() {
			f.Owners = f.Owners[:len(f.Owners)-1]
		}
		return changed
	})
	if errors.Is(err, statefile.ErrNoFolder) {
		return nil
	}
	return meant(err)
}

func (f *file) fits() bool {
	content, err := json.MarshalIndent(f, "", "\t")
	return err == nil && len(content) < statefile.MostBytes
}

// meant adds what an error means for who uses the program.
func meant(err error) error {
	switch {
	case errors.Is(err, ErrDamaged):
		return fmt.Errorf("%w; favourites and recent places begin anew", err)
	case errors.Is(err, ErrNewer):
		return fmt.Errorf("%w; favourites and recent places are not kept", err)
	default:
		return err
	}
}
