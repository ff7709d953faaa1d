package index

import (
	"context"
	"time"

	"tagboat/hub"
	"tagboat/hub/index/past"
)

// apart is how far apart two looks are at least that are both remembered: once an hour is enough to
// tell when nobody looked.
const apart = time.Hour

// looked remembers that a list was seen whole.
func (s *session) looked(list int64, began, ended time.Time) error {
	if err := s.Exec("insert or ignore into look values (?, ?, ?)",
		list, began.UnixMicro(), max(began.UnixMicro(), ended.UnixMicro())); err != nil {
		return err
	}
	return s.Exec("delete from look where list=?1 and began="+
		"(select began from look where list=?1 order by began desc limit 1 offset 1) and"+
		" (select began from look where list=?1 order by began desc limit 1 offset 2)>?2",
		list, began.Add(-apart).UnixMicro())
}

// Past is what somebody saw of lists over time; of nothing kept it is empty.
type Past struct {
	index   *Index
	viewer  viewer
	certain bool // it is known how they came in; else it is by the way that saw something last
}

// Past is what whoever asks saw.
func (x *Index) Past(ctx context.Context, c *hub.Client) Past {
	if x == nil {
		return Past{}
	}
	return Past{x, x.viewer(ctx, c), true}
}

// writeTime is how long what was just seen is waited for.
const writeTime = time.Second

// PastNow is Past once what waited to be written is there, or a second is over. It may block.
func (x *Index) PastNow(ctx context.Context, c *hub.Client) Past {
	waiting, cancel := context.WithTimeout(ctx, writeTime)
	defer cancel()
	x.Flush(waiting)
	return x.Past(ctx, c)
}

// Past is what those saw whose eyes the lists are seen with.
func (o *Offline) Past() Past {
	if o.Index == nil {
		return Past{}
	}
	v, certain := o.viewer()
	return Past{o.Index, v, certain}
}

// find is who saw it, where anything is kept of them.
func (p Past) find(s *session) (id int64, found bool, err error) {
	if p.certain {
		id, _, found, err = s.find(p.viewer)
		return id, found, err
	}
	return s.Number("select viewer from list join viewer on viewer.id=list.viewer"+
		" where hub=? and account=? and whole>0 order by verified desc limit 1",
		p.viewer.hub, p.viewer.account)
}

// read reads where anything is kept, and reports whether it did.
func (p Past) read(do func(s *session, viewer int64) error) (done bool) {
	known := false
	return p.index.read(func(s *session) error {
		viewer, found, err := p.find(s)
		if err != nil || !found {
			return err
		}
		known = true
		return do(s, viewer)
	}) && known
}

// write writes behind everything else, where anything is kept.
func (p Past) write(do func(s *session, viewer int64) error) {
	if p.index == nil {
		return
	}
	p.index.add(job{quiet: true, do: func(s *session) error {
		viewer, found, err := p.find(s)
		if err != nil || !found {
			return err
		}
		return do(s, viewer)
	}})
}

// History is what a tag was, as far as somebody looked, the newest first; empty where it is not
// known.
func (p Past) History(r hub.RepositoryName, tag string) (held []past.Held) {
	p.read(func(s *session, viewer int64) error {
		list, found, err := s.Number("select id from list where viewer=? and namespace=?"+
			" and repository=? and whole>0", viewer, string(r.Namespace), r.Name)
		if err != nil || !found {
			return err
		}
		held, err = past.History(s.Conn, list, tag)
		return err
	})
	return held
}

// Whole is when the tags of a repository were known to be whole the last time.
func (p Past) Whole(r hub.RepositoryName) (at time.Time, found bool) {
	p.read(func(s *session, viewer int64) error {
		verified, has, err := s.Number("select verified from list where viewer=? and namespace=?"+
			" and repository=? and whole>0", viewer, string(r.Namespace), r.Name)
		at, found = hub.Timestamp(verified).Time(), has
		return err
	})
	return at, found
}

// News is what became of lists since a moment; false where nothing is kept of what they saw.
func (p Past) News(since time.Time, of past.Scope) (news past.News, known bool) {
	return p.news(func(s *session, viewer int64) (past.News, error) {
		return past.Since(s.Conn, viewer, since, of)
	})
}

// Untold is what became of lists since their news were told the last time ([Past.SetTold]).
func (p Past) Untold(of past.Scope) (news past.News, known bool) {
	return p.news(func(s *session, viewer int64) (past.News, error) {
		return past.Untold(s.Conn, viewer, of)
	})
}

// Unread is what became of lists since a person had each, or its news, before them.
func (p Past) Unread(of past.Scope) (news past.News, known bool) {
	return p.news(func(s *session, viewer int64) (past.News, error) {
		return past.Unread(s.Conn, viewer, of)
	})
}

func (p Past) news(
	find func(s *session, viewer int64) (past.News, error),
) (news past.News, known bool) {
	known = p.read(func(s *session, viewer int64) (err error) {
		news, err = find(s, viewer)
		return err
	})
	return news, known
}

// SetTold remembers that news were told.
func (p Past) SetTold(news past.News) {
	p.write(func(s *session, _ int64) error { return past.SetTold(s.Conn, news) })
}

// SetShown remembers that a person had news before them.
func (p Past) SetShown(news past.News) {
	p.write(func(s *session, _ int64) error { return past.SetShown(s.Conn, news) })
}

// Shown remembers that a person has the tags of a repository before them, or without a name the
// repositories of a namespace: what is known of them is no news any more.
func (p Past) Shown(r hub.RepositoryName) {
	if p.index == nil {
		return
	}
	now := p.index.now().UnixMicro()
	p.write(func(s *session, viewer int64) error {
		return s.Exec("update list set shown=max(coalesce(shown, 0), ?) where viewer=?"+
			" and namespace=? and repository=?", now, viewer, string(r.Namespace), r.Name)
	})
}
