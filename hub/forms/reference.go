package forms

import (
	"net/url"
	"strings"

	"github.com/distribution/reference"

	"tagboat/hub"
)

// canonical spells everything out; "" when it is no reference.
func canonical(r hub.Reference) string {
	if text := r.Canonical(); (r.Tag != "" || !r.Digest.IsZero()) && reads(text, r) {
		return text
	}
	return ""
}

// familiar is as short as docker writes it. Some names cannot be short: localhost/x would be on a
// registry of that name.
func familiar(r hub.Reference) string {
	text := canonical(r)
	if short := r.Familiar(); text != "" && reads(short, r) {
		return short
	}
	return text
}

func pinned(r hub.Reference, d hub.Digest) string {
	if d.IsZero() || r.Tag == "" {
		return ""
	}
	r.Digest = d
	return familiar(r)
}

// reads reports whether docker's own parser reads a text as this reference.
func reads(text string, r hub.Reference) bool {
	named, err := reference.ParseNormalizedNamed(text)
	whole := hub.Reference{Repository: r.Repository}.Canonical()
	deep := strings.Contains(string(r.Repository.Namespace)+r.Repository.Name, "/") ||
		r.Repository.Namespace == ""
	if err != nil || named.Name() != whole || deep {
		return false
	}
	tag, digest := "", ""
	if tagged, ok := named.(reference.Tagged); ok {
		tag = tagged.Tag()
	}
	if digested, ok := named.(reference.Digested); ok {
		digest = digested.Digest().String()
	}
	return tag == r.Tag && digest == r.Digest.String()
}

// Reference is a reference as docker writes it, or the name of a repository where there is neither
// tag nor digest; "" for what is foreign text and names nothing.
func Reference(r hub.Reference) string {
	if r.Tag != "" || !r.Digest.IsZero() {
		return familiar(r)
	}
	if !isRepository(r.Repository) {
		return ""
	}
	if short := r.Familiar(); reads(short, r) {
		return short
	}
	return r.Canonical()
}

// IsReference reports whether docker reads a text as a reference: it holds nothing then that means
// something to a shell.
func IsReference(text string) bool {
	_, err := reference.ParseNormalizedNamed(text)
	return err == nil
}

// Namespace is a namespace's name; "" for what is foreign text and names nothing.
func Namespace(n hub.Namespace) string {
	if !isRepository(hub.RepositoryName{Namespace: n, Name: "x"}) {
		return ""
	}
	return string(n)
}

// isRepository is false for what no reference could name.
func isRepository(r hub.RepositoryName) bool {
	named := hub.Reference{Repository: r}
	return reads(named.Canonical(), named)
}

// RepositoryURL is the repository's page on hub.docker.com; "" for a name that no repository can
// have, and for a Docker Hardened Image, which is not there.
func RepositoryURL(r hub.RepositoryName) string {
	if !isRepository(r) || r.IsHardened() {
		return ""
	}
	return r.WebURL()
}

// TagsURL is the page with the repository's tags (Hub API notes, "Image reference syntax"). Tags
// have no page of their own: see [LayersURL].
func TagsURL(r hub.RepositoryName) string {
	if page := RepositoryURL(r); page != "" {
		return page + "/tags"
	}
	return ""
}

// LayersURL is the page with the layers of one platform of a tag (Hub API notes, "Platform details
// and layers of one tag"); "" when the platform's digest is unknown.
func LayersURL(r hub.RepositoryName, tag string, manifest hub.Digest) string {
	if manifest.IsZero() || tag == "" || r.IsHardened() ||
		canonical(hub.Reference{Repository: r, Tag: tag}) == "" {
		return ""
	}
	path := []string{
		string(r.Namespace), r.Name, tag, "images", strings.ReplaceAll(manifest.String(), ":", "-"),
	}
	if r.Namespace == "library" {
		path = append([]string{r.Name}, path...)
	}
	for i := range path {
		path[i] = url.PathEscape(path[i])
	}
	return "https://hub.docker.com/layers/" + strings.Join(path, "/")
}
