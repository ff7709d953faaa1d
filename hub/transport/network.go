package transport

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

	"tagboat/hub/errs"
	"tagboat/hub/redact"
)

// noAnswer names a failure before any answer came. The library's url.Error is left out: it repeats
// the address.
func noAnswer(ctx context.Context, op string, err error) *errs.Error {
	if outer, ok := errors.AsType[*url.Error](err); ok {
		err = outer.Err
	}
	e := &errs.Error{Op: op, Kind: errs.NoNetwork, Again: errs.Often, Err: bare(err)}
	switch silence, silent := errors.AsType[*silenceError](context.Cause(ctx)); {
	case silent:
		e.Kind, e.Again, e.Err = errs.TimedOut, errs.Once, silence
	case errors.Is(err, errElsewhere), errors.Is(err, errCircle), errors.Is(err, errAstray),
		isText(err, "failed to parse Location header"):
		e.Kind, e.Again = errs.Elsewhere, errs.Once
	case isProxy(err):
		e.Kind, e.Again = errs.Proxy, errs.Never
	case timedOut(err):
		e.Kind, e.Again = errs.TimedOut, errs.Once
	case tlsCause(err) != nil:
		e.Kind, e.Again = errs.TLS, errs.Never
	case isText(err, "server response headers exceeded"), isText(err, "malformed HTTP"):
		e.Kind, e.Again = errs.Unreadable, errs.Once
	default:
		if name, ok := errors.AsType[*net.DNSError](err); ok {
			e.Kind, e.Again = errs.DNS, errs.Often
			if name.IsNotFound {
				e.Again = errs.Never
			}
		}
	}
	return e
}

func isText(err error, part string) bool { return strings.Contains(err.Error(), part) }

// plainError keeps the words and, for errors.Is, the well-known causes of an error, and drops
// everything else that it may hold.
type plainError struct {
	text  string
	known []error
}

func (e *plainError) Error() string   { return e.text }
func (e *plainError) Unwrap() []error { return e.known }

func bare(err error) error {
	plain := &plainError{text: redact.Message(err.Error())}
	for _, known := range []error{
		context.DeadlineExceeded, syscall.ECONNREFUSED, syscall.ECONNRESET, syscall.ENETUNREACH,
		syscall.EHOSTUNREACH, net.ErrClosed,
		errElsewhere, errCircle, errAstray, errReplay,
	} {
		if errors.Is(err, known) {
			plain.known = append(plain.known, known)
		}
	}
	if c := causeOf(err); c != nil {
		plain.known = append(plain.known, c)
	}
	if refusal, ok := errors.AsType[*proxyRefusal](err); ok {
		plain.known = append(plain.known, refusal)
	}
	return plain
}

// causeOf finds what has a sentence of its own.
func causeOf(err error) error {
	if isProxy(err) {
		if refusal, ok := errors.AsType[*proxyRefusal](err); ok &&
			refusal.code == http.StatusProxyAuthRequired {
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
func badBody(ctx context.Context, op string, status int, err error) *errs.Error {
	e := &errs.Error{Op: op, Kind: errs.NoNetwork, Status: status, Again: errs.Often}
	encoding, encoded := errors.AsType[encodingError](err)
	switch silence, silent := errors.AsType[*silenceError](context.Cause(ctx)); {
	case silent:
		e.Kind, e.Again, e.Err = errs.TimedOut, errs.Once, silence
	case errors.Is(err, errTooBig):
		e.Kind, e.Again, e.Err = errs.Unreadable, errs.Once, errTooBig
	case encoded:
		e.Kind, e.Again, e.Err = errs.Unreadable, errs.Once, encoding
	case isBroken(err):
		e.Kind, e.Err = errs.Unreadable, errBroken
	case timedOut(err):
		e.Kind, e.Again, e.Err = errs.TimedOut, errs.Once, bare(err)
	case isText(err, "chunk") && !errors.Is(err, io.ErrUnexpectedEOF):
		e.Kind, e.Err = errs.Unreadable, errChunks
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

// Explain says what the proxy answered.
func (e *proxyRefusal) Explain() (why, advice string) {
	return "the proxy refused the connection: " + e.status, errs.AdviceOf(errs.Proxy)
}

func proxyAnswered(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode == http.StatusOK {
		return nil
	}
	return &proxyRefusal{answer.StatusCode, redact.Line(answer.Status, maxEncoding)}
}

func isProxy(err error) bool {
	if dial, ok := errors.AsType[*net.OpError](err); ok && dial.Op == "proxyconnect" {
		return true
	}
	if _, ok := errors.AsType[*proxyRefusal](err); ok {
		return true
	}
	return isText(err, "proxyconnect") || isText(err, "socks connect") ||
		isText(err, http.StatusText(http.StatusProxyAuthRequired)) ||
		isText(err, "unknown proxy scheme")
}

// tlsCause tells the reasons apart for which there is no secure connection; nil: it is something
// else.
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
	case errors.As(err, &invalid), isType[*tls.CertificateVerificationError](err),
		isText(err, "x509: "):
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
