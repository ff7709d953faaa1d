package hub

import (
	"errors"
	"net/url"
	"strings"
)

// official is the namespace of the official images.
const official Namespace = "library"

// longest name the Hub takes for a repository or a namespace is 255 characters (distribution/reference).
const maxName = 255

var errRepositoryName = errors.New("a repository is named nginx, or namespace/name, in lower-case letters, digits and . _ -")

// Namespace is the user or organization that owns repositories: a Docker ID in lower case. "library" holds the official images.
type Namespace string

// RepositoryName is a repository's full name on Docker Hub: always a namespace and a name.
type RepositoryName struct {
	Namespace Namespace
	Name      string
}

// ParseRepositoryName reads nginx, library/nginx, docker.io/bitnami/redis or a page of hub.docker.com; a tag or digest is an error.
func ParseRepositoryName(s string) (RepositoryName, error) {
	ref, err := ParseReference(s)
	if err != nil {
		return RepositoryName{}, err
	}
	if ref.Tag != "" || !ref.Digest.IsZero() {
		return RepositoryName{}, errRepositoryName
	}
	return ref.Repository, nil
}

// String is namespace/name, with "library" spelt out.
func (r RepositoryName) String() string { return string(r.Namespace) + "/" + r.Name }

// Familiar is the name as docker shows it: official images without "library".
func (r RepositoryName) Familiar() string {
	if r.Namespace == official && !strings.Contains(r.Name, "/") {
		return r.Name
	}
	return r.String()
}

// WebURL is the repository's page on hub.docker.com.
func (r RepositoryName) WebURL() string {
	if r.Namespace == official {
		return "https://hub.docker.com/_/" + url.PathEscape(r.Name)
	}
	return "https://hub.docker.com/r/" + url.PathEscape(string(r.Namespace)) + "/" + url.PathEscape(r.Name)
}
