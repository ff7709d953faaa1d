package journal

import (
	"io"
	"os"
	"strconv"
)

// file is an output that can be looked at; *os.File is one.
type file interface {
	io.Writer
	Stat() (os.FileInfo, error)
	Truncate(size int64) error
	Seek(offset int64, whence int) (int64, error)
}

// whereIs looks at the output. Its path is what Linux tells; elsewhere it is the name under which it was opened, if that is a file.
func whereIs(out io.Writer) place {
	f, ok := out.(file)
	if !ok {
		return place{}
	}
	length, id := regular(f)
	if id == "" {
		return place{}
	}
	p := place{ID: id, At: length}
	if o, ok := out.(interface {
		Fd() uintptr
		Name() string
	}); ok {
		path, err := os.Readlink("/proc/self/fd/" + strconv.FormatUint(uint64(o.Fd()), 10))
		if err != nil {
			path = o.Name()
		}
		p.Path = path
	}
	return p
}

// regular gives the length of a regular file and what tells it from every other; "" for anything else.
func regular(f file) (length int64, id string) {
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return 0, ""
	}
	return info.Size(), identity(f, info)
}

func cutOff(out io.Writer, at int64) error {
	f, ok := out.(file)
	if !ok {
		return os.ErrInvalid
	}
	if err := f.Truncate(at); err != nil {
		return err
	}
	_, err := f.Seek(at, io.SeekStart) // for an output that was not opened to append
	return err
}
