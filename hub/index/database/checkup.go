package database

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
	"github.com/ncruces/go-sqlite3"

	"tagboat/hub/statefile"
)

const between = 20 * time.Millisecond // two looks at a lock

var errHeld = errors.New("another program keeps everybody out of it")

// Health is what was found of the file.
type Health uint8

// The states of health.
const (
	Absent     Health = iota // nothing is kept yet
	Sound                    // as it should be
	Unfinished               // no fault was found in the time there was
	Damaged                  // or another program's
	Newer                    // of a newer tagboat
	Held                     // another program keeps everybody out
	Refused                  // it cannot be used
)

// Checkup is what can be told of the file by who changes nothing.
type Checkup struct {
	Health          Health
	Bytes           int64
	Version, Newest int   // of its schema, and the one that is written now; 0: unknown
	Why             error // why it is not whole
}

// Check looks at the file, for as long as ctx lasts. It makes and changes nothing, so it does not
// wait for who has the file, and leaves a damaged one where it is.
func (f File) Check(ctx context.Context) Checkup {
	found := Checkup{Newest: len(steps)}
	about, err := os.Lstat(f.Path())
	switch {
	case f.Folder == "", errors.Is(err, fs.ErrNotExist):
		return found
	case err != nil:
		return found.refused(f.Told(err))
	}
	if found.Bytes = about.Size(); found.Bytes == 0 {
		return found
	}
	if err := statefile.Private(f.Path()); err != nil {
		return found.refused(err)
	}
	remote := f.Remote
	if remote == nil {
		remote = isRemote
	}
	if remote(f.Folder) {
		return found.refused(fmt.Errorf("the folder %s is on another machine", f.Folder))
	}
	if f.isOpening(ctx) {
		found.Health, found.Why = Held, errors.New("another tagboat is opening it")
		return found
	}
	if isHeld(f.Path()) {
		found.Health, found.Why = Held, errHeld
		return found
	}
	err = f.examine(ctx, &found)
	if errors.Is(err, errDamaged) && f.moved(about) { // who wrote it meanwhile was in its way
		err = f.examine(ctx, &found)
	}
	return found.judged(ctx, err)
}

func (c Checkup) refused(why error) Checkup {
	c.Health, c.Why = Refused, why
	return c
}

func (c Checkup) judged(ctx context.Context, err error) Checkup {
	c.Why = err
	switch {
	case err == nil:
		c.Health = Sound
	case ctx.Err() != nil, errors.Is(err, sqlite3.INTERRUPT):
		c.Health = Unfinished
	case errors.Is(err, errDamaged):
		c.Health = Damaged
	case errors.Is(err, errNewer):
		c.Health = Newer
	case errors.Is(err, sqlite3.BUSY), errors.Is(err, sqlite3.LOCKED):
		c.Health, c.Why = Held, errHeld
	default:
		c.Health = Refused
	}
	return c
}

// isOpening reports whether another process has the lock of those that open the file, and keeps it.
func (f File) isOpening(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	lock := flock.New(filepath.Join(f.Folder, lockName), flock.SetFlag(os.O_RDONLY))
	_, err := lock.TryRLockContext(ctx, between)
	_ = lock.Close()
	return errors.Is(err, context.DeadlineExceeded)
}

// moved reports whether the file is not as it was, or not all there is.
func (f File) moved(before os.FileInfo) bool {
	now, err := os.Lstat(f.Path())
	return err != nil || now.Size() != before.Size() || !now.ModTime().Equal(before.ModTime()) ||
		!f.isSettled()
}

// examine reads the file through.
func (f File) examine(ctx context.Context, found *Checkup) error {
	c, err := f.openUnchanged()
	if err != nil {
		return f.apart(err)
	}
	defer c.Close()
	c.DB.SetInterrupt(ctx)
	if err := c.DB.BusyTimeout(patience); err != nil {
		return err
	}
	version, _, err := c.Number("pragma user_version")
	if err != nil {
		return f.apart(err)
	}
	id, _, err := c.Number("pragma application_id")
	switch {
	case err != nil:
		return f.apart(err)
	case id != applicationID:
		return errDamaged
	case version > int64(len(steps)):
		found.Version = int(version)
		return errNewer
	}
	found.Version = int(version)
	verdict := ""
	err = c.Each(func(s *sqlite3.Stmt) { verdict = s.ColumnText(0) }, "pragma quick_check(1)")
	switch {
	case err != nil:
		return f.apart(err)
	case verdict != "ok":
		return errDamaged
	}
	return nil
}

// apart names damage as that.
func (File) apart(err error) error {
	if errors.Is(err, sqlite3.NOTADB) || errors.Is(err, sqlite3.CORRUPT) {
		return errDamaged
	}
	return err
}

// openUnchanged connects so that no file is made: SQLite would make those beside it that are not
// there. Where the log is empty the file is all there is, and is read without them.
func (f File) openUnchanged() (*Conn, error) {
	way := "immutable=1"
	if !f.isAlone() {
		if _, err := os.Lstat(f.Path() + SideFiles[1]); err != nil {
			return nil, errors.New("there is a log beside it that only the next run can take in")
		}
		way = "mode=ro"
	}
	path := strings.ReplaceAll(url.QueryEscape(f.Path()), "+", "%20")
	db, err := sqlite3.OpenFlags("file:"+path+"?"+way, sqlite3.OPEN_READONLY|sqlite3.OPEN_URI)
	if err != nil {
		return nil, err
	}
	return &Conn{DB: db, prepared: map[string]*sqlite3.Stmt{}}, nil
}

// isAlone reports whether there is no log, or an empty one.
func (f File) isAlone() bool {
	about, err := os.Lstat(f.Path() + SideFiles[0])
	return err != nil || about.Size() == 0
}
