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

// History is what a tag was, as far as somebody looked, the newest first; empty where it is not
// known.
func (x *Index) History(
	ctx context.Context, c *hub.Client, r hub.RepositoryName, tag string,
) (held []past.Held) {
	v := x.viewer(ctx, c)
	x.read(func(s *session) error {
		list, found, err := s.list(v, listName{string(r.Namespace), r.Name})
		if err != nil || !found {
			return err
		}
		held, err = past.History(s.Conn, list, tag)
		return err
	})
	return held
}

// News is what became of lists since a moment; false where nothing is kept of what whoever asks
// saw.
func (x *Index) News(
	ctx context.Context, c *hub.Client, since time.Time, of past.Scope,
) (news past.News, known bool) {
	v := x.viewer(ctx, c)
	done := x.read(func(s *session) error {
		viewer, _, entered, err := s.find(v)
		if err != nil || !entered {
			return err
		}
		known = true
		news, err = past.Since(s.Conn, viewer, since, of)
		return err
	})
	return news, done && known
}

// Told is when news were told last to whoever asks; zero where they never were.
func (x *Index) Told(ctx context.Context, c *hub.Client) (at time.Time) {
	v := x.viewer(ctx, c)
	x.read(func(s *session) error {
		viewer, _, entered, err := s.find(v)
		if err != nil || !entered {
			return err
		}
		told, found, err := s.Number("select told from viewer where id=? and told is not null", viewer)
		if found {
			at = hub.Timestamp(told).Time()
		}
		return err
	})
	return at
}

// SetTold remembers that the news up to a moment were told to whoever asks.
func (x *Index) SetTold(ctx context.Context, c *hub.Client, at time.Time) {
	v := x.viewer(ctx, c)
	x.add(job{quiet: true, do: func(s *session) error {
		viewer, _, entered, err := s.find(v)
		if err != nil || !entered {
			return err
		}
		return s.Exec("update viewer set told=max(coalesce(told, 0), ?) where id=?", at.UnixMicro(), viewer)
	}})
}

// Shown remembers that a person has the tags of a repository before them: what is known of them is
// no news any more.
func (x *Index) Shown(ctx context.Context, c *hub.Client, r hub.RepositoryName) {
	v, now := x.viewer(ctx, c), x.now()
	x.add(job{quiet: true, do: func(s *session) error {
		list, found, err := s.list(v, listName{string(r.Namespace), r.Name})
		if err != nil || !found {
			return err
		}
		return s.Exec("update list set shown=max(coalesce(shown, 0), ?) where id=?", now.UnixMicro(), list)
	}})
}

// Unread is how many tags of repositories have news since a person had them before them, and since
// news were told; those without any are not among them.
func (x *Index) Unread(
	ctx context.Context, c *hub.Client, repositories []hub.RepositoryName,
) map[hub.RepositoryName]int {
	unread := map[hub.RepositoryName]int{}
	v := x.viewer(ctx, c)
	x.read(func(s *session) error {
		for _, r := range repositories {
			list, found, err := s.list(v, listName{string(r.Namespace), r.Name})
			if err != nil || !found {
				return err
			}
			seen, _, err := s.Number("select max(coalesce(shown, 0), coalesce(told, 0)) from list"+
				" join viewer on viewer.id=list.viewer where list.id=? and whole>0", list)
			if err != nil {
				return err
			}
			events, err := past.OfList(s.Conn, list, hub.Timestamp(seen).Time())
			if err != nil {
				return err
			}
			if len(events) > 0 {
				unread[r] = len(events)
			}
		}
		return nil
	})
	return unread
}
