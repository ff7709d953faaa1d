package hub_test

import (
	"bytes"
	"compress/gzip"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

func TestEveryOddAnswerIsCalledWhatItIs(t *testing.T) {
	page := `{"count":0,"next":null,"results":[]}`
	zipped := func(text string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write([]byte(text))
		_ = z.Close()
		return b.String()
	}
	broken := zipped(page)
	broken = broken[:12] + "\xff\xff\xff" + broken[15:]
	for name, c := range map[string]struct {
		answer hubtest.Action
		kind   hub.Kind
		says   string
	}{
		"a redirect without an address":     {hubtest.Answer(302, "text/html", ""), hub.Elsewhere, "leads on and does not say where"},
		"a redirect that cannot be read":    {hubtest.Answer(302, "text/html", "", "Location", "http://[::1"), hub.Elsewhere, "leads on and does not say where"},
		"not modified":                      {hubtest.Answer(304, "text/html", ""), hub.Elsewhere, "leads on and does not say where"},
		"a redirect to another host":        {hubtest.RedirectTo("https://evil.example/"), hub.Elsewhere, "leads to another host"},
		"a redirect in a circle":            {toItself, hub.Elsewhere, "leads in a circle"},
		"a redirect to something else":      {hubtest.RedirectTo("/below/a/path/v2/"), hub.Elsewhere, "something else than what was asked for"},
		"broken gzip":                       {hubtest.Answer(200, "application/json", broken, "Content-Encoding", "gzip"), hub.Unreadable, "the compression is broken"},
		"broken x-gzip":                     {hubtest.Answer(200, "application/json", broken, "Content-Encoding", "x-gzip"), hub.Unreadable, "the compression is broken"},
		"no gzip":                           {hubtest.Answer(200, "application/json", page, "Content-Encoding", "gzip"), hub.Unreadable, "the compression is broken"},
		"brotli":                            {hubtest.Answer(200, "application/json", "\x8b", "Content-Encoding", "br"), hub.Unreadable, "compressed as br"},
		"deflate":                           {hubtest.Answer(200, "application/json", "\x8b", "Content-Encoding", "deflate"), hub.Unreadable, "compressed as deflate"},
		"nothing":                           {hubtest.Answer(200, "application/json", ""), hub.Unreadable, "the answer is empty"},
		"no content":                        {hubtest.Answer(204, "application/json", ""), hub.Unreadable, "the answer is empty"},
		"text":                              {hubtest.Answer(200, "text/plain", "hello"), hub.Unreadable, "the answer is no JSON"},
		"UTF-16":                            {hubtest.Answer(200, "application/json", "\xff\xfe{\x00}\x00"), hub.Unreadable, "the answer is no JSON"},
		"JSON of another kind":              {hubtest.Answer(200, "application/json", `{"ok":true}`), hub.Unreadable, "not the list that was asked for"},
		"null":                              {hubtest.Answer(200, "application/json", `null`), hub.Unreadable, "not the list that was asked for"},
		"JSON that is cut off":              {hubtest.Answer(200, "application/json", page[:20]), hub.Unreadable, "cut off"},
		"an answer that is too large":       {hubtest.HugeBody(32 << 20), hub.Unreadable, "larger than any answer of the Hub"},
		"an answer with too many rows":      {hubtest.ManyRows(20_000), hub.Unreadable, "more than any answer of the Hub"},
		"a connection that breaks off":      {hubtest.DropMidBody(), hub.NoNetwork, "broke off"},
		"a port where nothing listens":      {hubtest.ConnectionRefused(), hub.NoNetwork, "nothing answers at that address"},
		"a network that leads nowhere":      {hubtest.NetworkUnreachable(), hub.NoNetwork, "cannot be reached from here"},
		"a host that does not exist":        {hubtest.NoSuchHost(), hub.DNS, "the name of the host was not found"},
		"a page of HTML in place of a list": {hubtest.HTMLOK(), hub.Unavailable, "does not work properly"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := people(time.Now())
				shelf(w, "acme/museum", 5)
				s := at(t, w)
				s.hub.Inject(hubtest.Fault{Do: c.answer})
				_, err := s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
				require.ErrorIs(t, err, c.kind)
				assert.Equal(t, c.kind, hub.KindOf(err))
				assert.Contains(t, hub.Sentence(err), c.says)
				assert.NotEmpty(t, hub.Advice(err))
			})
		})
	}
	for name, answer := range map[string]hubtest.Action{
		"x-gzip":            hubtest.Answer(200, "application/json", zipped(page), "Content-Encoding", "x-gzip"),
		"X-GZIP":            hubtest.Answer(200, "application/json", zipped(page), "Content-Encoding", " X-GZIP "),
		"identity":          hubtest.Answer(200, "application/json", page, "Content-Encoding", "identity"),
		"a byte order mark": hubtest.Answer(200, "application/json", "\xef\xbb\xbf"+page),
	} {
		s := at(t, people(time.Now()))
		s.hub.Inject(hubtest.Fault{Do: answer})
		_, err := s.client.Tags(museum, hub.Newest).Page(t.Context(), 1)
		assert.NoError(t, err, name)
	}
}

// identity is a certificate for a name, signed by an authority of the test.
func identity(t *testing.T, host string, ends time.Time) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	sign := func(c, parent *x509.Certificate, public, key any) []byte {
		der, err := x509.CreateCertificate(rand.Reader, c, parent, public, key)
		require.NoError(t, err)
		return der
	}
	begins := time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
	caKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	ca := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotBefore: begins, NotAfter: begins.AddDate(200, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	signed, err := x509.ParseCertificate(sign(ca, ca, &caKey.PublicKey, caKey))
	require.NoError(t, err)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2), NotBefore: begins, NotAfter: ends, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, DNSNames: []string{host}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	if host != "" {
		leaf.IPAddresses = nil
	}
	pool := x509.NewCertPool()
	pool.AddCert(signed)
	return tls.Certificate{Certificate: [][]byte{sign(leaf, signed, &key.PublicKey, caKey)}, PrivateKey: key}, pool
}

func TestEveryReasonWhyThereIsNoSecureConnectionIsToldApart(t *testing.T) {
	far := time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
	secure := func(c tls.Certificate, change func(*tls.Config)) *httptest.Server {
		s := httptest.NewUnstartedServer(http.NotFoundHandler())
		s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
		s.TLS = &tls.Config{Certificates: []tls.Certificate{c}, MinVersion: tls.VersionTLS12}
		if change != nil {
			change(s.TLS)
		}
		s.StartTLS()
		return s
	}
	good, pool := identity(t, "", far)
	other, otherPool := identity(t, "hub.example", far)
	old, oldPool := identity(t, "", time.Date(2002, 1, 1, 0, 0, 0, 0, time.UTC))
	plain := httptest.NewServer(http.NotFoundHandler())
	for name, c := range map[string]struct {
		server *httptest.Server
		roots  *x509.CertPool
		says   string
		advice string
	}{
		"unknown authority": {secure(good, nil), nil, "an authority that this computer does not know", "SSL_CERT_FILE"},
		"another host":      {secure(other, nil), otherPool, "belongs to another host", "address of the Hub"},
		"expired":           {secure(old, nil), oldPool, "has expired or is not valid yet", "clock"},
		"too old a server": {secure(good, func(c *tls.Config) {
			c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
		}), pool, "could not agree on a secure connection", "TLS 1.2"},
		"plain HTTP": {plain, pool, "speaks plain HTTP", "port"},
	} {
		t.Run(name, func(t *testing.T) {
			defer c.server.Close()
			address, err := url.Parse(c.server.URL)
			require.NoError(t, err)
			client, err := hub.New(hub.Options{BaseURL: "https://" + address.Host, Roots: c.roots, Proxy: direct})
			require.NoError(t, err)
			_, err = client.Tags(museum, hub.Newest).Page(t.Context(), 1)
			require.ErrorIs(t, err, hub.TLS)
			assert.Contains(t, hub.Sentence(err), c.says)
			assert.Contains(t, hub.Advice(err), c.advice)
		})
	}
	t.Run("TLS where plain HTTP was asked for", func(t *testing.T) {
		server := secure(good, nil)
		defer server.Close()
		client, err := hub.New(hub.Options{BaseURL: "http://" + strings.TrimPrefix(server.URL, "https://"), Proxy: direct})
		require.NoError(t, err)
		_, err = client.Tags(museum, hub.Newest).Page(t.Context(), 1)
		require.Error(t, err)
		assert.NotContains(t, hub.Sentence(err), "the name of the host")
		assert.NotEmpty(t, hub.Advice(err))
	})
}

func direct(*http.Request) (*url.URL, error) { return nil, nil } //nolint:nilnil // no proxy

func TestAProxysRefusalIsTheProxys(t *testing.T) {
	for status, says := range map[int]string{403: "the proxy refused the connection: 403", 407: "the proxy wants a user name and a password", 502: "the proxy refused"} {
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		address, err := url.Parse(proxy.URL)
		require.NoError(t, err)
		address.User = url.UserPassword("anna", "s3cret")
		client, err := hub.New(hub.Options{Proxy: http.ProxyURL(address)})
		require.NoError(t, err)
		_, err = client.Tags(museum, hub.Newest).Page(t.Context(), 1)
		require.ErrorIs(t, err, hub.Proxy)
		assert.Contains(t, hub.Sentence(err), says)
		assert.NotContains(t, err.Error()+hub.Sentence(err)+hub.Advice(err), "s3cret")
		proxy.Close()
	}
}
