package hub

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/distribution/reference"
)

const maxReference = 1024

// domains are the names under which people write Docker Hub's registry. The reference library knows only the second.
var domains = []string{"docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"}

var (
	errReference   = errors.New("not an image reference: write nginx, nginx:1.27, namespace/name:tag or name@sha256:…")
	errPage        = errors.New("not a page of a repository: expected hub.docker.com/_/name or hub.docker.com/r/namespace/name")
	errLongPath    = errors.New("a repository on Docker Hub is namespace/name, with one slash")
	errOtherDigest = errors.New("only sha256 digests are understood")
)

// Reference names a repository and, optionally, a tag, a digest or both.
type Reference struct {
	Repository RepositoryName
	Tag        string
	Digest     Digest
}

// ParseReference reads what people paste: docker's references, with any of the names of Docker Hub's registry in front, and addresses of
// pages of hub.docker.com. No tag is added. A reference to another registry is an error that says so.
func ParseReference(s string) (Reference, error) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxReference {
		return Reference{}, errReference
	}
	if page, ok := pageAddress(s); ok {
		return parsePage(page)
	}
	named, err := reference.ParseNormalizedNamed(toDockerIO(s))
	if err != nil {
		return Reference{}, errReference
	}
	if domain := reference.Domain(named); domain != "docker.io" {
		return Reference{}, fmt.Errorf("%s is another registry: tagboat shows Docker Hub only", domain)
	}
	return fromNamed(named)
}

// toDockerIO rewrites the registry's other names, which the library takes for other registries.
func toDockerIO(s string) string {
	for _, scheme := range []string{"https://", "http://"} {
		s = strings.TrimPrefix(s, scheme)
	}
	first, rest, found := strings.Cut(s, "/")
	if !found {
		return s
	}
	for _, domain := range domains {
		if strings.EqualFold(first, domain) {
			return "docker.io/" + rest
		}
	}
	return s
}

func fromNamed(named reference.Named) (Reference, error) {
	namespace, name, found := strings.Cut(reference.Path(named), "/")
	if !found || strings.Contains(name, "/") {
		return Reference{}, errLongPath
	}
	r := Reference{Repository: RepositoryName{Namespace(namespace), name}}
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

// pageAddress is the path below hub.docker.com, when s is an address there.
func pageAddress(s string) (string, bool) {
	rest := s
	for _, scheme := range []string{"https://", "http://"} {
		rest = strings.TrimPrefix(rest, scheme)
	}
	host, path, _ := strings.Cut(rest, "/")
	if !strings.EqualFold(host, "hub.docker.com") && !strings.EqualFold(host, "www.docker.com") {
		return "", false
	}
	path, _, _ = strings.Cut(path, "#")
	path, _, _ = strings.Cut(path, "?")
	return path, true
}

// parsePage reads the paths that hub.docker.com uses for one repository: _/nginx, r/ns/repo, r/ns/repo/tags, repository/docker/ns/repo,
// layers/ns/repo/tag/images/sha256-….
func parsePage(path string) (Reference, error) {
	parts, err := pathElements(path)
	if err != nil {
		return Reference{}, errPage
	}
	switch {
	case len(parts) >= 2 && parts[0] == "_":
		return repositoryOfPage(string(official), parts[1], "")
	case len(parts) >= 3 && parts[0] == "r":
		return repositoryOfPage(parts[1], parts[2], "")
	case len(parts) >= 4 && parts[0] == "repository" && parts[1] == "docker":
		return repositoryOfPage(parts[2], parts[3], "")
	case len(parts) >= 4 && parts[0] == "layers":
		return layersPage(parts[1:])
	}
	return Reference{}, errPage
}

// layersPage reads ns/repo/tag/…; for official images the page is addressed as repo/library/repo/tag (Hub API notes, "Platform details").
func layersPage(parts []string) (Reference, error) {
	if len(parts) >= 4 && parts[1] == string(official) && parts[0] == parts[2] {
		parts = parts[1:]
	}
	if len(parts) < 3 {
		return Reference{}, errPage
	}
	return repositoryOfPage(parts[0], parts[1], parts[2])
}

func repositoryOfPage(namespace, name, tag string) (Reference, error) {
	text := "docker.io/" + namespace + "/" + name
	if tag != "" {
		text += ":" + tag
	}
	named, err := reference.ParseNormalizedNamed(text)
	if err != nil {
		return Reference{}, errPage
	}
	return fromNamed(named)
}

func pathElements(path string) ([]string, error) {
	var parts []string
	for element := range strings.SplitSeq(strings.Trim(path, "/"), "/") {
		plain, err := url.PathUnescape(element)
		if err != nil {
			return nil, err
		}
		parts = append(parts, plain)
	}
	return parts, nil
}

// Familiar is the reference as docker shows it: nginx:1.27, nginx@sha256:…, nginx:1.27@sha256:….
func (r Reference) Familiar() string { return r.Repository.Familiar() + r.suffix() }

// Canonical spells the registry and the namespace out: docker.io/library/nginx:1.27.
func (r Reference) Canonical() string { return "docker.io/" + r.Repository.String() + r.suffix() }

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
