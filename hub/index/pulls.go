package index

import (
	"context"
	"slices"
	"time"

	"tagboat/hub"
	"tagboat/hub/index/past"
	"tagboat/hub/index/store"
)

// How often a repository was pulled is remembered whenever it is read, in its namespace's list.

// ReadRepository asks for one repository as [hub.Client.Repository] does, and keeps how often it
// was pulled.
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
	}
	return detail, err
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

// ratingOf gives the repositories of a listing with how often they are pulled a day. A disk that
// does not answer soon leaves that out.
func ratingOf(
	x *Index, c *hub.Client, at store.List, l hub.Listing[hub.Repository],
) hub.Listing[hub.Repository] {
	source := l.Source()
	page := source.Page
	source.Page = func(
		ctx context.Context, n int, u hub.Urgency,
	) (hub.Page[hub.Repository], error) {
		p, err := page(ctx, n, u)
		if err == nil && len(p.Rows) > 0 {
			p.Rows = slices.Clone(p.Rows)
			for i, perDay := range x.ratesSoon(ctx, c, at, p.Rows) {
				p.Rows[i].PullsPerDay = perDay
			}
		}
		return p, err
	}
	return hub.ListingOf(source)
}

// rateSoon is how long a page waits for it.
const rateSoon = 50 * time.Millisecond

func (x *Index) ratesSoon(
	ctx context.Context, c *hub.Client, at store.List, repositories []hub.Repository,
) []*float64 {
	told := make(chan []*float64, 1)
	v, now := x.store.Viewer(ctx, c), x.store.Now()
	own := slices.Clone(repositories) // the page goes on without an answer that is late
	go func() { told <- x.rates(v, at, own, now) }()
	timer := time.NewTimer(min(x.store.Patience(), rateSoon))
	defer timer.Stop()
	select {
	case rates := <-told:
		return rates
	case <-timer.C:
	case <-ctx.Done():
	}
	return nil
}

// rates are how often repositories are pulled a day, of what was seen of them until a moment.
func (x *Index) rates(
	v store.Viewer, at store.List, repositories []hub.Repository, until time.Time,
) []*float64 {
	rates := make([]*float64, len(repositories))
	x.store.Read(func(s *store.Session) error {
		list, found, err := s.List(v, at)
		if err != nil || !found {
			return err
		}
		return rate(s, list, repositories, until, rates)
	})
	return rates
}

func rate(
	s *store.Session, list int64, repositories []hub.Repository, until time.Time, rates []*float64,
) (err error) {
	for i := range repositories {
		r := &repositories[i]
		now := past.Sample{At: until, Pulls: r.Pulls}
		if rates[i], err = past.PerDay(s.Conn, list, r.Name.Name, now); err != nil {
			return err
		}
	}
	return nil
}

// rateKept is rate for rows of a list as it was known last; of other rows than repositories it is
// nothing.
func rateKept(s *store.Session, h store.Header, rows any) error {
	repositories, are := rows.([]hub.Repository)
	if !are {
		return nil
	}
	rates := make([]*float64, len(repositories))
	err := rate(s, h.List, repositories, h.Read, rates)
	for i, perDay := range rates {
		repositories[i].PullsPerDay = perDay
	}
	return err
}
