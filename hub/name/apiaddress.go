package name

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
)

// isAPI reports whether a path on the registry's host is one of an API or of a page, which were
// there too: no reference to an image.
func isAPI(host, page string) bool {
	return host != registry && slices.Contains(registries, host) && slices.Contains(pages, page)
}

// apiPath reads the paths of the Hub's API and of the registry's, below the version. The first
// version wrote official images without their namespace.
func apiPath(version string, parts []string, query url.Values) (Pasted, error) {
	at := func(i int) string {
		if i < len(parts) {
			return strings.ToLower(parts[i])
		}
		return ""
	}
	switch {
	case at(0) == "repositories" && at(2) == "images" && len(parts) == 3 && version == "v1":
		return repositoryPage(string(Official), parts[1], nil, query)
	case at(0) == "repositories" && at(2) == "tags" && version == "v1":
		return repositoryPage(string(Official), parts[1], parts[2:], query)
	case at(0) == "repositories" && at(2) == "tags":
		return Pasted{}, errDeepPage
	case at(0) == "repositories":
		return ownedPage(parts[1:], query)
	case at(0) == "namespaces" && len(parts) <= 3, at(0) == "orgs", at(0) == "users":
		return namespacePage(at(1))
	case at(0) == "namespaces" && at(2) == "repositories":
		return repositoryPage(parts[1], parts[3], parts[4:], query)
	case at(0) == "search":
		return Pasted{}, errSearch
	}
	return registryPath(parts)
}

// registryPath reads name/tags/list and name/manifests/reference, of the OCI distribution
// specification.
func registryPath(parts []string) (Pasted, error) {
	n := len(parts)
	if n < 3 {
		return Pasted{}, errPage
	}
	name, last := registry+"/"+strings.ToLower(strings.Join(parts[:n-2], "/")), parts[n-1]
	switch parts[n-2] {
	case "tags":
		if last == "list" {
			return readName(name)
		}
	case "manifests":
		if d, ok, err := readDigest(last); ok {
			p, unread := readName(name)
			p.Reference.Digest = d
			return p, cmp.Or(unread, err)
		}
		r, err := ParseReference(name + ":" + last)
		return Pasted{Reference: r}, err
	case "blobs":
		return Pasted{}, errBlob
	}
	return Pasted{}, errPage
}
