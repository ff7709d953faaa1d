//go:build !windows

package endtoend_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLoggingInOnceServesTheScriptsUntilTheLogout(t *testing.T) {
	t.Parallel()
	url, everything := account(t)
	home := t.TempDir()
	tagboatAs := func(in string, args ...string) (stdout, stderr string, code int) {
		cmd := exec.CommandContext(t.Context(), tagboat, append(args, "--hub", url)...)
		cmd.Env = []string{"HOME=" + home, "PATH=" + os.Getenv("PATH")}
		cmd.Stdin = strings.NewReader(in)
		return outcome(t, cmd)
	}
	_, stderr, code := tagboatAs(token+"\n", "login", "carol", "--password-stdin")
	assert.Equal(t, 1, code, "there is no credential store, and a file was not asked for")
	assert.Contains(t, stderr, "--file")

	_, stderr, code = tagboatAs(token+"\n", "login", "carol", "--password-stdin", "--file")
	assert.Equal(t, 0, code, stderr)
	assert.Contains(t, stderr, "Logged in as carol")
	assert.NotContains(t, stderr, token)

	stdout, _, code := tagboatAs("", "images")
	assert.Equal(t, 0, code)
	assert.Len(t, lines(stdout), len(everything))
	stdout, _, _ = tagboatAs("", "accounts")
	assert.Regexp(t, `carol +personal access token +file .*sessions\.json`, stdout)
	holdsWhatTheREADMESays(t, filepath.Join(home, ".local", "state", "tagboat"))

	_, stderr, code = tagboatAs("", "logout", "carol")
	assert.Equal(t, 0, code, stderr)
	_, _, code = tagboatAs("", "images")
	assert.Equal(t, 4, code)
	for _, name := range []string{"accounts.json", "sessions.json"} {
		left, err := os.ReadFile(filepath.Join(home, ".local", "state", "tagboat", name))
		if err == nil {
			assert.NotContains(t, string(left), token)
		}
	}
}

// holdsWhatTheREADMESays compares the state folder with the README's table of
// what is stored where.
func holdsWhatTheREADMESays(t *testing.T, folder string) {
	t.Helper()
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	info, err := os.Stat(folder)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o700), info.Mode().Perm())
	assert.Contains(t, string(readme), "mode 0700, the files with 0600")
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	for _, entry := range entries {
		name := regexp.MustCompile(`^login-[0-9a-f]+`).ReplaceAllString(entry.Name(), "login-…")
		assert.Contains(t, string(readme), "`"+name+"`")
		info, err := entry.Info()
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm(), entry.Name())
	}
}
