package hub

import (
	"errors"
	"net"
	"net/http"
	"time"
)

// Bounds on time. None of them is a wait that the Hub asked for.
const (
	connectTime = 10 * time.Second
	silenceTime = 30 * time.Second // without one byte, before or within an answer
	attemptTime = 90 * time.Second // one attempt, however steadily it drips
	idleTime    = 90 * time.Second

	maxHeader    = 64 << 10
	maxRedirects = 5
)

var (
	errElsewhere = errors.New("the answer leads to another host")
	errCircle    = errors.New("the answer leads in a circle")
)

// newTransport honours HTTP_PROXY, HTTPS_PROXY and NO_PROXY, and, through the standard library on the systems where that reads them,
// SSL_CERT_FILE and SSL_CERT_DIR.
func newTransport(flight int) *http.Transport {
	dialer := &net.Dialer{Timeout: connectTime, KeepAlive: connectTime}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    connectTime,
		ResponseHeaderTimeout:  silenceTime,
		ExpectContinueTimeout:  time.Second,
		IdleConnTimeout:        idleTime,
		MaxIdleConnsPerHost:    flight,
		MaxResponseHeaderBytes: maxHeader,
		ForceAttemptHTTP2:      true,
	}
}

// sameHostOnly follows the Hub's redirects from one spelling of a path to another, and none that would carry the session elsewhere. A
// redirected POST is not followed at all: it would arrive as a GET.
func sameHostOnly(next *http.Request, via []*http.Request) error {
	first := via[0]
	switch {
	case first.Method != http.MethodGet && first.Method != http.MethodHead:
		return http.ErrUseLastResponse
	case !sameHost(next.URL, first.URL):
		return errElsewhere
	case len(via) >= maxRedirects:
		return errCircle
	}
	return nil
}
