package export

import (
	"context"
	"errors"
	"slices"

	"tagboat/hub"
	"tagboat/hub/export/journal"
	"tagboat/hub/query"
	"tagboat/hub/stale"
)

// list is one listing on its way to the output.
type list[T any] struct {
	name       string             // in the journal and in a miss
	repository hub.RepositoryName // whose tags they are; zero for repositories
	named      hub.Namespace      // whose repositories they are, where a person named it
	rows       hub.Listing[T]

	position int
	progress listProgress
	pages    chan held[T]
	earlier  journal.Set     // rows that earlier runs wrote
	met      int             // of those, how many came again
	kept     query.Keeper[T] // rows to be put in order
	charge   int             // pages of the window that wait with them, of a list that is judged
	plan     *stale.Plan     // of a list that is judged
	asked    bool            // its repository's immutability rules were asked for
	broken   bool            // and one of them cannot be read
	allSeen  bool            // its manifests without a tag were read too
	reader   *hub.Reader[T]
	verdict  hub.Verdict
	err      error
}

// held is a page on its way, and how many pages of the window it takes.
type held[T any] struct {
	rows   []T
	charge int
}

const perPage = 100 // rows of a page of the Hub

// walk reads a list to its end, no further ahead than the window lets it. The client has tried
// again what may pass.
func (e *engine[T, R]) walk(ctx context.Context, l *list[T]) {
	l.reader = l.rows.Unattended().Reader()
	want := 1
	for {
		most, err := e.window.take(ctx, l.position, want)
		if err == nil {
			err = e.readAhead(ctx, l, most)
		} else {
			e.window.give(most)
		}
		if err != nil && !e.otherwise(ctx, l, err) {
			l.err = err
			break
		}
		if v := l.reader.Verdict(); err == nil && v.State != hub.Unfinished {
			break
		}
		want = min(l.left(), mostAtOne) + 1
	}
	l.verdict, l.reader = l.reader.Verdict(), nil
	if l.err == nil {
		e.counter.end(&l.progress, l.verdict.Route)
		return
	}
	if !errors.Is(l.err, context.Canceled) && e.counter.failed(l.err) {
		e.end(l.err)
	}
}

// readAhead reads at most so many pages; 0 is to the end.
func (e *engine[T, R]) readAhead(ctx context.Context, l *list[T], most int) error {
	charge := min(most, 1)
	defer func() { e.window.give(most) }()
	for p, err := range l.reader.Pages(ctx, most) {
		if err != nil {
			return err
		}
		if p.Repair {
			e.counter.again()
		}
		e.counter.page(&l.progress, arrivalOf(p))
		if most == 0 && !e.unordered {
			e.holdBack(l.left())
		}
		p.Rows = slices.DeleteFunc(p.Rows, func(row T) bool { return !e.wanted(l, &row) })
		if len(p.Rows) == 0 {
			continue
		}
		most -= charge
		e.deliver(l, held[T]{p.Rows, charge})
	}
	return nil
}

// left is how many pages are still to be read, as far as is known.
func (l *list[T]) left() int { return pagesOf(l.progress.count-l.progress.rows, perPage) }

func (e *engine[T, R]) holdBack(left int) {
	switch {
	case left > 2*mostAtOne:
		e.window.reserve(keptBack)
	case left <= mostAtOne:
		e.window.reserve(0)
	}
}

// wanted leaves out what the filter does not let through and what was written before.
func (e *engine[T, R]) wanted(l *list[T], row *T) bool {
	if !e.choice.fits(l.repository, row) || e.keep != nil && !e.keep(row) {
		return false
	}
	if l.earlier.Has(l.rows.Key(*row)) {
		l.met++
		return false
	}
	return true
}

// otherwise reports whether a list that failed goes on another way: through the registry, where
// names are enough and the Hub bars the way.
func (e *engine[T, R]) otherwise(ctx context.Context, l *list[T], err error) bool {
	barred := errors.Is(err, hub.DepthCapped) || errors.Is(err, hub.BotChallenge)
	return ctx.Err() == nil && barred && e.namesDo && l.reader.ThroughRegistry()
}
