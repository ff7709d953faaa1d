package journal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"tagboat/hub/statefile"
)

const (
	ownerOnly = 0o600
	pipePiece = 4096 // bytes that a pipe takes whole or not at all, on every system that has pipes
	syncEvery = 2 * time.Second
)

// Line is one row as it is written, with its line feed.
type Line struct {
	Key  string // the row's, within its list
	Text []byte
}

// OutputError is a failure of the output, as opposed to the journal's own.
type OutputError struct {
	Err  error
	Torn bool // a part of what was to be written was, and may end within a line
}

func (e *OutputError) Error() string {
	text := "the output cannot be written: " + statefile.Reason(e.Err).Error()
	if e.Torn {
		text += "; its last line may be cut off"
	}
	return text
}

// Unwrap gives the cause.
func (e *OutputError) Unwrap() error { return e.Err }

// Journal is the record of one command over all its runs. It is not safe for concurrent use. After
// an error of a Write nothing more is written.
type Journal struct {
	// Clock tells when it is time to bring the output and the journal to the disk; nil: at the end.
	Clock func() time.Time

	file   writable
	out    io.Writer
	whole  bool // the output is a regular file, which takes a page at once
	end    int64
	state  *state
	disk   *locked
	synced time.Time
	failed error
	room   []byte
	pack   packer
}

// writable is what a journal needs of a file.
type writable interface {
	io.WriteCloser
	Sync() error
}

// locked is the journal's file, and the lock that keeps other runs out for as long as it is open
// or the process lives.
type locked struct {
	*os.File

	lock *flock.Flock
}

// Close gives up the lock too.
func (l *locked) Close() error { return errors.Join(l.File.Close(), l.lock.Close()) }

// Open reads the journal at path, or begins one. The command is what makes a run the same as
// another: a journal of any other is refused. It is readable to its owner only, since it names
// private repositories. A second run at the same time is refused, and so is an output that does
// not hold what earlier runs wrote to it; such a refusal is a RefusedError, and nothing was
// changed.
func Open(path, command string, out io.Writer, now time.Time) (*Journal, error) {
	j := &Journal{out: out, synced: now}
	if err := j.open(path, command, now); err != nil {
		if j.disk != nil {
			_ = j.disk.Close()
		}
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return j, nil
}

func (j *Journal) open(path, command string, now time.Time) error {
	if err := j.lock(path); err != nil {
		return err
	}
	output := whereIs(j.out)
	j.whole = output.ID != ""
	info, err := j.disk.Stat()
	if err != nil {
		return err
	}
	if j.whole && identity(j.disk, info) == output.ID {
		return &RefusedError{"the journal and the output are one file; give each its own"}
	}
	j.state = newState(output)
	if info.Size() == 0 {
		_ = j.disk.Chmod(ownerOnly) // of an empty file that was there
		j.state.head = &head{version, command, now.UTC()}
		return j.begin(0, record{Head: j.state.head})
	}
	length, err := j.replay(command, info.Size())
	if err != nil {
		return err
	}
	_ = j.disk.Chmod(ownerOnly) // it may have been copied, and is known to be a journal
	return j.goOn(length)
}

// lock opens the file and keeps every other run out.
func (j *Journal) lock(path string) error {
	if path == "-" {
		return &RefusedError{"a journal is a file; give it a name"}
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return &RefusedError{"a journal is a file, and this is none"}
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, ownerOnly)
	if err != nil {
		return fmt.Errorf("the journal cannot be opened: %w", statefile.Reason(err))
	}
	j.disk = &locked{file, flock.New(lockOf(path), flock.SetPermissions(ownerOnly))}
	j.file = j.disk
	switch held, err := j.disk.lock.TryLock(); {
	case err != nil:
		return fmt.Errorf("the journal cannot be locked: %w", statefile.Reason(err))
	case !held:
		return &RefusedError{"another run is writing to this journal"}
	}
	mine, err := file.Stat()
	if err != nil {
		return err
	}
	if there, err := os.Stat(path); err != nil || !os.SameFile(mine, there) {
		return &RefusedError{"another file took this name just now; run it again"}
	}
	return nil
}

// replay finds out how far earlier runs came, and changes nothing. It gives the length of what is
// whole of the journal.
func (j *Journal) replay(command string, size int64) (whole int64, err error) {
	s := j.state
	if whole, err = scan(io.NewSectionReader(j.disk, 0, size), s.survey); err != nil {
		return 0, err
	}
	if whole == 0 {
		start := make([]byte, min(size, int64(len(beginning))))
		if _, err := j.disk.ReadAt(start, 0); err != nil || string(start) != beginning {
			return 0, errors.Join(err, errNone)
		}
		return 0, &RefusedError{"the journal was torn off before anything was written; remove it"}
	}
	if err := s.refuse(command); err != nil {
		return 0, err
	}
	s.names = !strings.HasPrefix(command, "repositories") &&
		!strings.Contains(command, " --format=") &&
		!strings.Contains(command, " --columns=")
	s.here = s.output.read()
	s.here.length = s.output.At
	defer func() {
		s.here.close()
		if s.last != nil {
			s.last.close()
		}
	}()
	if _, err = scan(io.NewSectionReader(j.disk, 0, whole), s.take); err == nil {
		err = s.settle()
	}
	return whole, err
}

// goOn completes what was torn, and says so in the journal.
func (j *Journal) goOn(length int64) error {
	for _, r := range j.state.rest {
		if err := j.complete(r); err != nil {
			return err
		}
	}
	var records []record
	if j.state.head.Version != version {
		j.state.head.Version = version
		records = append(records, record{Head: j.state.head})
	}
	if j.state.settled != nil {
		records = append(records, *j.state.settled)
	}
	return j.begin(length, records...)
}

// complete writes the rest of a page of which a file has the beginning.
func (j *Journal) complete(r rest) error {
	if r.here {
		if err := j.toTheEnd(); err != nil {
			return &OutputError{Err: err}
		}
		if _, err := j.out.Write(r.text); err != nil {
			return &OutputError{Err: err, Torn: true}
		}
		return nil
	}
	file := r.place.open(os.O_WRONLY | os.O_APPEND)
	if file == nil {
		return fmt.Errorf("%s ends with a torn line, which cannot be completed", r.place.Path)
	}
	_, err := file.Write(r.text)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return fmt.Errorf(
			"%s ends with a torn line, which cannot be completed: %w",
			r.place.Path,
			statefile.Reason(err),
		)
	}
	return nil
}

// begin puts what was found out and the new run where the whole of the journal ends.
func (j *Journal) begin(length int64, records ...record) error {
	if err := j.disk.Truncate(length); err != nil {
		return fmt.Errorf("the journal cannot be written: %w", statefile.Reason(err))
	}
	if _, err := j.disk.Seek(length, io.SeekStart); err != nil {
		return err
	}
	here := whereIs(j.out)
	if j.whole {
		if err := j.toTheEnd(); err != nil {
			return &OutputError{Err: err}
		}
		now := here.read()
		here.Before = now.before(here.At)
		now.close()
	}
	j.end = here.At
	var text []byte
	for _, rec := range append(records, record{Run: &here}) {
		text = rec.append(text)
	}
	if _, err := j.disk.Write(text); err != nil {
		return fmt.Errorf("the journal cannot be written: %w", statefile.Reason(err))
	}
	j.state.output, j.state.runs = here, nil
	return nil
}

// toTheEnd is for an output that was not opened to append: nothing of it is written over.
func (j *Journal) toTheEnd() error {
	f, ok := j.out.(file)
	if !ok {
		return os.ErrInvalid
	}
	_, err := f.Seek(0, io.SeekEnd)
	return err
}
