package jump

import (
	"slices"
	"strings"

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

// fronts are what only references and addresses begin with.
var fronts = []string{
	"https://", "http://", "hub.docker.com/", "docker.io/", "index.docker.io/", "registry-1.docker.io/", "registry.hub.docker.com/",
}

// read tells whether a text is a reference, an address, a digest, or a command
// that pulls one.
func read(typed string) saying {
	words := strings.Fields(typed)
	pulls := len(words) > 2 && slices.Contains([]string{"docker", "podman", "nerdctl"}, words[0]) && words[1] == "pull"
	if pulls {
		words = words[len(words)-1:]
	}
	if len(words) != 1 {
		return saying{}
	}
	where := words[0]
	if d, err := hub.ParseDigest(where); err == nil {
		return saying{digest: d, certain: true}
	}
	certain := pulls || strings.Contains(where, "@sha256:") || slices.ContainsFunc(fronts, func(front string) bool {
		return len(where) > len(front) && strings.EqualFold(where[:len(front)], front)
	})
	if name, ok := strings.CutSuffix(where, "/"); ok && !strings.Contains(name, "/") {
		p, _ := places.Parse(strings.ToLower(where))
		return saying{place: p}
	}
	reference, err := hub.ParseReference(lowered(where))
	if err != nil {
		return saying{certain: certain, err: err}
	}
	return saying{place: places.Of(reference), certain: certain}
}

// lowered makes the name's letters small, as all names on the Hub are; tags and
// addresses stay as they are.
func lowered(where string) string {
	if strings.Contains(where, "://") || strings.HasPrefix(strings.ToLower(where), "hub.docker.com/") {
		return where
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
