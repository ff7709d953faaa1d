package hub

import (
	"context"
	"errors"
	"iter"
	"math"
)

const maxBarren = 8 // pages in a row without anything new, after which a list is taken to run in a circle

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

// pages delivers at most `most` pages (0: all) and sends no request for any other. After an error the same page is next.
func (w *walk[T]) pages(ctx context.Context, most int) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		f := w.fly(most)
		defer f.land()
		defer cancel()
		for !w.done && w.next <= f.last {
			o := f.await(ctx)
			if o.err != nil {
				w.fail(ctx, o, yield)
				return
			}
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
		f.failed = f.failed || o.err != nil
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
	w.next = p.Number + 1
	w.count = p.Count
	n := p.raw()
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

// fail delivers an error, unless it is the 404 of a page beyond the end. Such a 404 is believed only when the page before, read again, says
// that it is the last, or holds the last of the rows that are counted: a short last page may name a next one that is not there.
func (w *walk[T]) fail(ctx context.Context, o outcome[T], yield func(Page[T], error) bool) {
	if !errors.Is(o.err, NotFound) || o.number < 2 {
		yield(Page[T]{}, o.err)
		return
	}
	if w.doubt {
		w.done = true
		return
	}
	w.requests++
	before, err := w.listing.page(ctx, o.number-1, patient)
	switch {
	case err != nil:
		yield(Page[T]{}, err)
	case before.Last, before.Count >= 0 && (before.Number-1)*w.largest+before.raw() >= before.Count:
		w.done, w.count = true, before.Count
		before.Repair = true
		yield(before, nil)
	default:
		yield(Page[T]{}, gone(o.err))
	}
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
