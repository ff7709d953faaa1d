package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub/index/database"
	"tagboat/hub/index/table"
	"tagboat/hub/statefile"
)

// MostBytes is how large the file may grow unless Options say otherwise; then what was not looked
// at for the longest time goes.
const MostBytes = 1 << 30

// What may wait to be written: so many jobs, and so many bytes of rows. What comes while there is
// no room is left out, or waits where nobody watches.
const (
	mostWaiting = 8192
	mostBytes   = 8 << 20
)

// Options say where a Store is.
type Options struct {
	Folder string // made when something is stored; "" keeps nothing
	Now    func() time.Time
	Most   int64 // bytes; default MostBytes
	// Patience is how long a walk waits for a disk that stands still: for an answer, before it asks
	// the Hub for everything, or for room, where nobody watches it; default a second.
	Patience time.Duration
}

// Store is the file of an index. It does no I/O before it is asked for something. It
// is safe for concurrent use.
type Store struct {
	file     database.File
	now      func() time.Time
	most     int64
	patience time.Duration

	mu      sync.Mutex
	off     bool // it cannot be used; that was said
	full    bool // nothing more is written; that was said, and what is there can be read
	fresh   bool // the file was made by this run
	notices []string
	why     error // that it cannot be used, or nothing more be written
	jobs    chan job
	room    int           // bytes that may wait
	waiting int           // bytes
	moves   chan struct{} // closed, and made anew, when the writer takes jobs
	stuck   bool          // somebody waited for that in vain
	closed  bool
	written chan struct{} // closed when the writer has ended
	stop    chan struct{}
	viewers map[viewerKey]int64 // that this run has stored for
	logouts map[string]int      // of accounts, in this run

	shrinking atomic.Bool // the writer will, soon
	removes   bool        // of the writer's goroutine: it deleted a piece

	reading chan struct{} // has room for whoever reads
	reader  *Session      // that one's

	trial Trial
}

// New describes a store.
func New(o Options) *Store {
	if o.Most == 0 {
		o.Most = MostBytes
	}
	if o.Patience == 0 {
		o.Patience = time.Second
	}
	return &Store{
		file: database.File{Folder: o.Folder}, now: o.Now, most: o.Most, patience: o.Patience,
		room:    mostBytes,
		viewers: map[viewerKey]int64{},
		logouts: map[string]int{},
		reading: make(chan struct{}, 1),
	}
}

// Now is the time by the clock of Options.
func (x *Store) Now() time.Time { return x.now() }

// Patience is that of Options.
func (x *Store) Patience() time.Duration { return x.patience }

// Trial is what tests put in the way; nil functions do nothing.
type Trial struct {
	Hold        func() // before a job of the writer is done
	HoldReading func() // before something is read
	Room        int    // bytes that may wait to be written; 0: as many as ever
	Remote      func(folder string) bool
}

// Try puts something in the way, before anything is asked for or while nothing runs.
func (x *Store) Try(t Trial) {
	x.trial = t
	if t.Room > 0 {
		x.room = t.Room
	}
	if t.Remote != nil {
		x.file.Remote = t.Remote
	}
}

// Exists reports whether there is a file.
func (x *Store) Exists() bool { return x.file.Exists() }

// Path is where the file lies.
func (x *Store) Path() string { return x.file.Path() }

// Check looks at the file for as long as ctx lasts, and changes nothing.
func (x *Store) Check(ctx context.Context) database.Checkup { return x.file.Check(ctx) }

// Session is a connection, with what it knows of the viewers.
type Session struct {
	*database.Conn

	words map[int64]*table.Words
	key   []byte // of the hashes by which tokens are told apart
}

// Of are the words of a viewer's rows.
func (s *Session) Of(viewer int64) *table.Words {
	w := s.words[viewer]
	if w == nil {
		w = table.NewWords(s.Conn, viewer)
		s.words[viewer] = w
	}
	return w
}

// Notices are what is to be said to a person since it was asked for the last time: that there is
// nothing to keep lists in, and why.
func (x *Store) Notices() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	said := x.notices
	x.notices = nil
	return said
}

// Made reports whether this run has made the file.
func (x *Store) Made() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.fresh
}

// Open opens the file; x.mu is not held.
func (x *Store) Open() (*Session, error) {
	c, putAside, err := x.file.Open(context.Background())
	if putAside != "" {
		x.say(fmt.Sprintf("%s was damaged and is put aside as %s; lists are kept anew", x.file.Path(), putAside))
	}
	if err != nil {
		return nil, err
	}
	return &Session{Conn: c, words: map[int64]*table.Words{}}, nil
}

func (x *Store) say(words string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.notices = append(x.notices, words)
}

// fail goes on without the index, and says so once; s is where it failed, nil where nothing could
// be opened.
func (x *Store) fail(s *Session, err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.off || err == nil {
		return
	}
	x.off = true
	if x.full {
		return
	}
	x.why = x.file.Told(err)
	if errors.Is(err, errForgotten) {
		x.notices = append(x.notices, errForgotten.Error())
		return
	}
	if !errors.Is(err, statefile.ErrNoFolder) {
		x.notices = append(x.notices, x.file.Told(err).Error()+"; this run goes on without what was kept of lists")
	}
	if s != nil && isDamage(err) {
		if to, done, err := x.file.PutAside(context.Background(), s.Conn); err == nil && done {
			x.notices = append(x.notices, "it is put aside as "+to+", and begun anew next time")
		}
	}
}

// failWriting is fail for what could not be written. What a walk has begun to hand out of what is
// known it goes on with.
func (x *Store) failWriting(s *Session, err error) {
	if errors.Is(err, errForgotten) || isDamage(err) {
		x.fail(s, err)
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if !x.off && !x.full {
		x.why = x.file.Told(err)
		x.notices = append(x.notices, x.why.Error()+"; this run keeps nothing more of lists")
	}
	x.full = true
}

func isDamage(err error) bool {
	return errors.Is(err, sqlite3.CORRUPT) || errors.Is(err, sqlite3.NOTADB)
}

func (x *Store) isOff() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.off
}

// Read runs do with the connection for reading, one at a time, where there is a file. What fails
// switches the index off.
func (x *Store) Read(do func(*Session) error) (done bool) {
	if x.isOff() || !x.file.Exists() {
		return false
	}
	x.reading <- struct{}{}
	defer func() { <-x.reading }()
	if x.trial.HoldReading != nil {
		x.trial.HoldReading()
	}
	if x.reader == nil {
		s, err := x.Open()
		if err != nil {
			x.fail(nil, err)
			return false
		}
		x.reader = s
	}
	err := do(x.reader)
	x.fail(x.reader, err)
	return err == nil
}

// Close writes what waits, for as long as ctx lasts, and lets the file go.
func (x *Store) Close(ctx context.Context) {
	x.mu.Lock()
	written := x.written
	if !x.closed && written != nil {
		close(x.stop)
	}
	x.closed = true
	x.mu.Unlock()
	if written != nil {
		select {
		case <-written:
		case <-ctx.Done():
		}
	}
	select {
	case x.reading <- struct{}{}:
		if x.reader != nil {
			x.reader.Close()
			x.reader = nil
		}
		<-x.reading
	case <-ctx.Done(): // the disk does not answer
	}
}
