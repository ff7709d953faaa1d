package command

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpproxy"
)

// network is what the environment says about the way to the network.
type network struct {
	proxy func(*http.Request) (*url.URL, error)
	roots *x509.CertPool // nil: the system's
}

// wayOut reads HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY, also in small letters, SSL_CERT_FILE
// and SSL_CERT_DIR. What cannot be read is an error: the standard library drops it in silence, goes
// direct, and blames the name server. No error quotes a value: a proxy's may hold a password.
func wayOut(m Machine) (network, error) {
	var n network
	config, err := proxies(m)
	if err != nil {
		return n, err
	}
	choose := config.ProxyFunc()
	n.proxy = func(r *http.Request) (*url.URL, error) { return choose(r.URL) }
	n.roots, err = authorities(m)
	return n, err
}

// Which variables name the proxy of an address, the first that holds something.
var (
	secureProxy = []string{"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"}
	plainProxy  = []string{"HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"}
)

func proxies(m Machine) (config httpproxy.Config, err error) {
	if config.HTTPSProxy, err = proxyOf(m, secureProxy...); err != nil {
		return config, err
	}
	if config.HTTPProxy, err = proxyOf(m, plainProxy...); err != nil {
		return config, err
	}
	name, except := variable(m, "NO_PROXY", "no_proxy")
	if config.HTTPSProxy+config.HTTPProxy != "" {
		if err := readExceptions(name, except); err != nil {
			return config, err
		}
	}
	config.NoProxy = except
	return config, nil
}

// variable is the first of several that holds something.
func variable(m Machine, names ...string) (name, value string) {
	for _, name := range names {
		if value := strings.TrimSpace(m.Getenv(name)); value != "" {
			return name, value
		}
	}
	return names[0], ""
}

func proxyOf(m Machine, names ...string) (string, error) {
	name, value := variable(m, names...)
	if value == "" {
		return "", nil
	}
	u, why := readProxy(value)
	if why != "" {
		return "", fmt.Errorf("%s cannot be read: %s. A proxy is written as http://HOST:PORT or http://NAME:PASSWORD@HOST:PORT", name, why)
	}
	return u.String(), nil
}

// readProxy gives a proxy's address, or why it is none, without a word of it.
func readProxy(value string) (u *url.URL, why string) {
	if !strings.Contains(value, "://") {
		value = "http://" + value
	}
	u, err := url.Parse(value)
	if err != nil {
		if _, ok := errors.AsType[url.EscapeError](err); ok {
			return nil, "it holds a % without two hexadecimal digits behind it; a % of the name or password is written %25"
		}
		return nil, "it is no address; in the name or password, characters such as @ : / ? # are written as %40 %3A %2F %3F %23"
	}
	switch u.Scheme {
	case "http", "https", "socks5", "socks5h":
	default:
		return nil, "only http, https, socks5 and socks5h proxies are understood"
	}
	port := 0
	if text := u.Port(); text != "" {
		port, err = strconv.Atoi(text)
	}
	switch {
	case u.Hostname() == "":
		return nil, "it names no host"
	case err != nil || port < 0 || port > 65535 || strings.HasSuffix(u.Host, ":"):
		return nil, "its port is no number from 1 to 65535"
	case strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "":
		return nil, "something stands behind its host; in the name or password, characters such as / ? # are written as %2F %3F %23"
	}
	return u, ""
}

// readExceptions looks for entries of NO_PROXY that can fit nothing.
func readExceptions(name, value string) error {
	for entry := range strings.SplitSeq(value, ",") {
		entry = strings.TrimSpace(entry)
		host := strings.TrimPrefix(strings.TrimPrefix(entry, "*"), ".")
		why := ""
		switch {
		case entry == "" || entry == "*":
		case strings.ContainsAny(entry, " \t;"):
			why = "its entries are separated by commas"
		case strings.Contains(entry, "://"):
			why = "its entries are hosts, without http://"
		case strings.Contains(entry, "/"):
			if _, _, err := net.ParseCIDR(entry); err != nil {
				why = "an entry with a / is a range of addresses, as 10.0.0.0/8"
			}
		case strings.Contains(host, "*"):
			why = "a * stands only before a name, as in *.example.com; ranges of addresses are written as 10.0.0.0/8"
		}
		if why != "" {
			return fmt.Errorf("%s cannot be read: %s", name, why)
		}
	}
	return nil
}

// authorities looks at the certificates that SSL_CERT_FILE and SSL_CERT_DIR name. The standard
// library reads both by itself, except on Windows and macOS: there they are added to the system's.
func authorities(m Machine) (*x509.CertPool, error) {
	var found [][]byte
	if file := m.Getenv("SSL_CERT_FILE"); file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("SSL_CERT_FILE cannot be read: %w", reason(err))
		}
		if !holdsCertificate(text) {
			return nil, errors.New(
				"SSL_CERT_FILE cannot be read: the file holds no certificate in PEM form",
			)
		}
		found = append(found, text)
	}
	readByUs := m.OS == "windows" || m.OS == "darwin"
	if folders := m.Getenv("SSL_CERT_DIR"); folders != "" {
		texts, err := inFolders(filepath.SplitList(folders), readByUs)
		if err != nil {
			return nil, err
		}
		found = append(found, texts...)
	}
	if len(found) == 0 || !readByUs {
		return nil, nil //nolint:nilnil // the system's are taken then
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	for _, text := range found {
		pool.AppendCertsFromPEM(text)
	}
	return pool, nil
}

// inFolders reads the files of folders, of which one at least must be there. Without whole it looks
// no further: to read hundreds of certificates takes as long as all the rest of a start.
func inFolders(folders []string, whole bool) ([][]byte, error) {
	var texts [][]byte
	var failure error
	readable := false
	for _, folder := range folders {
		entries, err := os.ReadDir(folder)
		if err != nil {
			failure = err
			continue
		}
		readable = true
		if !whole {
			continue
		}
		for _, entry := range entries {
			if text, err := os.ReadFile(filepath.Join(folder, entry.Name())); err == nil &&
				holdsCertificate(text) {
				texts = append(texts, text)
			}
		}
	}
	if !readable {
		return nil, fmt.Errorf("SSL_CERT_DIR cannot be read: %w", reason(failure))
	}
	return texts, nil
}

func holdsCertificate(text []byte) bool {
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "CERTIFICATE" {
			if _, err := x509.ParseCertificate(bytes.Clone(block.Bytes)); err == nil {
				return true
			}
		}
	}
	return false
}

// reason is why a file cannot be read, without its path.
func reason(err error) error {
	if e, ok := errors.AsType[*os.PathError](err); ok {
		return e.Err
	}
	if err == nil {
		return errors.New("it names no folder")
	}
	return err
}
