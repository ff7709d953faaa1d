package index

import (
	"context"
	"slices"
	"time"

	"tagboat/hub"
	"tagboat/hub/index/past"
	"tagboat/hub/index/store"
)

// What is seen of a repository beside its row is remembered whenever it is read: how often it was
// pulled, how many tags it has, when one of them was pulled last, the rules for them.

// ReadRepository asks for one repository as [hub.Client.Repository] does, and keeps how often it
// was pulled and the rules for its tags.
func (x *Index) ReadRepository(
	ctx context.Context, c *hub.Client, r hub.RepositoryName,
) (hub.RepositoryDetail, error) {
	if x == nil {
		return c.Repository(ctx, r)
	}
	before := x.store.Viewer(ctx, c)
	detail, err := c.Repository(ctx, r)
	if err == nil && x.store.Viewer(ctx, c) == before {
		now := x.store.Now()
		x.store.Later(0, func(s *store.Session) error {
			_, list, err := x.store.Enter(s, before, store.RepositoriesOf(r.Namespace), now)
			if err != nil {
				return err
			}
			return past.AddSample(s.Conn, list, r.Name, past.Sample{At: now, Pulls: detail.Pulls})
		})
		x.keepBeside(before, r, now, func(s *store.Session, list int64) error {
			return past.SawLocks(s.Conn, list, detail.ImmutableTags)
		})
	}
	return detail, err
}

// CountTags asks how many tags a repository has, by a page of its newest, and keeps that and when
// one of these was pulled last.
func (x *Index) CountTags(
	ctx context.Context, c *hub.Client, r hub.RepositoryName,
) (seen hub.Seen, err error) {
	var before store.Viewer
	if x != nil {
		before = x.store.Viewer(ctx, c)
	}
	p, err := c.NewestTags(r, glance).Page(ctx, 1)
	if err != nil || p.Count < 0 {
		return seen, err
	}
	now, tags := c.Now(), int64(p.Count)
	seen = hub.Seen{Tags: &tags, Counted: hub.TimestampOf(now)}
	for i := range p.Rows {
		seen.Pulled = max(seen.Pulled, p.Rows[i].Pulled)
	}
	if x != nil && x.store.Viewer(ctx, c) == before {
		x.keepBeside(before, r, now, func(s *store.Session, list int64) error {
			if err := past.SawCount(s.Conn, list, tags, now); err != nil {
				return err
			}
			return past.SawPull(s.Conn, list, seen.Pulled)
		})
	}
	return seen, nil
}

// keepBeside keeps something with the list of a repository's tags.
func (x *Index) keepBeside(
	v store.Viewer, r hub.RepositoryName, now time.Time,
	keep func(s *store.Session, list int64) error,
) {
	x.store.Later(0, func(s *store.Session) error {
		_, list, err := x.store.Enter(s, v, store.TagsOf(r), now)
		if err != nil {
			return err
		}
		return keep(s, list)
	})
}

// sample keeps how often the repositories of a page were pulled.
func sample(s *store.Session, list int64, repositories []hub.Repository, now time.Time) error {
	for i := range repositories {
		one := past.Sample{At: now, Pulls: repositories[i].Pulls}
		if err := past.AddSample(s.Conn, list, repositories[i].Name.Name, one); err != nil {
			return err
		}
	}
	return nil
}

// recalling gives the repositories of a listing with what was seen of them. A disk that does not
// answer soon leaves that out.
func recalling(
	x *Index, c *hub.Client, at store.List, l hub.Listing[hub.Repository],
) hub.Listing[hub.Repository] {
	source := l.Source()
	page := source.Page
	source.Page = func(
		ctx context.Context, n int, u hub.Urgency,
	) (hub.Page[hub.Repository], error) {
		p, err := page(ctx, n, u)
		if err == nil && len(p.Rows) > 0 {
			p.Rows = x.recallSoon(ctx, c, at, p.Rows)
		}
		return p, err
	}
	return hub.ListingOf(source)
}

// recallWithin is how long a page waits for it.
const recallWithin = 50 * time.Millisecond

// recallSoon are the same rows with what was seen of them, if the disk tells that soon.
func (x *Index) recallSoon(
	ctx context.Context, c *hub.Client, at store.List, rows []hub.Repository,
) []hub.Repository {
	told := make(chan []hub.Repository, 1)
	v, now := x.store.Viewer(ctx, c), x.store.Now()
	own := slices.Clone(rows) // the page goes on without an answer that is late
	go func() {
		x.store.Read(func(s *store.Session) error { return recall(s, v, at, own, now) })
		told <- own
	}()
	timer := time.NewTimer(min(x.store.Patience(), recallWithin))
	defer timer.Stop()
	select {
	case own := <-told:
		return own
	case <-timer.C:
	case <-ctx.Done():
	}
	return rows
}

func recall(
	s *store.Session, v store.Viewer, at store.List, rows []hub.Repository, until time.Time,
) error {
	viewer, entered, err := s.Find(v)
	if err != nil || !entered {
		return err
	}
	if err := see(s, viewer, rows); err != nil {
		return err
	}
	list, found, err := s.List(v, at)
	if err != nil || !found {
		return err
	}
	return rate(s, list, rows, until)
}

// see gives repositories of one namespace with what a viewer saw of each.
func see(s *store.Session, viewer int64, rows []hub.Repository) error {
	seen, err := past.Seen(s.Conn, viewer, rows[0].Name.Namespace)
	for i := range rows {
		rows[i].Seen = seen[rows[i].Name.Name]
	}
	return err
}

// rate gives them with how often they are pulled a day, of what was seen until a moment.
func rate(s *store.Session, list int64, rows []hub.Repository, until time.Time) (err error) {
	for i := range rows {
		now := past.Sample{At: until, Pulls: rows[i].Pulls}
		rows[i].PullsPerDay, err = past.PerDay(s.Conn, list, rows[i].Name.Name, now)
		if err != nil {
			return err
		}
	}
	return nil
}

// recallKept is recall for rows of a list as it was known last; of other rows than repositories it
// is nothing.
func recallKept(s *store.Session, h store.Header, rows any) error {
	repositories, are := rows.([]hub.Repository)
	if !are || len(repositories) == 0 {
		return nil
	}
	if err := see(s, h.Viewer, repositories); err != nil {
		return err
	}
	return rate(s, h.List, repositories, h.Read)
}
