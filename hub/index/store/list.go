package store

import (
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/table"
)

// List is which list is meant: the tags of a repository; the repositories of a namespace, where
// Repository is empty; or the namespaces of the account, where both are.
type List struct{ Namespace, Repository string }

// TagsOf is the list of a repository's tags.
func TagsOf(r hub.RepositoryName) List { return List{string(r.Namespace), r.Name} }

// RepositoriesOf is the list of a namespace's repositories.
func RepositoriesOf(ns hub.Namespace) List { return List{string(ns), ""} }

func (at List) String() string {
	switch {
	case at.Repository != "":
		return "the list of tags of " + at.Namespace + "/" + at.Repository
	case at.Namespace != "":
		return "the list of repositories of " + at.Namespace
	default:
		return "the list of namespaces"
	}
}

// Enter is the number of a list, which is stored if new, and of its viewer; somebody looks at it
// now.
func (x *Store) Enter(
	s *Session, v Viewer, at List, now time.Time,
) (viewer, list int64, err error) {
	if viewer, err = x.enter(s, v); err != nil {
		return 0, 0, err
	}
	list, _, err = s.Number("insert into list (viewer, namespace, repository, looked)"+
		" values (?, ?, ?, ?) on conflict do update set looked=excluded.looked returning id",
		viewer, at.Namespace, at.Repository, now.UnixMicro())
	return viewer, list, err
}

// Holds reports whether a list is still a viewer's.
func (s *Session) Holds(viewer, list int64) (held bool, err error) {
	_, held, err = s.Number("select 1 from list where id=? and viewer=?", list, viewer)
	return held, err
}

// List is the number of a list of which anything is stored.
func (s *Session) List(v Viewer, at List) (list int64, found bool, err error) {
	viewer, entered, err := s.Find(v)
	if err != nil || !entered {
		return 0, false, err
	}
	return s.Number("select id from list where viewer=? and namespace=? and repository=?",
		viewer, at.Namespace, at.Repository)
}

// Header is what is known of a whole list.
type Header struct {
	Viewer, List, Whole    int64
	Total                  int
	Read, Answered, Newest time.Time
	Dated                  hub.Timestamp
	looked                 time.Time
}

// lookedWithin is how exactly it is known when somebody looked at a list.
const lookedWithin = time.Hour

// Touch notes that somebody looks at a list, so that others make room before it does. Where that
// cannot be written it does not matter.
func (x *Store) Touch(h Header) {
	now := x.now()
	if age := now.Sub(h.looked); age >= 0 && age < lookedWithin {
		return
	}
	x.LaterQuietly(func(s *Session) error {
		return s.Exec("update list set looked=? where id=?", now.UnixMicro(), h.List)
	})
}

// Header is a list as a viewer saw it whole the last time.
func (x *Store) Header(v Viewer, at List) (h Header, found bool) {
	x.Read(func(s *Session) error {
		viewer, entered, err := s.Find(v)
		if err != nil || !entered {
			return err
		}
		h, found, err = s.header(" where viewer=? and namespace=? and repository=? and whole>0",
			viewer, at.Namespace, at.Repository)
		return err
	})
	return h, found
}

// Latest is a whole list as the viewer's account saw it, by whichever way saw it last.
func (s *Session) Latest(v Viewer, at List) (Header, bool, error) {
	return s.header(" join viewer on viewer.id=list.viewer where hub=? and account=?"+
		" and namespace=? and repository=? and whole>0 order by verified desc limit 1",
		v.hub, v.account, at.Namespace, at.Repository)
}

// FindLatest is the account's viewer who saw a list whole last.
func (s *Session) FindLatest(v Viewer) (id int64, found bool, err error) {
	return s.Number("select viewer from list join viewer on viewer.id=list.viewer"+
		" where hub=? and account=? and whole>0 order by verified desc limit 1", v.hub, v.account)
}

func (s *Session) header(where string, args ...any) (h Header, found bool, err error) {
	err = s.Each(func(row *sqlite3.Stmt) {
		found = true
		h = Header{
			Viewer: row.ColumnInt64(0), List: row.ColumnInt64(1), Whole: row.ColumnInt64(2),
			Total: row.ColumnInt(3), Read: table.Timestamp(row, 4).Time(),
			Answered: table.Timestamp(row, 5).Time(), Newest: table.Timestamp(row, 6).Time(),
			Dated: table.Timestamp(row, 7), looked: table.Timestamp(row, 8).Time(),
		}
	}, "select list.viewer, list.id, whole, total, verified, answered, newest, dated, looked"+
		" from list"+where, args...)
	return h, found, err
}
