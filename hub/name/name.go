package name

import (
	"errors"
	"net/url"
	"strings"
)

const (
	// Official is the namespace of the official images.
	Official Namespace = "library"
	// Hardened is the namespace in which the Hub lists Docker Hardened Images. They are pulled from
	// dhi.io, never from Docker Hub (Hub API notes, "Facts added in November 2026").
	Hardened Namespace = "dhi"
	// Longest is the most characters that a namespace, or a repository's path, can have
	// (distribution/reference).
	Longest = 255
)

const (
	registry         = "docker.io"
	hardenedRegistry = "dhi.io"
)

var errNamesMore = errors.New(
	"a repository is named nginx, or namespace/name, without a tag or a digest",
)

// Namespace is the user or organization that owns repositories: a Docker ID in lower case.
type Namespace string

// Repository is a repository's full name on Docker Hub: always a namespace and a name.
type Repository struct {
	Namespace Namespace
	Name      string
}

// ParseRepository reads a repository's name as docker does: nginx, acme/api, docker.io/acme/api. A
// tag or a digest is an error.
func ParseRepository(s string) (Repository, error) {
	r, err := ParseReference(s)
	if err != nil {
		return Repository{}, err
	}
	if r.Tag != "" || !r.Digest.IsZero() {
		return Repository{}, errNamesMore
	}
	return r.Repository, nil
}

// ParseNamespace reads a namespace's name. That of the Docker Hardened Images is a
// [*HardenedError].
func ParseNamespace(s string) (Namespace, error) {
	if Namespace(s) == Hardened {
		return "", &HardenedError{}
	}
	r, err := ParseRepository(registry + "/" + s + "/x")
	if err != nil || isDomain(s) {
		return "", errNamespace
	}
	return r.Namespace, nil
}

// String is namespace/name, with "library" spelt out.
func (r Repository) String() string { return string(r.Namespace) + "/" + r.Name }

// Familiar is the name as docker takes it, as short as it can be: official images without
// "library", others without the registry.
func (r Repository) Familiar() string {
	switch {
	case r.Namespace == Hardened:
		return hardenedRegistry + "/" + r.Name
	case r.Namespace == Official && !isMistakable(r.Name) && !strings.Contains(r.Name, "/"):
		return r.Name
	case isDomain(string(r.Namespace)):
		return r.canonical()
	}
	return r.String()
}

// IsHardened reports whether it is a Docker Hardened Image, which is not pulled from Docker Hub.
func (r Repository) IsHardened() bool { return r.Namespace == Hardened }

// WebURL is the repository's page on hub.docker.com.
func (r Repository) WebURL() string {
	if r.Namespace == Official {
		return "https://hub.docker.com/_/" + url.PathEscape(r.Name)
	}
	return "https://hub.docker.com/r/" + url.PathEscape(string(r.Namespace)) + "/" + url.PathEscape(r.Name)
}

func (r Repository) canonical() string {
	if r.Namespace == Hardened {
		return hardenedRegistry + "/" + r.Name
	}
	return registry + "/" + r.String()
}

// isDomain reports whether docker takes what stands before the first slash for a registry.
func isDomain(first string) bool {
	return first == "localhost" || strings.ContainsAny(first, ".:") ||
		strings.ToLower(first) != first
}

// isMistakable reports whether a short name would be taken for something else: alone by docker for
// an image's identifier, or with a tag by [Read] for a digest.
func isMistakable(word string) bool {
	_, isIdentifier, _ := readDigest(word)
	_, isDigest, _ := readDigest(word + ":0")
	return isIdentifier || isDigest
}
