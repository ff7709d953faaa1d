package command

import (
	"bytes"
	"errors"
	"io"
	"os"
	"syscall"

	"tagboat/ui/text"
)

// atOnce is what a pipe takes whole or not at all, in bytes: the least that
// POSIX promises.
const atOnce = 512

// output is where results go. A program that is ended while nobody reads its
// pipe leaves whole lines there, because each write is one that cannot be cut.
// It remembers the first failure, which not everybody who prints looks at.
type output struct {
	*os.File

	failed error
}

func (o *output) Write(p []byte) (int, error) {
	written := 0
	for written < len(p) {
		n, err := o.File.Write(p[written : written+piece(p[written:])])
		written += n
		if err != nil {
			// A reader that has enough is no failure.
			if o.failed == nil && !errors.Is(err, syscall.EPIPE) {
				o.failed = err
			}
			return written, err
		}
	}
	return written, nil
}

// piece is the length of as many whole lines as a pipe takes at once; of one
// line that is longer than that; or of a line that has not ended.
func piece(p []byte) int {
	if len(p) <= atOnce {
		return len(p)
	}
	if end := bytes.LastIndexByte(p[:atOnce], '\n'); end >= 0 {
		return end + 1
	}
	if end := bytes.IndexByte(p, '\n'); end >= 0 {
		return end + 1
	}
	return len(p)
}

// WriteString and ReadFrom keep the file's own from going round Write.
func (o *output) WriteString(s string) (int, error) { return o.Write([]byte(s)) }

// ReadFrom writes what r brings.
func (o *output) ReadFrom(r io.Reader) (int64, error) {
	return io.Copy(struct{ io.Writer }{o}, r)
}

// words is where a person is told something, with signs that the terminal can show.
type words struct {
	io.Writer

	charset text.Charset
}

func (w *words) Write(p []byte) (int, error) {
	if _, err := io.WriteString(w.Writer, w.charset.Signs(string(p))); err != nil {
		return 0, err //nolint:wrapcheck // The writer is only stood in front of.
	}
	return len(p), nil
}
