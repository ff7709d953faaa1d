package index

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/store"
	"tagboat/hub/index/table"
)

// Time is since when a tag was seen to be an image, and until when; a zero Until is now, another
// one is when it was seen so the last time.
type Time struct{ Since, Until time.Time }

// Digested is a tag that has a digest, or had it.
type Digested struct {
	Repository hub.RepositoryName
	Tag        string
	Platform   hub.Platform // whose manifest it is; zero: the tag's own
	Time
}

// Extent is how much is known to a viewer.
type Extent struct {
	Lists, Tags int
	Oldest      time.Time // when the oldest of the lists was known to be whole
}

// Digest finds the tags, of whatever repository whoever asks has seen, that are an image or were,
// by their own digest or a platform's; of what they were only the tags' own digests are known. It
// reads beside everything else, until ctx ends.
func (x *Index) Digest(
	ctx context.Context, c *hub.Client, d hub.Digest,
) (all []Digested, seen Extent) {
	if x == nil || d.IsZero() {
		return nil, seen
	}
	v := x.store.Viewer(ctx, c)
	_ = x.store.Beside(ctx, v, func(s *store.Session, viewer int64) (err error) {
		if all, err = digested(s, viewer, d); err != nil {
			return err
		}
		was, err := wasDigested(s, viewer, d)
		for _, one := range was {
			if !slices.ContainsFunc(all, func(other Digested) bool { // it is again, or was twice
				return other.Repository == one.Repository && other.Tag == one.Tag
			}) {
				all = append(all, one)
			}
		}
		return errors.Join(err, s.Each(func(row *sqlite3.Stmt) {
			seen = Extent{row.ColumnInt(0), row.ColumnInt(1), table.Timestamp(row, 2).Time()}
		}, "select count(distinct list.id), count(tag.id), min(verified) from list"+
			" join tag on tag.list=list.id and gone is null where viewer=?", viewer))
	})
	return all, seen
}

// wasDigested are the tags that had a digest, until the last look that saw it: what was between
// that and the look that saw otherwise nobody knows.
func wasDigested(s *store.Session, viewer int64, d hub.Digest) (all []Digested, err error) {
	sum := d.Sum()
	err = s.Each(func(row *sqlite3.Stmt) {
		all = append(all, Digested{
			Repository: repositoryAt(row, 0), Tag: row.ColumnText(2),
			Time: Time{table.Timestamp(row, 3).Time(), table.Timestamp(row, 4).Time()},
		})
	}, "select namespace, repository, t.name, t.since, coalesce((select max(began) from look"+
		" where look.list=t.list and began>t.since and ended<t.until), t.since) as last from"+
		" (select list, name, since, until from former where digest=?2 union all"+
		" select list, name, since, gone from tag where digest=?2 and gone is not null) t"+
		" join list on list.id=t.list where viewer=?1 order by last desc",
		viewer, sum[:])
	return all, err
}

// digested are the tags that have a digest now.
func digested(s *store.Session, viewer int64, d hub.Digest) (all []Digested, failed error) {
	w, sum := s.Of(viewer), d.Sum()
	err := s.Each(func(row *sqlite3.Stmt) {
		t, err := table.Tags.Read(w, row)
		failed = errors.Join(failed, err)
		if !t.Has(d) {
			return
		}
		one := Digested{
			Repository: repositoryAt(row, 12), Tag: t.Name,
			Time: Time{Since: table.Timestamp(row, 14).Time()},
		}
		if t.Digest != d {
			for i := range t.Platforms() {
				if i.Digest == d {
					one.Platform = i.Platform
				}
			}
		}
		all = append(all, one)
	}, "select "+table.Tags.Columns+","+
		" (select namespace from list where id=list), (select repository from list where id=list), since"+
		" from tag where list in (select id from list where viewer=?1)"+
		" and gone is null and (digest=?2 or instr(platforms, ?2)>0)"+
		" order by list, updated desc", viewer, sum[:])
	return all, errors.Join(err, failed)
}

func repositoryAt(row *sqlite3.Stmt, column int) hub.RepositoryName {
	return hub.RepositoryName{
		Namespace: hub.Namespace(row.ColumnText(column)), Name: row.ColumnText(column + 1),
	}
}
