package transport

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"weak"

	"golang.org/x/sync/semaphore"

	"tagboat/hub/errs"
	"tagboat/hub/redact"
)

const (
	maxBody      = 16 << 20 // decompressed; a page of 100 tags with 60 platforms each is 2 MB
	maxErrorBody = 64 << 10
	firstBuffer  = 64 << 10

	// of all answers in flight together, each its part of it: a page of 100 tags with 12 platforms
	// is half a megabyte, and fits in a buffer that was used before.
	ownRoom    = 8 << 20
	sharedRoom = 8 << 20 // what answers may have beyond their own part
)

var errTooBig = errs.NewCause(
	"the answer is larger than any answer of the Hub", "", errs.CheckProxy,
)

// encodingError is an answer that is compressed in a way that was not asked for.
type encodingError string

func (e encodingError) Error() string { return "the answer is compressed as " + string(e) }

// Explain says what is not understood.
func (e encodingError) Explain() (why, advice string) {
	return e.Error() + ", which was not asked for and is not understood", errs.CheckProxy
}

// bodyRoom bounds the memory that all answers of a client take while they are read: each has a
// small part of its own, they share some room, and one at a time may grow to the bound of a single
// answer. Who waits for that place keeps what it has and needs nothing that another holds, so
// nobody waits in a circle.
type bodyRoom struct {
	own    int
	shared *semaphore.Weighted
	large  chan struct{}
	// the large buffer, while it is not yet collected; belongs to who has the large place
	last weak.Pointer[largeBuffer]
}

type largeBuffer [maxBody + 1]byte

func newBodyRoom(flight int) *bodyRoom {
	return &bodyRoom{
		own: max(ownRoom/flight, firstBuffer), shared: semaphore.NewWeighted(sharedRoom),
		large: make(chan struct{}, 1),
	}
}

// buffers were used before, so that a long list makes no garbage. The garbage collector empties
// them.
var buffers sync.Pool

func newBuffer() []byte {
	if b, ok := buffers.Get().(*[]byte); ok {
		return *b
	}
	return make([]byte, 0, firstBuffer)
}

// body is one answer on its way into memory.
type body struct {
	room  *bodyRoom
	data  []byte
	held  int64 // of the shared room
	large bool  // holds the one large place
}

func (r *bodyRoom) body() *body { return &body{room: r, data: newBuffer()} }

// free gives everything back; the data must not be used any more.
func (b *body) free() {
	data := b.data[:0]
	switch {
	case b.large:
		<-b.room.large
	case cap(data) <= b.room.own:
		buffers.Put(&data)
	}
	b.room.shared.Release(b.held)
	b.data, b.held, b.large = nil, 0, false
}

// grow doubles the buffer within the room there is, or waits for the large place.
func (b *body) grow(ctx context.Context, w *watch) error {
	size := 2 * cap(b.data)
	held := int64(0)
	if size > b.room.own {
		held = int64(size)
		if size > maxBody || !b.room.shared.TryAcquire(held) {
			return b.enlarge(ctx, w)
		}
	}
	b.move(make([]byte, 0, size), held)
	return nil
}

func (b *body) enlarge(ctx context.Context, w *watch) error {
	w.rest()
	defer w.heard()
	select {
	case b.room.large <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	large := b.room.last.Value()
	if large == nil {
		large = new(largeBuffer)
		b.room.last = weak.Make(large)
	}
	b.move(large[:0], 0)
	b.large = true
	return nil
}

func (b *body) move(to []byte, held int64) {
	to = append(to, b.data...)
	b.data = to
	b.room.shared.Release(b.held)
	b.held = held
}

// fill reads to the end, or to the bound.
func (b *body) fill(ctx context.Context, from io.Reader, most int, w *watch) error {
	for {
		if len(b.data) > most {
			b.data = b.data[:most]
			return errTooBig
		}
		if len(b.data) == cap(b.data) {
			if err := b.grow(ctx, w); err != nil {
				return err
			}
		}
		n, err := from.Read(b.data[len(b.data):min(cap(b.data), most+1)])
		b.data = b.data[:len(b.data)+n]
		if err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
	}
}

type heardReader struct {
	io.Reader
	watch *watch
}

func (r heardReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if n > 0 {
		r.watch.heard()
	}
	return n, err
}

// read reads a whole answer, decompressed, up to the bound. Some servers compress without being
// asked, so this looks for itself.
func (b *body) read(ctx context.Context, resp *http.Response, w *watch) error {
	w.heard()
	most := maxBody
	if resp.StatusCode >= 300 {
		most = maxErrorBody
	}
	if resp.ContentLength > maxBody {
		return errTooBig
	}
	from, err := decompressed(heardReader{resp.Body, w}, resp)
	if err != nil {
		return err
	}
	return b.fill(ctx, from, most, w)
}

func decompressed(from io.Reader, resp *http.Response) (io.Reader, error) {
	if resp.Uncompressed {
		return from, nil
	}
	switch encoding := strings.ToLower(
		strings.TrimSpace(resp.Header.Get("Content-Encoding")),
	); encoding {
	case "", "identity":
		return from, nil
	case "gzip", "x-gzip":
		unzipped, err := gzip.NewReader(from)
		if errors.Is(err, io.EOF) {
			return from, nil // nothing at all is nothing, compressed or not
		}
		return unzipped, err
	default:
		return nil, encodingError(redact.Line(encoding, maxEncoding))
	}
}

const maxEncoding = 40

// isBroken reports whether decompressing failed because of what was sent, not because it stopped
// coming.
func isBroken(err error) bool {
	_, corrupt := errors.AsType[flate.CorruptInputError](err)
	return corrupt || errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum)
}
