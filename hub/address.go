package hub

import (
	"errors"
	"net"
	"net/url"
	"strings"
)

var (
	errAddress  = errors.New("not an address: expected https://host or https://host/path")
	errInsecure = errors.New("http:// is taken only for this machine (localhost, 127.0.0.1, ::1); write https://")
	errSecret   = errors.New("an address must not hold a user name or a password")
	errElement  = errors.New("a name in the address is empty, a dot or two, or too long")
)

// hostAddress reads the address of a Hub or a registry, which may lie below a path.
func hostAddress(text, preset string) (*url.URL, error) {
	if text == "" {
		text = preset
	}
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Host == "" || u.Opaque != "" || u.RawQuery != "" || u.Fragment != "" {
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
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), strings.TrimRight(u.RawPath, "/")
	return u, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// below is the address of a resource. Every path element is escaped here and nowhere else; one that would climb is refused. An empty last
// element writes the trailing slash that some of the older routes want.
func below(base *url.URL, query url.Values, elements ...string) (*url.URL, error) {
	var plainPath, rawPath strings.Builder
	plainPath.WriteString(base.Path)
	rawPath.WriteString(base.EscapedPath())
	for i, element := range elements {
		last := i == len(elements)-1
		if element == "." || element == ".." || element == "" && !last || len(element) > maxName {
			return nil, errElement
		}
		plainPath.WriteString("/" + element)
		rawPath.WriteString("/" + url.PathEscape(element))
	}
	u := *base
	u.Path, u.RawPath, u.RawQuery = plainPath.String(), rawPath.String(), query.Encode()
	return &u, nil
}

// sameHost compares scheme, host and port, a default port spelt out or not.
func sameHost(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
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
