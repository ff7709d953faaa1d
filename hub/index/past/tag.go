package past

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/database"
	"tagboat/hub/index/table"
)

// span is a time in which a tag was one image, or was not there, from the look that saw it first to
// the one that saw it otherwise first.
type span struct {
	digest hub.Digest // zero: not there
	since  hub.Timestamp
	by     hub.Timestamp // forever: it is so
}

const forever = hub.Timestamp(math.MaxInt64)

// row is a row of former, or of tag.
type row struct {
	span

	gone bool // it was not there after that
}

// spans are those of a tag, the oldest first, one behind the other. A digest that the Hub left out
// for a time is none.
func spans(c *database.Conn, list int64, tag string) (all []span, err error) {
	var rows []row
	former := c.Each(func(s *sqlite3.Stmt) {
		rows = append(rows, row{
			span{table.Digest(s, 0), table.Timestamp(s, 1), table.Timestamp(s, 2)}, s.ColumnBool(3),
		})
	}, "select digest, since, until, gone from former where list=? and name=?", list, tag)
	slices.SortStableFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.since, b.since), cmp.Compare(a.by, b.by))
	})
	current := c.Each(func(s *sqlite3.Stmt) {
		one := row{span: span{table.Digest(s, 0), table.Timestamp(s, 1), forever}}
		if gone := table.Timestamp(s, 2); !gone.IsZero() {
			one.by, one.gone = gone, true
		}
		rows = append(rows, one)
	}, "select digest, since, gone from tag where list=? and name=?", list, tag)
	return joined(rows), errors.Join(former, current)
}

func joined(rows []row) (all []span) {
	for _, r := range rows {
		last := len(all) - 1
		switch {
		case last >= 0 && all[last].digest.IsZero(): // it is there again
			all[last].by = r.since
		case last >= 0 && (r.digest.IsZero() || r.digest == all[last].digest):
			all[last].by = r.by
			if r.gone {
				all = append(all, span{since: r.by, by: forever})
			}
			continue
		case last >= 0:
			all[last].by = r.since
		}
		if !r.digest.IsZero() {
			all = append(all, r.span)
		}
		if r.gone && len(all) > 0 {
			all = append(all, span{since: r.by, by: forever})
		}
	}
	return all
}

// names are the tags of a list, and when they were an image.
func names(c *database.Conn, list int64, d hub.Digest) (all []named, err error) {
	sum := d.Sum()
	err = c.Each(func(s *sqlite3.Stmt) {
		all = append(all, named{s.ColumnText(0), table.Timestamp(s, 1), table.Timestamp(s, 2)})
	}, "select name, since, coalesce(gone, ?3) from tag where digest=?2 and +list=?1"+
		" union all select name, since, until from former where digest=?2 and +list=?1",
		list, sum[:], int64(forever)) // by the index of digests: a list has many names
	slices.SortFunc(all, func(a, b named) int { return cmp.Compare(a.name, b.name) })
	return all, err
}

type named struct {
	name      string
	since, by hub.Timestamp
}

func plain(all []named) []string {
	names := make([]string, len(all))
	for i, n := range all {
		names[i] = n.name
	}
	return names
}
