package name

import (
	"errors"
	"net/url"
	"slices"
	"strings"
)

// fetching are schemes before a reference that tools fetch from a registry; storing are those of
// images that lie elsewhere.
var (
	fetching = strings.Fields("docker docker-daemon docker-image docker-pullable oci containerd podman registry remote " +
		"image index containers-storage nerdctl")
	storing = strings.Fields("oci-archive docker-archive oci-dir dir file sif tarball oci-layout")
)

var errStored = errors.New("that is an image in a file or a folder; tagboat reads Docker Hub")

// cutScheme takes away what tools write before a reference: docker://, oci://, docker-daemon:. The
// short form is one only where docker would not read a reference: docker:27 is an image.
func cutScheme(word string) (rest string, ok bool, err error) {
	scheme, rest, found := strings.Cut(word, ":")
	scheme = strings.ToLower(scheme)
	_, slashed := strings.CutPrefix(rest, "//")
	switch {
	case !found:
		return "", false, nil
	case slashed && slices.Contains(fetching, scheme):
		return strings.TrimPrefix(rest, "//"), true, nil
	case slashed && !slices.Contains(storing, scheme):
		return "", true, errors.New(
			"addresses that begin so are not read: write namespace/name:tag",
		)
	}
	name, _, _ := strings.Cut(rest, "@")
	first, _, below := strings.Cut(name, "/")
	isPort := below && first != "" && strings.Trim(first, "0123456789") == ""
	switch {
	case isPort || !strings.ContainsAny(name, "/:"):
		return "", false, nil
	case slices.Contains(storing, scheme), scheme == "oci":
		return "", true, errStored
	}
	return rest, slices.Contains(fetching, scheme), nil
}

var dashedDigest = lazily(`(?i)@sha256[-:]([0-9a-f]{64})$`)

// readName reads a namespace or a reference. What stands before the tag is made small, as all names
// on the Hub are; the tag stays as it is.
func readName(word string) (Pasted, error) {
	if strings.Contains(word, "%") {
		plain, err := url.PathUnescape(word)
		if err != nil || strings.ContainsAny(plain, "% ") {
			return Pasted{}, errReference
		}
		word = plain
	}
	name, registered := cutRegistry(small(strings.TrimRight(word, "/")))
	isPath := strings.HasSuffix(word, "/")
	switch {
	case name == "" && registered:
		return Pasted{Certain: true}, errRegistry
	case name == hardenedRegistry:
		return Pasted{Certain: true}, &HardenedError{}
	case name == string(Hardened):
		return Pasted{}, &HardenedError{}
	case strings.HasPrefix(name, "@"):
		return asNamespace(strings.TrimPrefix(name, "@"))
	case name == "" || name[0] == '/':
		return Pasted{}, errSlash
	case isPath && !strings.ContainsAny(name, "/:@"):
		return asNamespace(name)
	case strings.HasSuffix(name, ":"):
		return Pasted{}, errNoTag
	}
	p := Pasted{Certain: registered, IsWord: !registered && !strings.ContainsAny(word, "/:@")}
	if strings.Contains(name, "@") {
		if at := dashedDigest().FindStringSubmatchIndex(name); at != nil {
			name = name[:at[0]] + "@" + digestPrefix + strings.ToLower(name[at[2]:])
			p.Certain = true
		}
	}
	if registered {
		name = registry + "/" + name
	}
	var err error
	p.Reference, err = ParseReference(name)
	if elsewhere, ok := errors.AsType[*ElsewhereError](err); ok {
		p.Certain = strings.Contains(elsewhere.Registry, ".")
	} else if _, ok := errors.AsType[*HardenedError](err); ok {
		p.Certain = true
	}
	return p, err
}

func asNamespace(word string) (Pasted, error) {
	namespace, err := ParseNamespace(word)
	return Pasted{Namespace: namespace}, err
}

// cutRegistry takes Docker Hub's registry from the front, alone or with a port.
func cutRegistry(name string) (rest string, registered bool) {
	first, rest, _ := strings.Cut(name, "/")
	first = strings.TrimSuffix(strings.TrimSuffix(first, ":443"), ".")
	if slices.Contains(registries, first) {
		return rest, true
	}
	return name, false
}

// small makes the letters of a name small.
func small(word string) string {
	name := len(word)
	if at := strings.IndexByte(word, '@'); at > 0 {
		name = at
	}
	slash := strings.LastIndexByte(word[:name], '/')
	if colon := strings.LastIndexByte(word[:name], ':'); colon > slash {
		name = colon
	}
	return strings.ToLower(word[:name]) + word[name:]
}
