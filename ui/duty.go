package ui

import (
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// duties is what must be done even if the program ends meanwhile: an account is
// forgotten, a favourite kept.
type duties struct {
	open sync.WaitGroup
	last chan struct{} // closed when the newest of those that go in order is done
}

// surely does something off the loop, after whatever was to be done before it:
// what is forgotten is not kept again by something older.
func (a *App) surely(do func() tea.Msg) {
	before, done := a.duties.last, make(chan struct{})
	a.duties.last = done
	a.atOnce(func() tea.Msg {
		defer close(done)
		if before != nil {
			<-before
		}
		return do()
	})
}

// atOnce is surely without a place in the order.
func (a *App) atOnce(do func() tea.Msg) {
	answer := make(chan tea.Msg, 1)
	a.duties.open.Go(func() { answer <- do() })
	a.later(func() tea.Msg { return <-answer })
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
