package ui

import (
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/ui/task"
)

// duties is what must be done even if the program ends meanwhile: an account is
// forgotten, a favourite kept, a text copied.
type duties struct {
	open             sync.WaitGroup
	keeping, copying queue
}

// queue are duties of which each begins when the one before it is done.
type queue struct{ last chan struct{} }

// surely does something off the loop, after whatever was to be kept or forgotten
// before it: what is forgotten is not kept again by something older.
func (a *App) surely(do func() tea.Msg) { a.atOnce(a.duties.keeping.next(do)) }

// next is do with its place in the queue.
func (q *queue) next(do func() tea.Msg) func() tea.Msg {
	before, done := q.last, make(chan struct{})
	q.last = done
	return func() tea.Msg {
		defer close(done)
		if before != nil {
			<-before
		}
		return do()
	}
}

// atOnce is surely without a place in a queue.
func (a *App) atOnce(do func() tea.Msg) {
	answer := make(chan tea.Cmd, 1)
	a.duties.open.Go(func() { answer <- task.Guard(do) })
	a.later(func() tea.Msg { return (<-answer)() })
}

// Finish waits until what must be done is done, but no longer than most. It is
// called after the loop has ended.
func (a *App) Finish(most time.Duration) {
	done := make(chan struct{})
	go func() {
		a.duties.open.Wait()
		close(done)
	}()
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
	}
}
