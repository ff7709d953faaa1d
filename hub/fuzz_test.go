package hub

import (
	"testing"

	"tagboat/hub/transport"
)

func FuzzReference(f *testing.F) {
	for _, text := range []string{"nginx", "docker.io/a/b:c@" + sum, "https://hub.docker.com/r/a/b", "hub.docker.com/layers/a/b/c/images/d", "ghcr.io/a/b", "_/%2e%2e", "docker.io/sha256:0", "docker.io/sha512:0", "library/sha256-a:0"} {
		f.Add(text)
	}
	base, err := transport.ParseAddress("", transport.DefaultHub)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseReference(text)
		if err != nil {
			return
		}
		again, err := ParseReference(r.Canonical())
		if err != nil || again != r {
			t.Fatalf("%q: %v, then %v %v", text, r, again, err)
		}
		if short, err := ParseReference(r.Familiar()); err != nil || short != r {
			t.Fatalf("%q: %v, in short %v %v", text, r, short, err)
		}
		if _, err := transport.URLUnder(base, nil, tagsPath(r.Repository)...); err != nil {
			t.Fatalf("%q makes no address: %v", text, err)
		}
	})
}
