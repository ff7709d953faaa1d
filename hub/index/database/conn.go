package database

import (
	"fmt"
	"os"

	"github.com/ncruces/go-sqlite3"
)

// Conn is one connection with its prepared statements. It is not safe for concurrent use.
type Conn struct {
	DB       *sqlite3.Conn
	opened   os.FileInfo // which file it is
	prepared map[string]*sqlite3.Stmt
}

// Close lets the file go; nil has none.
func (c *Conn) Close() {
	if c == nil {
		return
	}
	for _, s := range c.prepared {
		_ = s.Close()
	}
	_ = c.DB.Close()
}

// bound is a statement, prepared once, with its arguments.
func (c *Conn) bound(sql string, args ...any) (*sqlite3.Stmt, error) {
	s := c.prepared[sql]
	if s == nil {
		made, _, err := c.DB.PrepareFlags(sql, sqlite3.PREPARE_PERSISTENT)
		if err != nil {
			return nil, err
		}
		s = made
		c.prepared[sql] = s
	}
	for i, arg := range args {
		if err := bind(s, i+1, arg); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func bind(s *sqlite3.Stmt, at int, arg any) error {
	switch arg := arg.(type) {
	case nil:
		return s.BindNull(at)
	case int:
		return s.BindInt(at, arg)
	case int64:
		return s.BindInt64(at, arg)
	case bool:
		return s.BindBool(at, arg)
	case string:
		return s.BindText(at, arg)
	case []byte:
		if arg == nil {
			return s.BindNull(at)
		}
		return s.BindBlob(at, arg)
	default:
		return fmt.Errorf("index: %T cannot be stored", arg)
	}
}

// Exec runs a statement that gives no rows.
func (c *Conn) Exec(sql string, args ...any) error {
	s, err := c.bound(sql, args...)
	if err != nil {
		return err
	}
	err = s.Exec()
	_ = s.Reset()
	return err
}

// Each calls do with every row.
func (c *Conn) Each(do func(*sqlite3.Stmt), sql string, args ...any) error {
	s, err := c.bound(sql, args...)
	if err != nil {
		return err
	}
	for s.Step() {
		do(s)
	}
	err = s.Err()
	_ = s.Reset()
	return err
}

// Number is the first column of the first row; false where there is none.
func (c *Conn) Number(sql string, args ...any) (n int64, found bool, err error) {
	err = c.Each(func(s *sqlite3.Stmt) { n, found = s.ColumnInt64(0), true }, sql, args...)
	return n, found, err
}

// Change runs do in one transaction, which an error undoes.
func (c *Conn) Change(do func() error) (err error) {
	if err := c.Exec("begin immediate"); err != nil {
		return err
	}
	if err = do(); err == nil {
		err = c.Exec("commit")
	}
	if err != nil && !c.DB.GetAutocommit() {
		_ = c.Exec("rollback")
	}
	return err
}
