package command_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// strictly reads YAML into what it is to be, and nothing else.
func strictly(t *testing.T, text string, into any) {
	t.Helper()
	decoder := yaml.NewDecoder(strings.NewReader(text))
	decoder.KnownFields(true)
	require.NoError(t, decoder.Decode(into), text)
}

// registries is what "skopeo sync --src yaml" reads (skopeo-sync(1), and its sync.go).
type registries map[string]struct {
	Images map[string][]string `yaml:"images"`
}

// steps is what regsync reads, as far as it is written (regclient, docs/regsync.md).
type steps struct {
	Version int `yaml:"version"`
	Sync    []struct {
		Source string `yaml:"source"`
		Target string `yaml:"target"`
		Type   string `yaml:"type"`
	} `yaml:"sync"`
}

func TestTagsAreWrittenAsSkopeoAndRegsyncReadThem(t *testing.T) {
	args := []string{"images", "acme/api", "library/nginx", "--demo", "--filter", "'1.2", "--no-color"}
	lines, _, code := run(t, args...)
	require.Equal(t, 0, code)
	references := strings.Fields(lines)
	require.NotEmpty(t, references)

	var file registries
	text, _, code := run(t, append(args, "--format", "skopeo")...)
	require.Equal(t, 0, code)
	strictly(t, text, &file)
	assert.Len(t, file, 1)
	var found []string
	for repository, tags := range file["docker.io"].Images {
		for _, tag := range tags {
			found = append(found, strings.TrimPrefix(repository, "library/")+":"+tag)
		}
	}
	assert.ElementsMatch(t, references, found)

	text, _, _ = run(t, append(args, "--format", "regsync")...)
	var all steps
	strictly(t, text, &all)
	assert.Equal(t, 1, all.Version)
	found = nil
	for _, step := range all.Sync {
		assert.Equal(t, "image", step.Type)
		name := strings.TrimPrefix(step.Source, "docker.io/")
		assert.Equal(t, `{{env "MIRROR"}}/`+name, step.Target)
		found = append(found, strings.TrimPrefix(name, "library/"))
	}
	assert.Equal(t, references, found)
}

func TestPinnedImagesAreCopiedByTheirDigests(t *testing.T) {
	args := []string{"tags", "acme/api", "--demo", "--limit", "3", "--digests", "--platform", "linux/arm64", "--full"}
	lines, _, _ := run(t, args...)
	references := strings.Fields(lines)
	require.Len(t, references, 3)

	var file registries
	text, _, _ := run(t, append(args, "--format", "skopeo")...)
	strictly(t, text, &file)
	var all steps
	text, _, _ = run(t, append(args, "--format", "regsync")...)
	strictly(t, text, &all)
	for i, reference := range references {
		tagged, digest, _ := strings.Cut(reference, "@")
		assert.Equal(t, digest, file["docker.io"].Images["acme/api"][i])
		assert.Equal(t, reference, all.Sync[i].Source)
		assert.Equal(t, `{{env "MIRROR"}}/`+strings.TrimPrefix(tagged, "docker.io/"), all.Sync[i].Target, "the copy has the tag")
	}
}

func TestOfNothingNothingIsCopied(t *testing.T) {
	var file registries
	text, _, _ := run(t, "tags", "acme/api", "--demo", "--filter", "nosuchtag", "--format", "skopeo")
	strictly(t, text, &file)
	assert.Empty(t, file["docker.io"].Images, "a repository without tags would be copied whole")
	var all steps
	text, _, _ = run(t, "tags", "acme/api", "--demo", "--filter", "nosuchtag", "--format", "regsync")
	strictly(t, text, &all)
	assert.Empty(t, all.Sync)
}

func TestWhatCopiesImagesIsForDockerHubAndTagsAlone(t *testing.T) {
	for words, args := range map[string][]string{
		"names Docker Hub's registry": {"images", "a/b", "--format", "skopeo", "--hub", "http://127.0.0.1:1"},
		"leave --columns out":         {"images", "a/b", "--demo", "--format", "regsync", "--columns", "tag"},
		"writes lines":                {"images", "a/b", "--demo", "--format", "skopeo", "--resume", "/nonexistent/x"},
		`there is no format "skopeo"`: {"repositories", "a", "--demo", "--format", "skopeo"},
	} {
		_, said, code := run(t, args...)
		assert.Equal(t, 2, code, args)
		assert.Contains(t, said, words)
	}
}
