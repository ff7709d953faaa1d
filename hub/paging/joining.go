package paging

import (
	"context"
	"errors"
	"iter"
	"math"
	"slices"

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
