package credentials_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
)

func TestWhatDockerLoginStoredIsFoundInEveryShape(t *testing.T) {
	plain := encoded("alice:anchor:chain")
	for name, config := range map[string]string{
		"auth":                 `{"auths":{"https://index.docker.io/v1/":{"auth":"` + plain + `"}}}`,
		"fields":               `{"auths":{"https://index.docker.io/v1/":{"username":"alice","password":"anchor:chain"}}}`,
		"auth beats fields":    `{"auths":{"https://index.docker.io/v1/":{"auth":"` + plain + `","username":"x","password":"y"}}}`,
		"no padding":           `{"auths":{"https://index.docker.io/v1/":{"auth":"` + strings.TrimRight(plain, "=") + `"}}}`,
		"zero bytes":           `{"auths":{"https://index.docker.io/v1/":{"auth":"` + encoded("alice:anchor:chain\x00\x00") + `"}}}`,
		"host only":            `{"auths":{"index.docker.io":{"auth":"` + plain + `"}}}`,
		"short host":           `{"auths":{"docker.io":{"auth":"` + plain + `"}}}`,
		"key first":            `{"auths":{"docker.io":{"auth":"` + encoded("x:y") + `"},"https://index.docker.io/v1/":{"auth":"` + plain + `"}}}`,
		"unknown fields":       `{"HttpHeaders":{"a":"b"},"psFormat":1,"features":{"x":"y"},"auths":{"https://index.docker.io/v1/":{"auth":"` + plain + `","new":[1]}}}`,
		"another one broken":   `{"auths":{"ghcr.io":{"auth":7},"a":null,"https://index.docker.io/v1/":{"auth":"` + plain + `"}}}`,
		"web login's siblings": `{"auths":{"https://index.docker.io/v1/access-token":{"auth":"` + encoded("alice:no") + `"},"https://index.docker.io/v1/refresh-token":{"auth":"` + encoded("alice:no") + `"},"https://index.docker.io/v1/":{"auth":"` + plain + `"}}}`,
		"letter case":          `{"Auths":{"https://index.docker.io/v1/":{"Auth":"` + plain + `"}}}`,
		"helper":               `{"auths":{"https://index.docker.io/v1/":{}},"credsStore":"good"}`,
		"helper of the key":    `{"credsStore":"absent","credHelpers":{"https://index.docker.io/v1/":"good"}}`,
		"helper of the host":   `{"credsStore":"absent","credHelpers":{"docker.io":"good","ghcr.io":"absent"}}`,
		"helper without it":    `{"credsStore":"empty","auths":{"https://index.docker.io/v1/":{"auth":"` + plain + `"}}}`,
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t, "good", "empty")
			m.seeded(dockersKey, "alice", "anchor:chain")
			m.docker(config)
			found, said := m.find(credentials.Ask{})
			assert.Empty(t, said)
			assert.Equal(t, "alice", found.Username)
			assert.Equal(t, "anchor:chain", found.Secret.Reveal())
			assert.Equal(t, credentials.FromDocker, found.Origin)
			assert.True(t, found.Ready())
			if strings.HasPrefix(name, "helper of") || name == "helper" {
				assert.Equal(t, "alice by docker login (credential helper docker-credential-good)", found.String())
			} else {
				assert.Equal(t, "alice by docker login (file "+filepath.Join(m.home, ".docker", "config.json")+")", found.String())
			}
		})
	}
}

func TestWhatCannotOpenASessionFillsInTheNameOrSaysSo(t *testing.T) {
	for _, c := range []struct{ name, config, username, said string }{
		{"no file", "", "", ""},
		{"empty file", " \n", "", ""},
		{"no login", `{"auths":{}}`, "", ""},
		{"null", `null`, "", ""},
		{"other key", `{"auths":{"https://index.docker.io/v1/access-token":{"auth":"` + encoded("alice:no") + `"},"ghcr.io":{"auth":"` + encoded("alice:no") + `"}}}`, "", ""},
		{"identity token", `{"auths":{"https://index.docker.io/v1/":{"auth":"` + encoded("alice:") + `","identitytoken":"anchor-chain"}}}`, "alice", "only registries understand"},
		{"identity in a helper", `{"credsStore":"identity"}`, "", "only registries understand"},
		{"web token in a helper", `{"credsStore":"web"}`, "alice", "looks like a short-lived token"},
		{"no base64", `{"auths":{"https://index.docker.io/v1/":{"auth":"anchor-chain!"}}}`, "", "is not base64 of NAME:PASSWORD"},
		{"no colon", `{"auths":{"https://index.docker.io/v1/":{"auth":"` + encoded("anchor-chain") + `"}}}`, "", "is not base64 of NAME:PASSWORD"},
		{"broken", "{\n\"auths\":{\n\"https://index.docker.io/v1/\":{\"auth\":anchor-chain}}", "", "config.json, is not valid JSON (line 3)"},
		{"cut off", `{"auths":{"https://index.docker.io/v1/":{"auth":"anchor-chain`, "", "is not valid JSON (line 1)"},
		{"wrong types", `{"auths":"anchor-chain","credsStore":123456}`, "", "is not as Docker writes it"},
		{"a list", `[]`, "", "is not as Docker writes it"},
		{"a number for a password", `{"auths":{"https://index.docker.io/v1/":{"username":"alice","password":123456}}}`, "", "is not as Docker writes it"},
		{"huge", `{"auths":{}}` + strings.Repeat(" ", 5<<20), "", "it is larger than 4096 KiB"},
		{"deep", strings.Repeat(`{"auths":`, 20000), "", "is not valid JSON"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMachine(t, "identity", "web")
			if c.config != "" {
				m.docker(c.config)
			}
			found, said := m.find(credentials.Ask{})
			assert.False(t, found.Ready())
			assert.Equal(t, c.username, found.Username)
			assert.Contains(t, said, c.said)
			if c.said == "" {
				assert.Empty(t, said)
			}
			assert.NotContains(t, said, "anchor-chain")
			assert.NotContains(t, said, "123456")
		})
	}
}

func TestAConfigurationThatIsNoFileOrMayNotBeReadIsOneSentence(t *testing.T) {
	m := newMachine(t)
	m.environment["DOCKER_CONFIG"] = filepath.Join(m.home, "elsewhere")
	require.NoError(t, os.MkdirAll(filepath.Join(m.home, "elsewhere", "config.json"), 0o700))
	_, said := m.find(credentials.Ask{})
	assert.Contains(t, said, "it is no regular file")

	m.environment["DOCKER_CONFIG"] = filepath.Join(m.home, "bin", "nothing")
	_, said = m.find(credentials.Ask{})
	assert.Empty(t, said)
	if runtime.GOOS != "linux" || os.Getuid() == 0 {
		return
	}
	m.dockerLogin("alice", "anchor-chain")
	delete(m.environment, "DOCKER_CONFIG")
	require.NoError(t, os.Chmod(filepath.Join(m.home, ".docker", "config.json"), 0))
	_, said = m.find(credentials.Ask{})
	assert.Contains(t, said, "permission denied")
}

func TestDockersLoginIsNeverOfferedToAnotherServer(t *testing.T) {
	m := newMachine(t)
	m.docker(fmt.Sprintf(`{"auths":{%q:{"auth":%q},"hub.example:5000":{"auth":%q}}}`, dockersKey, encoded("alice:anchor-chain"), encoded("bob:harbor-light")))
	m.address = "https://evil.example"
	found, _ := m.find(credentials.Ask{})
	assert.Equal(t, credentials.Found{}, found)
	m.address = "https://hub.example:5000/below"
	found, _ = m.find(credentials.Ask{})
	assert.Equal(t, "bob", found.Username)
	m.address = "https://hub.docker.com/"
	found, _ = m.find(credentials.Ask{})
	assert.Equal(t, "alice", found.Username)
}

// Docker's own program writes the file here: a context of its own, fields that nobody told us of,
// and no engine.
func TestAConfigurationThatDockerItselfWroteIsReadAsItIs(t *testing.T) {
	docker := installed("docker")
	if docker == "" {
		t.Skip("docker is not installed here; its own config.json was not tried")
	}
	m := newMachine(t)
	directory := filepath.Join(m.home, ".docker")
	run := func(arguments ...string) {
		out, err := exec.CommandContext(t.Context(), docker, append([]string{"--config", directory}, arguments...)...).CombinedOutput()
		require.NoError(t, err, string(out))
	}
	m.dockerLogin("alice", "anchor-chain")
	run("context", "create", "boat", "--docker", "host=tcp://127.0.0.1:1")
	run("context", "use", "boat")
	before, err := os.ReadFile(filepath.Join(directory, "config.json"))
	require.NoError(t, err)
	assert.Contains(t, string(before), "currentContext")
	found, said := m.find(credentials.Ask{})
	assert.Empty(t, said)
	assert.Equal(t, "anchor-chain", found.Secret.Reveal())
	_, err = m.open(found)
	require.NoError(t, err)
	after, err := os.ReadFile(filepath.Join(directory, "config.json"))
	require.NoError(t, err)
	assert.Equal(t, string(before), string(after), "Docker's file is never written")
}

func TestWhatDockerHoldsCanBeListed(t *testing.T) {
	m := newMachine(t, "good")
	m.seeded(dockersKey, "alice", "dckr_pat_alice")
	m.docker(`{"credsStore":"good"}`)
	found, notices := m.accounts().Docker(t.Context())
	assert.Empty(t, notices)
	assert.Equal(t, hub.PersonalAccessToken, found.Secret.Kind())
	assert.Equal(t, good(), found.Where)
	m.docker(`{`)
	found, notices = m.accounts().Docker(t.Context())
	assert.Len(t, notices, 1)
	assert.False(t, found.Ready())
}
