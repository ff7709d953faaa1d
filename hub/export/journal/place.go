package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
)

// lookedAt is how much of what stood in an output before a run is remembered by its hash.
const lookedAt = 64 << 10

// file is an output that can be looked at; *os.File is one.
type file interface {
	io.Writer
	Stat() (os.FileInfo, error)
	Seek(offset int64, whence int) (int64, error)
}

// described is a file that knows its descriptor and its name.
type described interface {
	Fd() uintptr
	Name() string
}

// whereIs looks at the output. Its path is what the system tells of an open file, else the name
// under which it was opened.
func whereIs(out io.Writer) place {
	f, ok := out.(file)
	if !ok {
		return place{}
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return place{}
	}
	p := place{ID: identity(f, info), At: info.Size()}
	if d, ok := out.(described); ok && p.ID != "" {
		if p.Path = pathOf(d.Fd()); p.Path == "" {
			p.Path = d.Name()
		}
	}
	return p
}

// content is what a file holds, as far as it can be read.
type content struct {
	*os.File // nil: it cannot be read

	length int64
}

// read opens the file of a place, unless another has its path by this time. Nothing but a regular
// file is opened: a pipe would wait for its other end.
func (p place) read() content {
	if f := p.open(os.O_RDONLY); f != nil {
		if info, err := f.Stat(); err == nil {
			return content{f, info.Size()}
		}
		_ = f.Close()
	}
	return content{}
}

func (p place) open(flag int) *os.File {
	if p.ID == "" || p.Path == "" {
		return nil
	}
	if info, err := os.Stat(p.Path); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	f, err := os.OpenFile(p.Path, flag, 0)
	if err != nil {
		return nil
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() || identity(f, info) != p.ID {
		_ = f.Close()
		return nil
	}
	return f
}

// known reports whether there is anything to compare with.
func (c content) known() bool { return c.File != nil }

func (c content) close() {
	if c.File != nil {
		_ = c.Close()
	}
}

// from reads at most n bytes at a place; fewer where the file ends.
func (c content) from(at, n int64) ([]byte, error) {
	n = max(min(n, c.length-at), 0)
	text := make([]byte, n)
	if n == 0 {
		return text, nil
	}
	_, err := io.ReadFull(io.NewSectionReader(c.File, at, n), text)
	return text, err
}

// before is the hash of what stands before a place.
func (c content) before(at int64) string {
	if !c.known() || at > c.length {
		return ""
	}
	start := max(at-lookedAt, 0)
	text, err := c.from(start, at-start)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// as reports whether a file begins as it did when the run of this place began, as far as that was
// noted.
func (p place) as(c content) bool { return p.Before == "" || p.Before == c.before(p.At) }
