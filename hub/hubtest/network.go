package hubtest

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"os"
	"syscall"

	"tagboat/hub/fakehub"
)

// Broken breaks the connection before the answer. Through Transport the caller gets the error; from
// a socket, an empty reply.
func Broken(err error) Action {
	return before(func(w http.ResponseWriter, _ *http.Request) { fakehub.Abort(w, err) })
}

// Drop is a connection that is reset before the answer.
func Drop() Action {
	return Broken(&net.OpError{
		Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET),
	})
}

// ConnectionRefused is a server that is not there.
func ConnectionRefused() Action {
	return Broken(&net.OpError{
		Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED),
	})
}

// NetworkUnreachable is a machine without a network.
func NetworkUnreachable() Action {
	return Broken(&net.OpError{
		Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ENETUNREACH),
	})
}

// NoSuchHost is a name that does not resolve.
func NoSuchHost() Action {
	return Broken(&net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{
		Err: "no such host", Name: "hub.example", IsNotFound: true,
	}})
}

// BadCertificate is a certificate of an authority that nobody knows.
func BadCertificate() Action {
	return Broken(&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}})
}

// NotTLS is a server, often a captive portal, that speaks plain HTTP where TLS is expected.
func NotTLS() Action {
	return Broken(tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"})
}

// ProxyRefused is a proxy that cannot be reached.
func ProxyRefused() Action {
	return Broken(&net.OpError{
		Op: "proxyconnect", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED),
	})
}
