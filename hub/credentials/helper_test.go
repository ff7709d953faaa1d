package credentials_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
)

// playParent starts a child that holds the pipes, as a helper that asks for a passphrase does, and
// waits for it.
func playParent() int {
	self, _ := os.Executable()
	child := exec.CommandContext(context.Background(), self)
	child.Args = []string{helperPrefix + "hangs-and-is-heard"}
	child.Stdout, child.Stderr = os.Stdout, os.Stderr
	if child.Start() != nil {
		return 1
	}
	_ = child.Wait()
	return 0
}

// playChild holds a connection to the test, which ends when the child does.
func playChild() int {
	address, err := os.ReadFile(filepath.Join(os.Getenv("HOME"), "address"))
	if err != nil {
		return 1
	}
	var dialer net.Dialer
	held, err := dialer.DialContext(context.Background(), "tcp", string(address))
	if err != nil {
		return 1
	}
	_, _ = io.Copy(io.Discard, held)
	return 0
}

func TestABadHelperIsOneSentenceAndTheFormStillOpens(t *testing.T) {
	cases := map[string]string{
		"hangs":            "docker-credential-hangs did not answer within 300ms",
		"floods":           "docker-credential-floods answered with more than 64 KiB",
		"floods-errors":    "docker-credential-floods-errors answered with more than 64 KiB",
		"garbage":          "docker-credential-garbage answered with something that is no credential",
		"silent":           "docker-credential-silent answered with something that is no credential",
		"absent":           "docker-credential-absent is not installed",
		"../bin/silent":    "docker-credential-../bin/silent is not installed",
		"fails-server":     "failed: “no credentials server URL”",
		"fails-username":   "failed: “no credentials username”",
		"fails-pass":       "failed: “pass not initialized: exit status 1: Error: password store is empty. Try \"pass init\".”",
		"fails-decryption": "gpg: decryption failed: No secret key",
		"fails-bus":        "Cannot autolaunch D-Bus without X11 $DISPLAY",
		"fails-mute":       "docker-credential-fails-mute failed without a word (exit status 1)",
		"fails-long":       "a very long story a very long",

		"fails-service": "org.freedesktop.secrets", "fails-interaction": "User interaction is not allowed.",
		"fails-passphrase": "passphrase you entered is not correct", "fails-action": "unknown credential action `get`",
		"fails-telling": "failed without a word", "fails-telling-again": "failed without a word",
	}
	for name, sentence := range cases {
		t.Run(strings.ReplaceAll(name, "/", "_"), func(t *testing.T) {
			m := newMachine(t, keys(cases)...)
			m.patience = 300 * time.Millisecond
			if name != "hangs" {
				m.patience = time.Minute
			}
			m.docker(fmt.Sprintf(`{"credsStore":%q}`, name))
			found, said := m.find(credentials.Ask{Account: "alice"})
			assert.Equal(t, credentials.Found{Username: "alice"}, found)
			assert.Contains(t, said, sentence)
			assert.Equal(t, 0, strings.Count(said, "\n"), said)
			assert.Less(t, len(said), 400)
			for _, secret := range []string{"anchor-chain", "dckr_pat_alice", "hacked"} {
				assert.NotContains(t, said, secret)
			}
		})
	}
}

func keys(cases map[string]string) []string {
	var names []string
	for name := range cases {
		if name != "absent" && !strings.Contains(name, "/") {
			names = append(names, name)
		}
	}
	return names
}

func TestAHelperThatHangsEndsWithEverythingItStarted(t *testing.T) {
	m := newMachine(t, "hangs-with-a-child")
	m.docker(`{"credsStore":"hangs-with-a-child"}`)
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // it is closed with the test
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	require.NoError(t, os.WriteFile(filepath.Join(m.home, "address"), []byte(listener.Addr().String()), 0o600))
	children := make(chan net.Conn, 16)
	go func() {
		for {
			child, err := listener.Accept()
			if err != nil {
				return
			}
			children <- child
		}
	}()
	for m.patience = time.Second; len(children) == 0; m.patience *= 2 { // until the child has had the time to start
		require.Less(t, m.patience, 3*time.Minute, "no child was ever started")
		_, said := m.find(credentials.Ask{})
		assert.Contains(t, said, "did not answer within "+m.patience.String())
	}
	for len(children) > 0 {
		child := <-children
		require.NoError(t, child.SetReadDeadline(time.Now().Add(time.Minute)))
		_, err = io.Copy(io.Discard, child)
		_ = child.Close()
		require.NotErrorIs(t, err, os.ErrDeadlineExceeded, "the child lives on")
	}
}

func TestBothWaysOfHoldingNothingAreNoFailure(t *testing.T) {
	for _, name := range []string{"empty", "fails-not-found"} {
		m := newMachine(t, name)
		m.docker(fmt.Sprintf(`{"credsStore":%q}`, name))
		found, said := m.find(credentials.Ask{})
		assert.Equal(t, credentials.Found{}, found)
		assert.Empty(t, said)
	}
}

func TestABrokenHelperIsAskedOnceAndMentionedOnce(t *testing.T) {
	m := newMachine(t, "good", "fails-pass")
	m.login("alice", "anchor-chain", good())
	require.NoError(t, os.Remove(filepath.Join(m.home, "bin", helperPrefix+"good")))
	require.NoError(t, os.Symlink(filepath.Join(m.home, "bin", helperPrefix+"fails-pass"), filepath.Join(m.home, "bin", helperPrefix+"gone")))
	m.docker(`{"credsStore":"good"}`)
	found, said := m.find(credentials.Ask{})
	assert.Equal(t, credentials.Found{Username: "alice"}, found)
	assert.Equal(t, "The kept session of alice cannot be used: docker-credential-good is not installed.", said)
}

func TestAHelperSeesNoSecretInItsEnvironmentOrItsArguments(t *testing.T) {
	m := newMachine(t, "good")
	m.docker(`{"credsStore":"good"}`)
	m.environment["TAGBOAT_PASSWORD"] = "environment-password"
	m.environment["TAGBOAT_TOKEN"] = "dckr_pat_environment"
	m.environment["AWS_SECRET_ACCESS_KEY"] = "cloud-secret"
	t.Setenv("TAGBOAT_TOKEN", "dckr_pat_of_the_process")
	session := m.login("alice", "dckr_pat_alice", good())
	_, _ = m.find(credentials.Ask{Account: "alice"})
	require.NoError(t, m.accounts().Forget(t.Context(), "alice"))
	seen, err := os.ReadFile(filepath.Join(m.home, "seen"))
	require.NoError(t, err)
	assert.Contains(t, string(seen), " store\n")
	assert.Contains(t, string(seen), " get\n")
	assert.Contains(t, string(seen), " erase\n")
	assert.Contains(t, string(seen), "HOME="+m.home)
	for _, secret := range []string{"environment-password", "dckr_pat_", "cloud-secret", session.Keep().Token.Reveal()} {
		assert.NotContains(t, string(seen), secret)
	}
}

func TestAHelperThatCannotKeepSaysSoWithoutTheSecret(t *testing.T) {
	for _, name := range []string{"hangs", "floods", "absent", "fails-telling", "fails-telling-again", "fails-interaction"} {
		m := newMachine(t, "hangs", "floods", "fails-telling", "fails-telling-again", "fails-interaction")
		m.patience = 500 * time.Millisecond
		session, err := m.accounts().Login(t.Context(), m.client, "alice", hub.NewSecret("dckr_pat_alice"))
		require.NoError(t, err)
		err = m.accounts().Save(t.Context(), session, hub.Secret{}, credentials.Where{Place: credentials.InHelper, Name: name})
		require.Error(t, err)
		assert.Contains(t, err.Error(), helperPrefix+name)
		assert.NotContains(t, err.Error(), "dckr_pat_")
		list, err := m.accounts().List()
		require.NoError(t, err)
		assert.Empty(t, list, "what was not kept is not listed")
	}
}
