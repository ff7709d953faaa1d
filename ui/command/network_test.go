package command

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func machine(environment map[string]string) Machine {
	return Machine{OS: "linux", Getenv: func(name string) string { return environment[name] }}
}

func TestAProxyThatCannotBeReadIsSaidAndItsPasswordIsNot(t *testing.T) {
	for value, why := range map[string]string{
		"http://anna:s3cr%t@proxy.example:3128":   "a %",
		"anna:s3cr%zz@proxy.example:3128":         "a %",
		"http://anna:s3cret#1@proxy.example:3128": "no address",
		"http://anna:s3cret/1@proxy.example:3128": "no address",
		"http://anna:s3cret?1@proxy.example:3128": "no address",
		"ftp://anna:s3cret@proxy.example":         "only http",
		"socks4://anna:s3cret@proxy.example":      "only http",
		"http://anna:s3cret@":                     "no host",
		"http://anna:s3cret@:3128":                "no host",
		"http://anna:s3cret@proxy.example:99999":  "port",
		"http://anna:s3cret@proxy.example:":       "port",
		"http://anna:s3cret@proxy.example:port":   "no address",
		"http://proxy.example:3128/s3cret":        "behind its host",
		"http://[::1:3128":                        "no address",
		"http://pro xy:3128":                      "no address",
		"http//proxy.example:3128":                "behind its host",
	} {
		for _, name := range []string{"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"} {
			_, err := wayOut(machine(map[string]string{name: value}))
			require.Error(t, err, value)
			assert.Contains(t, err.Error(), name+" cannot be read: ")
			assert.Contains(t, err.Error(), why, value)
			assert.NotContains(t, err.Error(), "s3cr", value)
			assert.NotContains(t, err.Error(), "anna", value)
		}
	}
}

func TestAProxyIsTakenFromTheVariableThatNamesIt(t *testing.T) {
	for name, c := range map[string]struct {
		environment map[string]string
		want        string
	}{
		"none":           {map[string]string{}, ""},
		"https":          {map[string]string{"HTTPS_PROXY": "http://a:1"}, "http://a:1"},
		"small letters":  {map[string]string{"https_proxy": "http://a:1"}, "http://a:1"},
		"no scheme":      {map[string]string{"https_proxy": "a:1"}, "http://a:1"},
		"all":            {map[string]string{"ALL_PROXY": "socks5://a:1"}, "socks5://a:1"},
		"https before":   {map[string]string{"ALL_PROXY": "socks5://b:1", "HTTPS_PROXY": "http://a:1"}, "http://a:1"},
		"only for http":  {map[string]string{"HTTP_PROXY": "http://a:1"}, ""},
		"an exception":   {map[string]string{"HTTPS_PROXY": "http://a:1", "NO_PROXY": "x.example, hub.docker.com"}, ""},
		"another host":   {map[string]string{"HTTPS_PROXY": "http://a:1", "NO_PROXY": "10.0.0.0/8,.example,*.corp,::1,[::1]:80"}, "http://a:1"},
		"with a name":    {map[string]string{"HTTPS_PROXY": "http://anna:p%40ss@a:1"}, "http://anna:p%40ss@a:1"},
		"an empty one":   {map[string]string{"HTTPS_PROXY": " ", "https_proxy": "http://a:1"}, "http://a:1"},
		"a slash at end": {map[string]string{"HTTPS_PROXY": "http://a:1/"}, "http://a:1/"},
	} {
		t.Run(name, func(t *testing.T) {
			n, err := wayOut(machine(c.environment))
			require.NoError(t, err)
			q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://hub.docker.com/v2/", http.NoBody)
			require.NoError(t, err)
			got, err := n.proxy(q)
			require.NoError(t, err)
			if c.want == "" {
				assert.Nil(t, got)
			} else {
				assert.Equal(t, c.want, got.String())
			}
		})
	}
}

func TestAnExceptionThatCanFitNothingIsSaid(t *testing.T) {
	for _, value := range []string{"a.example b.example", "http://a.example", "10.0.0.0/33", "a/b", "10.0.*", "a;b"} {
		_, err := wayOut(machine(map[string]string{"HTTPS_PROXY": "http://a:1", "NO_PROXY": value}))
		require.ErrorContains(t, err, "NO_PROXY cannot be read: ", value)
		_, err = wayOut(machine(map[string]string{"no_proxy": value}))
		assert.NoError(t, err, "without a proxy there is nothing to except")
	}
}

func TestCertificatesThatCannotBeReadAreSaid(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	server.Close()
	folder := t.TempDir()
	good := filepath.Join(folder, "ca.pem")
	require.NoError(t, os.WriteFile(good, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600))
	empty := filepath.Join(t.TempDir(), "empty.pem")
	require.NoError(t, os.WriteFile(empty, []byte("-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n"), 0o600))
	for _, system := range []string{"linux", "darwin", "windows"} {
		look := func(environment map[string]string) (network, error) {
			m := machine(environment)
			m.OS = system
			return wayOut(m)
		}
		for name, values := range map[string][]string{"SSL_CERT_FILE": {"/no/such/file", empty, folder}, "SSL_CERT_DIR": {"/no/such/folder", good}} {
			for _, value := range values {
				_, err := look(map[string]string{name: value})
				assert.ErrorContains(t, err, name+" cannot be read: ", value)
			}
		}
		for name, value := range map[string]string{"SSL_CERT_FILE": good, "SSL_CERT_DIR": "/no/such/folder" + string(filepath.ListSeparator) + folder} {
			n, err := look(map[string]string{name: value})
			require.NoError(t, err)
			assert.Equal(t, system != "linux", n.roots != nil, "where the standard library does not look, this does")
		}
	}
}
