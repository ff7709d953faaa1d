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

// Time is since when a tag was seen to be an image, and until when; a zero Until is now.
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
// by their own digest or a platform's; of what they were only the tags' own digests are known.
func (x *Index) Digest(
	ctx context.Context, c *hub.Client, d hub.Digest,
) (all []Digested, seen Extent) {
	if x == nil || d.IsZero() {
		return nil, seen
	}
	v, sum := x.viewer(ctx, c), d.Sum()
	x.read(func(s *session) error {
		viewer, _, entered, err := s.find(v)
		if err != nil || !entered {
			return err
		}
		now, err := s.digested(viewer, d)
		if err != nil {
			return err
		}
		all = now
		err = s.Each(func(row *sqlite3.Stmt) {
			was := Digested{
				Repository: repositoryAt(row, 0), Tag: row.ColumnText(2),
				Time: Time{table.Timestamp(row, 3).Time(), table.Timestamp(row, 4).Time()},
			}
			if !slices.ContainsFunc(all, func(other Digested) bool { // it is again, or was twice
				return other.Repository == was.Repository && other.Tag == was.Tag
			}) {
				all = append(all, was)
			}
		}, "select namespace, repository, t.name, t.since, t.until from"+
			" (select list, name, since, until, digest from former union all"+
			" select list, name, since, gone, digest from tag where gone is not null) t"+
			" join list on list.id=t.list where viewer=? and t.digest=? order by t.until desc",
			viewer, sum[:])
		return errors.Join(err, s.Each(func(row *sqlite3.Stmt) {
			seen = Extent{row.ColumnInt(0), row.ColumnInt(1), table.Timestamp(row, 2).Time()}
		}, "select count(distinct list.id), count(tag.id), min(verified) from list"+
			" join tag on tag.list=list.id and gone is null where viewer=?", viewer))
	})
	return all, seen
}

// digested are the tags that have a digest now.
func (s *session) digested(viewer int64, d hub.Digest) (all []Digested, failed error) {
	w, sum := s.of(viewer), d.Sum()
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
