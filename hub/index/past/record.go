package past

import (
	"time"

	"tagboat/hub"
	"tagboat/hub/index/store"
)

// Record is what somebody saw of lists over time; of nothing kept it is empty.
type Record struct {
	store   *store.Store
	viewer  store.Viewer
	certain bool // it is known how they came in; else it is by the way that saw something last
}

// Of is what a viewer saw or, where it is not certain how they came in, their account.
func Of(x *store.Store, v store.Viewer, certain bool) Record { return Record{x, v, certain} }

// find is who saw it, where anything is kept of them.
func (p Record) find(s *store.Session) (id int64, found bool, err error) {
	if p.certain {
		return s.Find(p.viewer)
	}
	return s.FindLatest(p.viewer)
}

// read reads where anything is kept, and reports whether it did.
func (p Record) read(do func(s *store.Session, viewer int64) error) (done bool) {
	known := false
	return p.store != nil && p.store.Read(func(s *store.Session) error {
		viewer, found, err := p.find(s)
		if err != nil || !found {
			return err
		}
		known = true
		return do(s, viewer)
	}) && known
}

// write writes behind everything else, where anything is kept.
func (p Record) write(do func(s *store.Session, viewer int64) error) {
	if p.store == nil {
		return
	}
	p.store.LaterQuietly(func(s *store.Session) error {
		viewer, found, err := p.find(s)
		if err != nil || !found {
			return err
		}
		return do(s, viewer)
	})
}

// History is what a tag was, as far as somebody looked, the newest first; empty where it is not
// known.
func (p Record) History(r hub.RepositoryName, tag string) (held []Held) {
	p.read(func(s *store.Session, viewer int64) error {
		list, found, err := s.Number("select id from list where viewer=? and namespace=?"+
			" and repository=? and whole>0", viewer, string(r.Namespace), r.Name)
		if err != nil || !found {
			return err
		}
		held, err = History(s.Conn, list, tag)
		return err
	})
	return held
}

// Whole is when the tags of a repository were known to be whole the last time.
func (p Record) Whole(r hub.RepositoryName) (at time.Time, found bool) {
	p.read(func(s *store.Session, viewer int64) error {
		verified, has, err := s.Number("select verified from list where viewer=? and namespace=?"+
			" and repository=? and whole>0", viewer, string(r.Namespace), r.Name)
		at, found = hub.Timestamp(verified).Time(), has
		return err
	})
	return at, found
}

// News is what became of lists since a moment; false where nothing is kept of what they saw.
func (p Record) News(since time.Time, of Scope) (news News, known bool) {
	return p.news(func(s *store.Session, viewer int64) (News, error) {
		return Since(s.Conn, viewer, since, of)
	})
}

// Untold is what became of lists since their news were told the last time ([Record.SetTold]).
func (p Record) Untold(of Scope) (news News, known bool) {
	return p.news(func(s *store.Session, viewer int64) (News, error) {
		return Untold(s.Conn, viewer, of)
	})
}

// Unread is what became of lists since a person had each, or its news, before them.
func (p Record) Unread(of Scope) (news News, known bool) {
	return p.news(func(s *store.Session, viewer int64) (News, error) {
		return Unread(s.Conn, viewer, of)
	})
}

func (p Record) news(
	find func(s *store.Session, viewer int64) (News, error),
) (news News, known bool) {
	known = p.read(func(s *store.Session, viewer int64) (err error) {
		news, err = find(s, viewer)
		return err
	})
	return news, known
}

// SetTold remembers that news were told.
func (p Record) SetTold(news News) {
	p.write(func(s *store.Session, _ int64) error { return SetTold(s.Conn, news) })
}

// SetShown remembers that a person had news before them.
func (p Record) SetShown(news News) {
	p.write(func(s *store.Session, _ int64) error { return SetShown(s.Conn, news) })
}

// Shown remembers that a person has the tags of a repository before them, or without a name the
// repositories of a namespace: what is known of them is no news any more.
func (p Record) Shown(r hub.RepositoryName) {
	if p.store == nil {
		return
	}
	now := p.store.Now().UnixMicro()
	p.write(func(s *store.Session, viewer int64) error {
		return s.Exec("update list set shown=max(coalesce(shown, 0), ?) where viewer=?"+
			" and namespace=? and repository=?", now, viewer, string(r.Namespace), r.Name)
	})
}

// Pulls are how often a repository had been pulled when somebody looked, the oldest first.
func (p Record) Pulls(r hub.RepositoryName) (samples []Sample) {
	p.read(func(s *store.Session, viewer int64) error {
		list, found, err := s.Number("select id from list where viewer=? and namespace=?"+
			" and repository=''", viewer, string(r.Namespace))
		if err != nil || !found {
			return err
		}
		samples, err = Samples(s.Conn, list, r.Name)
		return err
	})
	return samples
}
