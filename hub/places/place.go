package places

import (
	"cmp"
	"strings"

	"tagboat/hub"
	"tagboat/hub/name"
)

// Place is somewhere a person can go: home, a namespace, or a repository with perhaps a tag or a
// digest. The zero value is nowhere.
type Place struct {
	Namespace hub.Namespace // a namespace; empty for the rest
	Reference hub.Reference
	home      bool
}

// Home is where a person begins. It is a step of the way there and back, and never saved.
func Home() Place { return Place{home: true} }

// OfNamespace is the place that lists a namespace's repositories.
func OfNamespace(n hub.Namespace) Place { return Place{Namespace: n} }

// Of is the place of a repository, a tag or a digest.
func Of(r hub.Reference) Place { return Place{Reference: r} }

// OfRepository is the place that lists a repository's tags.
func OfRepository(r hub.RepositoryName) Place { return Of(hub.Reference{Repository: r}) }

// IsZero reports whether it is nowhere.
func (p Place) IsZero() bool { return p == Place{} }

// IsIn reports whether a list of the other place has this one among its rows: a repository in its
// namespace, a tag in its repository.
func (p Place) IsIn(other Place) bool {
	switch p.Kind() {
	case Repository:
		return other == OfNamespace(p.Reference.Repository.Namespace)
	case Tag:
		return other == OfRepository(p.Reference.Repository)
	default:
		return false
	}
}

// String is the place as it is written and read: "acme/" for a namespace,
// "nginx", "acme/api:2.4", "nginx@sha256:…".
func (p Place) String() string {
	switch {
	case p.Namespace != "":
		return string(p.Namespace) + "/"
	case p.IsZero(), p.home:
		return ""
	}
	return p.Reference.Familiar()
}

// Crumbs are the names on the way down to the place; none for home.
func (p Place) Crumbs() []string {
	switch r := p.Reference; p.Kind() {
	case Namespace:
		return []string{string(p.Namespace)}
	case Repository:
		return []string{string(r.Repository.Namespace), r.Repository.Name}
	case Tag:
		return []string{
			string(r.Repository.Namespace), r.Repository.Name,
			cmp.Or(r.Tag, r.Digest.Short()),
		}
	default:
		return nil
	}
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
	AtHome
)

// Kind is what the place is.
func (p Place) Kind() Kind {
	switch {
	case p.IsZero():
		return Nowhere
	case p.home:
		return AtHome
	case p.Namespace != "":
		return Namespace
	case p.Reference.Tag == "" && p.Reference.Digest.IsZero():
		return Repository
	}
	return Tag
}

func (k Kind) String() string { return [...]string{"", "namespace", "repository", "tag", "home"}[k] }

// Parse reads what String writes. Names that no reference can have are refused.
func Parse(s string) (Place, bool) {
	if namespace, ok := strings.CutSuffix(s, "/"); ok {
		n, err := name.ParseNamespace(namespace)
		return OfNamespace(n), err == nil
	}
	r, err := name.ParseReference(s)
	return Of(r), err == nil
}

// isSound reports whether the place can be written and read again.
func (p Place) isSound() bool {
	if p.home {
		return false
	}
	if p.Namespace == "" {
		return p.Reference.IsSound()
	}
	n, err := name.ParseNamespace(string(p.Namespace))
	return err == nil && n == p.Namespace && p.Reference == hub.Reference{}
}
