package refs_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/refs"
	"tagboat/hub/refs/patch"
)

// seeds are the files of testdata that are of a kind.
func seeds(f *testing.F, kinds ...refs.Kind) {
	f.Helper()
	require.NoError(f, filepath.WalkDir("testdata", func(file string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(file) == ".golden" || strings.Contains(file, "fuzz") {
			return err
		}
		content, err := os.ReadFile(file)
		require.NoError(f, err)
		for _, kind := range kinds {
			if refs.Read(filepath.ToSlash(file), content).Kind == kind {
				f.Add(string(content))
			}
		}
		return nil
	}))
}

// sound holds that a reader does not fall over, that each part stands where it is said to stand, and
// that putting a reference in its own place changes no byte.
func sound(t *testing.T, path, text string) {
	t.Helper()
	content := []byte(text)
	f := refs.Read(path, content)
	checkParts(t, content, f)
	assert.Equal(t, text, string(content), "reading changes nothing")
	var same, others []patch.Change
	for i, r := range f.Refs {
		same = append(same, patch.Change{Index: i, Text: r.Text})
		others = append(others, patch.Change{Index: i, Text: patch.Retag(r.Text, "9.9", r.Reference.Digest)})
	}
	after, _ := patch.Apply(f, content, same)
	assert.Equal(t, text, string(after))
	after, refused := patch.Apply(f, content, others)
	if len(refused) == len(others) {
		assert.Equal(t, text, string(after), "what is refused changes nothing")
	}
	for _, n := range f.Notes {
		assert.NotEmpty(t, n.Text)
		assert.NotContains(t, n.Text, "\n")
	}
}

func FuzzDockerfile(f *testing.F) {
	seeds(f, "Dockerfile")
	f.Fuzz(func(t *testing.T, text string) { sound(t, "Dockerfile", text) })
}

func FuzzCompose(f *testing.F) {
	seeds(f, "Compose")
	f.Fuzz(func(t *testing.T, text string) { sound(t, "compose.yaml", text) })
}

func FuzzKubernetes(f *testing.F) {
	seeds(f, "Kubernetes", "Kustomize")
	f.Fuzz(func(t *testing.T, text string) {
		sound(t, "a.yaml", text)
		sound(t, "a.json", text)
		sound(t, "kustomization.yaml", text)
	})
}

func FuzzHelm(f *testing.F) {
	seeds(f, "Helm values")
	f.Fuzz(func(t *testing.T, text string) { sound(t, "values.yaml", text) })
}

func FuzzPipelines(f *testing.F) {
	seeds(f, "GitHub Actions", "GitLab CI")
	f.Fuzz(func(t *testing.T, text string) {
		sound(t, ".github/workflows/a.yml", text)
		sound(t, ".gitlab-ci.yml", text)
	})
}

func FuzzDevcontainer(f *testing.F) {
	seeds(f, "devcontainer.json")
	f.Fuzz(func(t *testing.T, text string) { sound(t, "devcontainer.json", text) })
}

func FuzzLines(f *testing.F) {
	f.Add("nginx:1.27\n# a comment\n\n ghcr.io/a/b # why\r\n\xffx")
	f.Fuzz(func(t *testing.T, text string) { checkParts(t, []byte(text), refs.Lines("-", []byte(text))) })
}
