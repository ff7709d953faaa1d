// Package task is all of tagboat's asynchrony, once: a piece of work that can
// be cancelled, that delivers values while it runs, and whose late answers are
// refused because they carry an old ticket.
package task

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Work runs off the loop. It hands values over with deliver, which blocks
// until the loop has taken the former one and reports false once the work is
// no longer wanted. Work closes over values, never over a screen.
type Work[T any] func(ctx context.Context, deliver func(T) bool) error

// Slot holds at most one piece of work; starting another replaces it. The zero
// value is an empty slot. A slot belongs to the loop and is not safe for
// concurrent use.
type Slot[T any] struct {
	ticket uint64
	cancel context.CancelFunc
}

// tickets numbers the work of all slots, so that no two ever share a number.
var tickets atomic.Uint64

type result[T any] struct {
	ticket uint64
	value  T
	done   bool
	err    error
	next   tea.Cmd
	panic  string // what went wrong within the work
}

// Progress is what a slot learned from one message.
type Progress[T any] struct {
	Value T     // meaningful unless Done
	Done  bool  // the work has ended
	Err   error // why, when it failed
	// Next waits for the following value; it must be returned from Update, or
	// nothing more arrives.
	Next tea.Cmd
}

// Start cancels what ran in the slot and begins work under ctx.
func (s *Slot[T]) Start(ctx context.Context, work Work[T]) tea.Cmd {
	s.Stop()
	ctx, s.cancel = context.WithCancel(ctx) //nolint:gosec // Stop calls it.
	ticket := tickets.Add(1)
	s.ticket = ticket
	return func() tea.Msg { return run(ctx, ticket, work) }
}

// StartAfter is Start with a pause first: a key that comes sooner replaces the
// work, so debouncing is cancelling.
func (s *Slot[T]) StartAfter(ctx context.Context, pause time.Duration, work Work[T]) tea.Cmd {
	return s.Start(ctx, func(ctx context.Context, deliver func(T) bool) error {
		timer := time.NewTimer(pause)
		defer timer.Stop()
		select {
		case <-timer.C:
			return work(ctx, deliver)
		case <-ctx.Done():
			return ctx.Err()
		}
	})
}

// Stop cancels the work; nothing of it will be taken any more.
func (s *Slot[T]) Stop() {
	if s.cancel != nil {
		s.cancel()
	}
	s.cancel, s.ticket = nil, 0
}

// Busy reports whether work is under way.
func (s *Slot[T]) Busy() bool { return s.ticket != 0 }

// Take accepts the slot's own messages and refuses everything else: other
// slots' answers and those of work that was replaced or stopped.
func (s *Slot[T]) Take(msg tea.Msg) (Progress[T], bool) {
	r, ok := msg.(result[T])
	if !ok || s.ticket == 0 || r.ticket != s.ticket {
		return Progress[T]{}, false
	}
	if r.done {
		s.Stop()
	}
	return Progress[T]{Value: r.value, Done: r.done, Err: r.err, Next: r.next}, true
}

func run[T any](ctx context.Context, ticket uint64, work Work[T]) tea.Msg {
	results := make(chan result[T])
	send := func(r result[T]) bool {
		select {
		case results <- r:
			return true
		case <-ctx.Done():
			return false
		}
	}
	var wait tea.Cmd
	wait = func() tea.Msg {
		select {
		case r := <-results:
			if r.panic != "" {
				panic(r.panic)
			}
			if !r.done {
				r.next = wait
			}
			return r
		case <-ctx.Done():
			return nil
		}
	}
	go func() {
		defer func() {
			if cause := recover(); cause != nil {
				send(result[T]{panic: trace(cause)})
			}
		}()
		err := work(ctx, func(v T) bool { return send(result[T]{ticket: ticket, value: v}) })
		send(result[T]{ticket: ticket, done: true, err: err})
	}()
	return wait()
}

// Guard does something in a goroutine of its own, and returns what gives its message to a command
// of the loop. A panic becomes the command's: there it is caught and the terminal restored, while
// anywhere else it ends the program with the terminal as it is.
func Guard(do func() tea.Msg) (then tea.Cmd) {
	defer func() {
		if cause := recover(); cause != nil {
			told := trace(cause)
			then = func() tea.Msg { panic(told) }
		}
	}()
	msg := do()
	return func() tea.Msg { return msg }
}

// trace is a panic's cause and where it was.
func trace(cause any) string { return fmt.Sprintf("%v\n\n%s", cause, debug.Stack()) }
