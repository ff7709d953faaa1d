package index

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/table"
)

// What is learnt of tags by their names is kept too: a shell completes it, and it is known offline.
// It completes no list, and no news are counted from it.

// ReadTag asks for one tag as [hub.Client.Tag] does, and keeps it.
func (x *Index) ReadTag(
	ctx context.Context, c *hub.Client, r hub.RepositoryName, name string,
) (hub.Tag, error) {
	if x == nil {
		return c.Tag(ctx, r, name)
	}
	before := x.viewer(ctx, c)
	t, err := c.Tag(ctx, r, name)
	if err == nil && x.viewer(ctx, c) == before {
		x.keepNamed(before, r, []hub.Tag{t})
	}
	return t, err
}

// TagsNamed describes tags by a part of their names as [hub.Client.TagsNamed] does, and keeps them.
func (x *Index) TagsNamed(c *hub.Client, r hub.RepositoryName, text string) hub.Listing[hub.Tag] {
	l := c.TagsNamed(r, text)
	if x == nil {
		return l
	}
	source := l.Source()
	page := source.Page
	source.Page = func(ctx context.Context, n int, u hub.Urgency) (hub.Page[hub.Tag], error) {
		before := x.viewer(ctx, c)
		p, err := page(ctx, n, u)
		if err == nil && len(p.Rows) > 0 && x.viewer(ctx, c) == before {
			x.keepNamed(before, r, slices.Clone(p.Rows))
		}
		return p, err
	}
	return hub.ListingOf(source)
}

// keepNamed stores rows under the number of the reading that began last: whatever reading ends
// later without them knows better.
func (x *Index) keepNamed(v viewer, r hub.RepositoryName, rows []hub.Tag) {
	now := x.now()
	x.later(bytesOf(rows), func(s *session) error {
		viewer, list, err := x.enterList(s, v, listName{string(r.Namespace), r.Name}, now)
		if err != nil {
			return err
		}
		reading, _, err := s.Number("select readings from list where id=?", list)
		if err != nil {
			return err
		}
		at := table.Place{List: list, Reading: reading, Now: now.UnixMicro()}
		for i := range rows {
			if err := table.Tags.Write(s.of(viewer), at, &rows[i]); err != nil {
				return err
			}
		}
		x.makeRoom()
		return nil
	})
}

// hear stores names of which nothing else is known.
func (r *reading[T]) hear(rows []T) {
	tags, isTags := any(rows).([]hub.Tag)
	if !isTags || !r.begun {
		return
	}
	names := make([]string, len(tags))
	for i := range tags {
		names[i] = tags[i].Name
	}
	r.x.later(bytesOf(tags), func(s *session) error {
		if r.lost || r.list == 0 {
			return nil
		}
		if held, err := s.holds(r.owner, r.list); err != nil || !held {
			return err
		}
		for _, name := range names {
			if err := s.Exec("insert or ignore into heard values (?, ?)", r.list, name); err != nil {
				return err
			}
		}
		return nil
	})
}

// enterList is the number of a list, which is stored if new, and of its viewer; somebody looks at
// it now.
func (x *Index) enterList(
	s *session, v viewer, at listName, now time.Time,
) (viewer, list int64, err error) {
	if viewer, err = x.enter(s, v); err != nil {
		return 0, 0, err
	}
	list, _, err = s.Number("insert into list (viewer, namespace, repository, looked)"+
		" values (?, ?, ?, ?) on conflict do update set looked=excluded.looked returning id",
		viewer, at.namespace, at.repository, now.UnixMicro())
	return viewer, list, err
}

// holds reports whether a list is still a viewer's.
func (s *session) holds(viewer, list int64) (held bool, err error) {
	_, held, err = s.Number("select 1 from list where id=? and viewer=?", list, viewer)
	return held, err
}

// list is the number of a list of which anything is stored.
func (s *session) list(v viewer, at listName) (list int64, found bool, err error) {
	viewer, _, entered, err := s.find(v)
	if err != nil || !entered {
		return 0, false, err
	}
	return s.Number("select id from list where viewer=? and namespace=? and repository=?",
		viewer, at.namespace, at.repository)
}

// Tag is one tag as it is known, and when that was so: when its list was known to be whole or, of a
// list that never was, when the tag was first seen to be as it is.
func (x *Index) Tag(
	ctx context.Context, c *hub.Client, r hub.RepositoryName, name string,
) (t hub.Tag, asOf time.Time, found bool) {
	if x == nil {
		return t, asOf, false
	}
	v := x.viewer(ctx, c)
	var h header
	x.read(func(s *session) (err error) {
		h.list, found, err = s.list(v, listName{string(r.Namespace), r.Name})
		if found {
			h.viewer, _, err = s.Number("select viewer from list where id=?", h.list)
		}
		return err
	})
	if !found {
		return t, asOf, false
	}
	return x.tag(h, name)
}

func (x *Index) tag(h header, name string) (t hub.Tag, asOf time.Time, found bool) {
	done := x.read(func(s *session) (failed error) {
		w := s.of(h.viewer)
		err := s.Each(func(row *sqlite3.Stmt) {
			t, failed = table.Tags.Read(w, row)
			found, asOf = true, table.Timestamp(row, table.TagColumns).Time()
		}, "select "+table.Tags.Columns+", coalesce((select verified from list where id=tag.list), since)"+
			" from tag where list=? and name=? and gone is null", h.list, name)
		return errors.Join(err, failed)
	})
	return t, asOf, done && found
}
