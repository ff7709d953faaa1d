package journal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
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
type OutputError struct{ Err error }

func (e *OutputError) Error() string { return "the output: " + e.Err.Error() }

// Unwrap gives the cause.
func (e *OutputError) Unwrap() error { return e.Err }

// Journal is the record of one command over all its runs. It is not safe for concurrent use. After an error of a Write nothing
// more is written.
type Journal struct {
	file   writable
	out    io.Writer
	whole  bool // the output is a regular file, which takes a page at once
	state  *state
	disk   *os.File
	synced time.Time
	failed error
	room   []byte
}

// writable is what a journal needs of a file.
type writable interface {
	io.WriteCloser
	Sync() error
}

// Open reads the journal at path, or begins one. The command is what makes a run the same as another: a journal of any other is refused.
// It is readable to its owner only, since it names private repositories. A second run at the same time is refused where the system has locks.
func Open(path, command string, out io.Writer, now time.Time) (*Journal, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, ownerOnly)
	if err != nil {
		return nil, fmt.Errorf("the journal cannot be opened: %w", err)
	}
	j := &Journal{file: file, disk: file, out: out, synced: time.Now()}
	if err := j.open(path, command, now); err != nil {
		_ = j.disk.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return j, nil
}

func (j *Journal) open(path, command string, now time.Time) error {
	if err := lock(j.disk); err != nil {
		return errors.New("another run is writing to this journal")
	}
	here := whereIs(j.out)
	j.whole = here.ID != ""
	s := newState(&here)
	j.state = s
	length, err := scan(j.disk, s.take)
	if err != nil {
		return err
	}
	s.settle()
	if length == 0 {
		if info, err := j.disk.Stat(); err != nil || info.Size() > 0 {
			return errors.Join(err, errors.New("the file is there already, and is no journal"))
		}
		s.head, s.loose = &head{version, command, now.UTC()}, true
	}
	if err := s.check(command); err != nil {
		return err
	}
	if s.cut >= 0 {
		if err := cutOff(j.out, s.cut); err != nil {
			return fmt.Errorf("the torn end of the output cannot be cut off: %w", err)
		}
		here.At = s.cut
	}
	if err := j.settle(path, length); err != nil {
		return err
	}
	s.names = nil
	return j.put(record{Run: &here})
}

// settle makes the journal end where the next record begins, and say by itself what had to be looked up.
func (j *Journal) settle(path string, length int64) error {
	if !j.state.loose {
		if err := j.disk.Truncate(length); err != nil {
			return err
		}
		_, err := j.disk.Seek(length, io.SeekStart)
		return err
	}
	fresh, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = fresh.Write(j.state.records())
	err = errors.Join(err, fresh.Sync(), fresh.Close(), j.disk.Close()) // Windows renames no open file
	if err == nil {
		err = os.Rename(fresh.Name(), path)
	}
	if err != nil {
		_ = os.Remove(fresh.Name())
		return err
	}
	if j.disk, err = os.OpenFile(path, os.O_RDWR|os.O_APPEND, ownerOnly); err != nil {
		return err
	}
	j.file = j.disk
	return lock(j.disk)
}

// Began is when the first run did. Ages are measured from there in every run, or a row could slip between two.
func (j *Journal) Began() time.Time { return j.state.head.Began }

// Done tells whether a list was written to its end, and how many rows it had.
func (j *Journal) Done(list string) (rows int, ok bool) {
	rows, ok = j.state.done[list]
	return rows, ok
}

// Headed tells whether what stands before the first row was written.
func (j *Journal) Headed() bool { return j.state.headed }

// Doubt is how many lines of a run that was killed may stand in its pipe and come again.
func (j *Journal) Doubt() int { return j.state.doubt }

// Written are the rows that earlier runs wrote of a list that was not done.
func (j *Journal) Written(list string) Set { return Set{j.state.written[list]} }

// Set is a set of keys. It may be read from several goroutines.
type Set struct{ keys map[key]struct{} }

// Len is the number of keys.
func (s Set) Len() int { return len(s.keys) }

// Has tells whether a key is in the set.
func (s Set) Has(k string) bool {
	if len(s.keys) == 0 {
		return false
	}
	_, ok := s.keys[keyOf(k)]
	return ok
}

// Head writes what stands before the first row, once over all runs.
func (j *Journal) Head(text []byte) error {
	if j.state.headed || len(text) == 0 {
		return nil
	}
	j.state.headed = true
	return j.send(page{}, text)
}

// Write writes lines of a list.
func (j *Journal) Write(list string, lines []Line) error {
	for len(lines) > 0 {
		n, size := 0, 0
		for n < len(lines) && (n == 0 || j.whole || size+len(lines[n].Text) <= pipePiece) {
			size += len(lines[n].Text)
			n++
		}
		p := page{List: list, Keys: make([]string, n)}
		j.room = j.room[:0]
		for i, line := range lines[:n] {
			p.Keys[i] = line.Key
			j.room = append(j.room, line.Text...)
		}
		if err := j.send(p, j.room); err != nil {
			return err
		}
		lines = lines[n:]
	}
	return j.sync(false)
}

func (j *Journal) send(p page, text []byte) error {
	p.Bytes = int64(len(text))
	if err := j.put(record{Page: &p}); err != nil {
		return err
	}
	if _, err := j.out.Write(text); err != nil {
		j.failed = &OutputError{err}
		return j.failed
	}
	return j.put(record{OK: true})
}

// Finish records that a list was written to its end.
func (j *Journal) Finish(list string, rows int) error {
	return j.put(record{Done: &done{list, rows}})
}

func (j *Journal) put(rec record) error {
	if j.failed != nil {
		return j.failed
	}
	if _, err := j.file.Write(rec.append(nil)); err != nil {
		j.failed = fmt.Errorf("the journal cannot be written: %w", err)
	}
	return j.failed
}

// sync brings the output to the disk, then the journal that speaks of it.
func (j *Journal) sync(now bool) error {
	if !now && time.Since(j.synced) < syncEvery {
		return nil
	}
	j.synced = time.Now()
	if file, ok := j.out.(interface{ Sync() error }); ok && j.whole {
		if err := file.Sync(); err != nil {
			return &OutputError{err}
		}
	}
	if err := j.file.Sync(); err != nil {
		return fmt.Errorf("the journal cannot be brought to the disk: %w", err)
	}
	return nil
}

// Close ends the run. The journal stays: the same command, run again, goes on with it.
func (j *Journal) Close() error {
	err := j.failed
	if err == nil {
		err = j.sync(true)
	}
	return errors.Join(err, j.file.Close())
}
