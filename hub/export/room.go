package export

import (
	"context"
	"slices"
	"sync"
)

const (
	mostHeld  = 48 // pages that wait for their turn, of all lists together
	mostLists = 32 // lists that were begun and are not written yet
	mostApart = 16 // the same when no list waits for another
	mostAtOne = 8  // pages given to one list at a time, not counting the one that looks whether anything moved
	keptBack  = 16 // pages kept for the end of a long list
)

// room bounds the pages that came before their turn. The list whose turn it is takes what it wants: that is what keeps the others from standing in
// its way. Of the others, the one whose turn comes sooner goes first.
type room struct {
	mu      sync.Mutex
	free    int
	kept    int // of free, not given out now
	head    int // position of the list that is being written; -1: none is waited for
	waiting []*waiter
}

type waiter struct {
	position, want int
	granted        chan int // 0: as many as it likes
}

func newRoom() *room { return &room{free: mostHeld, head: -1} }

// take waits until a list may read at least one more page, and gives how many; 0 is as many as it likes, and nothing to give back.
func (r *room) take(ctx context.Context, position, want int) (int, error) {
	w := &waiter{position, want, make(chan int, 1)}
	r.mu.Lock()
	at, _ := slices.BinarySearchFunc(r.waiting, position, func(o *waiter, position int) int { return o.position - position })
	r.waiting = slices.Insert(r.waiting, at, w)
	r.serve()
	r.mu.Unlock()
	select {
	case n := <-w.granted:
		return n, ctx.Err()
	case <-ctx.Done():
		r.mu.Lock()
		defer r.mu.Unlock()
		if at := slices.Index(r.waiting, w); at >= 0 {
			r.waiting = slices.Delete(r.waiting, at, at+1)
		} else {
			r.free += <-w.granted
			r.serve()
		}
		return 0, ctx.Err()
	}
}

func (r *room) give(n int) {
	if n < 1 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.free += n
	r.serve()
}

// turn says whose turn it is.
func (r *room) turn(position int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.head, r.kept = position, 0
	r.serve()
}

// hold keeps so much of the room back. While the list whose turn it is keeps the Hub busy by itself, nobody else need run ahead; what was kept back
// is used when its last requests leave the others idle.
func (r *room) hold(pages int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept != pages {
		r.kept = pages
		r.serve()
	}
}

// serve gives a list all that it wants or nothing: page by page, lists that come soon would wait for one round trip a page while later ones
// take the rest.
func (r *room) serve() {
	short := false
	r.waiting = slices.DeleteFunc(r.waiting, func(w *waiter) bool {
		n := w.want
		if w.position == r.head {
			n = 0
		} else if short = short || r.free-r.kept < n; short {
			return false
		}
		r.free -= n
		w.granted <- n
		return true
	})
}
