package transport

import (
	"errors"
	"net"
	"net/url"
	"slices"
	"strings"

	"tagboat/hub/name"
)

var (
	errAddress  = errors.New("not an address: expected https://host or https://host/path")
	errInsecure = errors.New("http:// is taken only for this machine (localhost, 127.0.0.1, ::1); write https://")
	errSecret   = errors.New("an address must not hold a user name or a password")
	errElement  = errors.New("a name in the address is empty, a dot or two, or too long")
)

// ParseAddress reads the address of a Hub or a registry, which may lie below a path.
func ParseAddress(text, preset string) (*url.URL, error) {
	if text == "" {
		text = preset
	}
	u, err := url.Parse(strings.TrimSpace(text))
	// https://$HOST:8443 without HOST would be this machine
	if err != nil || u.Hostname() == "" || strings.HasSuffix(u.Host, ":") || u.Opaque != "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, errAddress
	}
	if u.User != nil {
		return nil, errSecret
	}
	switch u.Scheme {
	case "https":
	case "http":
		if !loopback(u.Hostname()) {
			return nil, errInsecure
		}
	default:
		return nil, errAddress
	}
	u.Host = strings.ToLower(u.Host)
	if p := u.Port(); p != "" && p == port(&url.URL{Scheme: u.Scheme}) {
		u.Host = strings.TrimSuffix(u.Host, ":"+p)
	}
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), strings.TrimRight(u.RawPath, "/")
	return u, nil
}

// DefaultHub is Docker's own.
const DefaultHub = "https://hub.docker.com"

// The hosts of Docker's own services. registry.hub.docker.com is an older name of the Hub's API,
// not of a registry: it serves the same tree to the same accounts (Hub API notes, "Hosts").
var (
	DockersHub          = []string{"hub.docker.com", "registry.hub.docker.com"}
	DockersRegistry     = []string{"registry-1.docker.io"}
	DockersTokenService = []string{"auth.docker.io"}
)

// IsOneOf reports whether an address is one of Docker's own services, whatever its path.
func IsOneOf(u *url.URL, hosts []string) bool {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	return u.Scheme == "https" && port(u) == "443" && slices.Contains(hosts, host)
}

// IsDocker reports whether the address of a Hub is that of Docker's own, however it is spelt: "",
// in any case, with its port, a path or a slash at the end, or by the older name
// registry.hub.docker.com.
func IsDocker(address string) bool {
	u, err := ParseAddress(address, DefaultHub)
	return err == nil && IsOneOf(u, DockersHub)
}

// CanonicalAddress is the one spelling of a Hub's address, under which things are kept for it:
// https://hub.docker.com for Docker's own, else with the host in lower case and without a default
// port or a slash at the end. What is no address stays as it is.
func CanonicalAddress(address string) string {
	u, err := ParseAddress(address, DefaultHub)
	switch {
	case err != nil:
		return address
	case IsOneOf(u, DockersHub):
		return DefaultHub
	default:
		return u.String()
	}
}

// Beside is the address of a service that Docker has beside its Hub. Another Hub has none unless it
// is named: Docker's knows nothing of that Hub, and must not learn of it.
func Beside(docker bool, text, preset string) (*url.URL, error) {
	if text == "" && !docker {
		return nil, nil //nolint:nilnil // none is no error
	}
	return ParseAddress(text, preset)
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// URLUnder is the address of a resource. Every path element is escaped here and nowhere else; one
// that would climb is refused. An empty last element writes the trailing slash that some of the
// older routes want.
func URLUnder(base *url.URL, query url.Values, elements ...string) (*url.URL, error) {
	var plainPath, rawPath strings.Builder
	plainPath.WriteString(base.Path)
	rawPath.WriteString(base.EscapedPath())
	for i, element := range elements {
		last := i == len(elements)-1
		if element == "." || element == ".." || element == "" && !last ||
			len(element) > name.Longest {
			return nil, errElement
		}
		plainPath.WriteString("/" + element)
		rawPath.WriteString("/" + url.PathEscape(element))
	}
	u := *base
	u.Path, u.RawPath, u.RawQuery = plainPath.String(), rawPath.String(), query.Encode()
	return &u, nil
}

// SameHost compares scheme, host and port, a default port spelt out or not.
func SameHost(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && strings.EqualFold(a.Hostname(), b.Hostname()) &&
		port(a) == port(b)
}

func port(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	if u.Scheme == "https" {
		return "443"
	}
	return "80"
}
