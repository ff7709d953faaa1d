package refs_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/refs"
)

func TestAFileIsToldByItsName(t *testing.T) {
	for path, want := range map[string]refs.Kind{
		"Dockerfile": "Dockerfile", "a/b/Dockerfile": "Dockerfile", "Dockerfile.dev": "Dockerfile", "dev.Dockerfile": "Dockerfile",
		"web.dockerfile": "Dockerfile", "Containerfile": "Dockerfile", "Containerfile.x": "Dockerfile", "Dockerfile-alpine": "Dockerfile", "dockerfile": "Dockerfile",
		"Dockerfile.dockerignore": "", "Dockerfile.md": "", "Dockerfile.j2": "", "Dockerfile~": "", "mydockerfiles": "", "dockerfile.go": "",
		"compose.yaml": "Compose", "compose.yml": "Compose", "docker-compose.yml": "Compose", "docker-compose.override.yaml": "Compose", "compose.prod.yml": "Compose",
		"prod.compose.yml": "Compose", "decompose.yaml": "", "compose.json": "",
		".github/workflows/ci.yml": "GitHub Actions", "x/.github/workflows/ci.yaml": "GitHub Actions", ".gitea/workflows/a.yml": "GitHub Actions", "workflows/ci.yml": "",
		"action.yml": "GitHub Actions", "a/action.yaml": "GitHub Actions",
		".gitlab-ci.yml": "GitLab CI", "build.gitlab-ci.yml": "GitLab CI", ".gitlab/ci/build.yml": "GitLab CI",
		"kustomization.yaml": "Kustomize", "Kustomization": "Kustomize",
		"values.yaml": "Helm values", "values-prod.yaml": "Helm values", "ci/default-values.yaml": "Helm values", "values.schema.json": "",
		".devcontainer/devcontainer.json": "devcontainer.json", ".devcontainer.json": "devcontainer.json",
		"main.go": "", "README.md": "", "": "", "deployment.yaml": "",
	} {
		assert.Equal(t, want, refs.KindOf(path), path)
	}
	assert.True(t, refs.IsRead("deployment.yaml"))
	assert.False(t, refs.IsRead("main.go"))
}

// TestOneReferenceALineIsRead has what docker ps prints, with what people write beside it.
func TestOneReferenceALineIsRead(t *testing.T) {
	content := "\ufeffnginx:1.27\r\n\n# a comment\n  docker.io/library/redis # why\nghcr.io/acme/x:1\n# tagboat: ignore\nruby:3\n" + strings.Repeat("redis\n", 2) + "not one\nsha256:0123\n"
	f := refs.Lines("-", []byte(content))
	checkParts(t, []byte(content), f)
	require.Len(t, f.Refs, 7)
	assert.Equal(t, 1, f.Ignored)
	assert.Equal(t, "nginx:1.27", f.Refs[0].Text)
	assert.Equal(t, [2]int{1, 1}, [2]int{f.Refs[0].Line, f.Refs[0].Column})
	assert.Equal(t, "docker.io/library/redis", f.Refs[1].Text)
	assert.Equal(t, [2]int{4, 3}, [2]int{f.Refs[1].Line, f.Refs[1].Column})
	assert.Error(t, f.Refs[2].Err, "elsewhere")
	assert.Equal(t, f.Refs[3].Text, f.Refs[4].Text, "each line is one")
	assert.Error(t, f.Refs[5].Err, "not one")
}

func TestACommentLeavesAReferenceOut(t *testing.T) {
	for _, c := range []struct {
		path, content string
		refs, ignored int
	}{
		{"Dockerfile", "# tagboat: ignore\nFROM a:1\nFROM b:1\n", 1, 1},
		{"Dockerfile", "#tagboat:ignore\nFROM a:1\n", 0, 1},
		{"Dockerfile", "# tagboat: ignored\nFROM a:1\n", 1, 0},
		{"Dockerfile", "# tagboat: ignore\n\nFROM a:1\n", 1, 0},
		{"Dockerfile", "# tagboat: ignore\nARG V=1\nFROM a:$V\nFROM b:$V\nFROM c\n", 1, 2},
		{"compose.yaml", "services:\n a: {image: a:1} # tagboat: ignore\n b: {image: b:1}\n", 1, 1},
		{"devcontainer.json", "{\n\"image\": \"a:1\" // tagboat: ignore\n}", 0, 1},
		{"Dockerfile", "FROM a:1\nRUN echo 'no # comment: tagboat: ignore'\nFROM b:1", 2, 0},
	} {
		f := refs.Read(c.path, []byte(c.content))
		assert.Len(t, f.Refs, c.refs, c.content)
		assert.Equal(t, c.ignored, f.Ignored, c.content)
	}
}
