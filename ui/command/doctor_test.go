//go:build unix

package command_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
	"tagboat/ui/golden"
)

// lineOf is what the report says of one thing.
func lineOf(t *testing.T, report, about string) string {
	t.Helper()
	for line := range strings.Lines(report) {
		if strings.HasPrefix(line, about+" ") {
			return strings.TrimSuffix(line, "\n")
		}
	}
	t.Fatalf("nothing is told of %s:\n%s", about, report)
	return ""
}

// everything below the home, with what stands in the files.
func (m *machine) everything() map[string]string {
	m.t.Helper()
	all := map[string]string{}
	require.NoError(m.t, filepath.WalkDir(m.home, func(path string, entry fs.DirEntry, err error) error {
		require.NoError(m.t, err)
		about, err := entry.Info()
		require.NoError(m.t, err)
		all[path] = about.Mode().String() + about.ModTime().String()
		if about.Mode().IsRegular() {
			text, err := os.ReadFile(path)
			require.NoError(m.t, err)
			all[path] += string(text)
		}
		return nil
	}))
	return all
}

// helperThat puts a credential helper into the PATH that notes that it was started, and says what
// it is to say.
func (m *machine) helperThat(says string, code int) (started string) {
	m.t.Helper()
	folder := m.t.TempDir()
	started = filepath.Join(folder, "started")
	script := fmt.Sprintf("#!/bin/sh\n: >%s\nprintf '%%s' '%s'\nexit %d\n", started, says, code)
	require.NoError(m.t, os.WriteFile(filepath.Join(folder, "docker-credential-test"), []byte(script), 0o700))
	m.t.Setenv("PATH", folder+":/usr/bin:/bin")
	require.NoError(m.t, os.MkdirAll(filepath.Join(m.home, ".docker"), 0o700))
	require.NoError(m.t, os.WriteFile(filepath.Join(m.home, ".docker", "config.json"), []byte(`{"credsStore":"test"}`), 0o600))
	return started
}

func TestTheDoctorOfTheDemoFindsAllWell(t *testing.T) {
	m := newMachine(t) // whose clock stands still
	before := m.everything()
	printed, said, code := m.run("", "doctor", "--demo")
	assert.Equal(t, 0, code, said)
	assert.Empty(t, said)
	golden.Text(t, "doctor-demo.txt", printed)
	assert.Empty(t, m.hub.Requests())
	assert.Equal(t, before, m.everything())

	printed, _, code = m.run("", "doctor", "--demo", "--format", "json")
	assert.Equal(t, 0, code)
	var report struct {
		OK       bool             `json:"ok"`
		Findings []map[string]any `json:"findings"`
	}
	require.NoError(t, json.Unmarshal([]byte(printed), &report))
	assert.True(t, report.OK)
	assert.Len(t, report.Findings, 18)
	for _, f := range report.Findings {
		assert.Len(t, f, 4, f)
		assert.Nil(t, f["do"], f)
	}
}

func TestTheDoctorAsksNobodyWhereItIsTo(t *testing.T) {
	m := newMachine(t)
	started := m.helperThat("", 1)
	before := m.everything()
	printed, said, code := m.run("", "doctor", "--offline")
	assert.Equal(t, 0, code, printed+said)
	assert.Empty(t, m.hub.Requests())
	assert.NoFileExists(t, started)
	assert.Contains(t, lineOf(t, printed, "hub"), "not asked: --offline")
	assert.Contains(t, lineOf(t, printed, "registry"), "not asked: --offline")
	assert.Contains(t, lineOf(t, printed, "helper"), "docker-credential-test is in the PATH, and was not asked")
	assert.Equal(t, before, m.everything())
}

func TestBesideAnotherHubTheDoctorAsksItOnceAndNothingOfDockers(t *testing.T) {
	m := newMachine(t)
	before := m.everything()
	printed, said, code := m.run("", "doctor")
	assert.Equal(t, 0, code, printed+said)
	assert.Equal(t, "hub            ok     "+m.address+" answered after 0 ms, 179 of 180 requests left this minute", lineOf(t, printed, "hub"))
	assert.Contains(t, lineOf(t, printed, "registry"), "not asked: it knows Docker Hub only")
	require.Len(t, m.hub.Requests(), 1)
	assert.Equal(t, http.MethodGet, m.hub.Requests()[0].Method)
	assert.Empty(t, m.hub.Requests()[0].Authorization)
	assert.Equal(t, before, m.everything())
}

func TestWhereSomethingIsToBeDoneTheDoctorEndsWithFiveAndSaysIt(t *testing.T) {
	m := newMachine(t)
	m.hub.Inject(hubtest.Fault{Do: hubtest.Forbidden("go \x1b[31maway")})
	printed, said, code := m.run("", "doctor")
	assert.Equal(t, 5, code)
	assert.Equal(t, "tagboat: 1 line says what to do\n", said)
	assert.Contains(t, lineOf(t, printed, "hub"), "look   "+m.address+": forbidden (status 403; it says: go away)")
	assert.Contains(t, printed, "\n                      do: Log in")
	assert.NotContains(t, printed, "\x1b")
	m.hub.Heal()
	m.hub.Inject(hubtest.Fault{Do: hubtest.TooMany(hubtest.RateLimitReset, 40e9)})
	printed, _, code = m.run("", "doctor", "--format", "json")
	assert.Equal(t, 5, code)
	assert.Contains(t, printed, `"ok":false`)
	assert.Contains(t, printed, "the rate limit is reached (status 429)")
}

func TestTheDoctorTellsNoSecretAndNoName(t *testing.T) {
	m := newMachine(t)
	_, said, code := m.run("anchor-chain", "login", "alice", "--password-stdin", "--file")
	require.Equal(t, 0, code, said)
	m.docker("anchor-chain")
	m.environment["TAGBOAT_USERNAME"], m.environment["TAGBOAT_TOKEN"] = "alice", "dckr_pat_alice"
	m.environment["HTTP_PROXY"] = "http://alice:anchor%2Dchain@127.0.0.1:9"
	m.environment["DOCKER_AUTH_CONFIG"] = `{"auths":{"x":{"auth":"YWxpY2U6YW5jaG9yLWNoYWlu"}}}`
	for _, format := range []string{"text", "json"} {
		printed, said, _ := m.run("", "doctor", "--format", format)
		for _, secret := range []string{"anchor", "dckr_pat", "alice", "YWxpY2U", m.home} {
			assert.NotContains(t, printed+said, secret)
		}
		assert.Contains(t, printed, "1 kept for this Hub; TAGBOAT_USERNAME and TAGBOAT_TOKEN set for this run")
		assert.Contains(t, printed, "HTTP_PROXY names http://127.0.0.1:9 with a login; not for the Hub, which is an exception")
		assert.Contains(t, printed, "account (TAGBOAT_USERNAME)")
	}
}

func TestTheDoctorTellsWhatAHelperSaysAndNotWhatItHolds(t *testing.T) {
	m := newMachine(t)
	m.helperThat(`{"ServerURL":"x","Username":"alice","Secret":"anchor-chain"}`, 0)
	printed, said, code := m.run("", "doctor")
	assert.Equal(t, 0, code, printed+said)
	assert.Contains(t, lineOf(t, printed, "helper"), "ok     docker-credential-test holds a login for this Hub, after ")
	assert.NotContains(t, printed+said, "alice")
	assert.NotContains(t, printed+said, "anchor")
	m.helperThat("pass is \033[31m not set up", 1)
	printed, _, code = m.run("", "doctor")
	assert.Equal(t, 5, code)
	assert.Contains(t, lineOf(t, printed, "helper"), "look   docker-credential-test failed: “pass is  not set up”")
}

func TestTheDoctorTellsOfWhatIsSpoiledAndLeavesItSo(t *testing.T) {
	m := newMachine(t)
	_, _, code := m.run("", "tags", "alice/api")
	require.Equal(t, 0, code)
	state := filepath.Join(m.home, ".local", "state", "tagboat")
	printed, _, _ := m.run("", "doctor")
	assert.Contains(t, lineOf(t, printed, "index"), "ok     ~/.local/state/tagboat/index.db, ")
	require.NoError(t, os.WriteFile(filepath.Join(state, "index.db"), []byte("not a database, though it is there"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(state, "accounts.json"), []byte("neither"), 0o600))
	m.configured("theme = \"dark\"\nthem = 1\n")
	before := m.everything()
	printed, said, code := m.run("", "doctor")
	assert.Equal(t, 5, code)
	assert.Equal(t, "tagboat: 3 lines say what to do\n", said)
	assert.Contains(t, lineOf(t, printed, "index"), "look   ~/.local/state/tagboat/index.db is damaged")
	assert.Contains(t, lineOf(t, printed, "accounts"), "look   ~/.local/state/tagboat/accounts.json is damaged")
	assert.Contains(t, lineOf(t, printed, "configuration"), "ok     ~/.config/tagboat/config.toml; set: hub (TAGBOAT_HUB), theme")
	assert.Contains(t, printed, "\nconfiguration  look   config.toml:2:1: unknown key \"them\"")
	assert.Equal(t, before, m.everything())
}

func (m *machine) configured(text string) {
	m.t.Helper()
	folder := filepath.Join(m.home, ".config", "tagboat")
	require.NoError(m.t, os.MkdirAll(folder, 0o700))
	require.NoError(m.t, os.WriteFile(filepath.Join(folder, "config.toml"), []byte(text), 0o600))
}

func TestTheDoctorTellsOfAFolderThatIsNotUsed(t *testing.T) {
	m := newMachine(t)
	state := filepath.Join(m.home, ".local", "state", "tagboat")
	require.NoError(t, os.MkdirAll(state, 0o700))
	require.NoError(t, os.Chmod(state, 0o777))
	printed, _, code := m.run("", "doctor", "--offline")
	assert.Equal(t, 5, code)
	assert.Contains(t, lineOf(t, printed, "state"), "look   ~/.local/state/tagboat is open to others (mode 0777)")
	m.environment["HOME"] = ""
	printed, _, _ = m.run("", "doctor", "--offline")
	assert.Contains(t, lineOf(t, printed, "state"), "there is no home for a folder")
	assert.Contains(t, lineOf(t, printed, "configuration"), "no file, and no home for one")
	m.environment["HOME"], m.environment["TAGBOAT_INDEX"] = m.home, "off"
	printed, _, _ = m.run("", "doctor", "--offline")
	assert.Contains(t, lineOf(t, printed, "index"), "not used: TAGBOAT_INDEX is off")
}

func TestWhatNoOtherCommandCouldRunWithTheDoctorTells(t *testing.T) {
	for name, c := range map[string]struct {
		variable, value string
		about, says     string
	}{
		"no whole path":       {"TAGBOAT_CONFIG", "config.toml", "configuration", "TAGBOAT_CONFIG is no whole path"},
		"a file not there":    {"TAGBOAT_CONFIG", "/no/such/file", "configuration", "there is no file /no/such/file"},
		"a proxy unreadable":  {"HTTPS_PROXY", "http://anna:s3cr%t@proxy:1", "proxy", "HTTPS_PROXY cannot be read"},
		"certificates":        {"SSL_CERT_FILE", "/no/such/file", "certificates", "SSL_CERT_FILE cannot be read"},
		"a Hub's address":     {"TAGBOAT_HUB", "ftp://hub.example", "hub", "the Hub's address: not an address"},
		"a secret in address": {"TAGBOAT_HUB", "https://anna:s3cret@hub.example", "hub", "must not hold a user name or a password"},
		"a theme":             {"TAGBOAT_THEME", "pink", "configuration", ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			m.environment[c.variable] = c.value
			printed, said, code := m.run("", "doctor")
			assert.Equal(t, 5, code, said)
			assert.Contains(t, lineOf(t, printed, c.about), c.says)
			assert.NotContains(t, printed+said, "s3cr")
			assert.NotContains(t, printed+said, "anna")
			if c.about != "configuration" || c.variable == "TAGBOAT_CONFIG" {
				assert.Empty(t, m.hub.Requests(), "it is not known who is meant, or how to get there")
			}
		})
	}
}

func TestTheDoctorRefusesAWrongCommandLine(t *testing.T) {
	for _, args := range [][]string{{"doctor", "me"}, {"doctor", "--format", "csv"}, {"doctor", "--clipboard", "tape"}, {"doctor", "--log", "/no/such/folder/log"}} {
		printed, said, code := run(t, args...)
		assert.Equal(t, 2, code, said)
		assert.Empty(t, printed)
	}
}
