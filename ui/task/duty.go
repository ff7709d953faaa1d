package task

import (
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Duties are what must be done even if the program ends meanwhile: an account is forgotten, a
// favourite kept, a text copied. The zero value has none. It belongs to the loop, as a Slot does.
type Duties struct{ open sync.WaitGroup }

// Do begins a duty at once, off the loop. The command waits for its message.
func (d *Duties) Do(duty func() tea.Msg) tea.Cmd {
	answer := make(chan tea.Cmd, 1)
	d.open.Go(func() { answer <- Guard(duty) })
	return func() tea.Msg { return (<-answer)() }
}

// Finish waits until what must be done is done, but no longer than most. It is called after the
// loop has ended.
func (d *Duties) Finish(most time.Duration) {
	done := make(chan struct{})
	go func() {
		d.open.Wait()
		close(done)
	}()
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
	}
}

// Queue is an empty queue of duties.
func (d *Duties) Queue() *Queue { return &Queue{duties: d} }

// Queue holds duties of which each begins when the one before is done: what is forgotten is not
// kept again by something older.
type Queue struct {
	duties *Duties
	last   chan struct{}
}

// Do is Duties.Do for a duty that has its place in the queue.
func (q *Queue) Do(duty func() tea.Msg) tea.Cmd {
	before, done := q.last, make(chan struct{})
	q.last = done
	return q.duties.Do(func() tea.Msg {
		defer close(done)
		if before != nil {
			<-before
		}
		return duty()
	})
}
