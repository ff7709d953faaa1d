//go:build linux

package endtoend_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// asDockerHub has a handler answer for Docker Hub itself, and returns the
// environment in which a program believes it: a proxy that leads there, and an
// authority that vouches for it.
func asDockerHub(t *testing.T, handler http.Handler) []string {
	t.Helper()
	certificate, authority := vouched(t, "hub.docker.com")
	server := httptest.NewUnstartedServer(handler)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	server.StartTLS()
	t.Cleanup(server.Close)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { tunnel(w, server.Listener.Addr().String()) }))
	t.Cleanup(proxy.Close)
	file := filepath.Join(t.TempDir(), "authority.pem")
	require.NoError(t, os.WriteFile(file, authority, 0o600))
	return []string{"HTTPS_PROXY=" + proxy.URL, "SSL_CERT_FILE=" + file}
}

// tunnel is what a proxy does, wherever it was asked to connect.
func tunnel(w http.ResponseWriter, to string) {
	there, err := net.Dial("tcp", to) //nolint:noctx // It lives as long as both ends do.
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	w.WriteHeader(http.StatusOK)
	here, buffered, err := w.(http.Hijacker).Hijack() //nolint:forcetypeassert // Of net/http's own server.
	if err != nil {
		_ = there.Close()
		return
	}
	carry := func(to io.WriteCloser, from io.Reader) {
		_, _ = io.Copy(to, from)
		_ = to.Close()
	}
	go carry(here, there)
	go carry(there, buffered) // The server may have read the first byte of the hello already.
}

func vouched(t *testing.T, host string) (certificate tls.Certificate, authority []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	require.NoError(t, err)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}
