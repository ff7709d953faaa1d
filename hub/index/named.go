package index

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/past"
	"tagboat/hub/index/store"
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
	before := x.store.Viewer(ctx, c)
	t, err := c.Tag(ctx, r, name)
	if err == nil && x.store.Viewer(ctx, c) == before {
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
		before := x.store.Viewer(ctx, c)
		p, err := page(ctx, n, u)
		if err == nil && len(p.Rows) > 0 && x.store.Viewer(ctx, c) == before {
			x.keepNamed(before, r, slices.Clone(p.Rows))
		}
		return p, err
	}
	return hub.ListingOf(source)
}

// keepNamed stores rows under the number of the reading that began last: whatever reading ends
// later without them knows better.
func (x *Index) keepNamed(v store.Viewer, r hub.RepositoryName, rows []hub.Tag) {
	now := x.store.Now()
	x.store.Later(bytesOf(rows), func(s *store.Session) error {
		viewer, list, err := x.store.Enter(s, v, store.TagsOf(r), now)
		if err != nil {
			return err
		}
		reading, _, err := s.Number("select readings from list where id=?", list)
		if err != nil {
			return err
		}
		at := table.Place{List: list, Reading: reading, Now: now.UnixMicro()}
		for i := range rows {
			if err := table.Tags.Write(s.Of(viewer), at, &rows[i]); err != nil {
				return err
			}
		}
		x.store.MakeRoom()
		return past.SawTags(s.Conn, list, rows)
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
	r.x.store.Later(bytesOf(tags), func(s *store.Session) error {
		if r.lost || r.list == 0 {
			return nil
		}
		if held, err := s.Holds(r.owner, r.list); err != nil || !held {
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

// Tag is one tag as it is known, and when that was so: when its list was known to be whole or, of a
// list that never was, when the tag was first seen to be as it is.
func (x *Index) Tag(
	ctx context.Context, c *hub.Client, r hub.RepositoryName, name string,
) (t hub.Tag, asOf time.Time, found bool) {
	if x == nil {
		return t, asOf, false
	}
	v := x.store.Viewer(ctx, c)
	var h store.Header
	x.store.Read(func(s *store.Session) (err error) {
		h.List, found, err = s.List(v, store.TagsOf(r))
		if found {
			h.Viewer, _, err = s.Number("select viewer from list where id=?", h.List)
		}
		return err
	})
	if !found {
		return t, asOf, false
	}
	return x.tag(h, name)
}

func (x *Index) tag(h store.Header, name string) (t hub.Tag, asOf time.Time, found bool) {
	done := x.store.Read(func(s *store.Session) (failed error) {
		w := s.Of(h.Viewer)
		err := s.Each(func(row *sqlite3.Stmt) {
			t, failed = table.Tags.Read(w, row)
			found, asOf = true, table.Timestamp(row, table.TagColumns).Time()
		}, "select "+table.Tags.Columns+", coalesce((select verified from list where id=tag.list), since)"+
			" from tag where list=? and name=? and gone is null", h.List, name)
		return errors.Join(err, failed)
	})
	return t, asOf, done && found
}
