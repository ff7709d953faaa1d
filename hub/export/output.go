package export

import (
	"fmt"
	"io"
	"slices"
	"sync"
	"sync/atomic"

	"tagboat/hub/export/journal"
)

// output is where rows end: whole lines, a page at a time. It is safe for concurrent use; after an
// error nothing more is written.
type output[R any] struct {
	mu      sync.Mutex
	w       io.Writer
	sheet   Sheet[R]
	journal *journal.Journal // nil: none is kept
	limit   int
	written atomic.Int64
	text    []byte
	lines   []journal.Line
	err     error
}

func (o *output[R]) head() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	text := o.sheet.Head(nil)
	if o.journal != nil {
		return o.fail(o.journal.Head(text))
	}
	return o.send(text)
}

// foot ends what head began, also where rows are missing: a document stays a document.
func (o *output[R]) foot() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err != nil || o.journal != nil {
		return o.err
	}
	return o.send(o.sheet.Foot(nil))
}

// rows writes rows of a list. At the limit it writes what is allowed and gives errLimit.
func (o *output[R]) rows(list string, rows []R, keys []string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err != nil {
		return o.err
	}
	if o.limit > 0 {
		rows = rows[:min(len(rows), o.limit-o.lineCount())]
	}
	err := o.page(list, rows, keys)
	if err == nil && o.limit > 0 && o.lineCount() >= o.limit {
		return errLimit
	}
	return err
}

func (o *output[R]) page(list string, rows []R, keys []string) error {
	if o.journal != nil {
		return o.journalled(list, rows, keys)
	}
	text, err := o.sheet.Append(o.text[:0], rows)
	o.text = text
	if sent := o.send(text); sent != nil || err != nil {
		return o.fail(firstOf(sent, err))
	}
	o.written.Add(int64(len(rows)))
	return nil
}

// journalled writes row by row, so that the journal knows each line.
func (o *output[R]) journalled(list string, rows []R, keys []string) error {
	o.text, o.lines = o.text[:0], o.lines[:0]
	ends := make([]int, 0, len(rows))
	for i := range rows {
		text, err := o.sheet.Append(o.text, rows[i:i+1])
		if err != nil {
			return o.fail(err)
		}
		o.text = text
		ends = append(ends, len(text))
	}
	start := 0
	for i, end := range ends {
		o.lines = append(o.lines, journal.Line{Key: keys[i], Text: o.text[start:end]})
		start = end
	}
	if err := o.fail(o.journal.Write(list, o.lines)); err != nil {
		return err
	}
	o.written.Add(int64(len(rows)))
	return nil
}

func (o *output[R]) send(text []byte) error {
	if len(text) == 0 {
		return nil
	}
	if n, err := o.w.Write(text); err != nil {
		return o.fail(&journal.OutputError{Err: err, Torn: n > 0})
	}
	return nil
}

// finish records that a list was written to its end.
func (o *output[R]) finish(list string, rows int) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.journal == nil || o.err != nil {
		return o.err
	}
	return o.fail(o.journal.Finish(list, rows))
}

func (o *output[R]) fail(err error) error {
	if err != nil && isClosed(err) {
		err = fmt.Errorf("%w: %w", ErrClosed, err)
	}
	o.err = firstOf(o.err, err)
	return err
}

func (o *output[R]) lineCount() int { return int(o.written.Load()) }

func firstOf(errs ...error) error {
	at := slices.IndexFunc(errs, func(err error) bool { return err != nil })
	if at < 0 {
		return nil
	}
	return errs[at]
}
