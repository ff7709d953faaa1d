package index

import (
	"context"
	"errors"
)

// errForgotten is what a run hears whose account was logged out by another process.
var errForgotten = errors.New("the account was logged out elsewhere, so lists are not kept any more")

// errOver says that whoever was logged out stores no more.
var errOver = errors.New("the account was logged out")

// job is one transaction; then done is closed, whatever came of it.
type job struct {
	do    func(*session) error
	bytes int
	quiet bool          // it matters to nobody whether it can be done
	done  chan struct{} // may be nil
}

// later has a job done behind everything else, in order. It reports whether there was room: nothing
// waits for the disk.
func (x *Index) later(bytes int, do func(*session) error) bool {
	return x.add(job{do: do, bytes: bytes})
}

func (x *Index) add(j job) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.off || x.full || x.closed || x.file.Folder == "" || x.waiting+j.bytes > mostBytes {
		return false
	}
	if x.jobs == nil {
		x.jobs = make(chan job, mostWaiting)
		x.stop, x.written = make(chan struct{}), make(chan struct{})
		go x.work()
	}
	select {
	case x.jobs <- j:
		x.waiting += j.bytes
		return true
	default:
		return false
	}
}

// work does the jobs, with a connection of its own; when it is told to stop, those that wait.
func (x *Index) work() {
	defer close(x.written)
	var s *session
	defer func() {
		if s != nil {
			s.Close()
		}
	}()
	for {
		select {
		case j := <-x.jobs:
			s = x.do(s, j)
			continue
		case <-x.stop:
		}
		select {
		case j := <-x.jobs:
			s = x.do(s, j)
		default:
			return
		}
	}
}

// do does one job, with a connection that it makes if there is none yet.
func (x *Index) do(s *session, j job) *session {
	if j.done != nil {
		defer close(j.done)
	}
	x.mu.Lock()
	x.waiting -= j.bytes
	x.mu.Unlock()
	if x.hold != nil {
		x.hold()
	}
	if j.do == nil || !x.isWriting() {
		return s
	}
	if s == nil {
		fresh := !x.file.Exists()
		opened, err := x.connect()
		if err != nil {
			if !j.quiet {
				x.fail(err)
			}
			return nil
		}
		s = opened
		x.made(fresh)
	}
	if err := s.Change(func() error { return j.do(s) }); err != nil {
		clear(s.words) // numbers may have been taken back
		if !j.quiet && !errors.Is(err, errOver) {
			x.failWriting(err)
		}
	}
	return s
}

func (x *Index) isWriting() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return !x.off && !x.full
}

func (x *Index) made(fresh bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.fresh = x.fresh || fresh
}

// Flush waits until all is written that was to be written when it was called, or ctx ends.
func (x *Index) Flush(ctx context.Context) {
	if x == nil {
		return
	}
	x.mu.Lock()
	jobs, written := x.jobs, x.written
	x.mu.Unlock()
	if jobs == nil {
		return
	}
	done := make(chan struct{})
	select {
	case jobs <- job{done: done}:
	case <-written:
	case <-ctx.Done():
	}
	select {
	case <-done:
	case <-written:
	case <-ctx.Done():
	}
}
