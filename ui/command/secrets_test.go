//go:build unix

package command_test

import (
	"encoding/base64"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
	"tagboat/ui/command"
)

// machine is one with a home, a Hub that other machines reach, and nobody who looks.
type machine struct {
	t           *testing.T
	home        string
	environment map[string]string
	now         time.Time
	hub         *hubtest.Hub
	address     string
}

func newMachine(t *testing.T, options ...hubtest.Option) *machine {
	t.Helper()
	now := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	m := &machine{t: t, home: t.TempDir(), now: now}
	m.environment = map[string]string{"HOME": m.home}
	world := hubtest.NewWorld(now)
	world.AddUser(hubtest.User{Name: "alice", Password: "anchor-chain", Tokens: []hubtest.AccessToken{{Secret: "dckr_pat_alice", Scope: "repo:read"}}})
	world.AddRepository(hubtest.Repository{Namespace: "alice", Name: "api"})
	m.hub = hubtest.New(world, append(options, hubtest.WithClock(func() time.Time { return m.now }))...)
	server := httptest.NewServer(m.hub)
	t.Cleanup(server.Close)
	m.address = server.URL
	m.environment["TAGBOAT_HUB"] = server.URL
	return m
}

func (m *machine) run(stdin string, args ...string) (stdout, stderr string, code int) {
	m.t.Helper()
	folder := m.t.TempDir()
	require.NoError(m.t, os.WriteFile(filepath.Join(folder, "in"), []byte(stdin), 0o600))
	in, err := os.Open(filepath.Join(folder, "in"))
	require.NoError(m.t, err)
	out, err := os.Create(filepath.Join(folder, "out"))
	require.NoError(m.t, err)
	errs, err := os.Create(filepath.Join(folder, "err"))
	require.NoError(m.t, err)
	defer func() { _, _, _ = in.Close(), out.Close(), errs.Close() }()
	code = command.Run(m.t.Context(), command.Machine{
		Args: args, Getenv: func(name string) string { return m.environment[name] }, In: in, Out: out, Err: errs,
		OS: "linux", Architecture: "amd64", Version: "1.2.3", Now: func() time.Time { return m.now },
	})
	return content(m.t, out), content(m.t, errs), code
}

func (m *machine) docker(secret string) {
	m.t.Helper()
	require.NoError(m.t, os.MkdirAll(filepath.Join(m.home, ".docker"), 0o700))
	auth := base64.StdEncoding.EncodeToString([]byte("alice:" + secret))
	config := fmt.Sprintf(`{"auths":{%q:{"auth":%q}}}`, strings.TrimPrefix(m.address, "http://"), auth)
	require.NoError(m.t, os.WriteFile(filepath.Join(m.home, ".docker", "config.json"), []byte(config), 0o600))
}

func (m *machine) posts() (n int) {
	for _, r := range m.hub.Requests() {
		if r.Method == http.MethodPost {
			n++
		}
	}
	return n
}

// state is every file below the home but Docker's, with its time of writing.
func (m *machine) state() (all []string) {
	m.t.Helper()
	require.NoError(m.t, filepath.WalkDir(m.home, func(path string, entry fs.DirEntry, err error) error {
		require.NoError(m.t, err)
		about, err := entry.Info()
		require.NoError(m.t, err)
		if !strings.Contains(path, ".docker") && !entry.IsDir() {
			all = append(all, path+" "+about.ModTime().String())
		}
		return nil
	}))
	return all
}

func TestCompletionUsesAKeptSessionOrNoneAndNeverLogsIn(t *testing.T) {
	complete := []string{"__complete", "images"}
	for name, given := range map[string]func(m *machine){
		"nothing":      func(*machine) {},
		"docker login": func(m *machine) { m.docker("anchor-chain") },
		"wrong docker": func(m *machine) { m.docker("wrong") },
		"environment": func(m *machine) {
			m.environment["TAGBOAT_USERNAME"], m.environment["TAGBOAT_TOKEN"] = "alice", "dckr_pat_alice"
		},
		"kept and over": func(m *machine) {
			_, stderr, code := m.run("dckr_pat_alice\n", "login", "alice", "--password-stdin", "--file")
			require.Zero(m.t, code, stderr)
			m.now = m.now.Add(20 * time.Minute)
		},
		"kept and refused": func(m *machine) {
			_, _, code := m.run("dckr_pat_alice\n", "login", "alice", "--password-stdin", "--file")
			require.Zero(m.t, code)
			m.hub.Inject(hubtest.Fault{Match: hubtest.Match{Method: "GET"}, Do: hubtest.Unauthorized("Token is expired")})
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			given(m)
			before := m.state()
			m.hub.Forget()
			for range 3 {
				_, stderr, _ := m.run("", append(complete, "al")...)
				assert.NotContains(t, stderr, "tagboat:")
			}
			assert.Zero(t, m.posts(), "each would be a login that nobody asked for")
			assert.Equal(t, before, m.state(), "and nothing is written")
		})
	}
	for _, secret := range []string{"anchor-chain", "dckr_pat_alice"} {
		m := newMachine(t)
		_, _, code := m.run(secret+"\n", "login", "alice", "--password-stdin", "--file")
		require.Zero(t, code)
		m.hub.Forget()
		stdout, _, _ := m.run("", append(complete, "al")...)
		assert.Contains(t, stdout, "alice\nalice/\n")
		assert.Zero(t, m.posts())
	}
}

func TestALoginSendsNothingBeforeItIsKnownThatTheSessionCanBeKept(t *testing.T) {
	for sentence, spoil := range map[string]func(m *machine) []string{
		"there is no credential store to keep the session in": func(*machine) []string { return nil },
		"there is no folder to keep the session in": func(m *machine) []string {
			delete(m.environment, "HOME")
			return []string{"--file"}
		},
		"cannot be made: not a directory": func(m *machine) []string {
			require.NoError(m.t, os.WriteFile(filepath.Join(m.home, "file"), nil, 0o600))
			m.environment["XDG_STATE_HOME"] = filepath.Join(m.home, "file")
			return []string{"--file"}
		},
		"was written by a newer tagboat": func(m *machine) []string {
			m.keeps("sessions.json", `{"version":9}`, 0o600)
			return []string{"--file"}
		},
		"run: chmod 600": func(m *machine) []string {
			m.keeps("accounts.json", `{"version":1}`, 0o644)
			return []string{"--file"}
		},
	} {
		m := newMachine(t)
		args := append([]string{"login", "alice", "--password-stdin"}, spoil(m)...)
		_, stderr, code := m.run("anchor-chain\n", args...)
		assert.Equal(t, 1, code)
		assert.Contains(t, stderr, "nothing was sent")
		assert.Contains(t, stderr, sentence)
		assert.Empty(t, m.hub.Requests(), sentence)
	}
}

// keeps writes a file into the state folder.
func (m *machine) keeps(name, content string, mode fs.FileMode) {
	m.t.Helper()
	folder := filepath.Join(m.home, ".local", "state", "tagboat")
	require.NoError(m.t, os.MkdirAll(folder, 0o700))
	require.NoError(m.t, os.WriteFile(filepath.Join(folder, name), []byte(content), mode))
}

func TestAPipedSecretIsLookedAtBeforeItIsSent(t *testing.T) {
	for _, stdin := range []string{
		"\ufeffanchor-chain\n", "\xff\xfea\x00b\x00\r\x00\n\x00", "a\x00n\x00c\x00h\x00\n\x00", "caf\xe9\n", "anchor\x00\n", "eyJhbGciOi.eyJzdWIi.c2ln\n",
		"export TAGBOAT_PASSWORD=anchor-chain\n", "dckr_pat_***\n", "\n\n", "",
	} {
		m := newMachine(t)
		for _, args := range [][]string{{"login", "alice", "--password-stdin", "--file"}, {"images", "--account", "alice", "--password-stdin"}} {
			_, stderr, code := m.run(stdin, args...)
			assert.Equal(t, 2, code, "%q", stdin)
			assert.Regexp(t, `^tagboat: .*standard input`, stderr)
			assert.NotContains(t, stderr, "anchor")
			assert.Empty(t, m.hub.Requests())
		}
	}
	for _, stdin := range []string{"dckr_pat_alice\r\n", "\ufeff\"dckr_pat_alice\"\n", "\r\nexport T=dckr_pat_alice\n", "\xff\xfed\x00c\x00k\x00r\x00_\x00p\x00a\x00t\x00_\x00a\x00l\x00i\x00c\x00e\x00\r\x00\n\x00"} {
		m := newMachine(t)
		_, stderr, code := m.run(stdin, "login", "alice", "--password-stdin", "--file")
		assert.Zero(t, code, "%q %s", stdin, stderr)
	}
}

func TestATokenWhereANameBelongsIsNeitherSentNorShown(t *testing.T) {
	m := newMachine(t)
	for _, args := range [][]string{
		{"login", "dckr_pat_alice", "--password-stdin", "--file"}, {"images", "--account", "dckr_pat_alice"}, {"accounts", "--account", "dckr_pat_alice"},
		{"login", "--account", "dckr_pat_alice", "--password-stdin", "--file"}, {"logout", "dckr_pat_alice"},
	} {
		stdout, stderr, code := m.run("anchor-chain\n", args...)
		assert.Equal(t, 2, code, args)
		assert.NotContains(t, stdout+stderr, "dckr_pat_alice")
		assert.Contains(t, stderr, "name")
	}
	m.environment["TAGBOAT_USERNAME"], m.environment["TAGBOAT_PASSWORD"] = "dckr_pat_alice", "anchor-chain"
	stdout, stderr, code := m.run("", "images")
	assert.Equal(t, 4, code)
	assert.NotContains(t, stdout+stderr, "dckr_pat_alice")
	assert.Contains(t, stderr, "TAGBOAT_USERNAME")
	assert.Empty(t, m.hub.Requests())
	for _, path := range m.state() {
		path, _, _ = strings.Cut(path, " ")
		content, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.NotContains(t, string(content), "dckr_pat_alice")
	}
}

func TestARefusedSecretInAScriptIsSentOncePerPauseAndThatIsSaid(t *testing.T) {
	m := newMachine(t)
	_, stderr, code := m.run("old-password\n", "images", "--account", "alice", "--password-stdin")
	assert.Equal(t, 4, code)
	assert.Contains(t, stderr, "do not belong together")
	_, stderr, code = m.run("old-password\n", "images", "--account", "alice", "--password-stdin")
	assert.Equal(t, 4, code)
	assert.Contains(t, stderr, "it is not sent again before ")
	assert.Equal(t, 1, m.posts())
	_, stderr, code = m.run("anchor-chain\n", "images", "--account", "alice", "--password-stdin")
	assert.Zero(t, code, stderr)
	m.now = m.now.Add(time.Minute)
	_, stderr, _ = m.run("old-password\n", "images", "--account", "alice", "--password-stdin")
	assert.Contains(t, stderr, "do not belong together", "a minute later it is tried again")

	m.environment["XDG_STATE_HOME"] = "/dev/null/nowhere"
	_, stderr, _ = m.run("older-password\n", "images", "--account", "alice", "--password-stdin")
	assert.Contains(t, stderr, "cannot be written down")
}

func TestARelativeStateFolderIsIgnored(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, folder := range []string{"state", "./state", "../state", "~/state"} {
		m := newMachine(t)
		m.environment["XDG_STATE_HOME"] = folder
		_, stderr, code := m.run("anchor-chain\n", "login", "alice", "--password-stdin", "--file")
		require.Zero(t, code, stderr)
		assert.FileExists(t, filepath.Join(m.home, ".local", "state", "tagboat", "sessions.json"))
	}
	left, err := os.ReadDir(".")
	require.NoError(t, err)
	assert.Empty(t, left)
}

func TestTheSecretsAreTakenOutOfTheEnvironment(t *testing.T) {
	for _, name := range []string{"TAGBOAT_PASSWORD", "TAGBOAT_TOKEN", "DOCKER_AUTH_CONFIG"} {
		t.Setenv(name, "secret of "+name)
	}
	t.Setenv("TAGBOAT_USERNAME", "alice")
	getenv := command.TakeSecrets(os.Getenv, os.Unsetenv)
	for _, name := range []string{"TAGBOAT_PASSWORD", "TAGBOAT_TOKEN", "DOCKER_AUTH_CONFIG"} {
		assert.Equal(t, "secret of "+name, getenv(name))
	}
	assert.Equal(t, "alice", getenv("TAGBOAT_USERNAME"))
	assert.NotContains(t, strings.Join(os.Environ(), "\n"), "secret of")
}

func TestALogoutIsOfTheAccountThatIsNamedHoweverItIsNamed(t *testing.T) {
	m := newMachine(t)
	m.hub.World().AddUser(hubtest.User{Name: "bob", Password: "boat-hook"})
	for name, password := range map[string]string{"alice": "anchor-chain", "bob": "boat-hook"} {
		_, stderr, code := m.run(password+"\n", "login", name, "--password-stdin", "--file")
		require.Zero(t, code, stderr)
	}
	_, stderr, code := m.run("", "logout", "--account", "bob")
	require.Zero(t, code, stderr)
	assert.Equal(t, "Logged out bob.\n", stderr)
	stdout, _, _ := m.run("", "accounts")
	assert.Contains(t, stdout, "alice")
	assert.NotContains(t, stdout, "bob")
	_, stderr, code = m.run("", "logout", "--account", "bob")
	assert.NotZero(t, code)
	assert.Contains(t, stderr, "no account bob is kept here")
	_, _, code = m.run("", "logout", "alice", "--account", "bob")
	assert.NotZero(t, code, "which of the two is meant is not guessed")
}

func TestALogoutForgetsBeforeItWaitsForTheHub(t *testing.T) {
	m := newMachine(t)
	m.hub.World().AddUser(hubtest.User{Name: "bob", Password: "boat-hook"})
	for name, password := range map[string]string{"alice": "anchor-chain", "bob": "boat-hook"} {
		_, stderr, code := m.run(password+"\n", "login", name, "--password-stdin", "--file")
		require.Zero(t, code, stderr)
	}
	var kept []string
	m.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/v2/logout"}, Do: hubtest.Before(func() {
		text, err := os.ReadFile(filepath.Join(m.home, ".local", "state", "tagboat", "sessions.json"))
		assert.NoError(t, err)
		kept = append(kept, string(text))
	})})
	_, stderr, code := m.run("", "logout", "--all")
	require.Zero(t, code, stderr)
	require.Len(t, kept, 2, "the Hub is told of both")
	for _, text := range kept {
		assert.NotContains(t, text, "alice")
		assert.NotContains(t, text, "bob")
	}
}

func TestALogoutReachesASessionWhoseListWasLost(t *testing.T) {
	for _, args := range [][]string{{"logout", "alice"}, {"logout", "ALICE"}, {"logout", "--account", "alice"}, {"logout", "--all"}} {
		for _, lost := range []string{"", "{", `{"version":1}`} {
			m := newMachine(t)
			_, stderr, code := m.run("dckr_pat_alice\n", "login", "alice", "--password-stdin", "--file")
			require.Zero(t, code, stderr)
			state := filepath.Join(m.home, ".local", "state", "tagboat")
			require.NoError(t, os.WriteFile(filepath.Join(state, "accounts.json"), []byte(lost), 0o600))
			_, stderr, code = m.run("", args...)
			assert.Zero(t, code, stderr)
			assert.Contains(t, stderr, "Logged out alice.\n")
			kept, err := os.ReadFile(filepath.Join(state, "sessions.json"))
			require.NoError(t, err)
			assert.NotContains(t, string(kept), "dckr_pat_alice")
		}
	}
}

func TestHelpAndManualTellNothingOfTheEnvironment(t *testing.T) {
	m := newMachine(t)
	m.environment["TAGBOAT_HUB"] = "https://alice:anchor-chain@hub.example"
	for _, args := range [][]string{{"--help"}, {"images", "--help"}, {"man"}, {"tags", "nginx"}, {"accounts"}, {"completion", "bash"}} {
		stdout, stderr, _ := m.run("", args...)
		assert.NotContains(t, stdout+stderr, "anchor-chain", args)
	}
}

func TestTheLogIsAnotherFileThanTheResults(t *testing.T) {
	m := newMachine(t)
	path := filepath.Join(m.home, "out")
	out, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	require.NoError(t, err)
	defer func() { _ = out.Close() }()
	errs, err := os.Create(filepath.Join(m.home, "err"))
	require.NoError(t, err)
	defer func() { _ = errs.Close() }()
	code := command.Run(t.Context(), command.Machine{
		Args: []string{"tags", "alice/api", "--log", path}, Getenv: func(name string) string { return m.environment[name] },
		In: os.Stdin, Out: out, Err: errs, OS: "linux", Architecture: "amd64", Now: func() time.Time { return m.now },
	})
	assert.NotZero(t, code)
	assert.Contains(t, content(t, errs), "is where the results go; name another file")
	assert.Empty(t, content(t, out))
}
