package name

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/distribution/reference"
)

const maxReference = 1024

// registries are the names under which people write Docker Hub's registry. The reference library
// knows the first two.
var registries = []string{
	registry, "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com",
}

var (
	errReference = errors.New(
		"not an image reference: write nginx, nginx:1.27, namespace/name:tag or name@sha256:…",
	)
	errNamespace = errors.New(
		"not the name of a namespace: write the user or the organization alone, as in grafana",
	)
	errLongPath    = errors.New("a repository on Docker Hub is namespace/name, with one slash")
	errOtherDigest = errors.New("only sha256 digests are understood")
)

// ElsewhereError is a reference to an image that is not on Docker Hub.
type ElsewhereError struct{ Image, Registry string }

func (e *ElsewhereError) Error() string {
	return fmt.Sprintf("%s is on %s; tagboat reads Docker Hub", e.Image, e.Registry)
}

// HardenedError is what names a Docker Hardened Image. Image is empty when it names all of them.
type HardenedError struct{ Image string }

func (e *HardenedError) Error() string {
	if e.Image == "" {
		return "Docker Hardened Images are on dhi.io, as dhi.io/node:22; tagboat reads Docker Hub"
	}
	return fmt.Sprintf("%s is a Docker Hardened Image: it is pulled as %s/%s, after docker login %s; tagboat reads Docker Hub",
		e.Image, hardenedRegistry, e.Image, hardenedRegistry)
}

// Reference names a repository and, optionally, a tag, a digest or both.
type Reference struct {
	Repository Repository
	Tag        string
	Digest     Digest
}

// ParseReference reads what docker reads as a reference, with any of the names of Docker Hub's
// registry in front. No tag is added. A reference to another registry is an [*ElsewhereError], one
// to a Docker Hardened Image a [*HardenedError]. For all else that people paste see [Read].
func ParseReference(s string) (Reference, error) {
	if s == "" || len(s) > maxReference {
		return Reference{}, errReference
	}
	named, err := reference.ParseNormalizedNamed(onDockerIO(s))
	if err != nil {
		return Reference{}, errReference
	}
	domain, path := reference.Domain(named), reference.Path(named)
	switch {
	case domain == hardenedRegistry:
		return Reference{}, &HardenedError{Image: path}
	case domain != registry:
		return Reference{}, &ElsewhereError{Image: path, Registry: domain}
	}
	return fromNamed(named)
}

// onDockerIO rewrites the registry's other names, which the library takes for other registries.
func onDockerIO(s string) string {
	first, rest, found := strings.Cut(s, "/")
	isFirst := func(r string) bool { return strings.EqualFold(first, r) }
	if found && slices.ContainsFunc(registries, isFirst) {
		return registry + "/" + rest
	}
	return s
}

func fromNamed(named reference.Named) (Reference, error) {
	namespace, repository, found := strings.Cut(reference.Path(named), "/")
	switch {
	case !found || strings.Contains(repository, "/"):
		return Reference{}, errLongPath
	case Namespace(namespace) == Hardened:
		return Reference{}, &HardenedError{Image: repository}
	}
	r := Reference{Repository: Repository{Namespace(namespace), repository}}
	if tagged, ok := named.(reference.Tagged); ok {
		r.Tag = tagged.Tag()
	}
	if digested, ok := named.(reference.Digested); ok {
		d, err := ParseDigest(digested.Digest().String())
		if err != nil {
			return Reference{}, errOtherDigest
		}
		r.Digest = d
	}
	return r, nil
}

// IsSound reports whether docker reads the reference as what it is meant to be. The names of things
// that the Hub lists are foreign text; what is not sound must not be copied, or written where
// commands are read.
func (r Reference) IsSound() bool {
	again, err := ParseReference(r.Canonical())
	return err == nil && again == r
}

// Familiar is the reference as docker shows it: nginx:1.27, nginx@sha256:…, nginx:1.27@sha256:….
func (r Reference) Familiar() string { return r.Repository.Familiar() + r.suffix() }

// Canonical spells the registry and the namespace out: docker.io/library/nginx:1.27.
func (r Reference) Canonical() string { return r.Repository.canonical() + r.suffix() }

func (r Reference) String() string { return r.Familiar() }

func (r Reference) suffix() string {
	s := ""
	if r.Tag != "" {
		s = ":" + r.Tag
	}
	if !r.Digest.IsZero() {
		s += "@" + r.Digest.String()
	}
	return s
}
