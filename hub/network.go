package hub

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
)

// noAnswer names a failure before any answer came. The library's url.Error is left out: it repeats the address.
func noAnswer(ctx context.Context, op string, err error) *Error {
	if outer, ok := errors.AsType[*url.Error](err); ok {
		err = outer.Err
	}
	e := &Error{Op: op, Kind: NoNetwork, again: often, Err: bare(err)}
	switch silence, silent := errors.AsType[*silenceError](context.Cause(ctx)); {
	case silent:
		e.Kind, e.again, e.Err = TimedOut, once, silence
	case errors.Is(err, errElsewhere), errors.Is(err, errCircle), errors.Is(err, errAstray), isText(err, "failed to parse Location header"):
		e.Kind, e.again = Elsewhere, once
	case isProxy(err):
		e.Kind, e.again = Proxy, never
	case timedOut(err):
		e.Kind, e.again = TimedOut, once
	case tlsCause(err) != nil:
		e.Kind, e.again = TLS, never
	case isText(err, "server response headers exceeded"), isText(err, "malformed HTTP"):
		e.Kind, e.again = Unreadable, once
	default:
		if name, ok := errors.AsType[*net.DNSError](err); ok {
			e.Kind, e.again = DNS, often
			if name.IsNotFound {
				e.again = never
			}
		}
	}
	return e
}

func isText(err error, part string) bool { return strings.Contains(err.Error(), part) }

// plainError keeps the words and, for errors.Is, the well-known causes of an error, and drops everything else that it may hold.
type plainError struct {
	text  string
	known []error
}

func (e *plainError) Error() string   { return e.text }
func (e *plainError) Unwrap() []error { return e.known }

func bare(err error) error {
	plain := &plainError{text: bounded(scrub(err.Error(), nil), maxMessage)}
	for _, known := range []error{
		context.DeadlineExceeded, syscall.ECONNREFUSED, syscall.ECONNRESET, syscall.ENETUNREACH, syscall.EHOSTUNREACH, net.ErrClosed,
		errElsewhere, errCircle, errAstray, errReplay,
	} {
		if errors.Is(err, known) {
			plain.known = append(plain.known, known)
		}
	}
	if refusal, ok := errors.AsType[*proxyRefusal](err); ok {
		plain.known = append(plain.known, refusal)
	}
	if c := causeOf(err); c != nil {
		plain.known = append(plain.known, c)
	}
	return plain
}

// causeOf finds what has a sentence of its own.
func causeOf(err error) error {
	if isProxy(err) {
		if refusal, ok := errors.AsType[*proxyRefusal](err); ok && refusal.code == http.StatusProxyAuthRequired {
			return errProxyAuth
		}
		return nil
	}
	if name, ok := errors.AsType[*net.DNSError](err); ok && !name.IsNotFound {
		return errLookup
	}
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return errRefused
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return errNoRoute
	case isText(err, "failed to parse Location header"):
		return errNowhere
	case isText(err, "server response headers exceeded"):
		return errHeader
	case isText(err, "malformed HTTP"):
		return errNotHTTP
	}
	return tlsCause(err)
}

// badBody names a failure in the middle of an answer.
func badBody(ctx context.Context, op string, status int, err error) *Error {
	e := &Error{Op: op, Kind: NoNetwork, Status: status, again: often}
	encoding, encoded := errors.AsType[encodingError](err)
	switch silence, silent := errors.AsType[*silenceError](context.Cause(ctx)); {
	case silent:
		e.Kind, e.again, e.Err = TimedOut, once, silence
	case errors.Is(err, errTooBig):
		e.Kind, e.again, e.Err = Unreadable, once, errTooBig
	case encoded:
		e.Kind, e.again, e.Err = Unreadable, once, encoding
	case isBroken(err):
		e.Kind, e.Err = Unreadable, errBroken
	case timedOut(err):
		e.Kind, e.again, e.Err = TimedOut, once, bare(err)
	case isText(err, "chunk") && !errors.Is(err, io.ErrUnexpectedEOF):
		e.Kind, e.Err = Unreadable, errChunks
	default:
		e.Err = bare(err)
	}
	return e
}

func timedOut(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	var slow net.Error
	return errors.As(err, &slow) && slow.Timeout()
}

// proxyRefusal is a proxy's answer to CONNECT that was no success.
type proxyRefusal struct {
	code   int
	status string
}

func (e *proxyRefusal) Error() string { return "the proxy answered " + e.status }

func proxyAnswered(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode == http.StatusOK {
		return nil
	}
	return &proxyRefusal{answer.StatusCode, bounded(answer.Status, maxEncoding)}
}

func isProxy(err error) bool {
	if dial, ok := errors.AsType[*net.OpError](err); ok && dial.Op == "proxyconnect" {
		return true
	}
	if _, ok := errors.AsType[*proxyRefusal](err); ok {
		return true
	}
	return isText(err, "proxyconnect") || isText(err, "socks connect") ||
		isText(err, http.StatusText(http.StatusProxyAuthRequired)) || isText(err, "unknown proxy scheme")
}

// tlsCause tells the reasons apart for which there is no secure connection; nil: it is something else.
func tlsCause(err error) error {
	var (
		authority x509.UnknownAuthorityError
		host      x509.HostnameError
		invalid   x509.CertificateInvalidError
		roots     x509.SystemRootsError
		record    tls.RecordHeaderError
	)
	switch {
	case errors.As(err, &authority):
		return errAuthority
	case errors.As(err, &host):
		return errWrongHost
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return errExpired
	case errors.As(err, &roots):
		return errRoots
	case errors.As(err, &invalid), isType[*tls.CertificateVerificationError](err), isText(err, "x509: "):
		return errBadCert
	case errors.As(err, &record), isText(err, "server gave HTTP response to HTTPS client"):
		return errPlain
	case isType[tls.AlertError](err), isText(err, "tls: "):
		return errHandshake
	}
	return nil
}

func isType[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}
