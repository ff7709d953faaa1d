package store

import (
	"context"
	"errors"
	"time"
)

// errForgotten is what a run hears whose account was logged out by another process.
var errForgotten = errors.New("the account was logged out elsewhere, so lists are not kept any more")

// errOver says that whoever was logged out stores no more.
var errOver = errors.New("the account was logged out")

// Jobs are done so many, or of so many bytes of rows, in one transaction: pages of one list change
// the same places of the file, and somebody else gets to write soon.
const (
	batchJobs  = 64
	batchBytes = 1 << 20
)

// lingers is how long connections stay open while nothing is written: each takes megabytes, and a
// millisecond to open.
const lingers = time.Second

// walkWait is how long one walk that nobody watches waits for room in all.
const walkWait = 10 * time.Second

// job is something to be written. An error of one undoes what was not committed before it.
type job struct {
	do    func(*Session) error
	bytes int
	quiet bool          // it matters to nobody whether it can be done
	done  chan struct{} // may be nil; closed when it is in the file, or will never be
}

// Later has a job done behind everything else, in order. It reports whether there was room: nothing
// waits for the disk.
func (x *Store) Later(bytes int, do func(*Session) error) bool {
	return x.add(job{do: do, bytes: bytes})
}

// LaterQuietly is Later for what matters to nobody where it cannot be written.
func (x *Store) LaterQuietly(do func(*Session) error) { x.add(job{quiet: true, do: do}) }

// Pace is how a walk hands over what is to be written: one that somebody watches never waits.
type Pace struct {
	Unattended bool
	waited     time.Duration
}

// LaterAt is Later, which waits for room where nobody watches: for as long as things are written,
// and walkWait in all. A disk that stands still holds nobody up again before it has moved.
func (x *Store) LaterAt(
	ctx context.Context, p *Pace, bytes int, do func(*Session) error,
) bool {
	for {
		added, moves := x.offer(job{do: do, bytes: bytes})
		if added || moves == nil || !p.Unattended || p.waited >= walkWait {
			return added
		}
		began := x.now()
		moved := x.awaits(ctx, moves)
		p.waited += max(0, x.now().Sub(began))
		if !moved {
			return false
		}
	}
}

// awaits reports whether the writer moves soon.
func (x *Store) awaits(ctx context.Context, moves <-chan struct{}) bool {
	timer := time.NewTimer(x.patience)
	defer timer.Stop()
	select {
	case <-moves:
		return true
	case <-ctx.Done():
	case <-timer.C:
		x.mu.Lock()
		defer x.mu.Unlock()
		if x.moves == moves {
			x.stuck = true
		}
	}
	return false
}

func (x *Store) add(j job) bool {
	added, _ := x.offer(j)
	return added
}

// offer adds a job if there is room. Where there is none, moves is closed when there may be; nil is
// never, or not before something else is written.
func (x *Store) offer(j job) (added bool, moves <-chan struct{}) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.off || x.full || x.closed || x.file.Folder == "" {
		return false, nil
	}
	if x.jobs == nil {
		x.jobs, x.moves = make(chan job, mostWaiting), make(chan struct{})
		x.stop, x.written = make(chan struct{}), make(chan struct{})
		go x.work()
	}
	if x.waiting+j.bytes <= x.room || x.waiting == 0 {
		select {
		case x.jobs <- j:
			x.waiting += j.bytes
			return true, nil
		default:
		}
	}
	if x.stuck {
		return false, nil
	}
	return false, x.moves
}

// work does the jobs, with a connection of its own; when it is told to stop, those that wait.
func (x *Store) work() {
	defer close(x.written)
	var s *Session
	defer func() {
		if s != nil {
			s.Close()
		}
	}()
	for {
		if x.removes {
			x.removes = false
			letOthers(context.Background())
		}
		var idle <-chan time.Time
		if s != nil {
			idle = time.After(lingers)
		}
		select {
		case j := <-x.jobs:
			s = x.write(s, x.batch(j))
			continue
		case <-idle:
			s.Close()
			s = nil
			x.letReaderGo()
			continue
		case <-x.stop:
		}
		select {
		case j := <-x.jobs:
			s = x.write(s, x.batch(j))
		default:
			return
		}
	}
}

// letReaderGo closes the connection for reading, unless somebody reads.
func (x *Store) letReaderGo() {
	select {
	case x.reading <- struct{}{}:
		if x.reader != nil {
			x.reader.Close()
			x.reader = nil
		}
		<-x.reading
	default:
	}
}

// batch is a job, and what waits behind it.
func (x *Store) batch(j job) []job {
	jobs, bytes := []job{j}, j.bytes
	for len(jobs) < batchJobs && bytes < batchBytes {
		select {
		case j := <-x.jobs:
			jobs, bytes = append(jobs, j), bytes+j.bytes
		default:
			return jobs
		}
	}
	return jobs
}

// write does jobs in one transaction, with a connection that it makes if there is none yet.
func (x *Store) write(s *Session, jobs []job) *Session {
	x.moved(jobs)
	defer func() {
		for _, j := range jobs {
			if j.done != nil {
				close(j.done)
			}
		}
	}()
	if x.trial.Hold != nil {
		x.trial.Hold()
	}
	quiet, idle := true, true
	for _, j := range jobs {
		idle = idle && j.do == nil
		quiet = quiet && (j.do == nil || j.quiet)
	}
	if idle || !x.isWriting() {
		return s
	}
	if s == nil {
		fresh := !x.file.Exists()
		opened, err := x.Open()
		if err != nil {
			if !quiet {
				x.fail(nil, err)
			}
			return nil
		}
		s = opened
		x.made(fresh)
	}
	if err := s.doAll(jobs); err != nil {
		clear(s.words) // numbers may have been taken back
		if !quiet {
			x.failWriting(s, err)
		}
	}
	return s
}

// moved says that the writer has done what it had, and takes more.
func (x *Store) moved(jobs []job) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, j := range jobs {
		x.waiting -= j.bytes
	}
	close(x.moves)
	x.moves, x.stuck = make(chan struct{}), false
}

// doAll does jobs up to the first that fails; what was done before that stays where it can.
func (s *Session) doAll(jobs []job) error {
	var failed error
	err := s.Change(func() error {
		for _, j := range jobs {
			if j.do == nil {
				continue
			}
			err := j.do(s)
			undone := s.DB.GetAutocommit()
			if err == nil || !undone && (j.quiet || errors.Is(err, errOver)) {
				continue
			}
			if undone {
				return err
			}
			failed = err
			break
		}
		return nil
	})
	return errors.Join(failed, err)
}

func (x *Store) isWriting() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return !x.off && !x.full
}

func (x *Store) made(fresh bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.fresh = x.fresh || fresh
}

// Flush waits until all is written that was to be written when it was called, or ctx ends.
func (x *Store) Flush(ctx context.Context) {
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
