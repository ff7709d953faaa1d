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
	"syscall"
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub/statefile"
)

const (
	fileName = "index.db"
	lockName = "index.lock"
	// Aside is behind the name of a damaged file.
	Aside    = ".damaged"
	patience = 2 * time.Second // for a lock of another process
)

// SideFiles are what SQLite keeps beside the file, by what their names end in.
var SideFiles = []string{"-wal", "-shm"}

var (
	errNewer = errors.New("was written by a newer tagboat and is left as it is")
	errNone  = errors.New("there is no file")
	// errDamaged is also what is said of a file that is another program's.
	errDamaged = errors.New("is damaged")
	// ErrBusy is told as it is.
	ErrBusy = errors.New("another tagboat is reading the file, so what was removed may still be in it; do it again when that has ended")
)

// File is where everything lies.
type File struct {
	Folder string
	// Remote reports whether a folder is another machine's, where processes of several machines do
	// not see each other's locks; nil asks the system.
	Remote func(folder string) bool
}

// Path is where the file lies.
func (f File) Path() string { return filepath.Join(f.Folder, fileName) }

// Exists reports whether there is anything to be read.
func (f File) Exists() bool {
	about, err := os.Lstat(f.Path())
	return f.Folder != "" && err == nil && about.Size() > 0
}

// Open connects to the file, which is made where there is none. A damaged one is put aside and
// begun anew; putAside is then its new name. Only one process at a time opens, puts aside or
// removes the file: so nobody takes the side files of another one for its own.
func (f File) Open(ctx context.Context) (c *Conn, putAside string, err error) {
	if err := statefile.MakeFolder(f.Folder); err != nil {
		return nil, "", err
	}
	remote := f.Remote
	if remote == nil {
		remote = isRemote
	}
	if remote(f.Folder) {
		return nil, "", fmt.Errorf("the folder %s is on another machine", f.Folder)
	}
	release, err := f.lock(ctx)
	if err != nil {
		return nil, "", err
	}
	defer release()
	c, err = f.connect()
	switch {
	case errors.Is(err, errDamaged):
		if putAside, err = f.moveAside(); err != nil {
			return nil, "", err
		}
	case !errors.Is(err, errNone):
		return c, "", err
	}
	if err := f.begin(); err != nil {
		return nil, putAside, err
	}
	c, err = f.connect()
	return c, putAside, err
}

func (f File) lock(ctx context.Context) (release func(), err error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	return statefile.Lock(ctx, f.Folder, lockName)
}

// begin puts an empty database in the place of the file, with all that belongs into one: made by
// SQLite where it stands, it would be no database for a while, have no log yet, and a journal with
// the mode that the umask leaves. The caller holds the lock.
func (f File) begin() error {
	content, err := blank()
	if err != nil {
		return f.Told(err)
	}
	return statefile.File{Folder: f.Folder, Name: fileName}.Put(content)
}

// connect opens the file as it is. SQLite would make its side files as the umask says: so they are
// made first, and stay; where it makes one anew, because another program removed it just now, that
// gets the mode of the file (modeof) before anything is written to it.
func (f File) connect() (*Conn, error) {
	if err := statefile.Private(f.Path()); errors.Is(err, fs.ErrNotExist) {
		return nil, errNone
	} else if err != nil {
		return nil, err
	}
	if !f.Exists() {
		return nil, errNone
	}
	for _, end := range SideFiles {
		if err := statefile.MakePrivate(f.Path() + end); err != nil {
			return nil, err
		}
	}
	path := strings.ReplaceAll(url.QueryEscape(f.Path()), "+", "%20")
	db, err := sqlite3.OpenFlags("file:"+path+"?modeof="+path, sqlite3.OPEN_READWRITE|sqlite3.OPEN_URI)
	if errors.Is(err, syscall.EROFS) && f.isSettled() { // it can be read, and nobody writes there
		db, err = sqlite3.OpenFlags("file:"+path+"?immutable=1", sqlite3.OPEN_READONLY|sqlite3.OPEN_URI)
	}
	if err != nil {
		return nil, f.Told(err)
	}
	c := &Conn{DB: db, prepared: map[string]*sqlite3.Stmt{}}
	if c.opened, err = os.Lstat(f.Path()); err != nil {
		c.Close()
		return nil, f.Told(err)
	}
	if err := f.settle(c); err != nil {
		c.Close()
		return nil, f.Told(err)
	}
	return c, nil
}

// isSettled reports whether the log is empty, so that the file is all there is.
func (f File) isSettled() bool {
	about, err := os.Lstat(f.Path() + SideFiles[0])
	return err == nil && about.Size() == 0
}

// settle brings the connection and the schema into the state that everything else expects.
func (f File) settle(c *Conn) error {
	if err := c.DB.BusyTimeout(patience); err != nil {
		return err
	}
	if _, err := c.DB.FileControl("main", sqlite3.FCNTL_PERSIST_WAL, true); err != nil {
		return err
	}
	// a folder for what is temporary is no place for names
	if err := c.DB.Exec("pragma temp_store=memory; pragma secure_delete=on;" +
		"pragma synchronous=normal; pragma foreign_keys=on; pragma journal_size_limit=0"); err != nil {
		return err
	}
	version, _, err := c.Number("pragma user_version")
	if err != nil {
		return err
	}
	id, _, err := c.Number("pragma application_id")
	switch {
	case err != nil:
		return err
	case id != applicationID:
		return errDamaged
	case version > int64(len(steps)):
		return errNewer
	case version < int64(len(steps)):
		return migrate(c, version)
	}
	return nil
}

// Told is the sentence for what is the matter with the file.
func (f File) Told(err error) error {
	system, fromSystem := errors.AsType[*fs.PathError](err)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errNewer), errors.Is(err, errDamaged):
	case fromSystem:
		return fmt.Errorf("%s cannot be used: %w", system.Path, system.Err)
	case errors.Is(err, ErrBusy), strings.Contains(err.Error(), f.Folder):
		return err
	case errors.Is(err, sqlite3.NOTADB), errors.Is(err, sqlite3.CORRUPT):
		err = errDamaged
	case errors.Is(err, sqlite3.BUSY), errors.Is(err, sqlite3.LOCKED):
		return fmt.Errorf("%s is held by another program", f.Path())
	case errors.Is(err, sqlite3.FULL), errors.Is(err, sqlite3.IOERR_WRITE):
		return fmt.Errorf("%s cannot be written: the disk may be full", f.Path())
	case errors.Is(err, sqlite3.READONLY):
		return fmt.Errorf("%s cannot be written", f.Path())
	default:
		return fmt.Errorf("%s cannot be used: %w", f.Path(), err)
	}
	return fmt.Errorf("%s %w", f.Path(), err)
}

// PutAside gives the damaged file of a connection another name, where the one before it is
// overwritten. It reports false where another process did so before: what stands there was begun
// anew.
func (f File) PutAside(ctx context.Context, c *Conn) (to string, done bool, err error) {
	release, err := f.lock(ctx)
	if err != nil {
		return "", false, err
	}
	defer release()
	about, err := os.Lstat(f.Path())
	if err != nil || !os.SameFile(about, c.opened) {
		return "", false, nil
	}
	to, err = f.moveAside()
	return to, err == nil, err
}

func (f File) moveAside() (string, error) {
	to := f.Path() + Aside
	if err := os.Rename(f.Path(), to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%s cannot be put aside: %w", f.Path(), statefile.Reason(err))
	}
	return to, f.remove(SideFiles...)
}

// Remove takes the file away, and all that lies beside it.
func (f File) Remove(ctx context.Context) error {
	if _, err := os.Stat(f.Folder); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	release, err := f.lock(ctx)
	if err != nil {
		return err
	}
	defer release()
	return f.remove(append([]string{"", Aside}, SideFiles...)...)
}

func (f File) remove(ends ...string) (failed error) {
	for _, end := range ends {
		path := f.Path() + end
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = errors.Join(failed, fmt.Errorf("%s cannot be removed: %w", path, statefile.Reason(err)))
		}
	}
	return failed
}
