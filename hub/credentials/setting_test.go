package credentials_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	protocol "github.com/docker/docker-credential-helpers/credentials"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/hub/hubtest"
)

const (
	helperPrefix = "docker-credential-"
	dockersKey   = "https://index.docker.io/v1/"
)

// TestMain lets the test's own binary be a credential helper, by its name, and a second process, by
// a variable.
func TestMain(m *testing.M) {
	if name, ok := strings.CutPrefix(filepath.Base(os.Args[0]), helperPrefix); ok {
		quit(playHelper(name))
	}
	if part := os.Getenv("TAGBOAT_TEST_PART"); part != "" {
		quit(playPart(part))
	}
	_ = os.Setenv("PATH", "") // so that no test finds a helper of this machine, also not in parallel
	os.Exit(m.Run())
}

// systemPath is where this machine has its programs.
var systemPath = os.Getenv("PATH")

// installed is where this machine has a program, or nothing.
func installed(program string) string {
	for _, folder := range filepath.SplitList(systemPath) {
		if path, err := exec.LookPath(filepath.Join(folder, program)); err == nil {
			return path
		}
	}
	return ""
}

// messages are what Docker's helpers say when they fail, by the name of the helper that says it
// here.
var messages = map[string]string{
	"fails-not-found":     "credentials not found in native keychain",
	"fails-server":        "no credentials server URL",
	"fails-username":      "no credentials username",
	"fails-pass":          "pass not initialized: exit status 1: Error: password store is empty. Try \"pass init\".",
	"fails-decryption":    "exit status 2: gpg: decryption failed: No secret key",
	"fails-bus":           "Cannot autolaunch D-Bus without X11 $DISPLAY",
	"fails-service":       "The name org.freedesktop.secrets was not provided by any .service files",
	"fails-interaction":   "User interaction is not allowed.",
	"fails-passphrase":    "The user name or passphrase you entered is not correct.",
	"fails-action":        "unknown credential action `get`",
	"fails-long":          strings.Repeat("a very long story ", 500),
	"fails-telling":       "cannot store dckr_pat_alice",
	"fails-telling-again": `{"ServerURL":"x","Username":"alice","Secret":"anchor-chain"}`,
	"fails-mute":          "",
}

// playHelper is one of the bad helpers, or a good one that keeps a file in its home.
func playHelper(name string) int {
	if message, ok := messages[name]; ok {
		say(message)
		return 1
	}
	input, _ := io.ReadAll(os.Stdin)
	switch name {
	case "hangs":
		select {}
	case "hangs-with-a-child":
		return playParent()
	case "hangs-and-is-heard":
		return playChild()
	case "floods":
		for range 10 << 10 {
			if _, err := os.Stdout.Write(bytes.Repeat([]byte("{"), 1<<10)); err != nil {
				return 1
			}
		}
	case "floods-errors":
		_, _ = os.Stderr.Write(bytes.Repeat([]byte("x"), 10<<20))
	case "garbage":
		say("\x1b]0;hacked\x07 anchor-chain")
	case "silent":
	case "empty":
		say(`{"ServerURL":"","Username":"","Secret":""}`)
	case "identity":
		say(`{"ServerURL":"x","Username":"<token>","Secret":"identity-token"}`)
	case "web":
		say(`{"ServerURL":"x","Username":"alice","Secret":"eyJhbGciOi.eyJzdWIi.c2ln"}`)
	default:
		return playGood(os.Args[1], input)
	}
	return 0
}

// playGood keeps to the protocol. What it saw of its surroundings is written down for the test.
func playGood(action string, input []byte) int {
	home := os.Getenv("HOME")
	seen := strings.Join(os.Args, " ") + "\n" + strings.Join(os.Environ(), "\n") + "\n"
	f, err := os.OpenFile(filepath.Join(home, "seen"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return 1
	}
	_, _ = f.WriteString(seen)
	_ = f.Close()
	store, kept := filepath.Join(home, "good.json"), map[string]protocol.Credentials{}
	content, _ := os.ReadFile(store)
	_ = json.Unmarshal(content, &kept)
	key := strings.TrimSpace(string(input))
	switch action {
	case "get":
		found, ok := kept[key]
		if !ok {
			say(messages["fails-not-found"])
			return 1
		}
		answer, err := json.Marshal(found)
		say(string(answer))
		if err != nil {
			return 1
		}
		return 0
	case "store":
		var c protocol.Credentials
		if json.Unmarshal(input, &c) != nil {
			return 1
		}
		kept[c.ServerURL] = c
	case "erase":
		delete(kept, key)
	}
	content, err = json.Marshal(kept)
	if err != nil || os.WriteFile(store, content, 0o600) != nil {
		return 1
	}
	return 0
}

func say(text string) { _, _ = os.Stdout.WriteString(text) }

// machine is a home with Docker's configuration, a state directory, helpers, and a Hub to log in
// to.
type machine struct {
	t           *testing.T
	home, state string
	environment map[string]string
	now         time.Time
	patience    time.Duration
	address     string
	hub         *hubtest.Hub
	client      *hub.Client
}

func newMachine(t *testing.T, helpers ...string) *machine {
	t.Helper()
	if runtime.GOOS == "windows" && len(helpers) > 0 {
		t.Skip("the helpers of this test are links to the test itself, which not everybody may make on Windows")
	}
	home := t.TempDir()
	m := &machine{
		t: t, home: home, state: filepath.Join(home, "state", "tagboat"), now: time.Now(), patience: time.Minute,
		environment: map[string]string{"HOME": home, "PATH": filepath.Join(home, "bin")},
	}
	self, err := os.Executable()
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(filepath.Join(home, "bin"), 0o700))
	for _, name := range helpers {
		require.NoError(t, os.Symlink(self, filepath.Join(home, "bin", helperPrefix+name)))
	}
	if len(helpers) > 0 {
		t.Setenv("PATH", filepath.Join(home, "bin"))
	}
	w := hubtest.NewWorld(m.now)
	w.AddUser(hubtest.User{Name: "alice", Password: "anchor-chain", Tokens: []hubtest.AccessToken{{Secret: "dckr_pat_alice", Scope: "repo:read"}}})
	w.AddUser(hubtest.User{Name: "bob", Password: "harbor-light", Code: "123456"})
	m.hub = hubtest.New(w, hubtest.WithClock(func() time.Time { return m.now }))
	m.client, err = hub.New(hub.Options{
		BaseURL: m.hub.URL(), RegistryURL: m.hub.RegistryURL(), Transport: m.hub.Transport(), Now: func() time.Time { return m.now },
	})
	require.NoError(t, err)
	return m
}

func (m *machine) accounts() *credentials.Accounts {
	return credentials.New(credentials.Options{
		Hub: m.address, Home: m.home, State: m.state, Getenv: func(name string) string { return m.environment[name] },
		Now: func() time.Time { return m.now }, Patience: m.patience,
	})
}

func (m *machine) docker(config string) {
	m.t.Helper()
	require.NoError(m.t, os.MkdirAll(filepath.Join(m.home, ".docker"), 0o700))
	require.NoError(m.t, os.WriteFile(filepath.Join(m.home, ".docker", "config.json"), []byte(config), 0o600))
}

// dockerLogin writes what "docker login" writes without a helper.
func (m *machine) dockerLogin(username, secret string) {
	m.t.Helper()
	m.docker(fmt.Sprintf(`{"auths":{%q:{"auth":%q}}}`, dockersKey, encoded(username+":"+secret)))
}

func encoded(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

func (m *machine) find(ask credentials.Ask) (credentials.Found, string) {
	m.t.Helper()
	found, notices := m.accounts().Find(m.t.Context(), ask)
	said := make([]string, len(notices))
	for i, n := range notices {
		said[i] = string(n)
		assert.NotContains(m.t, said[i], "\n")
		assert.True(m.t, strings.HasSuffix(said[i], "."), said[i])
	}
	return found, strings.Join(said, "\n")
}

// login logs in by hand and keeps the session.
func (m *machine) login(username, secret string, at credentials.Where) *hub.Session {
	m.t.Helper()
	a := m.accounts()
	session, err := a.Login(m.t.Context(), m.client, username, hub.NewSecret(secret))
	require.NoError(m.t, err)
	require.NoError(m.t, a.Save(m.t.Context(), session, hub.Secret{}, at))
	return session
}

func (m *machine) open(f credentials.Found) (*hub.Session, error) {
	return m.accounts().Open(m.t.Context(), m.client, f)
}

func (m *machine) asked(part string) (count int) {
	for _, r := range m.hub.Requests() {
		if strings.Contains(r.Path, part) {
			count++
		}
	}
	return count
}

func (m *machine) file() credentials.Where {
	return credentials.Where{Place: credentials.InFile, Name: filepath.Join(m.state, "sessions.json")}
}

func good() credentials.Where { return credentials.Where{Place: credentials.InHelper, Name: "good"} }

// seeded puts a credential into the good helper's store, under a key.
func (m *machine) seeded(key, username, secret string) {
	m.t.Helper()
	content, err := json.Marshal(map[string]protocol.Credentials{key: {ServerURL: key, Username: username, Secret: secret}})
	require.NoError(m.t, err)
	require.NoError(m.t, os.WriteFile(filepath.Join(m.home, "good.json"), content, 0o600))
}
