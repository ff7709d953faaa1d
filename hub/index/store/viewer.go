package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
)

// Viewer is whose eyes a list was seen with: an account of a Hub, and how it came in. What one saw
// is shown to no other, and ended by no other: an access token may be shown less than the password.
type Viewer struct {
	hub     string   // its address, in the one spelling
	account string   // in small letters; "": nobody
	token   [32]byte // a hash of the access token that it came in with; zero: a password, or nobody
	logouts int      // of the account in this run, before it came in
}

// Viewer is who asks in a context.
func (x *Store) Viewer(ctx context.Context, c *hub.Client) Viewer {
	s, v := c.Asker(ctx), Viewer{hub: hub.CanonicalAddress(c.Address())}
	if s == nil {
		return v
	}
	v.account = strings.ToLower(s.Username)
	if s.Kind != hub.Password {
		_, token := s.AccessToken()
		v.token = sha256.Sum256([]byte(token.Reveal()))
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	v.logouts = x.logouts[v.account]
	return v
}

// Knows reports whether anything is kept of what a viewer saw.
func (x *Store) Knows(v Viewer) (known bool) {
	x.Read(func(s *Session) (err error) {
		_, known, err = s.Find(v)
		return err
	})
	return known
}

// ByPassword is an account that came in with its password.
func ByPassword(c *hub.Client, account string) Viewer {
	return Viewer{hub: hub.CanonicalAddress(c.Address()), account: strings.ToLower(account)}
}

const byPassword = "password"

// wayBytes are enough to tell tokens apart.
const wayBytes = 16

// way is how a viewer came in, as it is stored. A token is told apart by a hash under a key that is
// this file's own, so that nothing elsewhere can be compared with it.
func (v Viewer) way(key []byte) string {
	switch {
	case v.account == "":
		return ""
	case v.token == [32]byte{}:
		return byPassword
	}
	h := hmac.New(sha256.New, key)
	_, _ = h.Write(v.token[:])
	return string(h.Sum(nil)[:wayBytes])
}

// viewerKey is a viewer as the file has it.
type viewerKey struct{ hub, account, way string }

// Find is a viewer's number, where anything is stored of it.
func (s *Session) Find(v Viewer) (id int64, found bool, err error) {
	id, _, found, err = s.find(v)
	return id, found, err
}

// find is Find, and the viewer as the file has it, where anything is stored of it.
func (s *Session) find(v Viewer) (id int64, key viewerKey, found bool, err error) {
	if s.key == nil {
		if err = s.Each(func(row *sqlite3.Stmt) { s.key = row.ColumnBlob(0, nil) },
			"select value from setting where name='key'"); err != nil {
			return 0, key, false, err
		}
	}
	key = viewerKey{v.hub, v.account, v.way(s.key)}
	id, found, err = s.Number("select id from viewer where hub=? and account=? and way=?",
		key.hub, key.account, []byte(key.way))
	return id, key, found, err
}

// enter is the number of a viewer, who is stored if new. One who was there and is not any more was
// logged out by another process.
func (x *Store) enter(s *Session, v Viewer) (int64, error) {
	id, key, found, err := s.find(v)
	if err != nil {
		return 0, err
	}
	x.mu.Lock()
	before, over := x.viewers[key], v.logouts != x.logouts[v.account]
	x.mu.Unlock() // who has something to keep does not wait for the disk
	switch {
	case over:
		return 0, errOver
	case before != 0 && id != before:
		return 0, errForgotten
	case !found:
		if err := s.Exec("insert into viewer (hub, account, way) values (?, ?, ?)",
			key.hub, key.account, []byte(key.way)); err != nil {
			return 0, err
		}
		id = s.DB.LastInsertRowID()
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if v.logouts != x.logouts[v.account] { // meanwhile; the transaction is undone
		return 0, errOver
	}
	x.viewers[key] = id
	return id, nil
}
