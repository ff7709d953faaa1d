package statefile

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

const lockPause = 10 * time.Millisecond

// ErrHeld says that another process has the lock for as long as was waited.
var ErrHeld = errors.New("is held by another tagboat")

// Lock keeps every other process out that asks for the same name in the same folder, until release
// is called; a process that ends has released. It waits until ctx ends, which matches ErrHeld.
func Lock(ctx context.Context, folder, name string) (release func(), err error) {
	if err := MakeFolder(folder); err != nil {
		return nil, err
	}
	path := filepath.Join(folder, name)
	lock := flock.New(path, flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, lockPause); err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("the lock %s %w", path, ErrHeld)
		}
		return nil, fmt.Errorf("the lock %s cannot be used: %w", path, Reason(err))
	}
	return func() { _ = lock.Close() }, nil
}

const longPause = 200 * time.Millisecond

// LockInTurn is Lock for what may be held for hours: waiting hears it, once, where the lock is held
// by another, and an error of the context is given as it is.
func LockInTurn(
	ctx context.Context, folder, name string, waiting func(),
) (release func(), err error) {
	if err := MakeFolder(folder); err != nil {
		return nil, err
	}
	path := filepath.Join(folder, name)
	lock := flock.New(path, flock.SetPermissions(0o600))
	held, err := lock.TryLock()
	if err == nil && !held {
		waiting()
		_, err = lock.TryLockContext(ctx, longPause)
	}
	switch {
	case err == nil:
		return func() { _ = lock.Close() }, nil
	case ctx.Err() != nil:
		_ = lock.Close()
		return nil, ctx.Err()
	}
	return nil, fmt.Errorf("the lock %s cannot be used: %w", path, Reason(err))
}
