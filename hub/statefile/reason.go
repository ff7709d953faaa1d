package statefile

import (
	"errors"
	"io/fs"
	"os"
	"strings"
)

// Reason is why a deed on a file failed, without the deed and the path, which the sentence around
// it has, and without the full stop with which Windows ends its own.
func Reason(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	} else if e, ok := errors.AsType[*os.LinkError](err); ok {
		err = e.Err
	}
	if err == nil || !strings.HasSuffix(err.Error(), ".") {
		return err
	}
	return unstopped{err}
}

type unstopped struct{ error }

func (u unstopped) Error() string { return strings.TrimRight(u.error.Error(), ".") }

func (u unstopped) Unwrap() error { return u.error }
