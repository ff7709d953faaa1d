package jump

import (
	"tagboat/hub"
	"tagboat/hub/places"
)

// saying is what a text says as it stands.
type saying struct {
	place   places.Place
	digest  hub.Digest // alone, without its repository
	certain bool       // it cannot be words to look for
	err     error      // why what is certain leads nowhere
}

// pinned is the digest that a text names, alone or of a repository.
func (s saying) pinned() hub.Digest {
	if s.digest.IsZero() && s.certain && s.err == nil {
		return s.place.Reference.Digest
	}
	return s.digest
}

// read tells what a text names, if it names something.
func read(typed string) saying {
	p, err := hub.ReadPasted(typed)
	said := saying{certain: p.Certain, err: err, digest: p.Digest}
	switch {
	case err != nil || !p.Digest.IsZero():
	case p.Namespace != "":
		said.place = places.OfNamespace(p.Namespace)
	default:
		said.place = places.Of(p.Reference)
	}
	return said
}
