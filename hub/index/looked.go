package index

import (
	"time"

	"tagboat/hub/index/store"
)

// apart is how far apart two looks are at least that are both remembered: once an hour is enough to
// tell when nobody looked.
const apart = time.Hour

// looked remembers that a list was seen whole.
func looked(s *store.Session, list int64, began, ended time.Time) error {
	if err := s.Exec("insert or ignore into look values (?, ?, ?)",
		list, began.UnixMicro(), max(began.UnixMicro(), ended.UnixMicro())); err != nil {
		return err
	}
	return s.Exec("delete from look where list=?1 and began="+
		"(select began from look where list=?1 order by began desc limit 1 offset 1) and"+
		" (select began from look where list=?1 order by began desc limit 1 offset 2)>?2",
		list, began.Add(-apart).UnixMicro())
}
