package prompt

import (
	"context"
	"errors"
	"strings"

	"tagboat/hub"
)

// destination is where a text leads: to a namespace's repositories or to a
// repository's tags.
type destination struct {
	namespace hub.Namespace
	reference hub.Reference
	asks      bool // only the Hub knows whether it is a repository or a namespace
}

// unreadable is a text that leads nowhere, and what to write instead.
type unreadable string

func (u unreadable) Error() string { return string(u) }

const (
	errEmpty unreadable = "Type a name: nginx, grafana/grafana, or grafana/ for all repositories of a namespace."
	errSlash unreadable = "Before the slash stands a namespace, as in grafana/ or grafana/grafana."
	errAlone unreadable = "A digest alone does not tell its repository. Write name@sha256:…, as in nginx@sha256:…"
)

// read tells where a text leads. Commands that pull are read as what they pull.
func read(text string) (destination, error) {
	where := tidied(text)
	switch {
	case where == "":
		return destination{}, errEmpty
	case strings.Trim(where, "/") == "" || strings.HasPrefix(where, "/"):
		return destination{}, errSlash
	case strings.HasPrefix(where, "sha256:"):
		return destination{}, errAlone
	}
	if namespace, ok := strings.CutSuffix(where, "/"); ok && !strings.Contains(namespace, "/") {
		return destination{namespace: hub.Namespace(namespace)}, nil
	}
	reference, err := hub.ParseReference(where)
	if err != nil {
		return destination{}, err
	}
	return destination{reference: reference, asks: !strings.ContainsAny(where, "/:@")}, nil
}

// tidied is a text without the command around a reference, and with the name in
// the small letters that all names on the Hub have. The tag stays as it is.
func tidied(text string) string {
	words := strings.Fields(text)
	if len(words) > 2 && (words[0] == "docker" || words[0] == "podman" || words[0] == "nerdctl") && words[1] == "pull" {
		words = words[2:]
		for len(words) > 1 && strings.HasPrefix(words[0], "-") {
			if !strings.Contains(words[0], "=") && words[0] == "--platform" {
				words = words[1:]
			}
			words = words[1:]
		}
	}
	where := strings.Join(words, " ")
	if strings.Contains(where, "://") || strings.HasPrefix(where, "hub.docker.com/") {
		return where // the address of a page, where a tag may stand anywhere
	}
	name := len(where)
	if at := strings.IndexByte(where, '@'); at >= 0 {
		name = at
	}
	if colon := strings.LastIndexByte(where[:name], ':'); colon > strings.LastIndexByte(where[:name], '/') {
		name = colon
	}
	return strings.ToLower(where[:name]) + where[name:]
}

// hint says what is opened when that is not quite what is typed.
func hint(text string) string {
	if where := tidied(text); strings.TrimSpace(text) != where {
		return "opens " + where
	}
	return ""
}

func resolve(ctx context.Context, client *hub.Client, official hub.RepositoryName) (destination, error) {
	_, err := client.Repository(ctx, official)
	if err == nil {
		return destination{reference: hub.Reference{Repository: official}}, nil
	}
	if !errors.Is(err, hub.NotFound) {
		return destination{}, err
	}
	namespace := hub.Namespace(official.Name)
	page, listed := client.Repositories(namespace, hub.ByDefault).Page(ctx, 1)
	if listed == nil && len(page.Rows) > 0 {
		return destination{namespace: namespace}, nil
	}
	return destination{}, errors.Join(listed, errNothing(official.Name))
}

type errNothing string

func (e errNothing) Error() string {
	return "There is no official image and no namespace called " + string(e) +
		", or it is private. Names look like nginx, grafana/grafana or grafana/."
}
