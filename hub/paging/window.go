package paging

import (
	"context"
	"errors"
	"iter"
	"time"

	"tagboat/hub/errs"
)

const (
	// pages in a row without anything new, after which a list is taken to run in a circle.
	maxBarren  = 8
	maxHoles   = 16                     // pages of one list that may be left out
	secondLook = 400 * time.Millisecond // before a page is asked for again that must be there
	// of those, one after the other: more is no page's own trouble.
	maxBroken = 2
)

// window goes through the Hub's pages from one to the last, several in flight and delivered in
// order. It holds no more pages than the window, and can be taken up again where it stopped.
type window[T any] struct {
	listing Listing[T]
	next    int // the page delivered next
	// rows of a full page as last seen: the Hub need not give as many as were asked for
	size    int
	largest int // the largest page seen
	count   int // newest total; meaningful once a page was seen
	barren  int // pages in a row without rows
	told    int // total told by the answer that came last, in order of time
	// that total went down: a row was deleted meanwhile, and seeing as many rows as are counted
	// proves nothing
	shrunk   bool
	early    bool // another page was asked for before page 1 was there
	before   int  // rows of the page before the next one
	failed   int  // the page at which an earlier call ended
	holes    int  // pages left out
	broken   int  // of those, the newest in a row
	doubt    bool // the page before said it was the last, and the total says otherwise
	done     bool
	requests int
}

// pages delivers at most `most` pages (0: all) and sends no request for any other. A page that
// cannot be had and is alone with that is a hole: it is delivered without rows. After an error the
// same page is next.
func (w *window[T]) pages(ctx context.Context, most int) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		b := w.batch(most)
		defer b.wait()
		defer cancel()
		for !w.done && w.next <= b.last {
			o := b.next(ctx)
			if o.err != nil {
				if o = w.judge(ctx, o); o.err != nil {
					w.failed = o.number
					yield(Page[T]{}, o.err)
					return
				}
			}
			if o.page.Number == 0 {
				return
			}
			b.failed = false
			w.take(o.page)
			if w.barren > maxBarren {
				yield(
					Page[T]{},
					&errs.Error{Op: w.listing.source.Op, Kind: errs.Unreadable, Err: errBarren},
				)
				return
			}
			if !yield(o.page, nil) {
				return
			}
		}
	}
}

// observe compares totals in the order in which they were told.
func (w *window[T]) observe(count int) {
	w.shrunk = w.shrunk || count >= 0 && count < w.told
	w.told = count
}

// reach is the last page that is known to be there: by the total and the size of the pages seen, or
// the next one.
func (w *window[T]) reach() int {
	if w.size < 1 || w.count < 1 {
		return w.next
	}
	return max(w.next, (w.count+w.size-1)/w.size)
}

// take learns from a page. A page is the last when it says so and the total agrees; a page that
// says so against the total is doubted, and the next one is asked for.
func (w *window[T]) take(p Page[T]) {
	if p.Repair {
		w.done, w.count = true, p.Count
		return
	}
	w.next = p.Number + 1
	if p.Hole != nil {
		w.holes++
		w.broken++
		w.before, w.doubt, w.done = w.largest, false, p.Number*w.largest >= w.count
		return
	}
	w.broken = 0
	w.count = p.Count
	n := p.Sent()
	w.before = n
	w.barren++
	if n > 0 {
		w.barren = 0
	}
	w.largest = max(w.largest, n)
	if !p.Last {
		if n > 0 {
			w.size = n
		}
		w.doubt = false
		return
	}
	w.done = p.Count < 0 || n == 0 || (p.Number-1)*w.largest+n >= p.Count
	w.doubt = !w.done
}

// judge finds out what a failed page means: the end of the list (no page), a page to be delivered
// after all, a hole, or an error.
func (w *window[T]) judge(ctx context.Context, o outcome[T]) outcome[T] {
	if errors.Is(o.err, errs.NotFound) && o.number > 1 {
		if o = w.beyond(ctx, o); o.err == nil {
			return o
		}
	}
	if !w.leavesOut(o) {
		return o
	}
	return outcome[T]{
		number: o.number, page: Page[T]{Number: o.number, Count: w.count, Hole: o.err},
	}
}

// beyond meets a 404: that of a page behind the end, or of one that must be there. A next link is
// no proof of a page: after a short page, or after as many rows as are counted, it may lead
// nowhere. Elsewhere a 404 is the end only when the page before says, read again, that it is the
// last.
func (w *window[T]) beyond(ctx context.Context, o outcome[T]) outcome[T] {
	if w.doubt || w.before < w.largest || w.count >= 0 && (o.number-1)*w.largest >= w.count {
		w.done = true
		return outcome[T]{}
	}
	w.requests++
	before, err := w.listing.source.Page(ctx, o.number-1, Patient)
	switch {
	case err != nil:
		return outcome[T]{number: o.number, err: err}
	case before.Last:
		before.Repair = true
		return outcome[T]{number: o.number, page: before}
	}
	if !pause(ctx, secondLook) {
		return outcome[T]{number: o.number, err: errs.Stopped(ctx, w.listing.source.Op)}
	}
	w.requests++ // it must be there, so its 404 is believed when it comes again
	page, err := w.listing.source.Page(ctx, o.number, Patient)
	if errors.Is(err, errs.NotFound) {
		err = gone(err)
	}
	return outcome[T]{number: o.number, page: page, err: err}
}

func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
	return ctx.Err() == nil
}

// leavesOut reports whether a failure is one page's own and the list can go on behind it: pages are
// asked for by number, so what one answer holds has no say in the others. The first page tells how
// many there are, and without a total nobody knows where the list ends.
func (w *window[T]) leavesOut(o outcome[T]) bool {
	if o.number < 2 || w.largest == 0 || (o.number-1)*w.largest >= w.count || w.holes >= maxHoles ||
		w.broken >= maxBroken {
		return false
	}
	// A server in trouble is told to a person at once, who goes on at the same page; only when that
	// fails again is it left out.
	return isOdd(o.err) || isTrouble(o.err) && (w.listing.calm || w.failed == o.number)
}

// isOdd tells the failures that say something about one answer from those that the next request
// would meet too. A 404 is none: it speaks of the list.
func isOdd(err error) bool {
	switch errs.KindOf(err) {
	case errs.Unreadable, errs.Elsewhere, errs.Refused:
		return true
	case errs.NoNetwork:
		e, ok := errors.AsType[*errs.Error](err)
		return ok && e.Status != 0
	default:
		return false
	}
}

func isTrouble(err error) bool {
	kind := errs.KindOf(err)
	return kind == errs.Unavailable || kind == errs.TimedOut
}

// gone marks the 404 of a page that must be there.
func gone(err error) error {
	if e, ok := errors.AsType[*errs.Error](err); ok {
		again := *e
		again.Kind = errs.VanishedSinceListed
		return &again
	}
	return err
}
