package paging

import (
	"context"
	"errors"
	"iter"
	"math"
	"slices"
	"sync"

	"tagboat/hub/errs"
)

// mostTroubled is how many lists in a row may fail as a server in trouble has them fail, before
// that is taken for everybody's trouble.
const mostTroubled = 3

// joining is a walk through a joined list.
type joining[H, T any] struct {
	of    *Joined[H, T]
	calm  bool
	heads *Reader[H]
	head  Verdict // of the heads
	known bool    // all of them were read

	parts    []*member[T]
	due      []*member[T] // not read to their end, the next first
	ready    []Page[T]    // that came and nobody took
	pages    int          // delivered
	troubled int          // lists that failed in a row
	anyRead  bool         // a list was read to its end
	err      error        // why the last run ended, if not by itself
}

// member is one of the lists, and how far it was read.
type member[T any] struct {
	name    string
	begin   func(calm bool) walker[T]
	walk    walker[T] // nil before it is begun, and when it is over
	verdict Verdict
	rows    int // that came, of those that are rows here
	over    bool
	err     error // why it could not be read
}

// came is what a worker tells: a page of a list or of the heads, or that it has ended.
type came[H, T any] struct {
	of      *member[T] // nil: the heads
	page    Page[T]
	heads   []H
	verdict Verdict
	ended   bool
	err     error
}

func newJoining[H, T any](j *Joined[H, T], calm bool) *joining[H, T] {
	heads := j.Heads
	if calm {
		heads = heads.Unattended()
	}
	reader := heads.Reader()
	return &joining[H, T]{of: j, calm: calm, heads: reader, head: reader.Verdict()}
}

// Pages goes on where the last call stopped, as [Reader.Pages] does. Pages of the heads come
// without rows.
func (j *joining[H, T]) Pages(ctx context.Context, most int) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		j.takeUp()
		left := most
		if most < 1 {
			left = math.MaxInt
		}
		run := j.begin(ctx, most)
		defer run.stop()
		for left > 0 {
			page, found := run.next(left)
			if !found {
				break
			}
			left--
			if !yield(page, nil) {
				return
			}
		}
		if j.err == nil && ctx.Err() != nil {
			j.err = errs.Stopped(ctx, j.of.Op)
		}
		if j.err != nil {
			yield(Page[T]{}, j.err)
		}
	}
}

// takeUp has what failed be asked for again.
func (j *joining[H, T]) takeUp() {
	j.err, j.troubled = nil, 0
	for _, m := range j.parts {
		if m.err != nil {
			m.err, m.over = nil, false
			j.due = append(j.due, m)
		}
	}
	if j.head.State == Partial {
		j.known = false
	}
}

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

// take learns from what a worker tells.
func (r *running[H, T]) take(c came[H, T]) {
	if c.ended {
		r.workers--
	}
	switch {
	case c.of == nil && c.ended:
		r.heading, r.head = false, c.verdict
		r.endHeads(c.err)
	case c.of == nil:
		r.head = c.verdict
		for _, head := range c.heads {
			m := &member[T]{name: r.of.Name(head), begin: r.of.Open(head).begin}
			r.parts, r.due = append(r.parts, m), append(r.due, m)
		}
		r.ready = append(r.ready, c.page)
	case c.ended:
		c.of.verdict = c.verdict
		r.end(c.of, c.err)
	default:
		c.of.verdict = c.verdict
		c.of.rows += len(c.page.Rows)
		c.page.Repair, c.page.Last = false, false
		r.ready = append(r.ready, c.page)
	}
}

func (r *running[H, T]) endHeads(err error) {
	switch {
	case err == nil:
		r.known = r.head.State != Unfinished
	case errors.Is(err, context.Canceled):
	default:
		r.fail(err)
	}
}

// end is the end of a worker with a list: it is over, goes on later, or cannot be read.
func (r *running[H, T]) end(m *member[T], err error) {
	state := m.verdict.State
	switch {
	case errors.Is(err, context.Canceled):
		r.due = append([]*member[T]{m}, r.due...)
	case err == nil && state == Unfinished:
		r.due = append(r.due, m)
	case err == nil && state != Partial:
		m.over, m.walk, r.troubled, r.anyRead = true, nil, 0, true
	default:
		if err == nil {
			err = m.verdict.Err
		}
		r.refused(m, err)
	}
}

// refused is a list that could not be read. What the others would meet too ends the run, and the
// list is the first of those that are taken up.
func (r *running[H, T]) refused(m *member[T], err error) {
	kind := errs.KindOf(err)
	if kind == errs.Unavailable || kind == errs.TimedOut || kind == errs.NoManifests ||
		kind == errs.Forbidden && r.of.Alike && !r.anyRead {
		r.troubled++
	}
	if isEverybodys(kind) || r.troubled >= mostTroubled {
		r.due = append([]*member[T]{m}, r.due...)
		r.fail(err)
		return
	}
	m.over, m.err = true, err
}

func (r *running[H, T]) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// isEverybodys reports whether a failure is one that every list would meet now.
func isEverybodys(kind errs.Kind) bool {
	switch kind {
	case errs.Forbidden, errs.NotFound, errs.VanishedSinceListed, errs.DepthCapped,
		errs.Unreadable, errs.Refused, errs.Unavailable, errs.TimedOut, errs.NoManifests:
		return false
	default:
		return true
	}
}

// failed are the lists that could not be read.
func (j *joining[H, T]) failed() (all []*member[T]) {
	return slices.DeleteFunc(slices.Clone(j.parts), func(m *member[T]) bool { return m.err == nil })
}
