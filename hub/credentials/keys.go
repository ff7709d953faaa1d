package credentials

import (
	"net/url"
	"slices"
	"strings"

	"tagboat/hub"
)

// keys are the names under which Docker may store what is meant for one server, the best first. For
// Docker's Hub these are its registry and index; for another Hub its own host alone: what was kept
// for one server is never offered to another.
type keys struct {
	own   string   // what "docker login" uses
	hosts []string // spellings of the same server
}

// hubKey is the name under which "docker login" stores what it got for Docker's Hub.
const hubKey = "https://index.docker.io/v1/"

// hubHosts are Docker's own names for the Hub's registry and index, which people log in to.
var hubHosts = []string{
	"index.docker.io", "docker.io", "registry-1.docker.io", "registry.hub.docker.com",
	"hub.docker.com",
}

// dockerKeys are those for a Hub's address.
func dockerKeys(address string) keys {
	if hub.IsDocker(address) {
		return keys{hubKey, hubHosts}
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return keys{}
	}
	return keys{u.Host, []string{server(u.Scheme + "://" + u.Host)}}
}

// namesIn are the keys of a map that are meant, the best first. Docker stores other things below
// the Hub's key, such as ".../v1/access-token"; they are not.
func namesIn[T any](k keys, named map[string]T) []string {
	var found []string
	for name := range named {
		if name == k.own || slices.Contains(k.hosts, server(name)) {
			found = append(found, name)
		}
	}
	rank := func(name string) int {
		if name == k.own {
			return -1
		}
		return slices.Index(k.hosts, server(name))
	}
	slices.SortFunc(found, func(x, y string) int {
		if by := rank(x) - rank(y); by != 0 {
			return by
		}
		return strings.Compare(x, y)
	})
	return found
}

// helperFor is the credential helper for a server; "" when there is none.
func (c config) helperFor(k keys) string {
	for _, name := range namesIn(k, c.CredHelpers) {
		if helper := c.CredHelpers[name]; helper != "" {
			return helper
		}
	}
	return c.CredsStore
}

// server brings the spellings of one server together: the host in small letters, with its port
// unless that is the usual one. A path that names no version of a registry's API stays.
func server(name string) string {
	scheme, after, found := strings.Cut(strings.TrimSpace(name), "://")
	if !found {
		scheme, after = "https", name
	}
	host, path, _ := strings.Cut(after, "/")
	host = strings.ToLower(host)
	switch strings.ToLower(scheme) {
	case "https":
		host = strings.TrimSuffix(host, ":443")
	case "http":
		host = strings.TrimSuffix(host, ":80")
	}
	switch strings.ToLower(strings.Trim(path, "/")) {
	case "", "v1", "v2":
		return host
	}
	return host + "/" + path
}
