package index

import (
	"context"
	"errors"
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/store"
	"tagboat/hub/index/table"
)

// Seen is a digest that a tag had, and when that was seen last.
type Seen struct {
	Digest hub.Digest
	Until  time.Time
}

// Seen are the digests that a tag is known to have had, the newest first: the first is what it is,
// as far as is known. There is none where its list was never read completely.
func (x *Index) Seen(
	ctx context.Context, c *hub.Client, r hub.RepositoryName, tag string,
) (seen []Seen) {
	if x == nil {
		return nil
	}
	h, found := x.store.Header(x.store.Viewer(ctx, c), store.TagsOf(r))
	if !found {
		return nil
	}
	x.store.Read(func(s *store.Session) error {
		current := s.Each(func(row *sqlite3.Stmt) {
			seen = append(seen, Seen{table.Digest(row, 0), h.Read})
		}, "select digest from tag where list=? and name=? and digest is not null and gone is null",
			h.List, tag)
		former := s.Each(func(row *sqlite3.Stmt) {
			seen = append(seen, Seen{table.Digest(row, 0), table.Timestamp(row, 1).Time()})
		}, "select digest, until from former where list=? and name=? and digest is not null"+
			" order by until desc", h.List, tag)
		return errors.Join(current, former)
	})
	return seen
}
