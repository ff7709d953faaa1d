package places

import (
	"strings"

	"tagboat/hub"
)

// Place is somewhere a person can go: a namespace, or a repository with perhaps
// a tag or a digest. The zero value is nowhere.
type Place struct {
	Namespace hub.Namespace // a namespace; empty for the rest
	Reference hub.Reference
}

// OfNamespace is the place that lists a namespace's repositories.
func OfNamespace(n hub.Namespace) Place { return Place{Namespace: n} }

// Of is the place of a repository, a tag or a digest.
func Of(r hub.Reference) Place { return Place{Reference: r} }

// OfRepository is the place that lists a repository's tags.
func OfRepository(r hub.RepositoryName) Place { return Of(hub.Reference{Repository: r}) }

// IsZero reports that it is nowhere.
func (p Place) IsZero() bool { return p == Place{} }

// String is the place as it is written and read: "acme/" for a namespace,
// "nginx", "acme/api:2.4", "nginx@sha256:…".
func (p Place) String() string {
	switch {
	case p.Namespace != "":
		return string(p.Namespace) + "/"
	case p.IsZero():
		return ""
	}
	return p.Reference.Familiar()
}

// Copied is the place as it is copied: without the slash of a namespace.
func (p Place) Copied() string { return strings.TrimSuffix(p.String(), "/") }

// Kind is what a place is.
type Kind uint8

// The kinds of place.
const (
	Nowhere Kind = iota
	Namespace
	Repository
	Tag // or a digest
)

// Kind tells what the place is.
func (p Place) Kind() Kind {
	switch {
	case p.IsZero():
		return Nowhere
	case p.Namespace != "":
		return Namespace
	case p.Reference.Tag == "" && p.Reference.Digest.IsZero():
		return Repository
	}
	return Tag
}

func (k Kind) String() string { return [...]string{"", "namespace", "repository", "tag"}[k] }

// Parse reads what String writes. Names with characters that no reference has
// are refused.
func Parse(s string) (Place, bool) {
	if namespace, ok := strings.CutSuffix(s, "/"); ok {
		p := OfNamespace(hub.Namespace(namespace))
		return p, p.sound()
	}
	var r hub.Reference
	s, digest, pinned := strings.Cut(s, "@")
	if pinned {
		var err error
		if r.Digest, err = hub.ParseDigest(digest); err != nil {
			return Place{}, false
		}
	}
	name, tag, tagged := strings.Cut(s, ":")
	if tagged && tag == "" {
		return Place{}, false
	}
	r.Tag = tag
	if namespace, rest, ok := strings.Cut(name, "/"); ok {
		r.Repository = hub.RepositoryName{Namespace: hub.Namespace(namespace), Name: rest}
	} else {
		r.Repository = hub.RepositoryName{Namespace: official, Name: name}
	}
	p := Of(r)
	return p, p.sound()
}

const (
	official = "library"
	longest  = 255 // characters of a namespace, a repository or a tag
)

// sound tells that the place can be written and read again.
func (p Place) sound() bool {
	if p.Namespace != "" {
		return p.Reference == hub.Reference{} && plain(string(p.Namespace), "")
	}
	r := p.Reference
	return plain(string(r.Repository.Namespace), "") && plain(r.Repository.Name, "/") && !strings.HasSuffix(r.Repository.Name, "/") &&
		(r.Tag == "" || plain(r.Tag, ""))
}

func plain(s, also string) bool {
	if s == "" || len(s) > longest {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '.', c == '-', c == '_':
		case also != "" && c == also[0]:
		default:
			return false
		}
	}
	return true
}
