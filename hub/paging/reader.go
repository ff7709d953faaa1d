package paging

import (
	"context"
	"errors"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"

	"tagboat/hub/errs"
)

var (
	errShort = errs.NewCause("the server counts more rows than it hands out", "the Hub counts more rows than it hands out",
		"Reload. If it stays, an access token may not see all of them, or the Hub's count is wrong.")
	errTwice = errs.NewCause("a row came twice, and the server counts more rows than it hands out",
		"the Hub sent a row twice, so another may be missing", "Reload: a list that was changing may stand still by then.")
	errBarren = errs.NewCause("page after page brings nothing new", "",
		"Reload. If it stays, a proxy may be sending old answers.")
)

// Reader is a walk through a listing that can be stopped and taken up again. It delivers every row
// once and knows at the end whether that was all. It is not safe for concurrent use.
type Reader[T any] struct {
	listing Listing[T]
	joined  walker[T] // of a joined list; nil of every other
	jobs    []job[T]  // the first is under way; none: the verdict is there
	walked  window[T]
	again   window[T] // the second time through the whole list
	readAll bool      // that came to the end
	seen    fingerprints
	rows    int
	count   int // the server's newest total; -1 unknown
	stale   int // pages in a row with rows and without a new one
	counts  pageCounts
	proof   evidence
	order   order
	rounds  int // of rereading
	rereads int // requests of the second readings
	route   Route
	cursor  string // of the second way
	named   int    // requests of the second way
	state   State
	moving  bool
	holes   []hole
	due     []int // holes of an earlier call, asked for when the other pages are read
	twice   int   // rows that came twice within one page
	err     error
}

// hole is a page that could not be had.
type hole struct {
	page int
	err  error
}

// Pages goes on where the last call stopped. It delivers at most `most` pages (0: to the end) in
// order and without the rows seen before, and sends no request beyond them. Where the pages do not
// prove that the list is whole it reads page 1 again after the last, and what moved; these readings
// come as Repair pages with the rows found then, often none. An error ends the sequence; the next
// call goes on at the page that failed. A page that alone cannot be had is left out and told
// (Page.Hole): a later call, when the others are read, asks for it again. All pages of one call are
// asked by whoever Source.Bind fixes when it begins.
func (r *Reader[T]) Pages(ctx context.Context, most int) iter.Seq2[Page[T], error] {
	if r.joined != nil {
		return r.joined.Pages(r.listing.source.bind(ctx), most)
	}
	return func(yield func(Page[T], error) bool) {
		switch {
		case most < 1:
			most = math.MaxInt
		case r.listing.source.Single:
			most = 1
		}
		r.takeUp()
		ctx := r.listing.source.bind(ctx)
		for len(r.jobs) > 0 && most > 0 {
			if !r.work(ctx, r.jobs[0], &most, yield) {
				return
			}
		}
	}
}

// work is one run of a job: its pages, and what follows when it is done. It reports whether the
// caller wants more.
func (r *Reader[T]) work(
	ctx context.Context, j job[T], most *int, yield func(Page[T], error) bool,
) bool {
	for p, err := range j.pages(ctx, *most) {
		*most--
		if err == nil {
			p.Repair = p.Repair || j.isAgain()
			r.observe(ctx, p)
			p = j.take(p)
			err = r.circling()
		}
		ended := err == nil && j.done()
		if ended {
			r.follow(j) // before the page is handed on, so that the verdict beside it knows
		}
		if more := r.deliver(p, err, yield); ended || !more {
			return more
		}
	}
	if j.done() { // as an answer without a page told
		r.follow(j)
	}
	return true
}

func (r *Reader[T]) observe(ctx context.Context, p Page[T]) {
	if o := r.listing.source.Observer; o != nil && p.Hole == nil {
		o.Page(ctx, p)
	}
}

func (r *Reader[T]) follow(j job[T]) {
	r.jobs = j.following()
	if len(r.jobs) == 0 {
		r.conclude()
	}
}

// takeUp goes on with what ended short of the whole: pages that were left out, else a second look
// at what the server counts and did not hand out.
func (r *Reader[T]) takeUp() {
	r.err = nil
	for _, h := range r.holes {
		r.due = append(r.due, h.page)
	}
	r.holes = nil
	if len(r.jobs) == 0 && r.state == Partial {
		r.jobs, r.state = []job[T]{&check[T]{reader: r}}, Unfinished
		r.startOver()
	}
}

// startOver forgets the rounds of rereading.
func (r *Reader[T]) startOver() {
	r.rounds = 0
	r.forgetAgain()
}

func (r *Reader[T]) forgetAgain() {
	r.rereads += r.again.requests
	r.again, r.readAll = window[T]{}, false
}

// deliver hands a page on.
func (r *Reader[T]) deliver(p Page[T], err error, yield func(Page[T], error) bool) bool {
	if err != nil {
		r.err = err
		yield(Page[T]{}, err)
		return false
	}
	return yield(p, nil)
}

// keep removes the rows that were seen before.
func (r *Reader[T]) keep(p Page[T]) Page[T] {
	if p.Route != RegistryRoute {
		r.count = p.Count
	}
	sent := p.Sent()
	fresh := p.Rows[:0]
	for _, row := range p.Rows {
		key := r.listing.Key(row)
		switch {
		case r.seen.add(key):
			fresh = append(fresh, row)
		case !p.Repair &&
			slices.ContainsFunc(fresh, func(other T) bool { return r.listing.Key(other) == key }):
			r.twice++
		}
	}
	clear(p.Rows[len(fresh):])
	p.Rows = fresh
	r.rows += len(fresh)
	r.stale++
	// The window counts the Hub's empty pages, and pages that became smaller go over what was seen.
	if len(fresh) > 0 || p.Repair || p.Route != RegistryRoute &&
		(sent == 0 || p.Number*sent <= r.rows) {
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
	return &errs.Error{Op: r.listing.source.Op, Kind: errs.Unreadable, Err: errBarren}
}

// missing reports whether the server counts more rows than were seen.
func (r *Reader[T]) missing() bool {
	return r.count >= 0 && r.rows+r.counts.malformed() < r.count
}

// conclude is the verdict when no job is left.
func (r *Reader[T]) conclude() {
	op := r.listing.source.Op
	r.state = Complete
	switch {
	case len(r.holes) > 0 && r.missing():
		r.state, r.err = Partial, r.holed()
	case r.missing() && !r.moving && r.rows+r.twice+r.counts.malformed() >= r.count:
		r.state, r.err = Partial, &errs.Error{Op: op, Kind: errs.Unreadable, Err: errTwice}
	case r.missing() && !r.moving:
		r.state, r.err = Partial, &errs.Error{Op: op, Kind: errs.Unreadable, Err: errShort}
	case r.counts.moved || r.moving:
		r.state = Changed
	}
	if r.state != Partial {
		r.seen = fingerprints{} // nothing is read any more
	}
	if o := r.listing.source.Observer; o != nil {
		o.Concluded(r.Verdict())
	}
}

// holed names the pages that could not be had, and why the first of them could not.
func (r *Reader[T]) holed() error {
	first := &errs.Error{Kind: errs.Unreadable}
	if e, ok := errors.AsType[*errs.Error](r.holes[0].err); ok {
		copied := *e
		first = &copied
	}
	numbers := make([]string, len(r.holes))
	for i, h := range r.holes {
		numbers[i] = strconv.Itoa(h.page)
	}
	first.Op = r.listing.source.Op + ", page " + numbers[0]
	if len(numbers) > 1 {
		first.Op = r.listing.source.Op + ", pages " + strings.Join(numbers, ", ")
	}
	first.Again = errs.Never
	return first
}

// Verdict says how much was read. It may be asked at any time.
func (r *Reader[T]) Verdict() Verdict {
	if r.joined != nil {
		return r.joined.Verdict()
	}
	v := Verdict{
		State: r.state, Rows: r.rows, Count: r.count, Page: r.walked.next, Route: r.route,
		Requests:  r.walked.requests + r.again.requests + r.rereads + r.named,
		Malformed: r.counts.malformed(), Moving: r.moving, Err: r.err,
	}
	if len(r.jobs) > 0 {
		v.Again = r.jobs[0].isAgain()
	}
	v.Holes = slices.Clone(r.due)
	for _, h := range r.holes {
		v.Holes = append(v.Holes, h.page)
	}
	if len(r.jobs) > 0 && r.err != nil && !errors.Is(r.err, context.Canceled) {
		v.State = Partial
	}
	return v
}

// ThroughRegistry switches to the registry's list of names, if this listing has one and is not
// complete: the tags of a repository. Rows then carry names only; those seen before do not come
// again. It reports whether it did.
func (r *Reader[T]) ThroughRegistry() bool {
	if r.listing.source.Names == nil || len(r.jobs) == 0 && r.state != Partial {
		return false
	}
	if len(r.jobs) > 0 {
		if _, already := r.jobs[0].(*names[T]); already {
			return false
		}
	}
	r.jobs = []job[T]{&names[T]{reader: r}}
	r.state, r.err, r.route = Unfinished, nil, RegistryRoute
	return true
}
