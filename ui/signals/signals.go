// Package signals is the one owner of the signals that end the program, stop it
// or let it go on. Whatever waits, waits under the owner's context; what does
// not end with it is ended after a short grace, and at once by a second signal.
package signals

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"slices"
	"sync"
	"syscall"
	"time"
)

const (
	// grace is how long the program may take to end by itself after a signal.
	grace = 1500 * time.Millisecond
	// lastWords bounds what is written to a terminal that may not take it.
	lastWords = 300 * time.Millisecond
	// together is how far apart signals may be heard that were sent at once: who lets a
	// stopped program go on so that it ends sends two.
	together = 100 * time.Millisecond
	// stopping is how long the system may take to stop the process; where it is
	// still running after that, nobody could continue it.
	stopping = 250 * time.Millisecond
)

// ErrNoShell is why nothing can be suspended: there is no shell that could let
// the program go on.
var ErrNoShell = errors.New("there is no shell here to go back to")

// Interruption is the cause of a context that a signal ended. A terminal that
// went away is SIGHUP.
type Interruption struct{ Signal syscall.Signal }

func (i *Interruption) Error() string { return "ended by the signal " + i.Signal.String() }

// Code is the exit code, as shells count.
func (i *Interruption) Code() int { return 128 + int(i.Signal) }

// Of is the interruption that ended a context; nil where none did.
func Of(ctx context.Context) *Interruption {
	i, _ := errors.AsType[*Interruption](context.Cause(ctx))
	return i
}

// Owner hears the signals. A nil Owner hears none.
type Owner struct {
	cancel context.CancelCauseFunc
	exit   func(code int)
	heard  chan os.Signal

	mu      sync.Mutex // guards what follows
	first   *Interruption
	taken   []*taken
	lent    *loan
	screen  *jobControl
	resumed chan struct{} // the next SIGCONT closes it; nil: nobody here stops
}

// taken is a terminal that somebody here has changed the settings of.
type taken struct {
	terminal *os.File // nil: always in reach
	restore  func()
}

// loan is the time in which another program has the terminal.
type loan struct {
	interrupts  int
	interrupted chan struct{}
	kill        func()
}

// jobControl is what a screen does when it is to stop, and when it goes on.
type jobControl struct{ stop, resume func() }

// Listen hears every signal that ends a program, but those that whoever started
// it wants ignored, as nohup does. The context it returns ends with the first;
// exit is called for the second, or when the first does not get through.
func Listen(parent context.Context, exit func(code int)) (context.Context, *Owner) {
	ctx, o := newOwner(parent, exit)
	var wanted []os.Signal
	for _, s := range ending {
		if !signal.Ignored(s) {
			wanted = append(wanted, s)
		}
	}
	if len(wanted) > 0 {
		signal.Notify(o.heard, wanted...)
	}
	go func() {
		for s := range o.heard {
			o.take(s)
		}
	}()
	return ctx, o
}

func newOwner(parent context.Context, exit func(code int)) (context.Context, *Owner) {
	ctx, cancel := context.WithCancelCause(parent)
	return ctx, &Owner{cancel: cancel, exit: exit, heard: make(chan os.Signal, 8)}
}

func (o *Owner) take(s os.Signal) {
	number, ok := s.(syscall.Signal)
	switch {
	case !ok:
	case isStop(number):
		o.stop()
	case isContinue(number):
		o.resume()
	default:
		o.End(number)
	}
}

// End ends the program as though the signal had come.
func (o *Owner) End(s syscall.Signal) {
	if o == nil {
		return
	}
	o.mu.Lock()
	if o.lent != nil && o.first == nil && (s == syscall.SIGINT || s == syscall.SIGQUIT) &&
		o.lent.take() {
		o.mu.Unlock()
		return
	}
	if o.first != nil {
		o.mu.Unlock()
		o.leave()
		return
	}
	o.first = &Interruption{s}
	behind := o.lent == nil && o.isBehind()
	o.mu.Unlock()
	o.cancel(o.first)
	if behind {
		o.exit(o.first.Code())
		return
	}
	time.AfterFunc(grace, o.leave)
}

// isBehind reports whether a terminal that is to be restored is another program's.
// Then it is as that one wants it, and the system stops whoever sets it from here:
// nothing that restores it would ever end. The lock is held.
func (o *Owner) isBehind() bool {
	return slices.ContainsFunc(o.taken, func(t *taken) bool { return !InForeground(t.terminal) })
}

// take leaves the first interrupt to the program that has the terminal, and
// ends that program with the second. A third is for this one.
func (l *loan) take() bool {
	l.interrupts++
	switch l.interrupts {
	case 1:
		close(l.interrupted)
	case 2:
		go l.kill()
	default:
		return false
	}
	return true
}

// leave ends the process whatever else it does, with the terminal restored as
// far as that takes no waiting.
func (o *Owner) leave() {
	o.mu.Lock()
	all, code := slices.Clone(o.taken), o.first.Code()
	o.mu.Unlock()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, t := range slices.Backward(all) {
			if InForeground(t.terminal) {
				t.restore()
			}
		}
	}()
	select {
	case <-done:
	case <-time.After(lastWords):
	}
	o.exit(code)
}

// OnExit has a terminal restored, or with nil something else done, if the program must end at
// once. It returns what forgets that again.
func (o *Owner) OnExit(terminal *os.File, restore func()) (forget func()) {
	if o == nil {
		return func() {}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	fresh := &taken{terminal, restore}
	o.taken = append(o.taken, fresh)
	return func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.taken = slices.DeleteFunc(o.taken, func(t *taken) bool { return t == fresh })
	}
}

// Lend leaves interrupts to another program that has the terminal: the first is
// its own, the second calls kill. The channel is closed by the first. Taking the
// terminal back waits until it is in reach.
func (o *Owner) Lend(kill func()) (interrupted <-chan struct{}, takeBack func()) {
	l := &loan{interrupted: make(chan struct{}), kill: kill}
	if o == nil {
		return l.interrupted, func() {}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.lent = l
	return l.interrupted, func() {
		o.mu.Lock()
		o.lent = nil
		o.mu.Unlock()
		o.retake()
	}
}

// Screen tells whoever has changed the terminal of the signals that stop and
// continue a process, so that it can be given back in time. It returns what ends
// that.
func (o *Owner) Screen(stop, resume func()) (forget func()) {
	if o == nil {
		return func() {}
	}
	o.mu.Lock()
	o.screen = &jobControl{stop, resume}
	o.mu.Unlock()
	o.watchJobs()
	return func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.screen = nil
	}
}

func (o *Owner) stop() {
	o.mu.Lock()
	screen, lent, stopping := o.screen, o.lent != nil, o.resumed != nil
	o.mu.Unlock()
	switch {
	case stopping:
	case screen != nil && !lent:
		go screen.stop()
	default: // the terminal is as other programs want it
		go func() { _ = o.halt(Process, stopSignal) }()
	}
}

func (o *Owner) resume() {
	o.mu.Lock()
	screen, own := o.screen, o.resumed != nil || o.lent != nil
	if o.resumed != nil {
		close(o.resumed)
		o.resumed = nil
	}
	o.mu.Unlock()
	if screen != nil && !own {
		go screen.resume()
	}
}
