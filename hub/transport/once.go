package transport

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"slices"
	"sync/atomic"
	"time"

	"tagboat/hub/errs"
)

// Bounds on the way to an answer; those on the answer are a watch's. None of them is a wait that
// the Hub asked for.
const (
	connectTime = 10 * time.Second
	idleTime    = 90 * time.Second

	maxHeader    = 64 << 10
	maxRedirects = 5
	streamBuffer = 256 << 10 // of HTTP/2: what may lie unread, per answer and per connection
	socketBuffer = 1 << 20
)

var (
	errElsewhere = errors.New("the answer leads to another host")
	errCircle    = errs.NewCause("the answer leads in a circle", "", errs.CheckAddress)
	errAstray    = errs.NewCause(
		"the answer leads to something else than what was asked for", "", errs.CheckAddress,
	)
	errReplay = errors.New("the connection broke off before an answer came")
)

// newTransport asks the environment for a proxy unless it is given a choice, and the system for
// authorities unless it is given some.
func newTransport(
	flight int, proxy func(*http.Request) (*url.URL, error), roots *x509.CertPool,
) *http.Transport {
	if proxy == nil {
		proxy = http.ProxyFromEnvironment
	}
	dialer := &net.Dialer{Timeout: connectTime, KeepAlive: connectTime}
	return &http.Transport{
		Proxy:                  proxy,
		TLSClientConfig:        &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		OnProxyConnectResponse: proxyAnswered,
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    connectTime,
		ResponseHeaderTimeout:  attemptTime,
		ExpectContinueTimeout:  time.Second,
		IdleConnTimeout:        idleTime,
		MaxIdleConnsPerHost:    flight,
		MaxResponseHeaderBytes: maxHeader,
		ForceAttemptHTTP2:      true,
		HTTP2: &http.HTTP2Config{
			MaxReceiveBufferPerStream: streamBuffer, MaxReceiveBufferPerConnection: socketBuffer,
		},
	}
}

// onceOnly sends a request once. net/http by itself sends a GET again, at once and unseen, when a
// connection that was used before breaks: where a server has trouble, every attempt would be two.
type onceOnly struct{ http.RoundTripper }

func (o onceOnly) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(r.Context())
	var sent atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteHeaders: func() { sent.Store(true) },
		GotConn: func(c httptrace.GotConnInfo) {
			if sent.Load() { // a second connection for what went out on the first
				cancel(errReplay)
				discard(c.Conn)
			}
		},
	})
	resp, err := o.RoundTripper.RoundTrip(r.WithContext(ctx))
	if err != nil {
		if cause := context.Cause(ctx); errors.Is(cause, errReplay) {
			err = errReplay
		}
		cancel(nil)
		return nil, err //nolint:wrapcheck // Handed on as it is, as net/http does.
	}
	resp.Request = r
	resp.Body = &onceBody{resp.Body, cancel}
	return resp, nil
}

// discard closes the connection that a second sending would go out on. HTTP/2 looks at the
// request's context before it writes, and others may be under way on that connection.
func discard(c net.Conn) {
	if t, ok := c.(interface{ ConnectionState() tls.ConnectionState }); ok &&
		t.ConnectionState().NegotiatedProtocol == "h2" {
		return
	}
	_ = c.Close()
}

// onceBody keeps the request's context alive until the answer is read.
type onceBody struct {
	io.ReadCloser

	cancel context.CancelCauseFunc
}

func (b *onceBody) Close() error {
	defer b.cancel(nil)
	return b.ReadCloser.Close() //nolint:wrapcheck // Handed on as it is, as net/http does.
}

// sameHostOnly follows the Hub's redirects from one spelling of a path to another, and none that
// would carry the session elsewhere, ask the same twice or something else. A redirected POST is not
// followed at all: it would arrive as a GET.
func sameHostOnly(next *http.Request, via []*http.Request) error {
	first := via[0]
	switch {
	case first.Method != http.MethodGet && first.Method != http.MethodHead:
		return http.ErrUseLastResponse
	case !SameHost(next.URL, first.URL):
		return errElsewhere
	case next.URL.Query().Encode() != first.URL.Query().Encode():
		return errAstray // another page, perhaps, and its rows would stand in for those of this one
	case len(via) >= maxRedirects, slices.ContainsFunc(via, sameAddress(next)):
		return errCircle
	}
	return nil
}

func sameAddress(as *http.Request) func(*http.Request) bool {
	return func(r *http.Request) bool { return r.URL.String() == as.URL.String() }
}
