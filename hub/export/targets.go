package export

import (
	"context"
	"errors"
	"iter"

	"tagboat/hub"
)

const (
	namespacesAhead = 8 // namespaces whose repositories are listed at once
	pagesAhead      = 4 // pages of repositories that a namespace reads ahead
)

// reading is a namespace whose repositories are being listed.
type reading struct {
	target

	pages    chan []hub.Repository
	progress listProgress
	verdict  hub.Verdict
	err      error
}

// resolve gives the targets that were asked for, or all of the account's. Namespaces that the Hub
// counts and does not hand out become a miss.
func resolve(
	ctx context.Context, c *hub.Client, q Request, t *counter, named []target,
) ([]target, error) {
	if len(named) > 0 {
		for i := range named {
			named[i].named = true
		}
		return named, nil
	}
	if c.Session() == nil && (q.Offline == nil || q.Offline.Account == "") {
		return nil, ErrLogin
	}
	var all []target
	reader := q.lists(c, false).Namespaces().Reader()
	for p, err := range reader.Pages(ctx, 0) {
		if err != nil {
			return nil, err
		}
		for _, m := range p.Rows {
			all = append(all, target{namespace: m.Namespace, all: true})
		}
	}
	if m, whole := Judge(
		"the account", NounNamespaces, reader.Verdict(), nil, causeOf(ctx),
	); !whole {
		m.Within = true
		t.miss(m)
	}
	return all, nil
}

// repositories gives those of the targets in order, while they are listed; of those that were
// named, the name alone. What cannot be listed becomes a miss.
func repositories(
	ctx context.Context,
	from lists,
	t *counter,
	targets []target,
) iter.Seq[hub.Repository] {
	return func(yield func(hub.Repository) bool) {
		listing, cancel := context.WithCancel(ctx) // settling asks the outer one why a run ended
		queue := make(chan *reading, namespacesAhead-1)
		go func() {
			defer close(queue)
			for _, s := range targets {
				r := &reading{
					target:   s,
					pages:    make(chan []hub.Repository),
					progress: listProgress{inner: true},
				}
				select {
				case queue <- r:
					go r.read(listing, from, t)
				case <-listing.Done():
					return
				}
			}
		}()
		more := true
		for r := range queue {
			t.namespace()
			begun := 0
			for page := range r.pages {
				for i := range page {
					if more = more && yield(page[i]); !more {
						cancel()
						break
					}
					begun++
				}
			}
			r.settle(ctx, t, begun)
		}
		cancel()
	}
}

// read lists a namespace. Named repositories need no listing.
func (r *reading) read(
	ctx context.Context, from lists, t *counter,
) {
	defer close(r.pages)
	if !r.all {
		page := make([]hub.Repository, len(r.names))
		for i, name := range r.names {
			page[i].Name = hub.RepositoryName{Namespace: r.namespace, Name: name}
		}
		t.expect(len(page))
		r.verdict = hub.Verdict{State: hub.Complete, Rows: len(page), Count: len(page)}
		r.pages <- page
		return
	}
	t.begin(&r.progress)
	reader := from.Repositories(r.namespace).Unattended().Reader()
	for {
		for p, err := range reader.Pages(ctx, pagesAhead) {
			if err != nil {
				r.err = err
				break
			}
			if p.Repair {
				t.again()
			}
			t.page(&r.progress, arrivalOf(p))
			r.pages <- p.Rows
		}
		r.verdict = reader.Verdict()
		if r.err != nil || r.verdict.State != hub.Unfinished {
			return
		}
	}
}

// settle names what of a namespace is missing, and the repositories that were listed and not begun.
func (r *reading) settle(ctx context.Context, t *counter, begun int) {
	cause := causeOf(ctx)
	if errors.Is(cause, errLimit) {
		return
	}
	m, whole := Judge(string(r.namespace), NounRepositories, r.verdict, r.err, cause)
	if whole && r.all && r.verdict.Rows == 0 && r.named {
		t.miss(nothingThere(r.namespace))
		return
	}
	if begun < r.verdict.Rows {
		m.Rows = begun
		if whole {
			whole, m.Err, m.Why = false, cause, Stopped
		}
	}
	if !whole {
		m.Within = r.err != nil
		t.miss(m)
	}
}
