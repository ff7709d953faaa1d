package check

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"

	"tagboat/hub"
)

const (
	mostLists = 16 // lists that are read side by side
	// hopeless is how many lists in a row may fail by what hardly is one list's own: then no other
	// is asked for.
	hopeless = 3
)

// Progress is how far a run has come.
type Progress struct{ Done, Of, Requests int }

// Report is what a run came to.
type Report struct {
	Results      []Result // in the order of the files
	Files        int      // that hold a reference
	Repositories int      // that were asked about
	Requests     int
}

// Count is how many references have a verdict.
func (r *Report) Count(v Verdict) (n int) {
	for i := range r.Results {
		if r.Results[i].Verdict == v {
			n++
		}
	}
	return n
}

// run is the reading of all lists.
type run struct {
	*Check

	mu      sync.Mutex
	done    int
	failed  int   // lists in a row
	stopped error // why no other list is asked for
}

// Run asks the Hub about every reference. The report is whole where the context ends early too:
// what was not asked is unknown then, and the error is the context's. It tells of progress from
// several goroutines, one at a time.
func (c *Check) Run(ctx context.Context, observe func(Progress)) (Report, error) {
	before := c.client.Requests()
	r := &run{Check: c}
	if observe != nil {
		observe(Progress{Of: len(c.groups)})
	}
	patient := hub.With(ctx, hub.Patient)
	var side errgroup.Group
	side.SetLimit(mostLists)
	for _, g := range c.groups {
		side.Go(func() error {
			l := c.lookup(g)
			l.err = r.stoppedBy()
			if l.err == nil {
				l.read(patient)
			}
			l.answer()
			r.ended(l, before, observe)
			return nil
		})
	}
	_ = side.Wait() // none fails: what went wrong is in the results
	report := Report{
		Results: c.results, Repositories: len(c.groups), Requests: c.client.Requests() - before,
	}
	for i := range c.request.Files {
		if len(c.request.Files[i].Refs) > 0 {
			report.Files++
		}
	}
	return report, ctx.Err()
}

func (r *run) stoppedBy() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.stopped
}

// ended hears of a list that was read, or failed.
func (r *run) ended(l *lookup, before int, observe func(Progress)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done++
	switch {
	case l.err == nil:
		r.failed = 0
	case isEverywhere(l.err):
		if r.failed++; r.failed >= hopeless {
			r.stopped = l.err
		}
	}
	if observe != nil {
		observe(Progress{r.done, len(r.groups), r.client.Requests() - before})
	}
}

// isEverywhere reports whether a failure hardly is one list's own.
func isEverywhere(err error) bool {
	switch hub.KindOf(err) {
	case hub.RateLimited, hub.AbuseLimited, hub.BotChallenge, hub.TLS, hub.Proxy, hub.SessionEnded,
		hub.BadCredentials, hub.Unavailable, hub.NoNetwork, hub.TimedOut, hub.DNS, hub.NotTheHub:
		return true
	default:
		return false
	}
}
