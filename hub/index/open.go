package index

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub/statefile"
)

const (
	fileName = "index.db"
	lockName = "index.lock"
	aside    = ".damaged"
	patience = 2 * time.Second // for a lock of another process
)

// sideFiles are what SQLite keeps beside the file, by what their names end in.
var sideFiles = []string{"-wal", "-shm"}

var (
	errNewer = errors.New("was written by a newer tagboat and is left as it is")
	// errDamaged is also what is said of a file that is another program's.
	errDamaged = errors.New("is damaged")
)

// file is where everything lies.
type file struct{ folder string }

func (f file) path() string { return filepath.Join(f.folder, fileName) }

// exists reports whether there is anything to be read.
func (f file) exists() bool {
	about, err := os.Lstat(f.path())
	return f.folder != "" && err == nil && about.Size() > 0
}

// open connects to the file, which is made where there is none. A damaged one is put aside and
// begun anew; aside is then its new name.
func (f file) open(ctx context.Context) (c *conn, putAside string, err error) {
	if err := statefile.MakeFolder(f.folder); err != nil {
		return nil, "", err
	}
	if isRemote(f.folder) {
		return nil, "", fmt.Errorf("the folder %s is on another machine", f.folder)
	}
	about, err := os.Lstat(f.path())
	if err == nil && about.Size() > 0 {
		c, err = f.connect()
		if !errors.Is(err, errDamaged) {
			return c, "", err
		}
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, "", fmt.Errorf("%s cannot be used: %w", f.path(), statefile.Reason(err))
	}
	return f.begin(ctx)
}

// begin makes the file, alone among all processes.
func (f file) begin(ctx context.Context) (c *conn, putAside string, err error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	release, err := statefile.Lock(ctx, f.folder, lockName)
	if err != nil {
		return nil, "", err
	}
	defer release()
	c, err = f.connect() // another process may have begun it meanwhile
	if !errors.Is(err, errDamaged) {
		return c, "", err
	}
	if putAside, err = f.putAside(); err != nil {
		return nil, "", err
	}
	c, err = f.connect()
	return c, putAside, err
}

// connect opens the file as it is. SQLite would make its side files as the umask says: so they are
// made first, and stay; where it makes one anew, that gets the mode of the file (modeof) before
// anything is written to it.
func (f file) connect() (*conn, error) {
	if err := statefile.MakePrivate(f.path()); err != nil {
		return nil, err
	}
	for _, end := range sideFiles {
		if err := sidePrivate(f.path() + end); err != nil {
			return nil, err
		}
	}
	path := strings.ReplaceAll(url.QueryEscape(f.path()), "+", "%20")
	db, err := sqlite3.OpenFlags("file:"+path+"?modeof="+path, sqlite3.OPEN_READWRITE|sqlite3.OPEN_URI)
	if err != nil {
		return nil, f.told(err)
	}
	c := &conn{db: db, prepared: map[string]*sqlite3.Stmt{}}
	if err := f.settle(c); err != nil {
		c.close()
		return nil, f.told(err)
	}
	return c, nil
}

func sidePrivate(path string) error {
	if about, err := os.Lstat(path); err == nil && about.Mode().IsRegular() {
		_ = os.Chmod(path, 0o600) // another process may be making it
	}
	return statefile.MakePrivate(path)
}

// settle brings the connection and the schema into the state that everything else expects.
func (f file) settle(c *conn) error {
	if err := c.db.BusyTimeout(patience); err != nil {
		return err
	}
	if _, err := c.db.FileControl("main", sqlite3.FCNTL_PERSIST_WAL, true); err != nil {
		return err
	}
	if err := c.db.Exec("pragma secure_delete=on; pragma synchronous=normal;" +
		"pragma foreign_keys=on; pragma journal_size_limit=0"); err != nil {
		return err
	}
	version, _, err := c.number("pragma user_version")
	if err != nil {
		return err
	}
	id, _, err := c.number("pragma application_id")
	switch {
	case err != nil:
		return err
	case version == 0 && id == 0:
		return f.create(c)
	case id != applicationID:
		return errDamaged
	case version > int64(len(steps)):
		return errNewer
	case version < int64(len(steps)):
		return migrate(c, version)
	}
	return nil
}

func (f file) create(c *conn) error {
	if n, _, err := c.number("select count(*) from sqlite_schema"); err != nil || n > 0 {
		return errors.Join(err, errDamaged)
	}
	if err := c.db.Exec("pragma auto_vacuum=incremental; pragma journal_mode=wal"); err != nil {
		return err
	}
	return migrate(c, 0)
}

// migrate makes the steps that were not made, unless another process has meanwhile.
func migrate(c *conn, from int64) error {
	return c.change(func() error {
		version, _, err := c.number("pragma user_version")
		if err != nil || version != from {
			return err
		}
		for _, step := range steps[from:] {
			if err := c.db.Exec(step); err != nil {
				return err
			}
		}
		if from == 0 {
			key := make([]byte, 32)
			_, _ = rand.Read(key)
			if err := c.exec("insert into setting values ('key', ?)", key); err != nil {
				return err
			}
		}
		return c.db.Exec(fmt.Sprintf("pragma application_id=%d; pragma user_version=%d",
			applicationID, len(steps)))
	})
}

// told is the sentence for what is the matter with the file.
func (f file) told(err error) error {
	system, fromSystem := errors.AsType[*fs.PathError](err)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errNewer), errors.Is(err, errDamaged):
	case fromSystem:
		return fmt.Errorf("%s cannot be used: %w", system.Path, system.Err)
	case errors.Is(err, errBusy), strings.Contains(err.Error(), f.folder):
		return err
	case errors.Is(err, sqlite3.NOTADB), errors.Is(err, sqlite3.CORRUPT):
		err = errDamaged
	case errors.Is(err, sqlite3.BUSY), errors.Is(err, sqlite3.LOCKED):
		return fmt.Errorf("%s is held by another program", f.path())
	case errors.Is(err, sqlite3.FULL), errors.Is(err, sqlite3.IOERR_WRITE):
		return fmt.Errorf("%s cannot be written: the disk may be full", f.path())
	case errors.Is(err, sqlite3.READONLY):
		return fmt.Errorf("%s cannot be written", f.path())
	default:
		return fmt.Errorf("%s cannot be used: %w", f.path(), err)
	}
	return fmt.Errorf("%s %w", f.path(), err)
}

// putAside gives a damaged file another name, where the one before it is overwritten.
func (f file) putAside() (string, error) {
	to := f.path() + aside
	if err := os.Rename(f.path(), to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%s cannot be put aside: %w", f.path(), statefile.Reason(err))
	}
	for _, end := range sideFiles {
		if err := os.Remove(f.path() + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("%s cannot be removed: %w", f.path()+end, statefile.Reason(err))
		}
	}
	return to, nil
}
