package name

import (
	"strings"
	"testing"

	"github.com/distribution/reference"
)

func FuzzNames(f *testing.F) {
	for _, text := range []string{"a", "a__b", "a___b", "a..b", "-a", "a-", "A", "$(id)", "1.27", "a\nb", strings.Repeat("a", 256)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		// The library reads the first part of a name as a host where it looks like one, so a name is held against it as the second.
		_, err := reference.ParseNamed("docker.io/acme/" + text)
		if want := err == nil && !strings.ContainsAny(text, ":@/") && len(text) < 240; want != IsPath([]byte(text)) && len(text) < 240 {
			t.Fatalf("%q: a repository %v", text, !want)
		}
		_, err = reference.ParseNamed("docker.io/acme/museum:" + text)
		if want := err == nil && !strings.ContainsAny(text, ":@/"); want != IsTag([]byte(text)) {
			t.Fatalf("%q: a tag %v", text, !want)
		}
	})
}
