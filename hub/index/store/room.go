package store

import (
	"context"
	"time"
)

const (
	// Piece is how many rows are deleted in one transaction: some tenths of a second. A list may
	// have hundreds of thousands, and others have to write meanwhile.
	Piece = 8000
	// vacuumPiece gives back as much of the file at a time.
	vacuumPiece = "pragma incremental_vacuum(4000)"
	// between two pieces somebody else gets the file, who looks every two milliseconds at least.
	between = 5 * time.Millisecond
)

// Discard takes lists away from their viewers: from there on they are nobody's, under no name, and
// are removed Piece by Piece, by this process or another.
func (s *Session) Discard(where string, args ...any) error {
	if err := s.Exec("insert or ignore into viewer (hub, account, way) values ('', '', x'00')"); err != nil {
		return err
	}
	return s.Exec("update list set viewer="+Discarded+", namespace='', repository=cast(id as text),"+
		" whole=0 where viewer<>"+Discarded+" and "+where, args...)
}

// Discarded is the viewer that has what is to be removed.
const Discarded = "(select id from viewer where hub='' and account='' and way=x'00')"

// parts are the tables whose rows belong to a list, and by what they are told apart.
var parts = []struct{ table, key string }{
	{"tag", "id"}, {"former", "rowid"}, {"repository", "id"}, {"namespace", "id"}, {"heard", "name"},
	{"look", "began"}, {"pulls", "name"},
}

// RemoveDiscarded deletes so many rows of discarded lists, and gives how many more it could have:
// above zero, none is left.
func (s *Session) RemoveDiscarded(most int) (left int, err error) {
	for left = most; left > 0; {
		list, found, err := s.Number("select id from list where viewer=" + Discarded + " limit 1")
		if err != nil || !found {
			return left, err
		}
		for _, p := range parts {
			if err := s.Exec("delete from "+p.table+" where list=?1 and "+p.key+" in"+
				" (select "+p.key+" from "+p.table+" where list=?1 limit ?2)", list, left); err != nil {
				return left, err
			}
			if left -= int(s.DB.Changes()); left <= 0 {
				return 0, nil
			}
		}
		if err := s.Exec("delete from list where id=?", list); err != nil {
			return left, err
		}
		left--
	}
	return left, nil
}

// letOthers waits a moment, and reports whether to go on.
func letOthers(ctx context.Context) bool {
	timer := time.NewTimer(between)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// MakeRoom has the writer shrink the file, soon.
func (x *Store) MakeRoom() {
	if !x.shrinking.Swap(true) && !x.Later(0, x.shrink) {
		x.shrinking.Store(false)
	}
}

// shrink makes room, a piece of it: the lists that were not looked at for the longest time go,
// until the file is smaller than it may be. What was looked at tomorrow goes before: a clock was
// wrong, and it would stay for as long as that.
func (x *Store) shrink(s *Session) error {
	x.shrinking.Store(false)
	for left := Piece; ; {
		var err error
		if left, err = s.RemoveDiscarded(left); err != nil {
			return err
		}
		if left == 0 {
			x.removes = true
			x.MakeRoom()
			break
		}
		used, err := s.Used()
		if err != nil {
			return err
		}
		if used <= x.most {
			break
		}
		oldest, found, err := s.Number("select id from list order by looked<=?, looked limit 1",
			x.now().UnixMicro())
		if err != nil || !found {
			return err
		}
		if err := s.Discard("id=?", oldest); err != nil {
			return err
		}
	}
	return s.Exec(vacuumPiece)
}

// Used is how many bytes of the file are in use.
func (s *Session) Used() (int64, error) {
	pages, _, err := s.Number("pragma page_count")
	if err != nil {
		return 0, err
	}
	free, _, err := s.Number("pragma freelist_count")
	if err != nil {
		return 0, err
	}
	size, _, err := s.Number("pragma page_size")
	return (pages - free) * size, err
}
