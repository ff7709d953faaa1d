package journal

import (
	"errors"
	"fmt"
	"io"

	"tagboat/hub/statefile"
)

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

// send notes what is about to be written, writes it, and notes that it was.
func (j *Journal) send(p page, text []byte) error {
	p.Bytes = int64(len(text))
	if j.whole {
		p.Text = j.pack.pack(text)
	}
	if err := j.put(record{Page: &p}); err != nil {
		return err
	}
	if j.whole { // others may have appended meanwhile
		if err := j.toTheEnd(); err != nil {
			j.failed = &OutputError{Err: err}
			return j.failed
		}
	}
	if n, err := j.out.Write(text); err != nil {
		j.failed = &OutputError{Err: err, Torn: n > 0}
		return j.failed
	}
	return j.put(record{OK: true, At: j.landed(p.Bytes)})
}

// landed is where what was just written stands, when others wrote to the same file meanwhile.
func (j *Journal) landed(bytes int64) (at int64) {
	if f, ok := j.out.(file); ok && j.whole {
		if end, err := f.Seek(0, io.SeekCurrent); err == nil && end-bytes > j.end {
			at, j.end = end-bytes, end-bytes
		}
	}
	j.end += bytes
	return at
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
		j.failed = fmt.Errorf("the journal cannot be written: %w", statefile.Reason(err))
	}
	return j.failed
}

// sync brings the output to the disk, then the journal that speaks of it.
func (j *Journal) sync(atOnce bool) error {
	if !atOnce {
		if j.Clock == nil {
			return nil
		}
		now := j.Clock()
		if since := now.Sub(j.synced); since >= 0 && since < syncEvery {
			return nil
		}
		j.synced = now
	}
	if file, ok := j.out.(interface{ Sync() error }); ok && j.whole {
		if err := file.Sync(); err != nil {
			return &OutputError{Err: err}
		}
	}
	if err := j.file.Sync(); err != nil {
		return fmt.Errorf("the journal cannot be brought to the disk: %w", statefile.Reason(err))
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
