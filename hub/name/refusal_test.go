package name_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/name"
)

func TestWhatCannotBeReadWithoutGuessingSaysWhy(t *testing.T) {
	for pasted, words := range map[string]string{
		"":                                  "there is no name",
		" \t\u200b\n":                       "there is no name",
		"/":                                 "before the slash",
		"/acme/api":                         "before the slash",
		"nginx:":                            "after the colon stands a tag",
		"nginx@":                            "not an image reference",
		"nginx@latest":                      "not an image reference",
		"nginx:1.27@sha256:abc":             "not an image reference",
		"nginx:-1":                          "not an image reference",
		"acme/api/main":                     "namespace/name, with one slash",
		"acme//api":                         "not an image reference",
		"acme/api#main":                     "not an image reference",
		"docker.io":                         "the registry alone",
		"docker.io/":                        "the registry alone",
		"nginx:1.27...":                     "cut off",
		"acme/a…:main":                      "cut off",
		"ngіnx:1.27":                        "no other letters than a to z", // the i is Cyrillic
		"ｎｇｉｎｘ":                             "no other letters than a to z",
		"müller/api:1":                      "no other letters than a to z",
		"nginx\u202e:1.27":                  "control characters",
		"nginx\x1b[31m:1.27":                "control characters",
		"nginx:1\xff2":                      "control characters",
		"nginx:" + strings.Repeat("x", 129): "not an image reference",
		strings.Repeat("x ", 1100):          "more than 2048 bytes",
		"api 2.4 arm":                       "not one reference",
		"acme/api main":                     "not one reference",
		"nginx, redis":                      "not one reference",
		"12%":                               "not an image reference",
		"acme%252Fapi":                      "not an image reference",

		// Elsewhere.
		"ghcr.io/acme/api:main":                                       "acme/api is on ghcr.io; tagboat reads Docker Hub",
		"GHCR.io/Acme/api:main":                                       "acme/api is on ghcr.io",
		"quay.io/acme/api":                                            "is on quay.io",
		"gcr.io/acme/api/deep:1":                                      "acme/api/deep is on gcr.io",
		"mirror.gcr.io/library/nginx":                                 "is on mirror.gcr.io",
		"public.ecr.aws/docker/library/nginx:1":                       "is on public.ecr.aws",
		"localhost/api":                                               "api is on localhost",
		"localhost:5000/api":                                          "api is on localhost:5000",
		"https://ghcr.io/acme/api":                                    "acme/api is on ghcr.io",
		"https://github.com/acme/api":                                 "acme/api is on github.com",
		"https://evil.example/\x00":                                   "control characters",
		"https://evil.example/%1b%5b31m":                              "that address is on evil.example",
		"https://hub.docker.com.evil.example/r/acme/api":              "is on hub.docker.com.evil.example",
		"docker pull ghcr.io/acme/api:main":                           "is on ghcr.io",
		"FROM ghcr.io/acme/api:main":                                  "is on ghcr.io",
		"image: {registry: ghcr.io, repository: acme/api, tag: main}": "is on ghcr.io",
		"docker-archive:/tmp/x.tar":                                   "in a file or a folder",
		"oci:/tmp/layout:main":                                        "in a file or a folder",
		"ftp://hub.docker.com/r/acme/api":                             "addresses that begin so",
		"ssh://git@hub.docker.com/acme/api":                           "addresses that begin so",

		// Docker Hardened Images.
		"dhi.io/node:22":                    "node is a Docker Hardened Image: it is pulled as dhi.io/node",
		"docker pull dhi.io/node:22":        "dhi.io/node",
		"dhi/node:22":                       "dhi.io/node",
		"docker.io/dhi/node":                "dhi.io/node",
		"dhi":                               "dhi.io",
		"dhi.io":                            "dhi.io",
		"dhi.io/":                           "dhi.io",
		"ghcr.io/":                          "not the name of a namespace",
		"localhost/":                        "not the name of a namespace",
		"image: null":                       "no image in it",
		"image: ~":                          "no image in it",
		"dhi/":                              "dhi.io",
		"https://hub.docker.com/r/dhi/node": "dhi.io/node",
		"https://dhi.io/node":               "dhi.io/node",
		"https://hub.docker.com/hardened-images/catalog/dhi/node/images": "dhi.io/node",
		"https://hub.docker.com/hardened-images/catalog":                 "dhi.io",

		// Digests.
		"sha256:" + strings.Repeat("0", 64):       "a digest is sha256:",
		"nginx@sha256:" + strings.Repeat("0", 64): "only sha256",
		"sha256:abc":                "64 hexadecimal digits, not 3",
		"sha512:" + hex + hex:       "only sha256",
		"nginx@sha512:" + hex + hex: "only sha256",
		"sha256-" + hex + ".sig":    "the tag of a signature",

		// Pages.
		"https://hub.docker.com":                                     "not a page of a repository",
		"https://hub.docker.com/":                                    "not a page of a repository",
		"https://hub.docker.com/search?q=redis":                      "that is a search",
		"https://hub.docker.com/acme/api":                            "not a page of a repository",
		"https://hub.docker.com/r/../api":                            "not a page of a repository",
		"https://hub.docker.com/r/acme%2Fapi/x":                      "not a page of a repository",
		"https://hub.docker.com/_/%zz":                               "not a page of a repository",
		"https://hub.docker.com/r/acme/api/tags/main/other":          "it may be about one tag",
		"https://hub.docker.com/r/acme/api/builds/main":              "it may be about one tag",
		"https://hub.docker.com/r/acme/api/tags?name=main&name=edge": "names two tags",
		"https://hub.docker.com/r/acme/api/tags/main?name=edge":      "names two tags",
		"https://hub.docker.com/r/acme/api/tags?name=1.2%20x":        "not a page of a repository",
		"https://hub.docker.com/r/acme/api/tags?name=%zz":            "not a page of a repository",
		"https://hub.docker.com/r/acme/api/tags?name=main%40" + sum:  "not a page of a repository",
		"https://hub.docker.com/r/acme/api/tags?name=${TAG}":         "${TAG}",
		"https://hub.docker.com/v2/repositories/nginx/tags":          "it may be about one tag",
		"https://hub.docker.com/v2/user/":                            "not a page of a repository",
		"https://hub.docker.com/layers/acme/api":                     "not a page of a repository",
		"https://alice:tiger@hub.docker.com/r/acme/api":              "a password in the address",
		"https://registry-1.docker.io/v2/acme/api/blobs/" + sum:      "address of a layer",
		"https://index.docker.io/v1/":                                "not a page of a repository",

		// What only another program knows.
		"acme/api:${TAG}":                      "what ${TAG} stands for",
		"acme/api:${TAG:-main}":                "what ${TAG:-main} stands for",
		"acme/api:$TAG":                        "what $TAG stands for",
		"$REGISTRY/acme/api:main":              "what $REGISTRY stands for",
		"acme/api:%TAG%":                       "what %TAG% stands for",
		"acme/api:{{TAG}}":                     "what {{TAG}} stands for",
		"acme/api:<tag>":                       "what <tag> stands for",
		"image: acme/api:${TAG}":               "what ${TAG} stands for",
		"image: acme/api:{{ .Values.tag }}":    "not one reference",
		"FROM acme/api:${TAG} AS build":        "what ${TAG} stands for",
		"docker pull acme/api:<tag>":           "what <tag> stands for",
		"docker run -it <image name>":          "what <image name> stands for",
		"docker pull acme/api:$(git describe)": "stands for",
		"docker pull $IMAGE":                   "what $IMAGE stands for",

		// What stands beside it names another, or a tag that cannot be known.
		"[acme/api:edge](https://hub.docker.com/r/acme/api/tags?name=main)": "several images",
		"[acme/api:main](https://hub.docker.com/r/acme/b)":                  "several images",
		"ghcr.io/acme/api:main https://hub.docker.com/r/acme/api":           "several images",
		"acme/api:${TAG} https://hub.docker.com/r/acme/api":                 "not one reference",
		"FROM acme/api:${TAG} # https://hub.docker.com/r/acme/api":          "what ${TAG} stands for",
		"image: acme/api:$TAG # https://hub.docker.com/r/acme/api":          "what $TAG stands for",
		"repository: acme/api\n  tag: ${TAG}":                               "what ${TAG} stands for",
		"repository: acme/api\nregistry: ghcr.io":                           "is on ghcr.io",
		"registry: quay.io\n  repository: acme/api\n  tag: v1":              "is on quay.io",
		"IMAGE=acme/api\nTAG=main":                                          "not one reference",
		"export API_IMAGE=acme/api\nexport API_TAG=main":                    "not one reference",
		"ARG BASE_IMAGE=acme/api\nARG BASE_VERSION=main":                    "not one reference",
		"acme/api\n:main":                                 "not one reference",
		"docker pull acme/api\n@" + sum:                   "several images",
		"nginx@" + sum + " # docker pull acme/api":        "not one reference",
		"image: *default":                                 "what *default stands for",
		"acme/api:1.*":                                    "not an image reference",
		"https://hub.docker.com/r/acme/api/tags?name=1.*": "not an image reference",
		"image:5000/api":                                  "api is on image:5000",
		"image:5000/acme/api:main":                        "acme/api is on image:5000",
		"helm install x y --set a.repository=acme/api --set b.tag=1": "several images",

		// Lines and commands.
		"FROM scratch":                                         "scratch is no image",
		"FROM acme/api:main extra":                             "not one reference",
		"COPY --from=build /bin/api /bin/":                     "may be a stage",
		"COPY --from=0 /bin/api /bin/":                         "may be a stage",
		"COPY . /src":                                          "there is no image in it",
		"RUN apt-get install nginx":                            "there is no image in it",
		"image:":                                               "after the colon",
		"tag: main":                                            "a tag alone",
		"name: acme/api":                                       "no image in it",
		"services: web":                                        "not one reference",
		"image: acme/api:main, image: x/y:1":                   "several images",
		"docker pull":                                          "there is no image in it",
		"docker run --rm -it":                                  "there is no image in it",
		"docker run --new-option x acme/api:main":              "unknown flag: --new-option",
		"docker pull acme/":                                    "acme/ is not an image",
		"docker pull " + sum:                                   "is not an image",
		"docker rmi acme/api:main acme/api:edge":               "several images",
		"docker tag acme/api:main acme/api:edge":               "not one reference",
		"docker inspect web":                                   "may be a container",
		"docker compose up":                                    "not one reference",
		"docker pull \"acme/api:main":                          "do not close",
		"crane copy acme/api:main acme/api:edge":               "several images",
		"skopeo copy docker://acme/api:main dir:/tmp":          "several images",
		"kubectl set image deploy/x a=acme/api:1 b=acme/api:2": "several images",
		"kubectl get pods":                                     "there is no image in it",
		"helm install x acme/chart":                            "there is no image in it",
		"helm upgrade x y --set image.tag=main":                "there is no image in it",
		"acme/api   <none>   a1b2c3d4e5f6   2 days ago":        "not one reference",
		"a1b2c3d4e5f6   b1b2c3d4e5f6   \"sh\"":                 "not one reference",
		"[a](https://hub.docker.com/r/acme/api) or [b](https://hub.docker.com/r/acme/b)": "several images",
		"https://hub.docker.com/r/acme/api https://hub.docker.com/r/acme/b":              "several images",
	} {
		p, err := name.Read(pasted)
		if assert.ErrorContains(t, err, words, "%q: %s", pasted, told(p)) {
			assert.Equal(t, name.Pasted{Certain: p.Certain}, p, "%q", pasted)
			assert.NotContains(t, err.Error(), "tiger")
		}
	}
}

func TestWordsToLookForAreNeverTakenForSomethingCertain(t *testing.T) {
	for _, typed := range []string{
		"api 2.4 arm", "nginx", "'api", "^api", "api$", "!rc", "api !rc", "docker", "docker pull", "docker run x y z", "run", "from", "from x", "image",
		"tag", "sha256", "sha256-ab", "acme/", "acme/a", "nginx:1.2", "~ap", "a..", "latest", "pull api", "status: active", "@", "*", "docker.i",
	} {
		p, err := name.Read(typed)
		if typed == "docker run x y z" {
			require.NoError(t, err)
			continue
		}
		assert.False(t, p.Certain, "%q", typed)
	}
}

func TestACommandTakesWhatDockerReadsToTheLetter(t *testing.T) {
	for text, want := range map[string]string{
		"acme/api:main.": "acme/api:main.", "acme/api:1..": "acme/api:1..", "acme/api:main": "acme/api:main",
		" nginx \n": "nginx", //nolint:gocritic // the blanks are the point
		"https://hub.docker.com/r/acme/api/tags?name=main": "acme/api:main",
	} {
		r, err := name.ReadReference(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, r.Familiar())
	}
	for text, words := range map[string]string{
		sum: "does not tell its repository", "acme/": "acme is a namespace: write acme/name", "https://hub.docker.com/u/acme": "is a namespace",
		"ghcr.io/a/b": "is on ghcr.io", "dhi.io/node": "Hardened",
	} {
		_, err := name.ReadReference(text)
		require.ErrorContains(t, err, words, text)
	}
	_, err := name.ReadRepository("nginx:1.27")
	require.EqualError(t, err, "nginx:1.27 names one tag; the repository is nginx")
	_, err = name.ReadRepository("https://hub.docker.com/r/acme/api/tags?name=main")
	require.EqualError(t, err, "acme/api:main names one tag; the repository is acme/api")
	_, err = name.ReadRepository("nginx@" + sum)
	require.ErrorContains(t, err, "one image; the repository is nginx")
	r, err := name.ReadRepository("docker pull acme/api")
	require.NoError(t, err)
	assert.Equal(t, name.Repository{Namespace: "acme", Name: "api"}, r)
}

func TestANameIsWrittenSoThatDockerReadsItBack(t *testing.T) {
	for want, r := range map[string]name.Repository{
		"nginx":                 {Namespace: "library", Name: "nginx"},
		"acme/api":              {Namespace: "acme", Name: "api"},
		"docker.io/localhost/x": {Namespace: "localhost", Name: "x"},
		"docker.io/a.b/x":       {Namespace: "a.b", Name: "x"},
		"library/" + hex:        {Namespace: "library", Name: hex},
	} {
		assert.Equal(t, want, r.Familiar())
		assert.Equal(t, want+":1", name.Reference{Repository: r, Tag: "1"}.Familiar())
		back, err := name.ParseRepository(r.Familiar())
		require.NoError(t, err)
		assert.Equal(t, r, back)
		assert.True(t, name.Reference{Repository: r, Tag: "1"}.IsSound())
	}
	assert.Equal(t, "dhi.io/node", name.Repository{Namespace: "dhi", Name: "node"}.Familiar())
	assert.Equal(t, "dhi.io/node:22", name.Reference{Repository: name.Repository{Namespace: "dhi", Name: "node"}, Tag: "22"}.Canonical())
	for _, tag := range []string{"a b", "$(reboot)", "a\nb", "-x", strings.Repeat("x", 129), "a:b", "a@b"} {
		assert.False(t, name.Reference{Repository: name.Repository{Namespace: "acme", Name: "api"}, Tag: tag}.IsSound(), tag)
	}
	assert.False(t, name.Reference{Repository: name.Repository{Namespace: "Acme", Name: "api"}}.IsSound())
	assert.False(t, name.Reference{}.IsSound())
}
