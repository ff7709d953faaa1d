//go:build linux

package credentials_test

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	protocol "github.com/docker/docker-credential-helpers/credentials"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
)

// needs skips without the programs; where they are promised, their absence is a failure.
func needs(t *testing.T, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if installed(program) != "" {
			continue
		}
		if os.Getenv("TAGBOAT_REQUIRE_HELPERS") == "1" {
			t.Fatalf("%s is not installed, and TAGBOAT_REQUIRE_HELPERS says that it must be", program)
		}
		t.Skipf("%s is not installed; the real credential helper was not tried", program)
	}
}

// realMachine is a machine with the real programs and a home of its own, whose path is short enough
// for an agent's socket.
func realMachine(t *testing.T) *machine {
	t.Helper()
	m := newMachine(t)
	t.Setenv("PATH", systemPath)
	home, err := os.MkdirTemp("", "boat") //nolint:usetesting // The directory of a test is too long for the socket of an agent.
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(home) })
	m.home, m.state = home, filepath.Join(home, "state")
	m.environment = map[string]string{"HOME": home, "PATH": systemPath}
	m.patience = 30 * time.Second
	return m
}

// command runs a program in the machine's environment.
func (m *machine) command(name string, arguments ...string) *exec.Cmd {
	c := exec.CommandContext(context.WithoutCancel(m.t.Context()), name, arguments...)
	c.WaitDelay = 5 * time.Second
	c.Env = []string{}
	for name, value := range m.environment {
		c.Env = append(c.Env, name+"="+value)
	}
	return c
}

func (m *machine) must(c *exec.Cmd) {
	m.t.Helper()
	out, err := c.CombinedOutput()
	require.NoError(m.t, err, string(out))
}

func TestSessionsAreKeptInTheRealPass(t *testing.T) {
	needs(t, "docker-credential-pass", "pass", "gpg", "gpgconf")
	m := realMachine(t)
	m.environment["GNUPGHOME"] = filepath.Join(m.home, "gpg")
	require.NoError(t, os.Mkdir(m.environment["GNUPGHOME"], 0o700))
	t.Cleanup(func() {
		c := exec.CommandContext(context.WithoutCancel(t.Context()), "gpgconf", "--kill", "all")
		c.Env = []string{"GNUPGHOME=" + filepath.Join(m.home, "gpg"), "PATH=" + m.environment["PATH"]}
		_ = c.Run()
	})

	m.docker(`{"credsStore":"pass"}`)
	session, err := m.accounts().Login(t.Context(), m.client, "alice", hub.NewSecret("anchor-chain"))
	require.NoError(t, err)
	err = m.accounts().Save(t.Context(), session, hub.Secret{}, credentials.Where{Place: credentials.InHelper, Name: "pass"})
	require.ErrorContains(t, err, "docker-credential-pass failed: “pass not initialized", "before it was set up")

	m.must(m.command("gpg", "--batch", "--passphrase", "", "--quick-gen-key", "Boat <boat@example.org>", "default", "default", "never"))
	m.must(m.command("pass", "init", "boat@example.org"))
	m.liveWith("pass")
}

func TestSessionsAreKeptInTheRealSecretService(t *testing.T) {
	needs(t, "docker-credential-secretservice", "dbus-run-session", "gnome-keyring-daemon")
	m := realMachine(t)
	m.environment["XDG_RUNTIME_DIR"] = filepath.Join(m.home, "run")
	require.NoError(t, os.Mkdir(m.environment["XDG_RUNTIME_DIR"], 0o700))
	c := m.command("dbus-run-session", "--", "sh", "-c",
		`printf boat | gnome-keyring-daemon --unlock --components=secrets >/dev/null; echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat`)
	open, err := c.StdinPipe()
	require.NoError(t, err)
	out, err := c.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	t.Cleanup(func() { _ = open.Close(); _ = c.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	m.environment["DBUS_SESSION_BUS_ADDRESS"] = strings.TrimSpace(address)
	m.liveWith("secretservice")
}

// liveWith is the life of an account in a real helper, beside what Docker itself keeps there.
func (m *machine) liveWith(name string) {
	t := m.t
	at := credentials.Where{Place: credentials.InHelper, Name: name}
	m.docker(`{"auths":{"` + dockersKey + `":{}},"credsStore":"` + name + `"}`)
	found, said := m.find(credentials.Ask{})
	assert.Equal(t, credentials.Found{}, found)
	assert.Empty(t, said, "a store that holds nothing is no failure")
	assert.Equal(t, at, m.accounts().Places()[0])

	stored, err := json.Marshal(protocol.Credentials{ServerURL: dockersKey, Username: "alice", Secret: "anchor-chain"})
	require.NoError(t, err)
	c := m.command("docker-credential-"+name, "store")
	c.Stdin = strings.NewReader(string(stored))
	m.must(c)
	found, said = m.find(credentials.Ask{})
	assert.Empty(t, said)
	assert.Equal(t, "anchor-chain", found.Secret.Reveal())
	session, err := m.open(found)
	require.NoError(t, err)

	a := m.accounts()
	require.NoError(t, a.Save(t.Context(), session, hub.Secret{}, at))
	require.NoError(t, a.Save(t.Context(), session, hub.NewSecret("anchor-chain"), at))
	began := time.Now()
	found, said = m.find(credentials.Ask{})
	t.Logf("a kept session is read in %s", time.Since(began).Round(time.Millisecond))
	assert.Empty(t, said)
	assert.Equal(t, credentials.FromSaved, found.Origin)
	resumed, err := m.open(found)
	require.NoError(t, err)
	assert.Equal(t, session.Keep().Token.Reveal(), resumed.Keep().Token.Reveal())
	assertNowhere(t, m.state, []string{"anchor-chain", session.Keep().Token.Reveal()})

	require.NoError(t, a.Forget(t.Context(), "alice"))
	require.NoError(t, a.Save(t.Context(), session, hub.Secret{}, at))
	require.NoError(t, eraseBehind(m, name))
	require.NoError(t, a.Forget(t.Context(), "alice"), "what is gone already is forgotten")
	found, _ = m.find(credentials.Ask{Account: "alice"})
	assert.Equal(t, credentials.FromDocker, found.Origin, "Docker's own entry is untouched")
}

// eraseBehind takes the kept session out of the helper without tagboat's knowing.
func eraseBehind(m *machine, name string) error {
	c := m.command("docker-credential-"+name, "erase")
	c.Stdin = strings.NewReader("https://hub.docker.com/tagboat/alice")
	return c.Run()
}
