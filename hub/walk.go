package hub

import (
	"context"
	"errors"
	"iter"
	"math"
)

const (
	maxBarren = 8  // pages in a row without anything new, after which a list is taken to run in a circle
	maxHoles  = 16 // pages of one list that may be left out
	maxBroken = 2  // of those, one after the other: more is no page's own trouble
)

var errBarren = errors.New("page after page brings nothing new")

// walk goes through the Hub's pages from one to the last, several in flight and delivered in order. It holds no more pages than the window, and
// can be taken up again where it stopped.
type walk[T any] struct {
	listing  Listing[T]
	next     int  // the page delivered next
	size     int  // rows of a full page as last seen: the Hub need not give as many as were asked for
	largest  int  // the largest page seen
	count    int  // newest total; meaningful once a page was seen
	barren   int  // pages in a row without rows
	landed   int  // total told by the answer that came last, in order of time
	shrunk   bool // that total went down: a row was deleted meanwhile, and seeing as many rows as are counted proves nothing
	before   int  // rows of the page before the next one
	failed   int  // the page at which an earlier call ended
	holes    int  // pages left out
	broken   int  // of those, the newest in a row
	doubt    bool // the page before said it was the last, and the total says otherwise
	done     bool
	requests int
}

// outcome is one page that came back, or did not.
type outcome[T any] struct {
	number int
	page   Page[T]
	err    error
}

// flight is the requests of one run of a walk.
type flight[T any] struct {
	walk     *walk[T]
	launched int // the next page to ask for
	last     int // no page above this is asked for
	running  int
	failed   bool
	landed   chan outcome[T]
	ready    map[int]outcome[T]
}

// pages delivers at most `most` pages (0: all) and sends no request for any other. A page that cannot be had and is alone with that is a hole:
// it is delivered without rows. After an error the same page is next.
func (w *walk[T]) pages(ctx context.Context, most int) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		f := w.fly(most)
		defer f.land()
		defer cancel()
		for !w.done && w.next <= f.last {
			o := f.await(ctx)
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
			f.failed = false
			w.take(o.page)
			if w.barren > maxBarren {
				yield(Page[T]{}, &Error{Op: w.listing.op, Kind: Unreadable, Err: errBarren})
				return
			}
			if !yield(o.page, nil) {
				return
			}
		}
	}
}

func (w *walk[T]) fly(most int) *flight[T] {
	last := math.MaxInt
	if most > 0 {
		last = w.next + most - 1
	}
	return &flight[T]{
		walk: w, launched: w.next, last: last,
		landed: make(chan outcome[T], 2*w.listing.client.flight), ready: map[int]outcome[T]{},
	}
}

// await launches what may fly and gives the next page in order.
func (f *flight[T]) await(ctx context.Context) outcome[T] {
	for {
		f.launch(ctx)
		if o, ok := f.ready[f.walk.next]; ok {
			delete(f.ready, o.number)
			return o
		}
		o := <-f.landed
		f.running--
		f.failed = f.failed || o.err != nil && !f.walk.leavesOut(o)
		if o.err == nil {
			f.walk.hear(o.page.Count)
		}
		f.ready[o.number] = o
	}
}

// hear compares totals in the order in which they were told.
func (w *walk[T]) hear(count int) {
	w.shrunk = w.shrunk || count >= 0 && count < w.landed
	w.landed = count
}

// launch keeps the number in flight within the client's bound and the number of pages held within twice that.
func (f *flight[T]) launch(ctx context.Context) {
	w := f.walk
	most := w.listing.client.flight
	for f.running < most && f.launched < w.next+2*most && f.launched <= min(f.last, w.reach()) && !f.failed {
		number, u := f.launched, w.listing.urgency(f.launched)
		f.launched++
		f.running++
		w.requests++
		go func() {
			page, err := w.listing.page(ctx, number, u)
			f.landed <- outcome[T]{number, page, err}
		}()
	}
}

// land waits for what is still in flight, whose context has ended: nothing outlives the walk.
func (f *flight[T]) land() {
	for ; f.running > 0; f.running-- {
		<-f.landed
	}
}

// reach is the last page that is known to be there: by the total and the size of the pages seen, or the next one.
func (w *walk[T]) reach() int {
	if w.size < 1 || w.count < 1 {
		return w.next
	}
	return max(w.next, (w.count+w.size-1)/w.size)
}

// take learns from a page. A page is the last when it says so and the total agrees; a page that says so against the total is doubted, and the
// next one is asked for.
func (w *walk[T]) take(p Page[T]) {
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
	n := p.raw()
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

// judge finds out what a failed page means: the end of the list (no page), a page to be delivered after all, a hole, or an error.
func (w *walk[T]) judge(ctx context.Context, o outcome[T]) outcome[T] {
	if errors.Is(o.err, NotFound) && o.number > 1 {
		if o = w.beyond(ctx, o); o.err == nil {
			return o
		}
	}
	if !w.leavesOut(o) {
		return o
	}
	return outcome[T]{number: o.number, page: Page[T]{Number: o.number, Count: w.count, Hole: o.err}}
}

// beyond meets a 404: that of a page behind the end, or of one that must be there. A next link is no proof of a page: after a short page, or
// after as many rows as are counted, it may lead nowhere. Elsewhere a 404 is the end only when the page before says, read again, that it is the last.
func (w *walk[T]) beyond(ctx context.Context, o outcome[T]) outcome[T] {
	if w.doubt || w.before < w.largest || w.count >= 0 && (o.number-1)*w.largest >= w.count {
		w.done = true
		return outcome[T]{}
	}
	w.requests++
	before, err := w.listing.page(ctx, o.number-1, patient)
	switch {
	case err != nil:
		return outcome[T]{number: o.number, err: err}
	case before.Last:
		before.Repair = true
		return outcome[T]{number: o.number, page: before}
	}
	if err := sleep(ctx, firstPause); err != nil {
		return outcome[T]{number: o.number, err: stopped(ctx, w.listing.op)}
	}
	w.requests++ // it must be there, so its 404 is believed when it comes again
	page, err := w.listing.page(ctx, o.number, patient)
	if errors.Is(err, NotFound) {
		err = gone(err)
	}
	return outcome[T]{number: o.number, page: page, err: err}
}

// leavesOut reports whether a failure is one page's own and the list can go on behind it: pages are asked for by number, so what one answer
// holds has no say in the others. The first page tells how many there are, and without a total nobody knows where the list ends.
func (w *walk[T]) leavesOut(o outcome[T]) bool {
	if o.number < 2 || w.largest == 0 || (o.number-1)*w.largest >= w.count || w.holes >= maxHoles || w.broken >= maxBroken {
		return false
	}
	// A server in trouble is told to a person at once, who goes on at the same page; only when that fails again is it left out.
	return isOdd(o.err) || isTrouble(o.err) && (w.listing.calm || w.failed == o.number)
}

// isOdd tells the failures that say something about one answer from those that the next request would meet too. A 404 is none: it speaks of
// the list.
func isOdd(err error) bool {
	switch KindOf(err) {
	case Unreadable, Elsewhere, Refused:
		return true
	case NoNetwork:
		e, ok := errors.AsType[*Error](err)
		return ok && e.Status != 0
	default:
		return false
	}
}

func isTrouble(err error) bool {
	kind := KindOf(err)
	return kind == Unavailable || kind == TimedOut
}

// gone marks the 404 of a page that must be there.
func gone(err error) error {
	if e, ok := errors.AsType[*Error](err); ok {
		again := *e
		again.Kind = SecondLook
		return &again
	}
	return err
}
