package export

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync"

	"golang.org/x/sync/semaphore"

	"tagboat/hub"
	"tagboat/hub/query"
)

// engine reads lists of T and writes rows of R.
type engine[T, R any] struct {
	prepared[T]

	form    Form[R]
	client  *hub.Client
	noun    string
	open    func(ctx context.Context, t *counter, targets []target) iter.Seq[*list[T]]
	targets []target
	keep    func(*T) bool // nil: all
	row     func(l *list[T], t *T) R
	// takes what is not written from rows that wait for their order; nil: nothing
	slim func(*T)
	// judge decides about a list that was read, as a whole; judged are the rows that are written of
	// it. nil: each row is written by itself
	judge     func(ctx context.Context, l *list[T], t *counter)
	judged    func(l *list[T], write func(rows []R, keys []string))
	namesDo   bool // nothing but names is written, filtered by or sorted by
	unordered bool

	out     *output[R]
	counter *counter
	window  *window
	cancel  context.CancelCauseFunc
	walkers sync.WaitGroup
}

// read reads everything and gives why it ended early, if it did.
func (e *engine[T, R]) read(parent context.Context) error {
	ctx, cancel := context.WithCancelCause(parent)
	defer cancel(nil)
	e.cancel, e.window = cancel, newWindow()
	if err := e.out.head(); err != nil {
		return err
	}
	if e.unordered {
		e.apart(ctx)
	} else {
		e.inOrder(ctx)
	}
	if err := e.out.foot(); err != nil {
		return err
	}
	return causeOf(ctx)
}

// end cancels everything, for a reason.
func (e *engine[T, R]) end(reason error) { e.cancel(&endedError{reason}) }

// inOrder writes list after list, while those that follow are read.
func (e *engine[T, R]) inOrder(ctx context.Context) {
	queue := make(chan *list[T], mostLists)
	alive := semaphore.NewWeighted(mostLists)
	go func() {
		defer close(queue)
		for l := range e.lists(ctx, alive) {
			queue <- l
			e.walkers.Go(func() {
				defer close(l.pages)
				e.walk(ctx, l)
				if e.judge != nil {
					e.judge(ctx, l, e.counter)
					l.pages <- held[T]{charge: l.charge}
				}
			})
		}
	}()
	for l := range queue {
		e.window.advance(l.position)
		for h := range l.pages {
			e.write(l, h.rows)
			e.window.give(h.charge)
		}
		e.settle(ctx, l)
		alive.Release(1)
	}
	e.walkers.Wait()
}

// apart writes pages as they come. The oldest list reads as far ahead as it likes.
func (e *engine[T, R]) apart(ctx context.Context) {
	alive := semaphore.NewWeighted(mostApart)
	var mu sync.Mutex
	var reading []int // positions, the oldest first
	for l := range e.lists(ctx, alive) {
		mu.Lock()
		reading = append(reading, l.position)
		e.window.advance(reading[0])
		mu.Unlock()
		e.walkers.Go(func() {
			defer alive.Release(1)
			e.walk(ctx, l)
			e.settle(ctx, l)
			mu.Lock()
			defer mu.Unlock()
			reading = slices.DeleteFunc(reading, func(position int) bool {
				return position == l.position
			})
			if len(reading) > 0 {
				e.window.advance(reading[0])
			}
		})
	}
	e.walkers.Wait()
}

// lists gives what has to be read, as fast as there is room for it.
func (e *engine[T, R]) lists(ctx context.Context, alive *semaphore.Weighted) iter.Seq[*list[T]] {
	return func(yield func(*list[T]) bool) {
		position := 0
		for l := range e.open(ctx, e.counter, e.targets) {
			if e.out.journal != nil {
				if rows, done := e.out.journal.Done(l.name); done {
					e.counter.known(rows)
					continue
				}
				l.earlier = e.out.journal.Written(l.name)
			}
			if alive.Acquire(ctx, 1) != nil {
				return
			}
			l.position, l.pages = position, make(chan held[T], mostAtOne)
			position++
			e.counter.begin(&l.progress)
			if !yield(l) {
				return
			}
		}
	}
}

// deliver hands a page on to whoever writes it.
func (e *engine[T, R]) deliver(l *list[T], h held[T]) {
	switch {
	case e.judge != nil:
		e.hold(l, h.rows)
		l.charge += h.charge
	case e.unordered:
		e.write(l, h.rows)
		e.window.give(h.charge)
	default:
		l.pages <- h
	}
}

// write writes a page, or keeps it until all of its list is there.
func (e *engine[T, R]) write(l *list[T], rows []T) {
	if e.order.IsZero() {
		e.print(l, rows)
		return
	}
	if e.slim != nil {
		for i := range rows {
			e.slim(&rows[i])
		}
	}
	e.hold(l, rows)
}

func (e *engine[T, R]) hold(l *list[T], rows []T) {
	if l.kept == nil {
		l.kept = e.schema.Keeper()
	}
	for i := range rows {
		l.kept.Append(&rows[i])
	}
}

func (e *engine[T, R]) print(l *list[T], page []T) {
	rows := make([]R, len(page))
	keys := make([]string, len(page))
	for i := range page {
		rows[i], keys[i] = e.row(l, &page[i]), l.rows.Key(page[i])
	}
	e.send(l, rows, keys)
}

func (e *engine[T, R]) send(l *list[T], rows []R, keys []string) {
	if err := e.out.rows(l.name, rows, keys); err != nil {
		e.end(err)
	}
}

// printKept writes the rows that were kept, in order.
func (e *engine[T, R]) printKept(l *list[T]) {
	if l.kept == nil {
		return
	}
	ranks := query.NewRanks(e.order, e.reversed)
	ranks.Grow(l.kept.Len())
	var room T
	for i := range l.kept.Len() {
		ranks.Append(l.kept.Brief(i, &room))
	}
	for order := range slices.Chunk(ranks.Sorted(), perPage) {
		page := make([]T, len(order))
		for i, at := range order {
			page[i] = *l.kept.Row(int(at))
		}
		e.print(l, page)
	}
	l.kept = nil
}

// settle ends a list: rows that were kept are written in order, and the verdict is heard.
func (e *engine[T, R]) settle(ctx context.Context, l *list[T]) {
	if e.judged != nil {
		e.judged(l, func(rows []R, keys []string) { e.send(l, rows, keys) })
		l.kept = nil
	} else {
		e.printKept(l)
	}
	cause := causeOf(ctx)
	if errors.Is(cause, errLimit) {
		return
	}
	m, whole := Judge(l.name, e.noun, l.verdict, l.err, cause)
	if whole && l.met < l.earlier.Len() {
		m.Why, whole = Vanished, false
	}
	if whole && l.named != "" && l.verdict.Rows == 0 {
		m, whole = nothingThere(l.named), false
	}
	if !whole {
		e.counter.miss(m)
		return
	}
	if err := e.out.finish(l.name, l.verdict.Rows); err != nil {
		e.end(err)
	}
}
