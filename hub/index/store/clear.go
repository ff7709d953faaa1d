package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/database"
	"tagboat/hub/statefile"
)

// Forget removes all that an account saw, whichever way it came in, from the bytes of the file too.
// What runs on in the name of that account, here or in another process, stores nothing more.
func (x *Store) Forget(ctx context.Context, hubAddress, account string) error {
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
	address := hub.CanonicalAddress(hubAddress)
	return x.remove(ctx, func(s *Session) error {
		if err := s.Discard(
			"viewer in (select id from viewer where hub=? and account=?)", address, account,
		); err != nil {
			return err
		}
		return s.Exec("delete from viewer where hub=? and account=?", address, account)
	})
}

// ClearRepository removes what anybody saw of a repository's tags.
func (x *Store) ClearRepository(ctx context.Context, r hub.RepositoryName) error {
	return x.remove(ctx, func(s *Session) error {
		return s.Discard("namespace=? and repository=?", string(r.Namespace), r.Name)
	})
}

// Clear removes the file, and what lies beside it.
func (x *Store) Clear() error { return x.file.Remove(context.Background()) }

// remove discards lists, and takes them out of the bytes of the file, Piece by Piece. What was put
// aside as damaged goes too: nobody can tell whose it is.
func (x *Store) remove(ctx context.Context, discard func(*Session) error) error {
	damaged := x.file.Path() + database.Aside
	if err := os.Remove(damaged); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s cannot be removed: %w", damaged, statefile.Reason(err))
	}
	if !x.file.Exists() {
		return nil
	}
	s, err := x.Open()
	if err != nil {
		return err
	}
	defer s.Close()
	// 32 MB: the digests of one list are all over the file
	if err := s.DB.Exec("pragma cache_size=-32000"); err != nil {
		return x.file.Told(err)
	}
	err = s.Change(func() error { return discard(s) })
	for left := 0; err == nil && left == 0; {
		err = s.Change(func() (err error) {
			left, err = s.RemoveDiscarded(Piece)
			return err
		})
		if left == 0 && err == nil && !letOthers(ctx) {
			return fmt.Errorf("not all of it is removed, do it again: %w", context.Cause(ctx))
		}
	}
	if err != nil {
		return x.file.Told(err)
	}
	return x.file.Told(s.Tidy(ctx))
}

// Tidy takes what was deleted out of the bytes of the file. SQLite overwrites rows that are deleted
// (secure_delete), but where it moves others between pages it leaves copies behind them: so the
// file is written anew, which takes as long as what stays is large.
func (s *Session) Tidy(ctx context.Context) error {
	if err := s.DB.Exec("vacuum"); err != nil {
		return err
	}
	return s.emptyLog(ctx)
}

// emptyLog takes what the log has into the file, so that nothing of before stays in it. It tries
// for some seconds: SQLite does not wait where another process is doing the same.
func (s *Session) emptyLog(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, logPatience)
	defer cancel()
	for {
		frames, _, err := s.DB.WALCheckpoint("main", sqlite3.CHECKPOINT_TRUNCATE)
		isBusy := errors.Is(err, sqlite3.BUSY) || err == nil && frames > 0
		switch {
		case !isBusy:
			return err
		case !letOthers(ctx):
			return database.ErrBusy
		}
	}
}

const logPatience = 3 * time.Second
