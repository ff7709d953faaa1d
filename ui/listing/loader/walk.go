package loader

import (
	"context"
	"slices"
	"sync"

	"tagboat/hub"
)

// walk is a reader, and the pages that it gave and that nobody took yet. Work that ends because its
// screen was left may have given some: the next work begins with them, as the reader does not give
// them again.
type walk[T any] struct {
	reader  *hub.Reader[T]
	reading sync.Mutex // held by the work that uses the reader

	mu    sync.Mutex
	given []delivery[T]
}

func newWalk[T any](listing hub.Listing[T]) *walk[T] {
	return &walk[T]{reader: listing.Reader()}
}

// read delivers so many pages, 0 is all of them, behind those that nobody took. Work that was
// cancelled and has not ended yet is waited for.
func (w *walk[T]) read(
	ctx context.Context, pages int, deliver func(delivery[T]) bool,
) error {
	w.reading.Lock()
	defer w.reading.Unlock()
	w.mu.Lock()
	left := slices.Clone(w.given)
	w.mu.Unlock()
	for _, d := range left {
		if !deliver(d) {
			return nil
		}
	}
	for page, err := range w.reader.Pages(ctx, pages) {
		if err != nil {
			return err
		}
		d := delivery[T]{page, w.reader.Verdict()}
		w.mu.Lock()
		w.given = append(w.given, d)
		w.mu.Unlock()
		if !deliver(d) {
			return nil
		}
	}
	return nil
}

// taken says that the loop has taken the first of the pages that were given.
func (w *walk[T]) taken() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.given) > 0 {
		w.given = slices.Delete(w.given, 0, 1)
	}
}
