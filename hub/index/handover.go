package index

import (
	"context"
	"errors"
	"slices"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/store"
	"tagboat/hub/index/table"
)

const (
	// bulk is how many rows are read with one question after the first ones: a list of a million
	// tags shall not be in memory twice.
	bulk = 20_000
	// partSize is how many of them are handed over at a time: a long list is few messages to
	// whoever shows it, and each takes little.
	partSize = 1000
)

// handsOver is what is known of a list, for whoever shows it before it is looked at: so many first
// rows with a question of its own, which takes as long however long the list is, and then the rest.
// All at once, -1, is for lists that are shown in another order than they are read.
func handsOver[T any](
	x *Index, c *hub.Client, at store.List, r table.Kind[T], few int,
) func(context.Context) (hub.Kept[T], bool) {
	return func(ctx context.Context) (k hub.Kept[T], found bool) {
		h, found := x.store.Header(x.store.Viewer(ctx, c), at)
		if !found {
			return k, false
		}
		x.store.Touch(h)
		return hub.Kept[T]{AsOf: h.Read, Count: h.Total, Parts: func(yield func([]T, error) bool) {
			for from, most, whole := 0, few, false; !whole; most = bulk {
				all, err := rowsOf(x, h, r, most, from)
				if err != nil {
					yield(nil, err)
					return
				}
				if h.Total == 0 && len(all) == 0 && !yield(nil, nil) {
					return
				}
				for part := range slices.Chunk(all, partSize) {
					if !yield(part, nil) {
						return
					}
				}
				from, whole = from+len(all), len(all) != most
			}
		}}, true
	}
}

// rowsOf are so many rows of a list, -1 is all, from a place on. The file is let go before anybody
// looks at them.
func rowsOf[T any](x *Index, h store.Header, r table.Kind[T], most, from int) (all []T, err error) {
	held := false
	if !x.store.Read(func(s *store.Session) (failed error) {
		held, failed = s.Holds(h.Viewer, h.List)
		if failed != nil || !held {
			return failed
		}
		w := s.Of(h.Viewer)
		err := s.Each(func(row *sqlite3.Stmt) {
			one, wrong := r.Read(w, row)
			failed = errors.Join(failed, wrong)
			all = append(all, one)
		}, "select "+r.Columns+" from "+r.Table+" where list=? and gone is null order by "+r.Order+
			" limit ? offset ?", h.List, most, from)
		return errors.Join(err, failed, recallKept(s, h, all))
	}) || !held {
		return nil, errCleared
	}
	return all, nil
}
