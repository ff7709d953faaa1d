// Package answers holds what Hubs answer, in files whose names begin with their kind: our own
// copies of the shapes, and the folder of recorded ones that TAGBOAT_FIXTURES names. It is for
// tests.
package answers

import (
	"embed"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

//go:embed own
var own embed.FS

// Own is one of our own copies.
func Own(tb testing.TB, name string) []byte {
	tb.Helper()
	body, err := own.ReadFile("own/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	return body
}

// Each calls check with every answer whose name begins with a prefix and with none of the others,
// our own and recorded.
func Each(t *testing.T, prefix string, check func(t *testing.T, body []byte), others ...string) {
	t.Helper()
	read := 0
	walk(t, func(name string, body []byte) {
		if strings.HasPrefix(name, prefix) && !slices.ContainsFunc(others, func(other string) bool {
			return strings.HasPrefix(name, other)
		}) {
			read++
			t.Run(name, func(t *testing.T) { check(t, body) })
		}
	})
	if read == 0 {
		t.Fatalf("no answer begins with %s: that proves nothing", prefix)
	}
}

// Seed gives every answer of our own to a fuzz target.
func Seed(f *testing.F) {
	f.Helper()
	read(f, own, func(_ string, body []byte) { f.Add(body) })
}

func walk(tb testing.TB, each func(name string, body []byte)) {
	tb.Helper()
	read(tb, own, each)
	if folder := os.Getenv("TAGBOAT_FIXTURES"); folder != "" {
		read(tb, os.DirFS(folder), each)
	}
}

func read(tb testing.TB, files fs.FS, each func(name string, body []byte)) {
	tb.Helper()
	err := fs.WalkDir(files, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(file, ".md") {
			return err
		}
		body, err := fs.ReadFile(files, file)
		if err == nil {
			each(path.Base(file), body)
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
}
