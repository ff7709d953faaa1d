package hub

import (
	"context"
	"errors"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
)

// stage is what a Reader does next.
type stage uint8

const (
	walking   stage = iota // through the Hub's pages
	checking               // reading page 1 again, to see whether anything moved
	repairing              // reading again what may have moved
	spelling               // through the registry's names
	finished
)

// hole is a page that could not be had.
type hole struct {
	page int
	err  error
}

// Reader is a walk through a listing that can be stopped and taken up again. It delivers every row once and knows at the end whether that
// was all. It is not safe for concurrent use.
type Reader[T any] struct {
	listing Listing[T]
	stage   stage
	walk    walk[T]
	seen    fingerprints
	rows    int
	count   int // the server's newest total; -1 unknown
	stale   int // pages in a row with rows and without a new one
	marks   marks
	repair  repair[T]
	door    Door
	cursor  string // of the registry
	state   State
	moving  bool
	spelled int // requests to the registry
	holes   []hole
	due     []int // holes of an earlier call, asked for when the other pages are read
	twice   int   // rows that came twice within one page
	err     error
}

// Pages goes on where the last call stopped. It delivers at most `most` pages (0: to the end) in
// order and without the rows seen before, and sends no request beyond them. After the last of
// several pages it reads page 1 again, and what moved; rows found then come as Repair pages, and
// the readings count as pages. An error ends the sequence; the next call goes on at the page that
// failed. A page that alone cannot be had is left out and told (Page.Hole): a later call, when the
// others are read, asks for it again. All pages of one call are asked by one session: the one in
// use when it begins, or that of [As].
func (r *Reader[T]) Pages(ctx context.Context, most int) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		switch {
		case most < 1:
			most = math.MaxInt
		case r.listing.single:
			most = 1
		}
		r.err = nil
		r.resume()
		ctx := r.listing.client.bound(ctx)
		for r.stage != finished && most > 0 {
			var p Page[T]
			var err error
			switch r.stage {
			case walking:
				if !r.through(ctx, &r.walk, &most, r.read, yield) {
					return
				}
				continue
			case repairing:
				if !r.mend(ctx, &most, yield) {
					return
				}
				continue
			case checking:
				p, err = r.check(ctx)
			default:
				p, err = r.spell(ctx)
			}
			most--
			if !r.deliver(p, err, yield) {
				return
			}
		}
	}
}

// resume takes up what ended short of the whole: pages that were left out, else a second look at what the server counts and did not hand out.
func (r *Reader[T]) resume() {
	for _, h := range r.holes {
		r.due = append(r.due, h.page)
	}
	r.holes = nil
	if r.stage == finished && r.state == Partial {
		r.stage, r.state, r.repair = checking, Unfinished, repair[T]{requests: r.repair.requests}
	}
}

// through delivers the pages of a walk, then lets the stage end. It tells whether the caller wants more.
func (r *Reader[T]) through(ctx context.Context, w *walk[T], most *int, keep func(Page[T]) Page[T], yield func(Page[T], error) bool) bool {
	limit := *most
	if limit == math.MaxInt {
		limit = 0
	}
	for p, err := range w.pages(ctx, limit) {
		*most--
		if err == nil {
			p = keep(p)
			err = r.circling()
		}
		if !r.deliver(p, err, yield) {
			return false
		}
		if r.stage == finished || r.stage == checking {
			return true
		}
	}
	if w.done {
		r.walked(w)
	}
	return true
}

// deliver hands a page on. Readings that found nothing new are nothing to hand on.
func (r *Reader[T]) deliver(p Page[T], err error, yield func(Page[T], error) bool) bool {
	if err != nil {
		r.err = err
		yield(Page[T]{}, err)
		return false
	}
	if p.Repair && len(p.Rows) == 0 {
		return true
	}
	return yield(p, nil)
}

// read takes a page of the first walk.
func (r *Reader[T]) read(p Page[T]) Page[T] {
	if p.Hole != nil {
		r.holes = append(r.holes, hole{p.Number, p.Hole})
		return p
	}
	r.marks.note(p.Number, p.Count, p.Malformed, r.imprint(p))
	return r.keep(p)
}

// keep removes the rows that were seen before.
func (r *Reader[T]) keep(p Page[T]) Page[T] {
	if p.Door != RegistryDoor {
		r.count = p.Count
	}
	raw := len(p.Rows)
	fresh := p.Rows[:0]
	for _, row := range p.Rows {
		key := r.listing.key(row)
		switch {
		case r.seen.add(key):
			fresh = append(fresh, row)
		case !p.Repair && slices.ContainsFunc(fresh, func(other T) bool { return r.listing.key(other) == key }):
			r.twice++
		}
	}
	clear(p.Rows[len(fresh):])
	p.Rows = fresh
	r.rows += len(fresh)
	r.stale++
	if len(fresh) > 0 || raw+p.Malformed == 0 && p.Door != RegistryDoor || p.Repair { // the walk itself counts the Hub's empty pages
		r.stale = 0
	}
	return p
}

// circling ends a list that sends the same rows for ever.
func (r *Reader[T]) circling() error {
	if r.stale <= maxBarren {
		return nil
	}
	r.stale = 0
	return &Error{Op: r.listing.op, Kind: Unreadable, Err: errBarren}
}

// walked ends a walk to the last page.
func (r *Reader[T]) walked(w *walk[T]) {
	r.count = w.count
	switch {
	case w == &r.walk && (r.marks.pages > 1 || r.missing()):
		r.stage = checking
	case w == &r.walk:
		r.finish()
	default:
		r.stage = checking
	}
}

// missing tells that the server counts more rows than were seen.
func (r *Reader[T]) missing() bool {
	return r.count >= 0 && r.rows+r.marks.malformed() < r.count
}

// finish gives the verdict.
func (r *Reader[T]) finish() {
	r.stage, r.state = finished, Complete
	switch {
	case len(r.holes) > 0 && r.missing():
		r.state, r.err = Partial, r.holed()
	case r.missing() && !r.moving && r.rows+r.twice+r.marks.malformed() >= r.count:
		r.state, r.err = Partial, &Error{Op: r.listing.op, Kind: Unreadable, Err: errTwice}
	case r.missing() && !r.moving:
		r.state, r.err = Partial, &Error{Op: r.listing.op, Kind: Unreadable, Err: errShort}
	case r.marks.moved || r.moving:
		r.state = Changed
	}
}

var (
	errShort = errors.New("the server counts more rows than it hands out")
	errTwice = errors.New("a row came twice, and the server counts more rows than it hands out")
)

// holed names the pages that could not be had, and why the first of them could not.
func (r *Reader[T]) holed() error {
	first := &Error{Kind: Unreadable}
	if e, ok := errors.AsType[*Error](r.holes[0].err); ok {
		copied := *e
		first = &copied
	}
	numbers := make([]string, len(r.holes))
	for i, h := range r.holes {
		numbers[i] = strconv.Itoa(h.page)
	}
	first.Op = r.listing.op + ", page " + numbers[0]
	if len(numbers) > 1 {
		first.Op = r.listing.op + ", pages " + strings.Join(numbers, ", ")
	}
	first.again = never
	return first
}

// Verdict says how much was read. It may be asked at any time.
func (r *Reader[T]) Verdict() Verdict {
	v := Verdict{
		State: r.state, Rows: r.rows, Count: r.count, Page: r.walk.next, Door: r.door,
		Requests:  r.walk.requests + r.repair.requests + r.spelled,
		Malformed: r.marks.malformed(), Moving: r.moving, Err: r.err,
	}
	v.Holes = slices.Clone(r.due)
	for _, h := range r.holes {
		v.Holes = append(v.Holes, h.page)
	}
	if r.stage != finished && r.err != nil && !errors.Is(r.err, context.Canceled) {
		v.State = Partial
	}
	return v
}

// ThroughRegistry switches to the registry's door, if this listing has one and is not complete: the tags of a repository. Rows then carry
// names only; those seen before do not come again.
func (r *Reader[T]) ThroughRegistry() bool {
	if r.listing.names == nil || r.stage == finished && r.state != Partial || r.stage == spelling {
		return false
	}
	r.stage, r.state, r.err, r.door = spelling, Unfinished, nil, RegistryDoor
	return true
}

// spell reads one page of the registry's names.
func (r *Reader[T]) spell(ctx context.Context) (Page[T], error) {
	r.spelled++
	n, err := r.listing.names(ctx, r.cursor)
	if err != nil {
		return Page[T]{}, err
	}
	number := r.walk.next
	r.walk.next++
	r.cursor = n.next
	r.marks.markBad(-number, n.malformed) // numbers of its own: page 3 of the names is not page 3 of the Hub
	p := r.keep(Page[T]{Number: number, Rows: n.rows, Count: r.count, Last: n.next == "", Door: RegistryDoor, Malformed: n.malformed})
	if err := r.circling(); err != nil {
		return Page[T]{}, err
	}
	if p.Last {
		r.finish()
	}
	return p, nil
}
