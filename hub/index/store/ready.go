package store

import (
	"context"
	"errors"
	"fmt"

	"tagboat/hub/statefile"
)

// ErrNoFolder is why nothing is kept where there is no folder for it.
var ErrNoFolder = statefile.ErrNoFolder

// Ready tries whether what is read can be kept, and gives why not, which is no notice then.
func (x *Store) Ready(ctx context.Context) error {
	if x.file.Folder == "" {
		return ErrNoFolder
	}
	x.Later(0, func(s *Session) error {
		return s.Exec("update setting set value=value where name='key'")
	})
	x.Flush(ctx)
	if ctx.Err() != nil {
		return fmt.Errorf("%s cannot be written: the disk does not answer", x.file.Path())
	}
	if x.Keeps() {
		return nil
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.notices = nil
	return x.why
}

// Keeps reports whether what is read is kept, as far as that is known.
func (x *Store) Keeps() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return !x.off && !x.full && !x.closed && x.file.Folder != ""
}

// ErrUnwanted is how whoever reads says that the rest is not wanted.
var ErrUnwanted = errors.New("nobody wants the rest")

// Beside reads what a viewer has seen with a connection of its own, where there is anything, so
// that nobody waits for it. The only error is that of ctx, which ends it.
func (x *Store) Beside(
	ctx context.Context, v Viewer, do func(s *Session, viewer int64) error,
) error {
	if x.isOff() || !x.file.Exists() {
		return ctx.Err()
	}
	s, err := x.Open()
	if err != nil {
		x.fail(nil, err)
		return ctx.Err()
	}
	defer s.Close()
	s.DB.SetInterrupt(ctx)
	viewer, entered, err := s.Find(v)
	if err == nil && entered {
		err = do(s, viewer)
	}
	if err != nil && ctx.Err() == nil && !errors.Is(err, ErrUnwanted) {
		x.fail(s, err)
	}
	return ctx.Err()
}
