package index

import (
	"fmt"

	"github.com/ncruces/go-sqlite3"
)

// conn is one connection with its prepared statements. It is not safe for concurrent use.
type conn struct {
	db       *sqlite3.Conn
	prepared map[string]*sqlite3.Stmt
}

func (c *conn) close() {
	if c == nil {
		return
	}
	for _, s := range c.prepared {
		_ = s.Close()
	}
	_ = c.db.Close()
}

// bound is a statement, prepared once, with its arguments.
func (c *conn) bound(sql string, args ...any) (*sqlite3.Stmt, error) {
	s := c.prepared[sql]
	if s == nil {
		made, _, err := c.db.PrepareFlags(sql, sqlite3.PREPARE_PERSISTENT)
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

// exec runs a statement that gives no rows.
func (c *conn) exec(sql string, args ...any) error {
	s, err := c.bound(sql, args...)
	if err != nil {
		return err
	}
	err = s.Exec()
	_ = s.Reset()
	return err
}

// each calls do with every row.
func (c *conn) each(do func(*sqlite3.Stmt), sql string, args ...any) error {
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

// number is the first column of the first row; false where there is none.
func (c *conn) number(sql string, args ...any) (n int64, found bool, err error) {
	err = c.each(func(s *sqlite3.Stmt) { n, found = s.ColumnInt64(0), true }, sql, args...)
	return n, found, err
}

// change runs do in one transaction, which an error undoes.
func (c *conn) change(do func() error) (err error) {
	if err := c.exec("begin immediate"); err != nil {
		return err
	}
	if err = do(); err == nil {
		err = c.exec("commit")
	}
	if err != nil && !c.db.GetAutocommit() {
		_ = c.exec("rollback")
	}
	return err
}
