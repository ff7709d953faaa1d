package index

import (
	"context"
	"time"

	"tagboat/hub"
	"tagboat/hub/index/past"
	"tagboat/hub/index/store"
)

// Options say where an Index is, and how large it may grow.
type Options = store.Options

// Kept is what an index holds.
type Kept = store.Kept

// KeptOf is what it holds of one viewer.
type KeptOf = store.KeptOf

// MostBytes is how large the file may grow unless Options say otherwise.
const MostBytes = store.MostBytes

// Index is what was seen of lists, in one file. It does no I/O before it is asked for something. It
// is safe for concurrent use; a nil one keeps nothing.
type Index struct{ store *store.Store }

// New describes an index.
func New(o Options) *Index { return &Index{store.New(o)} }

// Path is where the file lies.
func (x *Index) Path() string { return x.store.Path() }

// Notices are what is to be said to a person since it was asked for the last time: that there is
// nothing to keep lists in, and why.
func (x *Index) Notices() []string {
	if x == nil {
		return nil
	}
	return x.store.Notices()
}

// Made reports whether this run has made the file.
func (x *Index) Made() bool { return x != nil && x.store.Made() }

// Keeps reports whether what is read is kept, as far as that is known.
func (x *Index) Keeps() bool { return x != nil && x.store.Keeps() }

// Ready tries whether what is read can be kept, and gives why not, which is no notice then.
func (x *Index) Ready(ctx context.Context) error {
	if x == nil {
		return store.ErrNoFolder
	}
	return x.store.Ready(ctx)
}

// Flush waits until all is written that was to be written when it was called, or ctx ends.
func (x *Index) Flush(ctx context.Context) {
	if x != nil {
		x.store.Flush(ctx)
	}
}

// Close writes what waits, for as long as ctx lasts, and lets the file go.
func (x *Index) Close(ctx context.Context) {
	if x != nil {
		x.store.Close(ctx)
	}
}

// Knows reports whether anything is kept of what the asker of a context saw.
func (x *Index) Knows(ctx context.Context, c *hub.Client) (known bool) {
	return x != nil && x.store.Knows(x.store.Viewer(ctx, c))
}

// KnowsByPassword reports whether anything is kept of what an account saw by its password.
func (x *Index) KnowsByPassword(c *hub.Client, account string) (known bool) {
	return x != nil && x.store.Knows(store.ByPassword(c, account))
}

// Kept tells what there is.
func (x *Index) Kept() (Kept, error) {
	if x == nil {
		return Kept{}, nil
	}
	return x.store.Kept()
}

// Forget removes all that an account saw, whichever way it came in, from the bytes of the file too.
// What runs on in the name of that account, here or in another process, stores nothing more.
func (x *Index) Forget(ctx context.Context, hubAddress, account string) error {
	if x == nil {
		return nil
	}
	return x.store.Forget(ctx, hubAddress, account)
}

// ClearRepository removes what anybody saw of a repository's tags.
func (x *Index) ClearRepository(ctx context.Context, r hub.RepositoryName) error {
	return x.store.ClearRepository(ctx, r)
}

// Clear removes the file, and what lies beside it.
func (x *Index) Clear() error { return x.store.Clear() }

// Past is what whoever asks saw over time.
func (x *Index) Past(ctx context.Context, c *hub.Client) past.Record {
	if x == nil {
		return past.Record{}
	}
	return past.Of(x.store, x.store.Viewer(ctx, c), true)
}

// writeTime is how long what was just seen is waited for.
const writeTime = time.Second

// PastNow is Past once what waited to be written is there, or a second is over. It may block.
func (x *Index) PastNow(ctx context.Context, c *hub.Client) past.Record {
	waiting, cancel := context.WithTimeout(ctx, writeTime)
	defer cancel()
	x.Flush(waiting)
	return x.Past(ctx, c)
}
