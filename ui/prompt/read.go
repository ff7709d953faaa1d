package prompt

import (
	"context"
	"errors"
	"strings"

	"tagboat/hub"
	"tagboat/hub/places"
	"tagboat/ui/repositories"
	"tagboat/ui/screen"
	"tagboat/ui/tags"
)

// destination is where a text leads: to a namespace's repositories or to a
// repository's tags.
type destination struct {
	namespace hub.Namespace
	reference hub.Reference
	asks      bool   // only the Hub knows whether it is a repository or a namespace
	says      string // what the Hub took a word for
}

// open opens the screen of a place, and says what the Hub took a word for.
func (to destination) open(env screen.Env) {
	if to.namespace != "" {
		env.Push(repositories.New(env, to.namespace))
	} else {
		env.Push(tags.New(env, to.reference))
	}
	if to.says != "" {
		env.Toast(to.says)
	}
}

// read tells where a text leads.
func read(text string) (destination, error) {
	p, err := hub.ReadPasted(text)
	switch {
	case err != nil:
		return destination{}, err
	case !p.Digest.IsZero():
		return destination{}, errAlone
	}
	return destination{namespace: p.Namespace, reference: p.Reference, asks: p.IsWord}, nil
}

// errAlone is a digest without the repository to look for it in.
const errAlone unreadable = "A digest alone does not tell its repository. Write name@sha256:…, as in nginx@sha256:…"

// unreadable is a text that leads nowhere, and what to write instead.
type unreadable string

func (u unreadable) Error() string { return string(u) }

// hint says what is opened when that is not quite what is typed.
func hint(text string) string {
	to, err := read(text)
	if err != nil {
		return ""
	}
	place := places.Of(to.reference)
	if to.namespace != "" {
		place = places.OfNamespace(to.namespace)
	}
	if where := place.String(); where != strings.TrimSpace(text) {
		return "opens " + where
	}
	return ""
}

func resolve(
	ctx context.Context, client *hub.Client, official hub.RepositoryName,
) (destination, error) {
	_, err := client.Repository(ctx, official)
	if err == nil {
		return destination{
			reference: hub.Reference{Repository: official},
			says:      official.Name + ", the official image",
		}, nil
	}
	if !errors.Is(err, hub.NotFound) {
		return destination{}, err
	}
	namespace := hub.Namespace(official.Name)
	page, listed := client.Repositories(namespace, hub.ByDefault).Page(ctx, 1)
	if listed == nil && len(page.Rows) > 0 {
		return destination{
			namespace: namespace,
			says:      "No official image is called " + official.Name + ": this is the namespace",
		}, nil
	}
	return destination{}, errors.Join(listed, errNothing(official.Name))
}

type errNothing string

func (e errNothing) Error() string {
	return "There is no official image and no namespace called " + string(e) +
		", or it is private. Names look like nginx, grafana/grafana or grafana/."
}
