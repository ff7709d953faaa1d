package store

import (
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub/index/table"
)

// Kept is what an index holds.
type Kept struct {
	Bytes   int64
	Viewers []KeptOf
}

// KeptOf is what it holds of one viewer.
type KeptOf struct {
	Hub, Account   string // "": nobody
	Way            string // "password" or "access token"
	Lists, Tags    int
	Oldest, Newest time.Time // when a list was known to be whole the last time
}

// Kept tells what there is.
func (x *Store) Kept() (k Kept, err error) {
	if !x.file.Exists() {
		return k, nil
	}
	s, err := x.Open()
	if err != nil {
		return k, err
	}
	defer s.Close()
	if k.Bytes, err = s.Used(); err != nil {
		return k, x.file.Told(err)
	}
	err = s.Each(func(row *sqlite3.Stmt) {
		v := KeptOf{
			Hub: row.ColumnText(0), Account: row.ColumnText(1), Way: "access token",
			Lists: row.ColumnInt(3), Tags: row.ColumnInt(4),
			Oldest: table.Timestamp(row, 5).Time(), Newest: table.Timestamp(row, 6).Time(),
		}
		if way := row.ColumnText(2); way == byPassword || way == "" {
			v.Way = way
		}
		k.Viewers = append(k.Viewers, v)
	}, "select hub, account, way, (select count(*) from list where viewer=v.id),"+
		" (select count(*) from list join tag on tag.list=list.id where viewer=v.id and gone is null),"+
		" (select min(verified) from list where viewer=v.id),"+
		" (select max(verified) from list where viewer=v.id)"+
		" from viewer v where id is not "+Discarded+" order by hub, account, way")
	return k, x.file.Told(err)
}
