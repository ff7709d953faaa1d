package index

import (
	"errors"
	"time"

	"tagboat/hub"
	"tagboat/hub/index/past"
	"tagboat/hub/index/store"
	"tagboat/hub/index/table"
)

// verified is a list that is known to be whole: rows that were read just now, and before them known
// ones.
type verified struct {
	known[hub.Tag]

	route hub.Route
	dated hub.Timestamp     // of the repository, before the news were read; zero: unknown
	first hub.Page[hub.Tag] // of the news
	read  []hub.Tag
	at    time.Time // when they had been read
}

// prepare takes the rows that were read out of those that are known.
func (v *verified) prepare() {
	fresh := map[int64]bool{}
	for i := range v.read {
		if id, known, _ := v.find(v.read[i].Name); known {
			fresh[id] = true
		}
	}
	older := v.ids[:0]
	for _, id := range v.ids {
		if !fresh[id] {
			older = append(older, id)
		}
	}
	v.ids = older
}

// page is a page of the list.
func (v *verified) page(n int) (hub.Page[hub.Tag], error) {
	from, to := (n-1)*perPage, n*perPage
	p := hub.Page[hub.Tag]{
		Number: n, Count: v.first.Count, Route: v.route, Answered: v.first.Answered,
		Last: to >= len(v.read)+len(v.ids),
	}
	p.Rows = append(p.Rows, part(v.read, from, to)...)
	older, err := v.known.page(part(v.ids, from-len(v.read), to-len(v.read)))
	if err != nil {
		return p, &hub.Error{Op: "read what was kept of the list", Kind: hub.Unreadable, Err: err}
	}
	p.Rows = append(p.Rows, older...)
	return p, nil
}

// part is what there is of all between two places.
func part[T any](all []T, from, to int) []T {
	from, to = min(max(from, 0), len(all)), min(max(to, 0), len(all))
	return all[from:to]
}

// store keeps the news: the list is whole as of the first answer. A reading that was concluded
// meanwhile, by this process or another, knows better; its rows are not older.
func (v *verified) store(s *store.Session) error {
	readings, found, err := s.Number("select readings from list where id=? and whole=?", v.List, v.Whole)
	if err != nil || !found {
		return err
	}
	now := v.at.UnixMicro()
	w, at := s.Of(v.Viewer), table.Place{
		List: v.List, Reading: readings, Now: now,
	}
	for i := range v.read {
		if err := table.Tags.Write(w, at, &v.read[i]); err != nil {
			return err
		}
	}
	if err := errors.Join(looked(s, v.List, v.at, v.at), past.SawTags(s.Conn, v.List, v.read),
		past.SawCount(s.Conn, v.List, int64(v.first.Count), v.at)); err != nil {
		return err
	}
	newest := hub.TimestampOf(pageOf(v.first).Newest())
	return s.Exec("update list set looked=?1, verified=?1, answered=?2, newest=?3, total=?4,"+
		" dated=?6, verdict=?7, concluded=?1 where id=?5",
		now, table.Moment(hub.TimestampOf(v.first.Answered)), table.Moment(newest), v.first.Count,
		v.List, table.Moment(v.dated), verdictVerified)
}
