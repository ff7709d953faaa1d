package paging

import (
	"context"
	"math"
	"sync"
)

// running is one call of Pages: the workers, and what they tell.
type running[H, T any] struct {
	*joining[H, T]

	ctx     context.Context //nolint:containedctx // of this one call
	cancel  context.CancelFunc
	most    int  // pages; 0: to the end
	headed  int  // pages of the heads that were asked for
	parted  int  // of the lists
	heading bool // a worker reads the heads
	workers int
	told    chan came[H, T]
	ended   sync.WaitGroup
}

func (j *joining[H, T]) begin(ctx context.Context, most int) *running[H, T] {
	ctx, cancel := context.WithCancel(ctx) //nolint:gosec // stop calls it.
	return &running[H, T]{
		joining: j, ctx: ctx, cancel: cancel, most: max(most, 0), told: make(chan came[H, T]),
	}
}

// next is the next page, of at most so many; false where there is none any more, or the run failed.
func (r *running[H, T]) next(left int) (page Page[T], found bool) {
	for {
		if len(r.ready) > 0 {
			page, r.ready = r.ready[0], r.ready[1:]
			r.pages++
			page.Number, page.Count = r.pages, r.count()
			return page, true
		}
		if r.err == nil && r.ctx.Err() == nil {
			r.launch(left)
		}
		if r.workers == 0 {
			return page, false
		}
		r.take(<-r.told)
		if r.err != nil {
			r.stop()
		}
	}
}

// launch starts workers, as many as there is room and work for. Where only so many pages are asked
// for, half of them at most are of the heads, while there are lists to read: which pages come does
// not depend on who is quicker.
func (r *running[H, T]) launch(left int) {
	workers, heads := max(r.of.InFlight, 1), math.MaxInt
	parts := heads
	if r.most > 0 {
		workers = min(workers, left)
		heads = min(r.headed+pagesLeft(r.head), max(r.most/2, 1))
		parts = r.most - heads
	}
	if !r.known && !r.heading && r.workers < workers && (r.headed < heads || r.isIdle()) {
		r.heading = true
		r.headed++
		r.start(r.readHeads)
	}
	for r.workers < workers && len(r.due) > 0 && (r.parted < parts || r.known && !r.heading) {
		r.parted++
		m := r.due[0]
		r.due = r.due[1:]
		if m.walk == nil {
			m.walk = m.begin(r.calm)
		}
		r.start(func() { r.read(m, m.walk) })
	}
}

func (r *running[H, T]) start(work func()) {
	r.workers++
	r.ended.Go(work)
}

// isIdle reports whether nothing is under way, and no list is known that could be read.
func (r *running[H, T]) isIdle() bool { return r.workers == 0 && len(r.due) == 0 }

// each is how many pages a worker asks for.
func (r *running[H, T]) each() int { return min(r.most, 1) }

func (r *running[H, T]) read(m *member[T], walk walker[T]) {
	var failed error
	for page, err := range walk.Pages(r.ctx, r.each()) {
		if failed = err; err == nil {
			r.told <- came[H, T]{of: m, page: page, verdict: walk.Verdict()}
		}
	}
	r.told <- came[H, T]{of: m, verdict: walk.Verdict(), ended: true, err: failed}
}

func (r *running[H, T]) readHeads() {
	var failed error
	for page, err := range r.heads.Pages(r.ctx, r.each()) {
		if failed = err; err == nil {
			r.told <- came[H, T]{
				heads: page.Rows, page: Page[T]{Route: page.Route}, verdict: r.heads.Verdict(),
			}
		}
	}
	r.told <- came[H, T]{verdict: r.heads.Verdict(), ended: true, err: failed}
}

// stop ends the workers, and keeps what they bring meanwhile.
func (r *running[H, T]) stop() {
	r.cancel()
	for r.workers > 0 {
		r.take(<-r.told)
	}
	r.ended.Wait()
}
