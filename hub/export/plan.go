package export

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"tagboat/hub"
)

// Plan is what a run will cost.
type Plan struct {
	Noun         string
	Namespaces   int
	Repositories int
	Rows         int // tags or repositories; -1: not known before they are read
	Requests     int // for the run
	// repositories whose immutability rules are asked for, if something would go of all
	Locks int
	// of Requests, those for the first page of each repository's manifests
	Manifests int
	// there may be more: tags of a repository are counted by its first page, and those of one that
	// is known by the look that may verify them
	AtLeast bool
	// what the Hub allows; not Known: the measured 180 a minute are assumed
	Budget hub.Budget
	Time   time.Duration // at that limit, eight requests at a time
}

// Plan finds out what the work will cost, with one request for each namespace and for each
// repository that was named, and none beyond those and the list of the account's namespaces. It
// writes nothing.
func (w *Work) Plan(ctx context.Context) (*Plan, error) {
	p := &Plan{Noun: NounRepositories}
	if w.tags {
		p.Noun = NounTags
	}
	targets, err := resolve(ctx, w.client, w.request, &counter{}, w.targets)
	if err != nil {
		return nil, err
	}
	survey, rowsKnown := &survey{now: w.client.Now}, true
	g, within := errgroup.WithContext(ctx)
	g.SetLimit(flight)
	for _, s := range targets {
		if s.all {
			p.Namespaces++
			g.Go(func() error {
				return ask(
					within,
					survey,
					w.client.Repositories(s.namespace, hub.NameAscending),
					func(n int) {
						p.namespace(n, w.tags)
						rowsKnown = rowsKnown && (!w.tags || n == 0)
					},
				)
			})
		}
		for _, name := range s.names {
			r := hub.RepositoryName{Namespace: s.namespace, Name: name}
			g.Go(func() error {
				return ask(within, survey, w.client.Tags(r, hub.Newest), func(n int) {
					p.repository(n, !w.whole && w.request.Index.KnowsTags(within, w.client, r))
				})
			})
		}
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	switch {
	case !w.tags:
		p.Rows = p.Repositories
	case !rowsKnown:
		p.Rows = -1
	}
	p.Locks = w.stale.locks(p.Repositories)
	p.untagged(w.stale.manifests(p.Repositories))
	p.Budget = w.client.Budget()
	p.Time = duration(p.Requests, survey.slowest, p.Budget, w.client.Now())
	return p, nil
}

// repository counts a repository of n tags. A list that is known may be verified by one request.
func (p *Plan) repository(n int, known bool) {
	p.Repositories++
	p.Rows += n
	if known {
		p.Requests, p.AtLeast = p.Requests+1, true
		return
	}
	p.Requests += pagesOf(n, perPage)
}

// namespace counts a namespace of n repositories, each of which has one page of tags at least.
func (p *Plan) namespace(n int, tags bool) {
	p.Repositories += n
	p.Requests += pagesOf(n, perPage)
	if tags && n > 0 {
		p.Requests += n
		p.AtLeast = true
	}
}

// untagged counts the first pages of so many lists of manifests.
func (p *Plan) untagged(n int) {
	p.Manifests = n
	p.Requests += n
	p.AtLeast = p.AtLeast || n > 0
}

// survey is the asking of first pages, several at a time.
type survey struct {
	now     func() time.Time
	mu      sync.Mutex
	slowest time.Duration
}

// ask hears how many rows a listing has.
func ask[T any](ctx context.Context, s *survey, l hub.Listing[T], add func(n int)) error {
	began := s.now()
	page, err := l.Page(ctx, 1)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.slowest = max(s.slowest, s.now().Sub(began))
	if err == nil {
		add(max(page.Count, 0))
	}
	return err
}
