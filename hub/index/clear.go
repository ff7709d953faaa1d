package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/database"
	"tagboat/hub/statefile"
)

// Forget removes all that an account saw, whichever way it came in, from the bytes of the file too.
// What runs on in the name of that account, here or in another process, stores nothing more.
func (x *Index) Forget(ctx context.Context, hubAddress, account string) error {
	if x == nil {
		return nil
	}
	account = strings.ToLower(account)
	x.mu.Lock()
	x.logouts[account]++
	for key := range x.viewers {
		if key.account == account {
			delete(x.viewers, key)
		}
	}
	x.mu.Unlock()
	x.Flush(ctx)
	return x.remove(func(s *session) error {
		return s.Exec("delete from viewer where hub=? and account=?",
			hub.CanonicalAddress(hubAddress), account)
	})
}

// ClearRepository removes what anybody saw of a repository's tags.
func (x *Index) ClearRepository(r hub.RepositoryName) error {
	return x.remove(func(s *session) error {
		return s.Exec("delete from list where namespace=? and repository=?", string(r.Namespace), r.Name)
	})
}

// Clear removes the file, and what lies beside it.
func (x *Index) Clear() error { return x.file.Remove(context.Background()) }

// remove deletes, and takes what was deleted out of the bytes of the file. What was put aside as
// damaged goes too: nobody can tell whose it is.
func (x *Index) remove(do func(*session) error) error {
	damaged := x.file.Path() + database.Aside
	if err := os.Remove(damaged); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s cannot be removed: %w", damaged, statefile.Reason(err))
	}
	if !x.file.Exists() {
		return nil
	}
	s, err := x.connect()
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Change(func() error { return do(s) }); err != nil {
		return x.file.Told(err)
	}
	return x.file.Told(s.tidy())
}

// tidy gives back the room of what was deleted, and empties the log, which holds what it was. Rows
// that are deleted are overwritten (secure_delete).
func (s *session) tidy() error {
	if err := s.Exec("pragma incremental_vacuum"); err != nil {
		return err
	}
	frames, _, err := s.DB.WALCheckpoint("main", sqlite3.CHECKPOINT_TRUNCATE)
	if errors.Is(err, sqlite3.BUSY) || err == nil && frames > 0 {
		return database.ErrBusy
	}
	return err
}
