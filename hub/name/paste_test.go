package name_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/name"
)

const hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// sum is the digest of most of what is pasted here; "D" stands for its digits.
const sum = "sha256:" + hex

// told is a reading as one text: acme/, acme/api:main, sha256:…, with * where only the Hub knows.
func told(p name.Pasted) string {
	switch {
	case p.Namespace != "":
		return string(p.Namespace) + "/"
	case !p.Digest.IsZero():
		return strings.ReplaceAll(p.Digest.String(), hex, "D")
	case p.IsWord:
		return p.Reference.Familiar() + "*"
	}
	return strings.ReplaceAll(p.Reference.Familiar(), hex, "D")
}

func TestWhatPeoplePasteIsReadAsWhatItMeans(t *testing.T) {
	for pasted, want := range map[string]string{
		// References, and the registry's names.
		"nginx":                              "nginx*",
		"Nginx":                              "nginx*",
		"nginx:1.27":                         "nginx:1.27",
		"library/nginx":                      "nginx",
		"acme/api":                           "acme/api",
		"acme/api:main":                      "acme/api:main",
		"Acme/API:RC-1":                      "acme/api:RC-1",
		"nginx@sha256:D":                     "nginx@sha256:D",
		"acme/api:main@sha256:D":             "acme/api:main@sha256:D",
		"acme/api@sha256-D":                  "acme/api@sha256:D",
		"acme/api@SHA256:D":                  "acme/api@sha256:D",
		"docker.io/nginx":                    "nginx",
		"docker.io/library/nginx:1.27":       "nginx:1.27",
		"DOCKER.IO/Acme/api:main":            "acme/api:main",
		"index.docker.io/acme/api:main":      "acme/api:main",
		"registry-1.docker.io/acme/api:main": "acme/api:main",
		"registry.hub.docker.com/library/nginx:1.27": "nginx:1.27",
		"docker.io:443/acme/api:main":                "acme/api:main",
		"localhost":                                  "localhost*",
		"docker:27":                                  "docker:27",
		"docker:27@sha256:D":                         "docker:27@sha256:D",
		"registry:2":                                 "registry:2",
		"acme/dhi-node:22":                           "acme/dhi-node:22",

		// Namespaces.
		"acme/":                            "acme/",
		"Acme/":                            "acme/",
		"docker.io/acme/":                  "acme/",
		"@acme":                            "acme/",
		"acme/*":                           "acme/",
		"https://hub.docker.com/u/acme":    "acme/",
		"hub.docker.com/u/acme/":           "acme/",
		"https://hub.docker.com/orgs/acme": "acme/",
		"https://hub.docker.com/orgs/acme/repositories":                        "acme/",
		"https://hub.docker.com/repositories/acme":                             "acme/",
		"https://hub.docker.com/repositories/acme?page=2":                      "acme/",
		"https://hub.docker.com/r/acme":                                        "acme/",
		"https://hub.docker.com/v2/repositories/acme/":                         "acme/",
		"https://hub.docker.com/v2/namespaces/acme/repositories?page_size=100": "acme/",
		"https://hub.docker.com/v2/orgs/acme/members":                          "acme/",

		"https://hub.docker.com/orgs/acme/members": "acme/",

		// Pages.
		"https://hub.docker.com/u/acme/api":                                     "acme/api",
		"https://hub.docker.com/orgs/acme/repositories/api":                     "acme/api",
		"https://hub.docker.com/_/nginx":                                        "nginx",
		"HTTPS://Hub.Docker.com/_/nginx":                                        "nginx",
		"http://www.hub.docker.com/_/nginx/":                                    "nginx",
		"hub.docker.com/_/nginx/tags":                                           "nginx",
		"https://hub.docker.com/_/nginx/tags?name=1.27-alpine":                  "nginx:1.27-alpine",
		"hub.docker.com./_/nginx":                                               "nginx",
		"//hub.docker.com/_/nginx":                                              "nginx",
		"/_/nginx/tags?name=1.27":                                               "nginx:1.27",
		"/r/acme/api/tags":                                                      "acme/api",
		"https://hub.docker.com/r/acme/api":                                     "acme/api",
		"https://hub.docker.com/r/acme/api:main":                                "acme/api:main",
		"https://hub.docker.com/r/library/nginx":                                "nginx",
		"https://hub.docker.com/r/_/nginx/":                                     "nginx",
		"https://hub.docker.com/r/acme/api#readme":                              "acme/api",
		"https://hub.docker.com/r/acme/api/tags":                                "acme/api",
		"https://hub.docker.com/r/acme/api/tags?page=1&ordering=last_updated":   "acme/api",
		"https://hub.docker.com/r/acme/api/tags?name=main&page=1":               "acme/api:main",
		"https://hub.docker.com/r/acme/api/tags?page=1&amp;name=main":           "acme/api:main",
		"https://hub.docker.com/r/acme/api/tags?name=RC%2D1":                    "acme/api:RC-1",
		"https://hub.docker.com/r/acme/api/tags?name=":                          "acme/api",
		"https://hub.docker.com/r/acme/api/tags/main":                           "acme/api:main",
		"https://hub.docker.com/r/%61cme/api":                                   "acme/api",
		"https://hub.docker.com/repository/docker/acme/api":                     "acme/api",
		"https://hub.docker.com/repository/docker/acme/api/general":             "acme/api",
		"https://hub.docker.com/repository/docker/acme/api/tags/main/sha256-D":  "acme/api:main",
		"https://hub.docker.com/repository/docker/acme/api/tags?name=main":      "acme/api:main",
		"https://hub.docker.com/layers/acme/api/main/images/sha256-D?context=x": "acme/api:main",
		"hub.docker.com/layers/acme/api/main/images/sha256%3AD":                 "acme/api:main",
		"hub.docker.com/layers/library/nginx/1.27/images/sha256-D":              "nginx:1.27",
		"hub.docker.com/layers/nginx/library/nginx/1.27/images/sha256-D":        "nginx:1.27",
		"https://registry.hub.docker.com/r/acme/api/":                           "acme/api",
		"registry.hub.docker.com/_/nginx":                                       "nginx",

		// Addresses of the API, and of the registry's.
		"https://hub.docker.com/v2/repositories/acme/api/":                      "acme/api",
		"https://hub.docker.com/v2/repositories/acme/api/tags?page_size=100":    "acme/api",
		"https://hub.docker.com/v2/repositories/library/nginx/tags/1.27/images": "nginx:1.27",
		"https://hub.docker.com/v2/repositories/library/node/tags/?name=22.18":  "node:22.18",
		"https://hub.docker.com/v2/namespaces/acme/repositories/api":            "acme/api",
		"https://hub.docker.com/v2/namespaces/acme/repositories/api/tags/main":  "acme/api:main",
		"https://registry.hub.docker.com/v2/repositories/acme/api/tags/main":    "acme/api:main",
		"https://registry.hub.docker.com/v1/repositories/debian/tags":           "debian",
		"https://registry.hub.docker.com/v1/repositories/acme/api/tags":         "acme/api",
		"https://registry-1.docker.io/v2/library/nginx/tags/list?n=1000":        "nginx",
		"https://registry-1.docker.io/v2/acme/api/manifests/main":               "acme/api:main",
		"https://registry-1.docker.io/v2/acme/api/manifests/sha256:D":           "acme/api@sha256:D",
		"registry-1.docker.io/v2/acme/api/manifests/main":                       "acme/api:main",
		"https://registry-1.docker.io/acme/api:main":                            "acme/api:main",

		// Schemes.
		"docker://acme/api:main":                       "acme/api:main",
		"DOCKER://docker.io/library/nginx:1.27":        "nginx:1.27",
		"docker-daemon:acme/api:main":                  "acme/api:main",
		"docker-daemon:nginx:1.27":                     "nginx:1.27",
		"docker-image://docker.io/library/alpine:3.20": "alpine:3.20",
		"docker-pullable://nginx@sha256:D":             "nginx@sha256:D",
		"oci://registry-1.docker.io/acme/chart:1.2.3":  "acme/chart:1.2.3",
		"registry:acme/api:main":                       "acme/api:main",

		// Digests.
		"sha256:D":  "sha256:D",
		"@sha256:D": "sha256:D",
		"sha256-D":  "sha256:D",
		"D":         "sha256:D",

		// What stands around it.
		" \tacme/api:main \n":                 "acme/api:main",
		"\ufeffacme/api:main\u200b":           "acme/api:main",
		"\u00a0acme/api:main\u00a0":           "acme/api:main",
		"acme/api:main\r\nacme/api:edge":      "acme/api:main",
		"\n\nacme/api:main\nsecond line":      "acme/api:main",
		"`acme/api:main`,":                    "acme/api:main",
		"\"acme/api:main\"":                   "acme/api:main",
		"'acme/api:main';":                    "acme/api:main",
		"(acme/api:main)":                     "acme/api:main",
		"[acme/api:main]":                     "acme/api:main",
		"**acme/api:main**":                   "acme/api:main",
		"“acme/api:main”":                     "acme/api:main",
		"acme/api:main.":                      "acme/api:main",
		"acme/api:main/":                      "acme/api:main",
		"acme/api/":                           "acme/api",
		"nginx.":                              "nginx*",
		"acme%2Fapi%3Amain":                   "acme/api:main",
		"<https://hub.docker.com/r/acme/api>": "acme/api",
		"https://hub.docker.com/r/acme/api.":  "acme/api",
		"[the api](https://hub.docker.com/r/acme/api/tags?name=main)":                                 "acme/api:main",
		"[![Pulls](https://img.shields.io/docker/pulls/acme/api)](https://hub.docker.com/r/acme/api)": "acme/api",
		"see https://hub.docker.com/r/acme/api/tags?name=main for more":                               "acme/api:main",
		"- acme/api:main":                     "acme/api:main",
		"• acme/api:main":                     "acme/api:main",
		"1. acme/api:main":                    "acme/api:main",
		"> acme/api:main":                     "acme/api:main",
		"PS C:\\x> docker pull acme/api:main": "acme/api:main",
		"Use `acme/api:main` instead":         "acme/api:main",

		// Lines of files.
		"FROM acme/api:main AS build":                                     "acme/api:main",
		"from acme/api:main as build":                                     "acme/api:main",
		"FROM --platform=$BUILDPLATFORM acme/api:main AS build":           "acme/api:main",
		"FROM --platform=linux/amd64 nginx":                               "nginx",
		"FROM acme/api@sha256:D":                                          "acme/api@sha256:D",
		"COPY --from=acme/api:main /bin/api /bin/":                        "acme/api:main",
		"COPY --chown=1:1 --from=acme/api:main /bin/api /bin/":            "acme/api:main",
		"RUN --mount=type=bind,from=acme/api:main,target=/x make":         "acme/api:main",
		"# syntax=docker/dockerfile:1":                                    "docker/dockerfile:1",
		"ARG BASE_IMAGE=acme/api:main":                                    "acme/api:main",
		"image: acme/api:main":                                            "acme/api:main",
		"    image: nginx":                                                "nginx",
		"- image: \"acme/api:main\"":                                      "acme/api:main",
		"image: 'acme/api:main'  # the newest":                            "acme/api:main",
		"\"image\": \"acme/api:main\",":                                   "acme/api:main",
		"\"image\":\"acme/api:main\",":                                    "acme/api:main",
		"{\"image\": \"acme/api:main\"}":                                  "acme/api:main",
		"image:acme/api:main":                                             "acme/api:main",
		"repository: acme/api":                                            "acme/api",
		"repository: acme/api, tag: main":                                 "acme/api:main",
		"image: {repository: acme/api, tag: \"main\"}":                    "acme/api:main",
		"image: { registry: docker.io, repository: acme/api, tag: main }": "acme/api:main",
		"uses: docker://acme/api:main":                                    "acme/api:main",
		"IMAGE=acme/api:main":                                             "acme/api:main",
		"export DOCKER_IMAGE=acme/api:main":                               "acme/api:main",
		"Image ID: docker-pullable://acme/api@sha256:D":                   "acme/api@sha256:D",

		// Lines that belong together.
		"repository: acme/api\n  tag: main":                                            "acme/api:main",
		"  repository: acme/api\n  pullPolicy: Always\n  # the newest\n  tag: \"1.2\"": "acme/api:1.2",
		"image:\n  repository: acme/api\n  tag: main\nreplicas: 2":                     "acme/api:main",
		"image:\n  registry: docker.io\n  repository: acme/api\n  tag: main # old":     "acme/api:main",
		"tag: main\nrepository: acme/api":                                              "acme/api:main",
		"image: acme/api\r\n  tag: main\r\n":                                           "acme/api:main",
		"\"repository\": \"acme/api\",\n\"tag\": \"main\"":                             "acme/api:main",
		"IMAGE=acme/api:main\nPORT=80":                                                 "acme/api:main",
		"- repository: acme/api\n  tag: main":                                          "acme/api:main",
		"image: acme/api:main\nimage: acme/api:edge":                                   "acme/api:main",
		"repository: acme/api\ntag: main\nrepository: acme/b\ntag: edge":               "acme/api:main",
		"image: {repository: acme/api, tag: null}":                                     "acme/api",
		"image: {repository: acme/api, tag: ~, registry: null}":                        "acme/api",

		// What stands beside an address, and in a comment.
		"[acme/api:main](https://hub.docker.com/r/acme/api)":           "acme/api:main",
		"[`acme/api:main`](https://hub.docker.com/r/acme/api/tags)":    "acme/api:main",
		"[acme/api](https://hub.docker.com/r/acme/api) acme/api:main.": "acme/api:main",
		"acme/api:main (https://hub.docker.com/r/acme/api)":            "acme/api:main",
		"acme/api@sha256:D https://hub.docker.com/r/acme/api":          "acme/api@sha256:D",
		"https://hub.docker.com/r/acme/api as of 12:30":                "acme/api",
		"FROM acme/api:main # see https://hub.docker.com/r/acme/api":   "acme/api:main",
		"FROM acme/api:main # https://hub.docker.com/_/nginx":          "acme/api:main",
		"image: acme/api:main # https://hub.docker.com/_/nginx":        "acme/api:main",
		"image: acme/api:main # as `nginx`":                            "acme/api:main",
		"- image: acme/api:main # [old](https://hub.docker.com/_/a)":   "acme/api:main",
		"docker pull acme/api:main # https://hub.docker.com/_/nginx":   "acme/api:main",
		"https://index.docker.io/v1/repositories/nginx/images":         "nginx",
		"https://index.docker.io/v1/repositories/acme/api/images":      "acme/api",

		// Prompts, and the quotes of other languages.
		"root@web:~# docker pull acme/api:main":                                  "acme/api:main",
		"[me@web ~]$ sudo docker pull acme/api:main":                             "acme/api:main",
		"me@mac ~ % docker run --rm acme/api:main":                               "acme/api:main",
		"C:\\Users\\me>docker pull acme/api:main":                                "acme/api:main",
		"~/src$ docker pull acme/api:main":                                       "acme/api:main",
		"/ # docker pull acme/api:main":                                          "acme/api:main",
		"sh-5.1$ docker pull acme/api:main":                                      "acme/api:main",
		"❯ docker pull acme/api:main":                                            "acme/api:main",
		"➜  ~ docker pull acme/api:main":                                         "acme/api:main",
		"+ docker pull acme/api:main":                                            "acme/api:main",
		"‹acme/api:main›":                                                        "acme/api:main",
		"「acme/api:main」。":                                                       "acme/api:main",
		"（acme/api:main）":                                                        "acme/api:main",
		"helm install x y --set a.repository=acme/api,a.tag=1":                   "acme/api:1",
		"helm upgrade x y --set image.repository=acme/api --set image.version=1": "acme/api:1",

		// Commands.
		"docker pull acme/api:main":                                                   "acme/api:main",
		"$ docker pull acme/api:main":                                                 "acme/api:main",
		"sudo docker pull -q acme/api:main":                                           "acme/api:main",
		"docker pull --platform linux/arm64 Nginx:1.27":                               "nginx:1.27",
		"docker run --rm -it acme/api:main sh":                                        "acme/api:main",
		"docker run --rm -it -v \"$PWD:/src dir\" -p 80:80 acme/api:main sh -c 'a b'": "acme/api:main",
		"docker run -d --name web -e A=b --env-file=x -p8080:80 nginx:1.27":           "nginx:1.27",
		"docker run --rm acme/api:main --platform acme/other:1":                       "acme/api:main",
		"docker run -- acme/api:main":                                                 "acme/api:main",
		"docker --context prod run \\\n  --rm \\\n  acme/api:main":                    "acme/api:main",
		"docker container create -it acme/api:main":                                   "acme/api:main",
		"/usr/bin/docker image inspect acme/api:main":                                 "acme/api:main",
		"docker image inspect -f '{{.Id}}' acme/api:main":                             "acme/api:main",
		"docker image rm -f acme/api:main":                                            "acme/api:main",
		"docker inspect acme/api:main":                                                "acme/api:main",
		"docker buildx imagetools inspect acme/api:main":                              "acme/api:main",
		"docker scout cves acme/api:main":                                             "acme/api:main",
		"podman pull docker.io/acme/api:main":                                         "acme/api:main",
		"podman run --rm -it docker.io/acme/api:main":                                 "acme/api:main",
		"nerdctl -n k8s.io pull acme/api:main":                                        "acme/api:main",
		"lima nerdctl run -it acme/api:main":                                          "acme/api:main",
		"ctr -n k8s.io images pull docker.io/acme/api:main":                           "acme/api:main",
		"crictl pull acme/api:main":                                                   "acme/api:main",
		"crane digest acme/api:main":                                                  "acme/api:main",
		"crane digest --platform linux/arm64 acme/api:main":                           "acme/api:main",
		"skopeo inspect docker://acme/api:main":                                       "acme/api:main",
		"skopeo inspect --override-os linux docker://docker.io/acme/api:main":         "acme/api:main",
		"trivy image acme/api:main":                                                   "acme/api:main",
		"cosign verify --key k.pub acme/api:main":                                     "acme/api:main",
		"grype acme/api:main":                                                         "acme/api:main",
		"kubectl set image deployment/api api=acme/api:main":                          "acme/api:main",
		"kubectl -n prod set image deploy/api api=acme/api:main --record":             "acme/api:main",
		"kubectl run x --image=acme/api:main -- sh":                                   "acme/api:main",
		"kubectl create deployment x --image acme/api:main":                           "acme/api:main",
		"helm pull oci://registry-1.docker.io/acme/chart --version 1.2.3+b1":          "acme/chart:1.2.3_b1",
		"helm install x ./chart --set image.repository=acme/api,image.tag=main":       "acme/api:main",
		"helm install x ./chart --set=image.repository=acme/api --set image.tag=main": "acme/api:main",
		"docker pull acme/api:main && docker run acme/api:edge":                       "acme/api:main",
		"`docker pull acme/api:main`":                                                 "acme/api:main",
		"Run `docker run --rm acme/api:main` to try it":                               "acme/api:main",

		// What programs print.
		"acme/api   main   a1b2c3d4e5f6   2 days ago   71.2MB":                 "acme/api:main",
		"acme/api:main   a1b2c3d4e5f6   71.2MB   20MB":                         "acme/api:main",
		"a1b2c3d4e5f6   acme/api:main   \"/bin/api\"   2 days ago   Up 2 days": "acme/api:main",
		"main: Pulling from acme/api":                                          "acme/api:main",
		"Status: Downloaded newer image for acme/api:main":                     "acme/api:main",
		"Digest: sha256:D": "sha256:D",
	} {
		text := withDigest(pasted)
		p, err := name.Read(text)
		if assert.NoError(t, err, "%q", text) {
			assert.Equal(t, want, told(p), "%q", text)
		}
	}
}

// withDigest writes the digits for a D that stands alone.
func withDigest(text string) string {
	for _, before := range []string{"sha256:", "sha256-", "SHA256:", "sha256%3A"} {
		text = strings.ReplaceAll(text, before+"D", before+hex)
	}
	if text == "D" {
		return hex
	}
	return text
}
