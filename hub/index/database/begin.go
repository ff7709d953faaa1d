package database

import (
	"crypto/rand"
	"fmt"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/ext/serdes"
)

// walMode is what stands at two places of the head of a file whose changes go to a log. One made in
// memory has none. (SQLite, "Database File Format", 1.3.3.)
const walMode = 2

// blank is the content of an empty file of this version.
func blank() ([]byte, error) {
	db, err := sqlite3.Open(":memory:")
	if err != nil {
		return nil, err
	}
	c := &Conn{DB: db, prepared: map[string]*sqlite3.Stmt{}}
	defer c.Close()
	if err := db.Exec("pragma auto_vacuum=incremental"); err != nil {
		return nil, err
	}
	if err := migrate(c, 0); err != nil {
		return nil, err
	}
	key := make([]byte, 32)
	_, _ = rand.Read(key)
	if err := c.Exec("insert into setting values ('key', ?)", key); err != nil {
		return nil, err
	}
	content, err := serdes.Serialize(db, "main")
	if err != nil {
		return nil, err
	}
	content[18], content[19] = walMode, walMode
	return content, nil
}

// migrate makes the steps that were not made, unless another process has meanwhile.
func migrate(c *Conn, from int64) error {
	return c.Change(func() error {
		version, _, err := c.Number("pragma user_version")
		if err != nil || version != from {
			return err
		}
		for _, step := range steps[from:] {
			if err := c.DB.Exec(step); err != nil {
				return err
			}
		}
		return c.DB.Exec(fmt.Sprintf("pragma application_id=%d; pragma user_version=%d",
			applicationID, len(steps)))
	})
}
