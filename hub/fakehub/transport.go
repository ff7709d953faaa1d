package fakehub

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Wait waits and reports whether the time was up before the context was.
func Wait(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// Abort breaks the connection of a request that is being served, and does not return: it panics
// with http.ErrAbortHandler. Through Transport the client sees the error.
func Abort(w http.ResponseWriter, err error) {
	for {
		if p, ok := w.(*pipe); ok {
			p.broken = err
			break
		}
		inner, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			break
		}
		w = inner.Unwrap()
	}
	panic(http.ErrAbortHandler)
}

// TransportTo returns a way without sockets to a Hub, or to a handler around one. It ends with the
// request's context, streams bodies, decodes gzip that the caller did not ask for as http.Transport
// does, and knows the Hub's own hosts only: any other is a DNS error. Each request has a goroutine,
// which ends before RoundTrip returns an error and before the body's Close returns.
func TransportTo(hub http.Handler) http.RoundTripper { return transport{hub} }

type transport struct{ hub http.Handler }

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		defer func() { _ = r.Body.Close() }()
	}
	if err := r.Context().Err(); err != nil {
		return nil, err //nolint:wrapcheck // Handed on as it is, as net/http does.
	}
	switch r.URL.Hostname() {
	case hubHost, registryHost, dockersHub, dockersAlias, dockersRegistry, authHost, indexHost:
	default:
		return nil, noSuchHost(r.URL.Hostname())
	}
	request, err := inbound(r)
	if err != nil {
		return nil, err
	}
	transparent := r.Header.Get("Accept-Encoding") == "" && r.Method != http.MethodHead
	if transparent {
		request.Header.Set("Accept-Encoding", "gzip")
	}
	p := newPipe(request)
	go p.run(t.hub, request)
	select {
	case <-p.ready:
	case <-r.Context().Done():
		p.close()
		return nil, r.Context().Err() //nolint:wrapcheck // Handed on as it is, as net/http does.
	}
	return p.response(r, transparent)
}

// inbound is the request as a server would have it.
func inbound(r *http.Request) (*http.Request, error) {
	request := r.Clone(r.Context())
	if request.Host == "" {
		request.Host = r.URL.Host
	}
	request.Proto, request.ProtoMajor, request.ProtoMinor = "HTTP/1.1", 1, 1
	request.RemoteAddr = "192.0.2.1:40000"
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err //nolint:wrapcheck // Handed on as it is, as net/http does.
		}
	}
	request.Body = io.NopCloser(bytes.NewReader(body))
	return request, nil
}

// A pipe is the ResponseWriter that a handler writes to while a client reads.
type pipe struct {
	head     bool // the body is thrown away
	header   http.Header
	status   int
	sent     http.Header // the header as it stood when the status was written
	broken   error
	ready    chan struct{} // closed when the header is out, or the handler has ended
	done     chan struct{} // closed when the handler has ended
	tell     sync.Once
	reader   *io.PipeReader
	writer   *io.PipeWriter
	contexts func() bool // stops watching the request's context
}

func newPipe(r *http.Request) *pipe {
	p := &pipe{
		head: r.Method == http.MethodHead, header: http.Header{}, ready: make(chan struct{}),
		done: make(chan struct{}),
	}
	p.reader, p.writer = io.Pipe()
	ctx := r.Context()
	p.contexts = context.AfterFunc(ctx, func() { _ = p.writer.CloseWithError(ctx.Err()) })
	return p
}

func (p *pipe) run(h http.Handler, r *http.Request) {
	defer close(p.done)
	defer p.tell.Do(func() { close(p.ready) })
	defer func() {
		switch failure := recover(); {
		case failure == nil:
			if p.status == 0 {
				p.WriteHeader(http.StatusOK)
			}
			_ = p.writer.Close()
		case failure == any(http.ErrAbortHandler):
			if p.broken == nil {
				p.broken = io.ErrUnexpectedEOF
			}
			_ = p.writer.CloseWithError(p.broken)
		default:
			panic(failure)
		}
	}()
	h.ServeHTTP(p, r)
}

// Header implements http.ResponseWriter.
func (p *pipe) Header() http.Header { return p.header }

// WriteHeader implements http.ResponseWriter.
func (p *pipe) WriteHeader(status int) {
	if p.status != 0 {
		return
	}
	p.status, p.sent = status, p.header.Clone()
	p.tell.Do(func() { close(p.ready) })
}

// Write implements http.ResponseWriter.
func (p *pipe) Write(b []byte) (int, error) {
	p.WriteHeader(http.StatusOK)
	if p.head {
		return len(b), nil
	}
	return p.writer.Write(b) //nolint:wrapcheck // Handed on as it is, as net/http does.
}

// Flush implements http.Flusher; nothing is held back anyway.
func (p *pipe) Flush() { p.WriteHeader(http.StatusOK) }

// close ends the handler and waits for it.
func (p *pipe) close() {
	p.contexts()
	_ = p.reader.Close()
	<-p.done
}

func (p *pipe) response(r *http.Request, transparent bool) (*http.Response, error) {
	if p.status == 0 {
		p.close()
		return nil, p.broken
	}
	response := &http.Response{
		Status: strconv.Itoa(p.status) + " " + http.StatusText(p.status), StatusCode: p.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: p.sent,
		ContentLength: -1, Request: r, Body: &body{Reader: p.reader, pipe: p},
	}
	if transparent && strings.EqualFold(p.sent.Get("Content-Encoding"), "gzip") {
		response.Header.Del("Content-Encoding")
		response.Uncompressed = true
		response.Body = &unzipping{body: &body{Reader: p.reader, pipe: p}}
	}
	return response, nil
}

type body struct {
	io.Reader

	pipe *pipe
}

func (b *body) Close() error {
	b.pipe.close()
	return nil
}

// unzipping reads the gzip header at the first Read, as http.Transport does.
type unzipping struct {
	*body

	plain *gzip.Reader
}

func (u *unzipping) Read(b []byte) (int, error) {
	if u.plain == nil {
		plain, err := gzip.NewReader(u.body)
		if err != nil {
			return 0, err //nolint:wrapcheck // Handed on as it is, as net/http does.
		}
		u.plain = plain
	}
	return u.plain.Read(b) //nolint:wrapcheck // Handed on as it is, as net/http does.
}

func noSuchHost(host string) error {
	return &net.OpError{
		Op: "dial", Net: "tcp",
		Err: &net.DNSError{Err: "no such host", Name: host, IsNotFound: true},
	}
}
