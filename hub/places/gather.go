package places

import (
	"context"
	"errors"
	"time"

	"tagboat/hub"
)

// Gathered is what Gather has to say: what one request brought, that a namespace is done, or that
// it waits.
type Gathered struct {
	Namespaces   []hub.Membership // those of the account, once
	Repositories []hub.Repository // one page
	Namespace    hub.Namespace    // the one that is being listed
	Count        int              // of its repositories, as the Hub counts them
	Done, Of     int              // namespaces
	// nothing is asked until then, for the budget's sake; the rest is zero
	Waiting time.Time
}

const (
	idlePause = 250 * time.Millisecond // between two looks whether the person is busy
	budgetTry = time.Minute            // when the Hub does not say when its minute is over
)

// Gather lists the repositories of the account's namespaces, one page at a time and one namespace
// after another, and delivers each page; deliver reports false once nothing more is wanted. It asks
// for no page while idle, if given, reports false, nor while less than half of the Hub's budget is
// left: then it looks again when the budget is renewed, or after a minute if that is sooner or the
// Hub did not say when. now is the clock that the client was given. What cannot be listed is left
// out; an error that would meet the other namespaces too ends it. Without an account nothing is
// asked.
func Gather(
	ctx context.Context, client *hub.Client, now func() time.Time, idle func() bool,
	deliver func(Gathered) bool,
) error {
	g := gatherer{client, now, idle, deliver}
	if err := g.yield(ctx); err != nil {
		return err
	}
	page, err := client.Namespaces().Page(ctx, 1)
	if err != nil {
		return err
	}
	if !deliver(Gathered{Namespaces: page.Rows, Of: len(page.Rows)}) {
		return nil
	}
	for i, m := range page.Rows {
		wanted, err := g.list(ctx, m.Namespace, i, len(page.Rows))
		if err != nil && concernsAll(err) || !wanted {
			return err
		}
	}
	return ctx.Err()
}

type gatherer struct {
	client  *hub.Client
	now     func() time.Time
	idle    func() bool
	deliver func(Gathered) bool
}

// list delivers the repositories of one namespace.
func (g gatherer) list(
	ctx context.Context, ns hub.Namespace, done, of int,
) (wanted bool, err error) {
	reader := g.client.Repositories(ns, hub.Newest).Unattended().Reader()
	for reader.Verdict().State == hub.Unfinished {
		if err := g.yield(ctx); err != nil {
			return false, err
		}
		for page, err := range reader.Pages(ctx, 1) {
			if err != nil {
				return true, err
			}
			if !g.deliver(Gathered{
				Repositories: page.Rows, Namespace: ns, Count: page.Count, Done: done, Of: of,
			}) {
				return false, nil
			}
		}
	}
	return g.deliver(Gathered{Namespace: ns, Done: done + 1, Of: of}), nil
}

// yield waits until a request is in nobody's way.
func (g gatherer) yield(ctx context.Context) error {
	for {
		pause := time.Duration(0)
		if b := g.client.Budget(); b.Known && 2*b.Remaining < b.Limit {
			pause = budgetTry
			if rest := b.Reset.Sub(g.now()); rest > 0 {
				pause = min(rest, budgetTry)
			}
			if !g.deliver(Gathered{Waiting: g.now().Add(pause)}) {
				return context.Canceled
			}
		} else if g.idle != nil && !g.idle() {
			pause = idlePause
		}
		if pause == 0 {
			return ctx.Err()
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
}

// concernsAll reports whether the next namespace would meet the error too. One organization may
// enforce single sign-on, or be closed to a token, where others are not.
func concernsAll(err error) bool {
	return !errors.Is(err, hub.NotFound) && !errors.Is(err, hub.Forbidden) &&
		!errors.Is(err, hub.SSORequired) && !errors.Is(err, hub.TokenNotAllowed) &&
		!errors.Is(err, hub.DepthCapped) &&
		!errors.Is(err, hub.Unreadable) && !errors.Is(err, hub.VanishedSinceListed) &&
		!errors.Is(err, hub.Refused)
}
