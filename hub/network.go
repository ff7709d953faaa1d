package hub

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
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
	e := &Error{Op: op, Kind: NoNetwork, again: often}
	switch cause := context.Cause(ctx); {
	case errors.Is(err, errElsewhere), errors.Is(err, errCircle):
		e.Kind, e.again = Elsewhere, never
	case errors.Is(cause, errSilent), timedOut(err):
		e.Kind, e.again = TimedOut, once
	case isProxy(err):
		e.Kind, e.again = Proxy, never
	case isTLS(err):
		e.Kind, e.again = TLS, never
	default:
		if name, ok := errors.AsType[*net.DNSError](err); ok {
			e.Kind, e.again = DNS, often
			if name.IsNotFound {
				e.again = never
			}
		}
	}
	e.Err = bare(err)
	return e
}

// bare keeps the words and, for errors.Is, the well-known cause of an error, and drops everything else that it may hold.
func bare(err error) error {
	cause := plainError{text: bounded(scrub(err.Error(), nil), maxMessage)}
	for _, known := range []error{
		context.DeadlineExceeded, syscall.ECONNREFUSED, syscall.ECONNRESET, syscall.ENETUNREACH, syscall.EHOSTUNREACH, net.ErrClosed,
	} {
		if errors.Is(err, known) {
			cause.known = known
		}
	}
	return cause
}

type plainError struct {
	text  string
	known error
}

func (e plainError) Error() string { return e.text }
func (e plainError) Unwrap() error { return e.known }

// badBody names a failure in the middle of an answer.
func badBody(ctx context.Context, op string, status int, err error) *Error {
	if errors.Is(err, errTooBig) {
		return &Error{Op: op, Kind: Unreadable, Status: status, Err: errTooBig}
	}
	if errors.Is(context.Cause(ctx), errSilent) || timedOut(err) {
		return &Error{Op: op, Kind: TimedOut, Status: status, Err: errSilent, again: once}
	}
	return &Error{Op: op, Kind: NoNetwork, Status: status, Err: bare(err), again: often}
}

func timedOut(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	var slow net.Error
	return errors.As(err, &slow) && slow.Timeout()
}

func isProxy(err error) bool {
	if dial, ok := errors.AsType[*net.OpError](err); ok && dial.Op == "proxyconnect" {
		return true
	}
	text := err.Error()
	return strings.Contains(text, "proxyconnect") || strings.Contains(text, "socks connect") ||
		strings.Contains(text, http.StatusText(http.StatusProxyAuthRequired))
}

func isTLS(err error) bool {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return true
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return true
	}
	if _, ok := errors.AsType[tls.AlertError](err); ok {
		return true
	}
	var (
		authority x509.UnknownAuthorityError
		host      x509.HostnameError
		invalid   x509.CertificateInvalidError
		roots     x509.SystemRootsError
	)
	if errors.As(err, &authority) || errors.As(err, &host) || errors.As(err, &invalid) || errors.As(err, &roots) {
		return true
	}
	return strings.Contains(err.Error(), "tls: ") || strings.Contains(err.Error(), "server gave HTTP response to HTTPS client")
}
