package index

import (
	"context"
	"errors"
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/table"
)

// Tag is one tag as it is known, and when its list was known to be whole.
func (x *Index) Tag(
	ctx context.Context, c *hub.Client, r hub.RepositoryName, name string,
) (t hub.Tag, asOf time.Time, found bool) {
	if x == nil {
		return t, asOf, false
	}
	h, isKnown := x.header(x.viewer(ctx, c), listName{string(r.Namespace), r.Name})
	if !isKnown {
		return t, asOf, false
	}
	t, found = x.tag(h, name)
	return t, h.read, found
}

func (x *Index) tag(h header, name string) (t hub.Tag, found bool) {
	done := x.read(func(s *session) (failed error) {
		w := s.of(h.viewer)
		err := s.Each(func(row *sqlite3.Stmt) {
			t, failed = table.Tags.Read(w, row)
			found = true
		}, "select "+table.Tags.Columns+" from tag where list=? and name=? and gone is null",
			h.list, name)
		return errors.Join(err, failed)
	})
	return t, done && found
}
