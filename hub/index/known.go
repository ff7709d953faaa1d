package index

import (
	"errors"
	"slices"
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/delta"
	"tagboat/hub/index/store"
	"tagboat/hub/index/table"
)

// known is a list as it is known since it was whole the last time.
type known[T any] struct {
	store.Header

	x      *Index
	rows   table.Kind[T]
	ids    []int64 // of the rows, in the order of the list
	sorted []int64
	torn   int
}

var errCleared = errors.New("what was kept of the list was removed meanwhile")

// knownList finds a list that was read completely once.
func knownList[T any](
	x *Index, v store.Viewer, at store.List, r table.Kind[T],
) (k known[T], found bool) {
	h, found := x.store.Header(v, at)
	if !found {
		return k, false
	}
	k, err := loaded(x, h, r)
	return k, err == nil
}

// loaded is a list with the numbers of its rows.
func loaded[T any](x *Index, h store.Header, r table.Kind[T]) (known[T], error) {
	k := known[T]{Header: h, x: x, rows: r, ids: make([]int64, 0, h.Total)}
	if !x.store.Read(func(s *store.Session) error {
		return s.Each(func(row *sqlite3.Stmt) { k.ids = append(k.ids, row.ColumnInt64(0)) },
			"select id from "+r.Table+" where list=? and gone is null order by "+r.Order, h.List)
	}) {
		return k, errCleared
	}
	k.sorted = slices.Clone(k.ids)
	slices.Sort(k.sorted)
	return k, nil
}

// numbered is a page of the list.
func (k *known[T]) numbered(n int) (hub.Page[T], error) {
	p := hub.Page[T]{
		Number: n, Count: len(k.ids), Route: hub.KeptRoute, Answered: k.Answered,
		Last: n*perPage >= len(k.ids),
	}
	rows, err := k.page(part(k.ids, (n-1)*perPage, n*perPage))
	p.Rows = rows
	return p, err
}

// page is some rows by their numbers; fewer where some were removed meanwhile.
func (k *known[T]) page(ids []int64) (all []T, err error) {
	done := k.x.store.Read(func(s *store.Session) (failed error) {
		if held, err := s.Holds(k.Viewer, k.List); err != nil || !held {
			return err
		}
		w := s.Of(k.Viewer)
		for _, id := range ids {
			if err := s.Each(func(row *sqlite3.Stmt) {
				one, wrong := k.rows.Read(w, row)
				failed = errors.Join(failed, wrong)
				all = append(all, one)
			}, "select "+k.rows.Columns+" from "+k.rows.Table+" where id=?", id); err != nil {
				return err
			}
		}
		return errors.Join(failed, recallKept(s, k.Header, all))
	})
	if !done || len(all) < len(ids) {
		return nil, errCleared
	}
	return all, nil
}

// trusted is how long a list may go unverified because its repository's date does not move.
const trusted = 7 * 24 * time.Hour

// isUnmoved reports whether the repository has the date that it had when the list was verified,
// which was not long ago, and nothing is missing of its tags.
func (k *known[T]) isUnmoved(dated hub.Timestamp) bool {
	age := k.x.store.Now().Sub(k.Read)
	return !dated.IsZero() && dated == k.Dated && age >= 0 && age <= trusted && k.countTorn()
}

// countTorn counts the rows that are not whole, and reports whether there is none.
func (k *known[T]) countTorn() bool {
	return k.x.store.Read(func(s *store.Session) (err error) {
		n, _, err := s.Number("select count(*) from tag where list=? and gone is null"+
			" and (digest is null or platforms is null or updated is null)", k.List)
		k.torn = int(n)
		return err
	}) && k.torn == 0
}

// standing is the list as a delta needs it; whatever was stored after it was loaded does not count.
func (k *known[T]) standing() delta.Known {
	k.countTorn()
	return delta.Known{
		Rows: len(k.ids), Torn: k.torn, Newest: k.Newest, Answered: k.Answered,
		Find: func(name string) (known, whole bool) {
			_, known, whole = k.find(name)
			return known, whole
		},
	}
}

// find is the number of a tag that is known, and whether it is whole.
func (k *known[T]) find(name string) (id int64, known, whole bool) {
	k.x.store.Read(func(s *store.Session) error {
		return s.Each(func(row *sqlite3.Stmt) {
			id, whole = row.ColumnInt64(0), row.ColumnBool(1)
			_, known = slices.BinarySearch(k.sorted, id)
		}, "select id, digest is not null and platforms is not null and updated is not null"+
			" from tag where list=? and name=?", k.List, name)
	})
	return id, known, whole
}

// isWhole reports whether nothing is missing of a tag that the Hub may fill in later.
func isWhole(t hub.Tag) bool {
	return !t.Digest.IsZero() && len(t.Images) > 0 && !t.Updated.IsZero()
}
