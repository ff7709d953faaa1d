package paging

import (
	"context"
	"iter"
	"slices"

	"tagboat/hub/errs"
)

// maxRounds is how often a list that moves is read again before it is said to keep moving.
const maxRounds = 2

// job is a part of a reading. Its pages are asked for, at most so many; what is new in each is
// taken; and when it is done, other jobs follow, or the verdict.
type job[T any] interface {
	pages(ctx context.Context, most int) iter.Seq2[Page[T], error]
	take(p Page[T]) Page[T]
	done() bool
	following() []job[T]
	isAgain() bool // of pages that were read before
}

// walk goes through all pages for the first time.
type walk[T any] struct{ reader *Reader[T] }

func (j *walk[T]) pages(ctx context.Context, most int) iter.Seq2[Page[T], error] {
	return j.reader.walked.pages(ctx, most)
}

func (j *walk[T]) take(p Page[T]) Page[T] {
	r := j.reader
	if p.Hole != nil {
		r.holes = append(r.holes, hole{p.Number, p.Hole})
		return p
	}
	if changed := r.listing.source.Changed; changed != nil {
		hear(&r.proof, p, changed)
	}
	r.counts.note(p.Number, p.Count, p.Malformed)
	if p.Number == 1 {
		note(&r.order, p.Rows, r.listing.Key)
		r.route = p.Route
	}
	return r.keep(p)
}

func (j *walk[T]) isAgain() bool { return false }

func (j *walk[T]) done() bool { return j.reader.walked.done }

func (j *walk[T]) following() []job[T] {
	r := j.reader
	r.count = r.walked.count
	if r.counts.pages < 2 && !r.missing() || r.proven() {
		return nil
	}
	return []job[T]{&check[T]{reader: r}}
}

// proven reports whether the walk alone proves that the list is whole. Where what was kept is
// handed over, that was proven before its first page, and read again it may come in another order.
func (r *Reader[T]) proven() bool {
	if r.route == KeptRoute || r.route == DatedRoute {
		return !r.missing()
	}
	if r.listing.source.Chained {
		return true
	}
	if r.listing.source.Changed == nil {
		return false
	}
	r.proof.early, r.proof.rows = r.walked.early, r.rows
	return r.proof.proves()
}

// check reads page 1 again, to see whether anything moved.
type check[T any] struct {
	reader *Reader[T]
	read   bool
	top    bool // page 1 has other rows, or in another order
	moved  bool // that, or another total
}

func (j *check[T]) pages(ctx context.Context, _ int) iter.Seq2[Page[T], error] {
	return j.reader.one(ctx, 1)
}

func (j *check[T]) take(p Page[T]) Page[T] {
	r := j.reader
	j.top = note(&r.order, p.Rows, r.listing.Key)
	grown := p.Count - r.counts.total
	j.read, j.moved = true, j.top || grown != 0
	r.counts.moved = r.counts.moved || j.moved
	r.counts.total = p.Count
	r.counts.markMalformed(1, p.Malformed)
	r.walked.observe(p.Count)
	p.Repair = true
	p = r.keep(p)
	if len(p.Rows) > max(grown, 0) {
		r.walked.shrunk = true // more came than the total grew by: another row may have gone
	}
	return p
}

func (j *check[T]) isAgain() bool { return true }

func (j *check[T]) done() bool { return j.read }

// following is where a list turns out whole, moving or short. Where nothing was deleted, as many
// rows as are counted are all rows. Where something was, a row that slipped through may hide behind
// the deleted one: then the boundaries at which the total changed are read again, and the whole
// list when rows came in at the top as well.
func (j *check[T]) following() []job[T] {
	r := j.reader
	shrunk := r.walked.shrunk || r.again.shrunk
	suspects := r.counts.suspectPages
	r.counts.suspectPages, r.walked.shrunk = nil, false
	switch {
	case len(r.due) > 0:
		due := r.due
		r.due = nil
		r.startOver()
		return []job[T]{&reread[T]{reader: r, todo: due}}
	// what is missing is named already; reading all again would ask for the same pages
	case len(r.holes) > 0:
		return nil
	case !r.missing() && !shrunk:
		r.moving = false
		return nil
	case r.rounds >= maxRounds, (r.readAll || r.counts.pages < 2) && !j.moved && !shrunk:
		r.moving = j.moved || shrunk
		return nil
	}
	r.rounds++
	r.forgetAgain()
	if !shrunk || j.top {
		suspects = nil
	}
	slices.Sort(suspects)
	return []job[T]{&reread[T]{reader: r, todo: slices.Compact(suspects), full: shrunk && j.top}}
}

// reread reads single pages again.
type reread[T any] struct {
	reader *Reader[T]
	todo   []int
	full   bool // the whole list follows, even when no row seems to be missing
}

func (j *reread[T]) pages(ctx context.Context, most int) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		for ; len(j.todo) > 0 && most > 0; most-- {
			number := j.todo[0]
			for p, err := range j.reader.one(ctx, number) {
				if errs.KindOf(err) == errs.NotFound ||
					errs.KindOf(err) == errs.VanishedSinceListed {
					// the list has become shorter
					p, err = Page[T]{Number: number, Count: j.reader.count}, nil
				}
				if !yield(p, err) || err != nil {
					return
				}
			}
		}
	}
}

func (j *reread[T]) take(p Page[T]) Page[T] {
	j.todo = j.todo[1:]
	return j.reader.takeAgain(p)
}

func (j *reread[T]) isAgain() bool { return true }

func (j *reread[T]) done() bool { return len(j.todo) == 0 }

func (j *reread[T]) following() []job[T] {
	r := j.reader
	if !r.missing() && !j.full {
		return []job[T]{&check[T]{reader: r}}
	}
	r.again = window[T]{
		listing: r.listing, next: 2, size: r.walked.size, largest: r.walked.largest, count: r.count,
		told: r.count,
	}
	return []job[T]{&rewalk[T]{r, j.full}}
}

// rewalk reads the whole list again, from page 2, until nothing is missing.
type rewalk[T any] struct {
	reader *Reader[T]
	full   bool // to the end, even when no row seems to be missing
}

func (j *rewalk[T]) pages(ctx context.Context, most int) iter.Seq2[Page[T], error] {
	return j.reader.again.pages(ctx, most)
}

func (j *rewalk[T]) take(p Page[T]) Page[T] { return j.reader.takeAgain(p) }

func (j *rewalk[T]) isAgain() bool { return true }

func (j *rewalk[T]) done() bool {
	return j.reader.again.done || !j.reader.missing() && !j.full
}

func (j *rewalk[T]) following() []job[T] {
	r := j.reader
	if r.again.done {
		r.readAll, r.count = true, r.again.count
	}
	return []job[T]{&check[T]{reader: r}}
}

// names reads the registry's list of names.
type names[T any] struct {
	reader *Reader[T]
	last   bool
}

func (j *names[T]) pages(ctx context.Context, _ int) iter.Seq2[Page[T], error] {
	r := j.reader
	return func(yield func(Page[T], error) bool) {
		r.named++
		n, err := r.listing.source.Names(ctx, r.cursor)
		if err != nil {
			yield(Page[T]{}, err)
			return
		}
		r.cursor = n.Next
		yield(Page[T]{
			Number: r.walked.next, Rows: n.Rows, Count: r.count, Last: n.Next == "",
			Route: RegistryRoute, Malformed: n.Malformed,
		}, nil)
	}
}

func (j *names[T]) take(p Page[T]) Page[T] {
	r := j.reader
	r.walked.next++
	// numbers of their own: page 3 of the names is not page 3 of the Hub
	r.counts.markMalformed(-p.Number, p.Malformed)
	j.last = p.Last
	return r.keep(p)
}

func (j *names[T]) isAgain() bool { return false }

func (j *names[T]) done() bool { return j.last }

func (j *names[T]) following() []job[T] { return nil }

// one asks for a single page, of which nobody has to wait for the next.
func (r *Reader[T]) one(ctx context.Context, number int) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		r.rereads++
		yield(r.listing.source.Page(ctx, number, Patient))
	}
}

// takeAgain takes a page of a second reading.
func (r *Reader[T]) takeAgain(p Page[T]) Page[T] {
	p.Repair = true
	if p.Hole != nil {
		r.holes = append(r.holes, hole{p.Number, p.Hole})
		return p
	}
	r.counts.markMalformed(p.Number, p.Malformed)
	return r.keep(p)
}
