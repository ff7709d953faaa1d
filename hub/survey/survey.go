// Package survey asks the Hub about many repositories what the list of their namespace does not
// tell: how many tags each has, and the rules for them. It is one request for either, and every
// answer is kept in the index.
package survey

import (
	"context"
	"errors"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/index"
)

const (
	besides = 8 // repositories that are asked about side by side
	// hopeless is how many in a row may fail by what hardly is one repository's own: then no other
	// is asked about.
	hopeless = 3
	// mostWaits is how often one repository waits for the end of a limit, and longestWait how long.
	mostWaits   = 3
	longestWait = 15 * time.Minute
)

// Wanted is what to ask about each repository.
type Wanted struct{ Tags, Rules bool }

// Requests is how many requests so many repositories take.
func (w Wanted) Requests(repositories int) int {
	each := 0
	for _, asked := range []bool{w.Tags, w.Rules} {
		if asked {
			each++
		}
	}
	return each * repositories
}

// Answer is what the Hub told of a repository.
type Answer struct {
	Repository hub.RepositoryName
	Seen       hub.Seen
	Err        error // why not all of it is known; nil where it is
}

// Survey is what is asked, by whom and about what.
type Survey struct {
	Client *hub.Client
	Index  *index.Index // nil: nothing is kept
	Of     []hub.RepositoryName
	Wanted Wanted
}

// Run asks, behind whatever a person waits for, and waits where the Hub wants it. Answers are
// delivered one at a time, in no order; it ends where deliver reports false. The error says why the
// others were not asked about.
func (s Survey) Run(ctx context.Context, deliver func(Answer) bool) error {
	ctx = hub.With(hub.As(ctx, s.Client.Asker(ctx)), hub.Patient)
	side, ctx := errgroup.WithContext(ctx)
	side.SetLimit(besides)
	r := run{Survey: s, deliver: deliver}
	for _, name := range s.Of {
		if ctx.Err() != nil {
			break
		}
		side.Go(func() error { return r.one(ctx, name) })
	}
	if err := side.Wait(); err != nil && !errors.Is(err, errUnwanted) {
		return err
	}
	return nil
}

var errUnwanted = errors.New("nobody wants to know any more")

type run struct {
	Survey

	deliver func(Answer) bool
	mu      sync.Mutex
	failed  int // in a row
}

// one asks about one repository; its error ends all.
func (r *run) one(ctx context.Context, name hub.RepositoryName) error {
	a := r.ask(ctx, name)
	for waits := 0; waits < mostWaits && r.outlasts(ctx, a.Err); waits++ {
		a = r.ask(ctx, name)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case !export.IsEverywhere(a.Err):
		r.failed = 0
	case hub.KindOf(a.Err) == hub.SessionEnded, isLimit(a.Err):
		return a.Err
	default:
		if r.failed++; r.failed >= hopeless {
			return a.Err
		}
	}
	if !r.deliver(a) {
		return errUnwanted
	}
	return nil
}

func (r *run) ask(ctx context.Context, name hub.RepositoryName) Answer {
	a := Answer{Repository: name}
	if r.Wanted.Tags {
		a.Seen, a.Err = r.Index.CountTags(ctx, r.Client, name)
	}
	if r.Wanted.Rules && (a.Err == nil || errors.Is(a.Err, hub.Forbidden)) {
		detail, err := r.Index.ReadRepository(ctx, r.Client, name)
		switch {
		case err != nil:
			a.Err = errors.Join(a.Err, err)
		case !detail.ImmutableTags.Untold:
			a.Seen.Locks = &detail.ImmutableTags
		}
	}
	return a
}

// outlasts waits for the end of a limit, and reports whether to ask again.
func (r *run) outlasts(ctx context.Context, err error) bool {
	var told *hub.Error
	if !isLimit(err) || !errors.As(err, &told) || told.Until.IsZero() {
		return false
	}
	wait := told.Until.Sub(r.Client.Now())
	if wait > longestWait {
		return false
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func isLimit(err error) bool {
	return errors.Is(err, hub.RateLimited) || errors.Is(err, hub.AbuseLimited)
}
