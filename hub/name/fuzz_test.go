package name_test

import (
	"strings"
	"testing"

	"tagboat/hub/name"
)

// frames are ways to paste a reference with a tag; N stands for the namespace, R for the repository
// and T for the tag.
var frames = []string{
	"N/R:T", "docker.io/N/R:T", "registry-1.docker.io/N/R:T", "docker://N/R:T", "`N/R:T`,", "(N/R:T)", "N/R:T@" + sum,
	"https://hub.docker.com/r/N/R/tags?name=T", "hub.docker.com/r/N/R/tags?page=1&name=T", "https://hub.docker.com/r/N/R/tags/T",
	"https://hub.docker.com/repository/docker/N/R/tags/T/sha256-" + hex, "hub.docker.com/layers/N/R/T/images/sha256-" + hex,
	"https://hub.docker.com/v2/repositories/N/R/tags/T", "https://hub.docker.com/v2/namespaces/N/repositories/R/tags/T/images",
	"https://registry-1.docker.io/v2/N/R/manifests/T", "/r/N/R/tags?name=T", "https://hub.docker.com/r/N/R:T",
	"FROM N/R:T", "FROM --platform=linux/amd64 N/R:T AS build", "COPY --from=N/R:T /a /b", "image: N/R:T", "- image: \"N/R:T\"",
	"image: {repository: N/R, tag: T}", "\"image\": \"N/R:T\",", "IMAGE=N/R:T", "docker pull N/R:T", "docker run --rm -it N/R:T sh",
	"docker run -e A=b N/R:T T", "podman pull docker.io/N/R:T", "skopeo inspect docker://N/R:T", "crane digest N/R:T",
	"kubectl set image deployment/x c=N/R:T", "kubectl run x --image N/R:T", "helm pull oci://docker.io/N/R --version T",
	"[x](https://hub.docker.com/r/N/R/tags?name=T)", "see `N/R:T` for more", "N/R T a1b2c3d4e5f6 2 days ago", "T: Pulling from N/R",
	"Status: Image is up to date for N/R:T",
	"repository: N/R\n  tag: \"T\"", "[N/R:T](https://hub.docker.com/r/N/R)", "image: N/R:T # https://hub.docker.com/_/x",
	"https://hub.docker.com/r/N/R `N/R:T`", "me@x:~$ docker pull N/R:T",
}

// FuzzPasteNamesTheTagOrNothing puts names into every frame, and reads the text as it is, too: what
// comes out has the repository and the tag that went in, or is an error; and it reads back as itself.
func FuzzPasteNamesTheTagOrNothing(f *testing.F) {
	f.Add("acme", "api", "main", "docker run --rm acme/api:main", uint(0))
	f.Add("library", "nginx", "1.27-alpine", "https://hub.docker.com/r/acme/api/tags?name=", uint(7))
	f.Add("a.b", "c--d", "UPPER_1.", "sha256:"+hex, uint(3))
	f.Add("localhost", hex, "x", "`acme/api:main`. <none>", uint(5))
	f.Add("dhi", "node", "22", "image: {repository: a/b, tag: \"1\"}", uint(30))
	f.Add("acme", "api", "${TAG}", "[![x](y)](https://hub.docker.com/_/z)", uint(12))
	f.Add("acme", "api", "a b", "helm install x oci://a/b --version=1+2", uint(33))
	f.Add("acme", "api", "1", "``0 0", uint(5))
	f.Add("acme", "api", "1", "nginx@sha256:"+strings.Repeat("0", 64), uint(5))
	f.Add("acme", "api", "%41", "docker\trun\\\n-it acme/api", uint(9))
	f.Fuzz(func(t *testing.T, namespace, repository, tag, text string, frame uint) {
		if p, err := name.Read(text); err == nil {
			readsBack(t, text, p)
		}
		_, _ = name.ReadReference(text)
		want := name.Reference{Repository: name.Repository{Namespace: name.Namespace(namespace), Name: repository}, Tag: tag}
		if !want.IsSound() || tag == "" {
			return
		}
		pasted := strings.NewReplacer("N", namespace, "R", repository, "T", tag).Replace(withoutLetters(frames[frame%uint(len(frames))]))
		p, err := name.Read(pasted)
		if err != nil {
			return
		}
		readsBack(t, pasted, p)
		got := p.Reference
		got.Digest = name.Digest{}
		if sentence := strings.TrimRight(tag, "."); got.Tag == sentence {
			got.Tag = tag // a dot at the end may be the end of a sentence
		}
		if got != want {
			t.Fatalf("%q was read as %+v", pasted, p)
		}
	})
}

// withoutLetters keeps the capitals of words from being taken for N, R and T.
func withoutLetters(frame string) string {
	return strings.NewReplacer("FROM", "from", "COPY", "copy", "IMAGE", "image", "AS ", "as ", "Pulling", "Pulling", "Status", "Status").Replace(frame)
}

func readsBack(t *testing.T, text string, p name.Pasted) {
	t.Helper()
	switch {
	case p.Namespace != "":
		again, err := name.Read(string(p.Namespace) + "/")
		if err != nil || again.Namespace != p.Namespace {
			t.Fatalf("%q: %+v, then %+v %v", text, p, again, err)
		}
	case !p.Digest.IsZero():
		again, err := name.Read(p.Digest.String())
		if err != nil || again.Digest != p.Digest {
			t.Fatalf("%q: %+v, then %+v %v", text, p, again, err)
		}
	default:
		for _, written := range []string{p.Reference.Canonical(), p.Reference.Familiar()} {
			again, err := name.Read(written)
			if err != nil || again.Reference != p.Reference {
				t.Fatalf("%q: %q, then %+v %v", text, written, again, err)
			}
			exact, err := name.ReadReference(written)
			if err != nil || exact != p.Reference {
				t.Fatalf("%q: %q, then to the letter %+v %v", text, written, exact, err)
			}
		}
	}
}

func TestEveryFrameOfTheFuzzerIsRead(t *testing.T) {
	for _, frame := range frames {
		pasted := strings.NewReplacer("N", "acme", "R", "api", "T", "RC-1.2_x").Replace(withoutLetters(frame))
		p, err := name.Read(pasted)
		if err != nil || p.Reference.Tag != "RC-1.2_x" || p.Reference.Repository.String() != "acme/api" {
			t.Errorf("%q: %+v %v", pasted, p, err)
		}
	}
}
