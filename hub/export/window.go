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
	// pages given to one list at a time, not counting the one that looks whether anything moved.
	mostAtOne = 8
	keptBack  = 16 // pages kept for the end of a long list
)

// window bounds the pages that came before their turn. The list that is being written takes what it
// wants: that is what keeps the others from standing in its way. Of the others, the one that is
// written sooner goes first.
type window struct {
	mu       sync.Mutex
	free     int
	reserved int // of free, not given out for the moment
	head     int // position of the list that is being written; -1: none is waited for
	waiting  []*waiter
}

type waiter struct {
	position, want int
	granted        chan int // 0: as many as it likes
}

func newWindow() *window { return &window{free: mostHeld, head: -1} }

// take waits until a list may read at least one more page, and gives how many; 0 is as many as it
// likes, and nothing to give back.
func (w *window) take(ctx context.Context, position, want int) (int, error) {
	one := &waiter{position, want, make(chan int, 1)}
	w.mu.Lock()
	at, _ := slices.BinarySearchFunc(w.waiting, position, func(o *waiter, position int) int {
		return o.position - position
	})
	w.waiting = slices.Insert(w.waiting, at, one)
	w.grant()
	w.mu.Unlock()
	select {
	case n := <-one.granted:
		return n, ctx.Err()
	case <-ctx.Done():
		w.mu.Lock()
		defer w.mu.Unlock()
		if at := slices.Index(w.waiting, one); at >= 0 {
			w.waiting = slices.Delete(w.waiting, at, at+1)
		} else {
			w.free += <-one.granted
			w.grant()
		}
		return 0, ctx.Err()
	}
}

func (w *window) give(n int) {
	if n < 1 {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.free += n
	w.grant()
}

// advance says which list is being written.
func (w *window) advance(position int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.head, w.reserved = position, 0
	w.grant()
}

// reserve keeps so many pages back. While the list that is being written keeps the Hub busy by
// itself, nobody else need run ahead; what was kept back is used when its last requests leave the
// others idle.
func (w *window) reserve(pages int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.reserved != pages {
		w.reserved = pages
		w.grant()
	}
}

// grant gives a list all that it wants or nothing: page by page, lists that come soon would wait
// for one round trip a page while later ones take the rest. It needs the lock.
func (w *window) grant() {
	short := false
	w.waiting = slices.DeleteFunc(w.waiting, func(one *waiter) bool {
		n := one.want
		if one.position == w.head {
			n = 0
		} else if short = short || w.free-w.reserved < n; short {
			return false
		}
		w.free -= n
		one.granted <- n
		return true
	})
}
