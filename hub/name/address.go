package name

import (
	"cmp"
	"errors"
	"net/url"
	"slices"
	"strings"
)

// sites are the hosts of Docker Hub's pages and of its API.
var sites = []string{"hub.docker.com", "cloud.docker.com", "store.docker.com", "docker.com"}

// pages are the first elements of the paths that are read.
var pages = strings.Fields("_ r u orgs repository repositories layers v1 v2 hardened-images")

var (
	errPage     = errors.New("not a page of a repository: expected hub.docker.com/_/name or hub.docker.com/r/namespace/name")
	errDeepPage = errors.New(
		"not a page that is known: it may be about one tag, so paste namespace/name:tag instead",
	)
	errSearch = errors.New(
		"that is a search, not a repository: paste the address of what it found",
	)
	errTwoTags  = errors.New("the address names two tags")
	errPassword = errors.New("there is a password in the address, and it is not read")
	errBlob     = errors.New("that is the address of a layer, not of an image")
)

// address finds what is an address and not a reference: with a scheme of the web, or on a host that
// serves pages, or a path that only pages have.
func address(word string) (u *url.URL, ok bool, err error) {
	word = strings.ReplaceAll(word, "&amp;", "&")
	scheme, _, slashed := strings.Cut(word, "://")
	first, rest, below := strings.Cut(word, "/")
	page, _, _ := strings.Cut(rest, "/")
	switch {
	case slashed && (strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "http")):
	case slashed:
		return nil, false, nil
	case strings.HasPrefix(word, "//"):
		word = "https:" + word
	case first == "" && below && slices.Contains(pages, strings.ToLower(page)) && page != rest:
		word = "https://" + sites[0] + word
	case isSite(hostOf(first)), isAPI(hostOf(first), strings.ToLower(page)):
		word = "https://" + word
	default:
		return nil, false, nil
	}
	u, err = url.Parse(word)
	switch {
	case err != nil || u.Host == "":
		return nil, true, errPage
	case u.User != nil:
		return nil, true, errPassword
	}
	return u, true, nil
}

// hostOf is a host without its port, a dot at its end, and www.
func hostOf(host string) string {
	host, _, _ = strings.Cut(strings.ToLower(host), ":")
	return strings.TrimPrefix(strings.TrimSuffix(host, "."), "www.")
}

func isSite(host string) bool { return slices.Contains(sites, host) }

// readAddress reads the address of a page, of an answer of the Hub's API, or of the registry's.
func readAddress(u *url.URL) (Pasted, error) {
	host := hostOf(u.Host)
	elements, err := pathElements(u.EscapedPath())
	switch {
	case err != nil:
		return Pasted{}, errPage
	case isSite(host), len(elements) > 0 && isAPI(host, strings.ToLower(elements[0])):
		return readPath(elements, u)
	case slices.Contains(registries, host) && u.RawQuery != "":
		return Pasted{}, errDeepPage
	case slices.Contains(registries, host):
		return readName(registry + "/" + strings.TrimPrefix(u.Path, "/"))
	case host == hardenedRegistry:
		return Pasted{}, &HardenedError{Image: presentable(strings.Trim(u.Path, "/"), "")}
	}
	return Pasted{}, &ElsewhereError{
		Image:    presentable(strings.Trim(u.Path, "/"), "that address"),
		Registry: presentable(strings.ToLower(u.Host), "another host"),
	}
}

var presentableText = lazily(`^[A-Za-z0-9._:@/-]+$`)

func presentable(text, otherwise string) string {
	if len(text) <= 128 && presentableText().MatchString(text) {
		return text
	}
	return otherwise
}

// readPath reads the paths that hub.docker.com and the APIs use for one repository or one
// namespace.
func readPath(parts []string, u *url.URL) (Pasted, error) {
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return Pasted{}, errPage
	}
	at := func(i int) string {
		if i < len(parts) {
			return strings.ToLower(parts[i])
		}
		return ""
	}
	switch at(0) {
	case "_":
		return repositoryPage(string(Official), at(1), parts[min(2, len(parts)):], query)
	case "r":
		return ownedPage(parts[1:], query)
	case "repository":
		if at(1) == "docker" || at(1) == "registry-1.docker.io" {
			return ownedPage(parts[2:], query)
		}
	case "layers":
		return layersPage(parts[1:], query)
	case "u", "repositories":
		return ownedPage(parts[1:], query)
	case "orgs":
		if at(2) == "repositories" && len(parts) > 3 {
			return repositoryPage(parts[1], parts[3], parts[4:], query)
		}
		return namespacePage(at(1))
	case "v1", "v2":
		return apiPath(at(0), parts[1:], query)
	case "hardened-images":
		return Pasted{}, &HardenedError{Image: hardenedImage(parts)}
	case "search":
		return Pasted{}, errSearch
	}
	return Pasted{}, errPage
}

// hardenedImage is what stands after dhi in a path of the catalog.
func hardenedImage(parts []string) string {
	if i := slices.Index(parts, string(Hardened)); i >= 0 && i+1 < len(parts) {
		return presentable(parts[i+1], "")
	}
	return ""
}

func namespacePage(namespace string) (Pasted, error) {
	if namespace == "" {
		return Pasted{}, errPage
	}
	return asNamespace(namespace)
}

// ownedPage reads namespace/repository and what follows it.
func ownedPage(parts []string, query url.Values) (Pasted, error) {
	switch len(parts) {
	case 0:
		return Pasted{}, errPage
	case 1:
		return namespacePage(strings.ToLower(parts[0]))
	}
	namespace := parts[0]
	if namespace == "_" {
		namespace = string(Official)
	}
	return repositoryPage(namespace, parts[1], parts[2:], query)
}

// repositoryPage reads what follows a repository: a tab of its page, or tags and one of them. The
// page of the tags narrows them by a name, which is the tag that the address is about.
func repositoryPage(namespace, repository string, rest []string, query url.Values) (Pasted, error) {
	repository, tag, _ := strings.Cut(repository, ":")
	switch {
	case len(rest) > 0 && tag != "":
		return Pasted{}, errDeepPage
	case len(rest) > 1 && strings.EqualFold(rest[0], "tags"):
		if tag = rest[1]; len(rest) > 2 && !isImageElement(rest[2]) {
			return Pasted{}, errDeepPage
		}
	case len(rest) > 1:
		return Pasted{}, errDeepPage
	}
	for _, key := range []string{"name", "tag"} {
		for _, value := range query[key] {
			if value = strings.TrimSpace(value); value != "" && tag != "" && value != tag {
				return Pasted{}, errTwoTags
			}
			tag = cmp.Or(value, tag)
		}
	}
	return inParts(namespace, repository, tag)
}

// isImageElement reports whether what follows a tag is its images, or the digest of one.
func isImageElement(element string) bool {
	return strings.EqualFold(element, "images") ||
		strings.HasPrefix(strings.ToLower(element), "sha256")
}

// layersPage reads ns/repo/tag/…; for official images the page is addressed as
// repo/library/repo/tag (Hub API notes, "Platform details").
func layersPage(parts []string, query url.Values) (Pasted, error) {
	if len(parts) >= 4 && strings.EqualFold(parts[1], string(Official)) && parts[0] == parts[2] {
		parts = parts[1:]
	}
	if len(parts) < 3 || len(parts) > 3 && !isImageElement(parts[3]) {
		return Pasted{}, errPage
	}
	return repositoryPage(parts[0], parts[1], []string{"tags", parts[2]}, query)
}

// inParts makes a reference of parts, each of which must be just that.
func inParts(namespace, repository, tag string) (Pasted, error) {
	want := Reference{
		Repository: Repository{Namespace(strings.ToLower(namespace)), strings.ToLower(repository)},
		Tag:        tag,
	}
	r, err := ParseReference(registry + "/" + want.Repository.String() + want.suffix())
	if hardened, ok := errors.AsType[*HardenedError](err); ok {
		return Pasted{}, hardened
	}
	if err != nil || r != want {
		return Pasted{}, errPage
	}
	return Pasted{Reference: r}, nil
}

func pathElements(path string) ([]string, error) {
	var parts []string
	for element := range strings.SplitSeq(path, "/") {
		plain, err := url.PathUnescape(element)
		if err != nil {
			return nil, err
		}
		if plain = strings.TrimSpace(plain); plain != "" {
			parts = append(parts, plain)
		}
	}
	return parts, nil
}
