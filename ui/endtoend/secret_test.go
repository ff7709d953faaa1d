//go:build !windows

package endtoend_test

import (
	"bytes"
	"io/fs"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

// aHelper is a credential helper that keeps what it is given and writes down
// everything that a process can see of how it was started.
const aHelper = `#!/bin/sh
{ echo "argv: $0 $*"; env; } >> "$HOME/seen-by-the-helper"
store="$HOME/the-helpers-store"
case "$1" in
store) cat > "$store" ;;
get) read -r key; if [ -s "$store" ]; then cat "$store"; else echo "credentials not found in native keychain"; exit 1; fi ;;
erase) rm -f "$store" ;;
list) echo '{}' ;;
esac
`

func TestASecretLeavesNoTrace(t *testing.T) { // alone, for it looks at all processes
	const password, code = "correct-horse-battery", "123456"
	world := hubtest.NewWorld(time.Now())
	world.AddUser(hubtest.User{Name: "carol", Password: password, Code: code})
	world.AddRepository(hubtest.Repository{Namespace: "carol", Name: "app"})
	server := httptest.NewServer(hubtest.New(world))
	defer server.Close()

	home := t.TempDir()
	log := filepath.Join(home, "log")
	require.NoError(t, os.Mkdir(filepath.Join(home, "bin"), 0o700))
	writeProgram(t, filepath.Join(home, "bin", "docker-credential-witness"), aHelper)
	require.NoError(t, os.Mkdir(filepath.Join(home, ".docker"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(home, ".docker", "config.json"), []byte(`{"credsStore":"witness"}`), 0o600))
	environment := []string{"HOME=" + home, "PATH=" + filepath.Join(home, "bin") + ":" + os.Getenv("PATH"), "XDG_STATE_HOME="}

	term := open(t, 100, 30, environment, tagboat, "--hub", server.URL, "--log", log)
	term.waitFor("Keep")
	term.enter("carol")
	term.press("tab")
	term.paste("not-" + password)
	term.press("enter")
	term.waitFor("4 more tries")
	term.paste(password)
	term.press("enter")
	term.waitFor("Second factor")
	term.paste(code)
	term.waitForSelection("carol")
	term.waitUntil("the helper has the session", func() bool {
		_, err := os.Stat(filepath.Join(home, "the-helpers-store"))
		return err == nil
	})
	arguments := processes(t)
	term.press("q")
	assert.Equal(t, 0, term.exit())

	again := open(t, 100, 30, environment, tagboat, "--hub", server.URL, "--log", log)
	again.waitForSelection("carol")
	again.press("q")
	assert.Equal(t, 0, again.exit())

	store, err := os.ReadFile(filepath.Join(home, "the-helpers-store"))
	require.NoError(t, err)
	assert.NotContains(t, string(store), password, "only the session was to be kept")
	for _, secret := range []string{password, code, tokenOf(t, string(store))} {
		assert.NotContains(t, arguments, secret, "the arguments of a process")
		for _, drawn := range [][]byte{term.raw(), again.raw()} {
			shown := secret == code // while it is typed, for six digits are easily mistyped
			assert.False(t, !shown && bytes.Contains(drawn, []byte(secret)), "the terminal")
		}
		require.NoError(t, filepath.WalkDir(home, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || filepath.Base(path) == "the-helpers-store" {
				return err
			}
			content, err := os.ReadFile(path)
			assert.NotContains(t, string(content), secret, path)
			return err
		}))
	}
}

// processes are the command lines of all processes.
func processes(t *testing.T) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "ps", "-eo", "args").Output()
	require.NoError(t, err)
	return string(out)
}

// tokenOf finds the session's token, which has three parts, in what the helper
// was given.
func tokenOf(t *testing.T, store string) string {
	t.Helper()
	for _, word := range strings.FieldsFunc(store, func(r rune) bool { return strings.ContainsRune("\"\\{},: \n", r) }) {
		if strings.Count(word, ".") == 2 && len(word) > 60 {
			return word
		}
	}
	require.Fail(t, "there is no token in the store")
	return ""
}
