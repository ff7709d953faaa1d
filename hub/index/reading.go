package index

import (
	"context"
	"errors"
	"slices"
	"time"

	"tagboat/hub"
	"tagboat/hub/index/past"
	"tagboat/hub/index/store"
	"tagboat/hub/index/table"
)

// reading is a walk through a list, of which every page is stored behind it. It is told of pages by
// the Reader, and holds it up only where nobody watches.
type reading[T any] struct {
	x       *Index
	rows    table.Kind[T]
	client  *hub.Client
	at      store.List
	changed func(T) time.Time // nil: rows come in an order by which no news can be found
	dated   hub.Timestamp     // of the repository, before its tags were read; zero: unknown

	pace     store.Pace
	viewer   store.Viewer
	begun    bool
	spoilt   bool // something of it is not, or may not be, stored
	newest   time.Time
	answered time.Time
	total    int

	// of the writer's goroutine
	list, number int64
	owner        int64 // the viewer, as it is stored
	lost         bool
	arrived      time.Time
}

var _ hub.Observer[hub.Tag] = (*reading[hub.Tag])(nil)

// Page stores what came from the Hub. Who begins as nobody and goes on with an account sees with
// other eyes from there on.
func (r *reading[T]) Page(ctx context.Context, p hub.Page[T]) {
	if p.Route == hub.RegistryRoute {
		r.hear(p.Rows)
	}
	if p.Route != hub.HubRoute || r.spoilt {
		r.spoilt = r.spoilt || p.Route != hub.KeptRoute
		return
	}
	v := r.x.store.Viewer(ctx, r.client)
	if r.begun && v != r.viewer {
		r.spoilt = true
		return
	}
	if p.Number == 1 && !p.Repair {
		r.viewer, r.begun, r.total, r.answered = v, true, p.Count, p.Answered
		r.newest = r.newestOf(p.Rows)
	}
	kept, now := slices.Clone(p.Rows), r.x.store.Now()
	if !r.x.store.LaterAt(ctx, &r.pace, bytesOf(kept), func(s *store.Session) error {
		return errors.Join(r.store(s, kept, now), r.count(s, p.Count, now))
	}) {
		r.spoilt = true
	}
}

func (r *reading[T]) newestOf(rows []T) (newest time.Time) {
	if r.changed == nil {
		return newest
	}
	for _, row := range rows {
		if at := r.changed(row); at.After(newest) {
			newest = at
		}
	}
	return newest
}

// Concluded stores that the list is known completely, if that is so, or what else came of it.
func (r *reading[T]) Concluded(v hub.Verdict) {
	if !r.begun {
		return
	}
	if r.spoilt || v.State != hub.Complete || v.Route != hub.HubRoute || v.Malformed > 0 ||
		v.Count != v.Rows {
		word := verdictPartial
		if v.State == hub.Changed {
			word = verdictChanged
		}
		r.x.store.Later(0, func(s *store.Session) error {
			return concluded(s, r.list, word, r.x.store.Now())
		})
	} else {
		r.x.store.Later(0, r.conclude)
	}
	r.x.store.MakeRoom()
}

// store writes a page; the first begins a reading.
func (r *reading[T]) store(s *store.Session, rows []T, now time.Time) error {
	if r.lost {
		return nil
	}
	if r.number == 0 {
		r.arrived = now
		if err := r.begin(s, now); err != nil {
			r.lost = true
			return err
		}
	}
	if held, err := s.Holds(r.owner, r.list); err != nil || !held { // cleared, or it made room
		r.lost = true
		return err
	}
	w, at := s.Of(r.owner), table.Place{
		List: r.list, Reading: r.number, Now: now.UnixMicro(),
	}
	for i := range rows {
		if err := r.rows.Write(w, at, &rows[i]); err != nil {
			r.lost = true
			return err
		}
	}
	err := r.note(s, rows, now)
	r.lost = err != nil
	return err
}

// note keeps what a page tells beside its rows.
func (r *reading[T]) note(s *store.Session, rows []T, now time.Time) error {
	switch all := any(rows).(type) {
	case []hub.Repository:
		return sample(s, r.list, all, now)
	case []hub.Tag:
		return past.SawTags(s.Conn, r.list, all)
	}
	return nil
}

// count keeps how many rows of a repository's list there are.
func (r *reading[T]) count(s *store.Session, rows int, now time.Time) error {
	if r.lost || r.at.Repository == "" {
		return nil
	}
	return past.SawCount(s.Conn, r.list, int64(rows), now)
}

func (r *reading[T]) begin(s *store.Session, now time.Time) (err error) {
	if r.owner, r.list, err = r.x.store.Enter(s, r.viewer, r.at, now); err != nil {
		return err
	}
	r.number, _, err = s.Number(
		"update list set readings=readings+1 where id=? returning readings", r.list)
	return err
}

// conclude makes what was read the list, unless a reading that began later is that already.
// Readings are told apart by their numbers: clocks go wrong.
func (r *reading[T]) conclude(s *store.Session) error {
	if r.lost {
		return nil
	}
	now := r.arrived.UnixMicro()
	err := s.Exec("update list set whole=?1, read=?2, verified=?2, answered=?3, newest=?4, total=?5"+
		", dated=?7, verdict=?8, concluded=?2 where id=?6 and whole<?1",
		r.number, now, table.Moment(hub.TimestampOf(r.answered)),
		table.Moment(hub.TimestampOf(r.newest)), r.total, r.list, table.Moment(r.dated),
		verdictWhole)
	if err != nil || s.DB.Changes() == 0 {
		return err
	}
	if err := looked(s, r.list, r.arrived, r.x.store.Now()); err != nil {
		return err
	}
	if err := s.Exec("delete from heard where list=?", r.list); err != nil {
		return err
	}
	return s.Exec("update "+r.rows.Table+" set gone=? where list=? and reading<? and gone is null",
		now, r.list, r.number)
}

// bytesOf is about what rows take while they wait.
func bytesOf[T any](rows []T) int {
	const row, image = 400, 100
	n := row * len(rows)
	if tags, ok := any(rows).([]hub.Tag); ok {
		for i := range tags {
			n += image * len(tags[i].Images)
		}
	}
	return n
}
