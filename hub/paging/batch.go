package paging

import (
	"context"
	"math"
	"sync"
)

// outcome is one page that came back, or did not, or the word that it has arrived and is being
// read.
type outcome[T any] struct {
	number  int
	page    Page[T]
	err     error
	reading bool
}

// batch is the requests of one run of a window.
type batch[T any] struct {
	window   *window[T]
	launched int // the next page to ask for
	last     int // no page above this is asked for
	running  int
	reading  int // of those running, arrived
	failed   bool
	answers  chan outcome[T]
	ready    map[int]outcome[T]
}

func (w *window[T]) batch(most int) *batch[T] {
	last := math.MaxInt
	if most > 0 && most <= math.MaxInt-w.next {
		last = w.next + most - 1
	}
	return &batch[T]{
		window: w, launched: w.next, last: last,
		answers: make(chan outcome[T], 4*w.listing.source.inFlight()), ready: map[int]outcome[T]{},
	}
}

// next asks for what may be asked for, and gives the next page in order.
func (b *batch[T]) next(ctx context.Context) outcome[T] {
	for {
		b.ask(ctx)
		if o, ok := b.ready[b.window.next]; ok {
			delete(b.ready, o.number)
			return o
		}
		o := b.hear()
		if o.reading {
			continue
		}
		b.failed = b.failed || o.err != nil && !b.window.leavesOut(o)
		if o.err == nil {
			b.window.observe(o.page.Count)
		}
		b.ready[o.number] = o
	}
}

// hear takes what comes next from those who run.
func (b *batch[T]) hear() outcome[T] {
	o := <-b.answers
	if o.reading {
		b.reading++
		return o
	}
	b.running--
	b.reading--
	return o
}

// ask keeps the number in flight within the client's bound and the number of pages held within
// twice that. What has arrived and is being read is in flight no more.
func (b *batch[T]) ask(ctx context.Context) {
	w := b.window
	most := w.listing.source.inFlight()
	for b.running-b.reading < most && b.launched < w.next+2*most &&
		b.launched <= min(b.last, w.reach()) && !b.failed {
		number, u := b.launched, w.listing.urgency(b.launched)
		b.launched++
		b.running++
		w.requests++
		w.early = w.early || number > 1 && w.next == 1
		go func() {
			arrived := sync.OnceFunc(func() { b.answers <- outcome[T]{reading: true} })
			page, err := w.listing.source.Page(whenArrived(ctx, arrived), number, u)
			arrived()
			b.answers <- outcome[T]{number: number, page: page, err: err}
		}()
	}
}

// wait waits for what is still in flight, whose context has ended: nothing outlives the walk.
func (b *batch[T]) wait() {
	for b.running > 0 {
		b.hear()
	}
}
