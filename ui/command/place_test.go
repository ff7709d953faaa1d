package command_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/command"
)

func TestAWordThatIsNoCommandIsToldWithBothReadings(t *testing.T) {
	for word, wants := range map[string][]string{
		"imges":            {`there is no command "imges"`, "did you mean tagboat images?", "library/imges", "imges/ for the namespace"},
		"Images":           {"did you mean tagboat images?"},
		"tgas":             {"did you mean tagboat tags?"},
		"inspct":           {"did you mean tagboat inspect?"},
		"comparee":         {"did you mean tagboat compare?"},
		"repository":       {`there is no command "repository"`},
		"nginx":            {`there is no command "nginx"`, "takes a terminal", "tagboat tags nginx prints the tags", "tagboat repositories nginx those of the namespace"},
		"maven":            {`there is no command "maven"`, "takes a terminal"},
		"nats":             {"tagboat tags nats prints the tags"},
		"docker":           {"tagboat tags docker prints the tags"},
		"docter":           {"did you mean tagboat doctor?"},
		"images/":          {"takes a terminal", "tagboat repositories images prints"},
		"library/images":   {"takes a terminal", "tagboat tags images prints"},
		"acme/":            {"tagboat repositories acme prints"},
		"acme/api:1.24":    {"tagboat inspect acme/api:1.24 prints what it is"},
		"ghcr.io/acme/api": {"no place", "is on ghcr.io"},
		"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef": {"a digest alone does not tell its repository"},
		"$(reboot)": {"no place"},
	} {
		_, stderr, code := run(t, word)
		assert.Equal(t, 2, code, word)
		for _, want := range wants {
			assert.Contains(t, stderr, want, word)
		}
		assert.NotContains(t, stderr, "\x1b")
	}
	_, stderr, code := run(t, "docker", "pull", "nginx:1.27")
	assert.Equal(t, 2, code)
	assert.Contains(t, stderr, "takes a terminal", "several words are one text, as it was copied")
}

// called runs the program by another path.
func called(t *testing.T, program string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	folder := t.TempDir()
	var files []*os.File
	for _, name := range []string{"in", "out", "err"} {
		f, err := os.Create(filepath.Join(folder, name))
		require.NoError(t, err)
		t.Cleanup(func() { _ = f.Close() })
		files = append(files, f)
	}
	code = command.Run(t.Context(), command.Machine{
		Program: program, Args: args, Getenv: func(string) string { return "" },
		In: files[0], Out: files[1], Err: files[2],
		OS: "linux", Architecture: "amd64", Version: "1.2.3", Now: time.Now,
	})
	return content(t, files[1]), content(t, files[2]), code
}

func TestAsAPluginOfDockersCommandLineTheWordThatNamesItIsDropped(t *testing.T) {
	const path = "/home/alice/.docker/cli-plugins/docker-tagboat"
	stdout, _, code := called(t, path, "docker-cli-plugin-metadata")
	assert.Equal(t, 0, code)
	var told map[string]string
	require.NoError(t, json.Unmarshal([]byte(stdout), &told))
	assert.Equal(t, "0.1.0", told["SchemaVersion"])
	assert.NotEmpty(t, told["Vendor"])

	for _, args := range [][]string{{"tagboat", "--version"}, {"--context", "far", "tagboat", "--version"}, {"--version"}} {
		stdout, _, code = called(t, path, args...)
		assert.Equal(t, 0, code)
		assert.Equal(t, "tagboat 1.2.3\n", stdout)
	}
	for _, args := range [][]string{{"help", "tagboat"}, {"--debug", "help", "tagboat"}, {"tagboat", "--help"}} {
		stdout, _, code = called(t, path, args...)
		assert.Equal(t, 0, code)
		assert.Contains(t, stdout, "Usage:\n  tagboat [PLACE]", "%q", args)
	}
	stdout, _, _ = called(t, path, "__complete", "tagboat", "repos")
	assert.Contains(t, stdout, "repositories\t", "a shell is told what could follow, and nothing is done")
	stdout, _, _ = called(t, path, "--context", "tagboat", "__completeNoDesc", "tagboat", "tags", "--dem")
	assert.Contains(t, stdout, "--demo\n")
	stdout, _, _ = called(t, path, "--context", "tagboat", "tagboat", "--version")
	assert.Equal(t, "tagboat 1.2.3\n", stdout, "a value of Docker's is no name of the plugin")

	_, stderr, _ := called(t, path+".exe", "tagboat", "tags")
	assert.Contains(t, stderr, "expected one repository")
	_, stderr, _ = called(t, "/usr/bin/tagboat", "tagboat")
	assert.Contains(t, stderr, `there is no command "tagboat"`, "elsewhere it is a word as any other")
}
