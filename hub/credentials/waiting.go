package credentials

import (
	"context"
	"fmt"
	"time"
)

// silence is how long something may take before a person is told what is waited for.
const silence = 2 * time.Second

type waitingKey struct{}

// WithWaiting has a function told, once for each wait, when something here waits for longer than
// two seconds: for a credential helper, which may be asking the person something, or for another
// tagboat. It is called from another goroutine.
func WithWaiting(ctx context.Context, tell func(Notice)) context.Context {
	return context.WithValue(ctx, waitingKey{}, tell)
}

// waitingFor tells after a while that something is waited for, until the returned function is
// called.
func waitingFor(ctx context.Context, format string, words ...any) (arrived func()) {
	tell, ok := ctx.Value(waitingKey{}).(func(Notice))
	if !ok {
		return func() {}
	}
	timer := time.AfterFunc(silence, func() { tell(Notice(fmt.Sprintf(format, words...))) })
	return func() { timer.Stop() }
}
