//go:build !windows

package endtoend_test

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

// aWitness is a program that writes down what it was started with.
const aWitness = `#!/bin/sh
env > "$WITNESS/$(basename "$0").new"
mv "$WITNESS/$(basename "$0").new" "$WITNESS/$(basename "$0")"
[ "$1" = get ] && echo "credentials not found in native keychain" && exit 1
cat > /dev/null
exit 0
`

func TestNoProgramThatIsStartedInheritsASecret(t *testing.T) {
	t.Parallel()
	world := hubtest.NewWorld(time.Now())
	world.AddUser(hubtest.User{Name: "carol", Password: "x", Tokens: []hubtest.AccessToken{{Secret: "dckr_pat_carol", Scope: "repo:read"}}})
	world.AddRepository(hubtest.Repository{Namespace: "carol", Name: "app"})
	server := httptest.NewServer(hubtest.New(world))
	defer server.Close()

	home := t.TempDir()
	bin, seen := filepath.Join(home, "bin"), filepath.Join(home, "seen")
	require.NoError(t, os.Mkdir(bin, 0o700))
	require.NoError(t, os.Mkdir(seen, 0o700))
	started := []string{"docker-credential-witness", "xclip", "tmux", "xdg-open"}
	for _, name := range started {
		writeProgram(t, filepath.Join(bin, name), aWitness)
	}
	require.NoError(t, os.Mkdir(filepath.Join(home, ".docker"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(home, ".docker", "config.json"), []byte(`{"credsStore":"witness"}`), 0o600))
	environment := []string{
		"HOME=" + home, "PATH=" + bin + ":" + os.Getenv("PATH"), "XDG_STATE_HOME=", "WITNESS=" + seen, "DISPLAY=:77", "TMUX=/tmp/none,1,0",
		"SSH_TTY=", "SSH_CONNECTION=", "SSH_CLIENT=", "BROWSER=",
		"TAGBOAT_USERNAME=carol", "TAGBOAT_TOKEN=dckr_pat_carol", "TAGBOAT_PASSWORD=another-secret",
		`DOCKER_AUTH_CONFIG={"auths":{"ghcr.io":{"auth":"c2VjcmV0OnNlY3JldA=="}}}`,
	}
	isStarted := func(term *terminal, names ...string) {
		for _, name := range names {
			term.waitUntil(name+" was started", func() bool {
				_, err := os.Stat(filepath.Join(seen, name))
				return err == nil
			})
		}
	}
	term := open(t, 100, 30, environment, tagboat, "--hub", server.URL)
	term.waitForSelection("carol")
	term.press("enter")
	term.waitForSelection("app")
	term.press("y")
	isStarted(term, "xclip", "tmux")
	term.press("q")
	assert.Equal(t, 0, term.exit())

	term = open(t, 100, 30, environment, tagboat, "--demo") // another Hub has no pages on the web
	term.waitFor("Log in to Docker Hub")
	term.press("ctrl+o")
	term.waitFor("Open by name")
	term.enter("nginx")
	term.press("enter")
	term.waitForSelection("1.")
	term.press("o")
	isStarted(term, "xdg-open")
	term.press("q")
	assert.Equal(t, 0, term.exit())

	for _, name := range started[1:] {
		content, err := os.ReadFile(filepath.Join(seen, name))
		require.NoError(t, err)
		assert.Contains(t, string(content), "DISPLAY=:77", "the rest is there")
		for _, secret := range []string{"dckr_pat_carol", "another-secret", "c2VjcmV0OnNlY3JldA"} {
			assert.NotContains(t, strings.ReplaceAll(string(content), "\x00", ""), secret, name)
		}
	}
}

func TestAHelperThatAsksAPersonIsWaitedForAndThatIsSaid(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(hubtest.New(hubtest.NewWorld(time.Now())))
	defer server.Close()
	home := t.TempDir()
	script := "#!/bin/sh\nread key\nwhile [ ! -e '" + filepath.Join(home, "answered") + "' ]; do sleep 0.05; done\necho 'credentials not found in native keychain'\nexit 1\n"
	writeProgram(t, filepath.Join(home, "docker-credential-asks"), script)
	require.NoError(t, os.Mkdir(filepath.Join(home, ".docker"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(home, ".docker", "config.json"), []byte(`{"credsStore":"asks"}`), 0o600))
	environment := []string{"HOME=" + home, "PATH=" + home + ":" + os.Getenv("PATH"), "XDG_STATE_HOME="}
	const sentence = "Waiting for docker-credential-asks; it may be asking you something"
	for _, args := range [][]string{{}, {"accounts"}} {
		term := open(t, 100, 30, environment, tagboat, append(args, "--hub", server.URL)...)
		term.waitFor(sentence[:40])
		require.NoError(t, os.WriteFile(filepath.Join(home, "answered"), nil, 0o600))
		if len(args) == 0 {
			term.waitUntil("the form is free", func() bool { return !strings.Contains(term.screen(), sentence[:40]) })
			term.press("ctrl+c")
		}
		assert.Equal(t, 0, term.exit())
		require.NoError(t, os.Remove(filepath.Join(home, "answered")))
	}
}
