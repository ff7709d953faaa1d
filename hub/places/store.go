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

// Store keeps favourites, recent places and views in one small file of a directory. It
// is safe for concurrent use, by several processes too: what one of them changes
// does not undo what another changed.
type Store struct {
	file statefile.File
	now  func() time.Time

	mu sync.Mutex
}

// NewStore keeps in a directory, which is made when it is first needed; "" keeps
// nothing. It does no I/O.
func NewStore(directory string, now func() time.Time) *Store {
	return &Store{
		file: statefile.File{
			Folder: directory, Name: "places.json", Lock: "places.lock", Version: version,
		},
		now: now,
	}
}

// Open is what is saved of a stay's owner; no file is no error. From then on the stay knows when
// the account is logged out, by this process or another. An error is a sentence for a person;
// without what is saved everything else works.
func (s *Store) Open(ctx context.Context, stay *Stay) (Saved, error) {
	opened := s.now()
	s.mu.Lock()
	stay.opened = opened
	s.mu.Unlock()
	var f file
	if err := statefile.Read(s.file, &f); err != nil {
		return Saved{Owner: stay.owner, stay: stay}, explained(err)
	}
	k := f.saved(stay.owner, opened, opened)
	if stay.owner.Account != "" {
		// What can not be written is said when there is something to keep.
		_, _ = s.change(ctx, func(f *file) bool {
			k = f.saved(stay.owner, opened, opened)
			return !stay.over.Load() && f.enter(stay, s.now())
		})
	}
	k.stay = stay
	return k, nil
}

// Write brings changes to the file, unless newer ones of the same stay are there already. For a
// stay that is over nothing is written; where it was ended elsewhere, that is ErrLoggedOut. A
// damaged file is put aside first; a newer tagboat's is left alone, which is an error.
func (s *Store) Write(ctx context.Context, c Changes) error {
	over := false
	write := func(f *file) bool {
		if over = !f.admits(c.stay); over || c.revision <= c.stay.written {
			return false
		}
		c.stay.written = c.revision
		if c.stay.owner.Account != "" {
			f.enter(c.stay, s.now())
		}
		f.put(c, s.now())
		return true
	}
	aside, err := s.change(ctx, write)
	if over && aside != "" { // a damaged file knows of no logout
		_, err = s.change(ctx, func(f *file) bool {
			c.stay.loginID = ""
			return write(f)
		})
	}
	if err == nil && over && !c.stay.over.Load() {
		return ErrLoggedOut
	}
	return err
}

// Forget removes all that is saved of an owner, and with it the login that every stay of theirs is
// of: what another process remembers of the account is not written any more. What was put aside as
// damaged goes too, because nobody can tell whose it is.
func (s *Store) Forget(ctx context.Context, o Owner) error {
	_, err := s.change(ctx, func(f *file) bool { return f.removeAll(o) })
	return errors.Join(err, statefile.Discard(ctx, s.file))
}

// change alters the file, alone among all processes. Owners that have no room in
// it, those not used for the longest time, are forgotten. aside is the name that a
// damaged file got.
func (s *Store) change(ctx context.Context, alter func(*file) bool) (aside string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	aside, err = statefile.Change(ctx, s.file, func(f *file) bool {
		changed := alter(f)
		f.Version = version
		for len(f.Owners) > f.newest() && !f.fits() {
			f.Owners = f.Owners[:len(f.Owners)-1]
		}
		return changed
	})
	if errors.Is(err, statefile.ErrNoFolder) {
		return "", nil
	}
	return aside, explained(err)
}

func (f *file) fits() bool {
	content, err := json.MarshalIndent(f, "", "\t")
	return err == nil && len(content) < statefile.MostBytes
}

// explained adds what an error means for who uses the program.
func explained(err error) error {
	switch {
	case errors.Is(err, ErrDamaged):
		return fmt.Errorf("%w; favourites, views and recent places begin anew", err)
	case errors.Is(err, ErrNewer):
		return fmt.Errorf("%w; favourites, views and recent places are not kept", err)
	default:
		return err
	}
}
