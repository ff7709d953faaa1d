package hub

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

const (
	maxBody      = 16 << 20 // decompressed; a page of 100 tags with 60 platforms each is 2 MB
	maxErrorBody = 64 << 10
	keptBuffer   = 1 << 20
)

var errTooBig = errors.New("the answer is larger than any answer of the Hub")

var buffers sync.Pool

func getBuffer() *bytes.Buffer {
	if b, ok := buffers.Get().(*bytes.Buffer); ok {
		return b
	}
	return new(bytes.Buffer)
}

func putBuffer(b *bytes.Buffer) {
	if b.Cap() <= keptBuffer {
		b.Reset()
		buffers.Put(b)
	}
}

// watch ends an attempt that has gone silent, and one that drips for ever.
type watch struct {
	silence, whole *time.Timer
	cancel         context.CancelCauseFunc
}

func watched(parent context.Context) (context.Context, *watch) {
	ctx, cancel := context.WithCancelCause(parent)
	expire := func() { cancel(errSilent) }
	return ctx, &watch{time.AfterFunc(silenceTime, expire), time.AfterFunc(attemptTime, expire), cancel}
}

func (w *watch) heard() { w.silence.Reset(silenceTime) }

func (w *watch) stop() {
	w.silence.Stop()
	w.whole.Stop()
	w.cancel(context.Canceled)
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

// readBody reads a whole answer, decompressed, up to the bound. Some servers compress without being asked, so this looks for itself.
func readBody(into *bytes.Buffer, resp *http.Response, w *watch) error {
	w.heard()
	var body io.Reader = heardReader{resp.Body, w}
	if !resp.Uncompressed && strings.EqualFold(resp.Header.Get("Content-Encoding"), "gzip") {
		unzipped, err := gzip.NewReader(body)
		if err != nil {
			return err
		}
		body = unzipped
	}
	most := int64(maxBody)
	if resp.StatusCode >= 300 {
		most = maxErrorBody
	}
	n, err := into.ReadFrom(io.LimitReader(body, most+1))
	if n > most {
		into.Truncate(int(most))
		return errTooBig
	}
	return err
}
