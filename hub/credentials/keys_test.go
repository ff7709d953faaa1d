package credentials_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
)

// What was kept serves the Hub that it was kept for, and no other; what this run gives serves the
// Hub that this run names. This is the first half.
func TestWhatDockerKeptServesOnlyTheHubItWasKeptFor(t *testing.T) {
	docker := []string{
		"https://index.docker.io/v1/", "https://index.docker.io/v2/", "https://index.docker.io", "index.docker.io", "INDEX.DOCKER.IO/v1/", "http://index.docker.io/v1/",
		"docker.io", "https://docker.io", "Docker.IO", "registry-1.docker.io", "https://registry-1.docker.io/v2/", "https://Registry-1.Docker.io",
		"registry.hub.docker.com", "https://registry.hub.docker.com/v1/", "hub.docker.com", "https://hub.docker.com/", "https://index.docker.io:443/v1/",
	}
	neither := []string{
		"https://index.docker.io/v1/access-token", "https://index.docker.io/v1/refresh-token", "index.docker.io.example", "example/index.docker.io", "auth.docker.io",
		"ghcr.io", "", "docker.io:5000", "https://index.docker.io/v3/", "mirror.example/docker.io", "docker", "https://",
	}
	own := []string{"hub.example:8443", "https://hub.example:8443", "HUB.example:8443", "https://hub.example:8443/v2/"}
	hubs := map[string][]string{
		"": docker, "https://hub.docker.com": docker, "https://hub.docker.com/": docker, "https://HUB.docker.com:443": docker,
		"https://hub.example:8443": own, "https://hub.example:8443/below/a/path": own, "https://elsewhere.example": nil,
		"https://hub.docker.com.example": nil, "https://docker.example/hub.docker.com": nil, "https://hub.docker.com:8443": nil, "http://127.0.0.1:8080": nil,
	}
	for address, mine := range hubs {
		for _, key := range slices.Concat(docker, neither, own) {
			m := newMachine(t)
			m.address = address
			m.docker(fmt.Sprintf(`{"auths":{%q:{"auth":%q}}}`, key, encoded("alice:anchor-chain")))
			found, said := m.find(credentials.Ask{})
			assert.Equal(t, slices.Contains(mine, key), found.Ready(), "the key %q for the Hub %q", key, address)
			assert.Empty(t, said)
			m.docker("{}")
			m.environment["DOCKER_AUTH_CONFIG"] = fmt.Sprintf(`{"auths":{%q:{"auth":%q}}}`, key, encoded("alice:anchor-chain"))
			found, _ = m.find(credentials.Ask{})
			assert.Equal(t, slices.Contains(mine, key), found.Ready(), "the key %q for the Hub %q in the variable", key, address)
		}
	}
}

// The second half.
func TestWhatThisRunGivesServesTheHubThatItNames(t *testing.T) {
	for _, address := range []string{"", "https://hub.example", "http://127.0.0.1:8080"} {
		m := newMachine(t)
		m.address = address
		found, _ := m.find(credentials.Ask{Account: "alice", Input: hub.NewSecret("anchor-chain")})
		assert.Equal(t, credentials.FromInput, found.Origin)
		m.environment["TAGBOAT_USERNAME"], m.environment["TAGBOAT_TOKEN"] = "alice", "dckr_pat_alice"
		found, _ = m.find(credentials.Ask{})
		assert.Equal(t, credentials.FromEnvironment, found.Origin)
		assert.True(t, found.Ready())
	}
}

func TestOneHubHasOneNameHoweverItIsSpelt(t *testing.T) {
	for _, spellings := range [][]string{
		{"", "https://hub.docker.com", "https://hub.docker.com/", "https://HUB.Docker.com:443"},
		{"https://hub.example/below", "https://HUB.example:443/below/"},
	} {
		m := newMachine(t)
		m.address = spellings[0]
		m.login("alice", "anchor-chain", m.file())
		_, err := m.accounts().LoginUnattended(t.Context(), m.client, "alice", hub.NewSecret("old-password"))
		require.ErrorIs(t, err, hub.BadCredentials)
		for _, m.address = range spellings {
			found, _ := m.find(credentials.Ask{})
			assert.True(t, found.Ready(), m.address)
			assert.Equal(t, credentials.MostTries-1, m.accounts().Tries("alice").Left)
		}
	}
}

func TestWhatWasRefusedByOneHubIsNotHeldBackFromAnother(t *testing.T) {
	m := newMachine(t)
	_, err := m.accounts().LoginUnattended(t.Context(), m.client, "alice", hub.NewSecret("old-password"))
	require.ErrorIs(t, err, hub.BadCredentials)
	m.address = "https://hub.example"
	assert.Equal(t, credentials.MostTries, m.accounts().Tries("alice").Left)
	_, err = m.accounts().LoginUnattended(t.Context(), m.client, "alice", hub.NewSecret("old-password"))
	require.ErrorIs(t, err, hub.BadCredentials)
	assert.Equal(t, 2, m.asked("login"))
}

func TestTheVariableComesBeforeTheFileAndTheHelperAsDockerHasIt(t *testing.T) {
	m := newMachine(t, "good")
	m.seeded(dockersKey, "carol", "of-the-helper")
	m.docker(`{"credsStore":"good","auths":{"docker.io":{"auth":"` + encoded("bob:of-the-file") + `"}}}`)
	m.environment["DOCKER_AUTH_CONFIG"] = `{"auths":{"https://index.docker.io/v1/":{"auth":"` + encoded("alice:of-the-variable") + `"}}}`
	found, said := m.find(credentials.Ask{})
	assert.Empty(t, said)
	assert.Equal(t, "alice by docker login (environment variable DOCKER_AUTH_CONFIG)", found.String())
	assert.Equal(t, "of-the-variable", found.Secret.Reveal())

	for value, sentence := range map[string]string{
		"": "", " ": "", `{"auths":{}}`: "", `{"auths":{"ghcr.io":{"auth":"` + encoded("x:y") + `"}}}`: "",
		"{": "cannot be read", `{"auths":{"docker.io":{}}}`: "an entry without an auth", `{"credsStore":"x"}`: "cannot be read", `{"auths":{}} {}`: "cannot be read",
		`{"auths":{"docker.io":{"auth":"anchor!"}}}`: "is not base64 of NAME:PASSWORD", encoded(`{"auths":{}}`): "cannot be read", `{"auths":{"docker.io":{"auth":"` + encoded(":x") + `"}}}`: "is not base64",
	} {
		m.environment["DOCKER_AUTH_CONFIG"] = value
		found, said := m.find(credentials.Ask{})
		assert.Equal(t, "carol by docker login (credential helper docker-credential-good)", found.String())
		assert.Contains(t, said, sentence, value)
		assert.Equal(t, sentence == "", said == "", said)
		assert.NotContains(t, said, "anchor")
	}
}

func TestAHelperIsAskedForTheKeyThatTheFileNames(t *testing.T) {
	for _, config := range []string{
		`{"credsStore":"good","auths":{"registry-1.docker.io":{}}}`,
		`{"credHelpers":{"registry-1.docker.io":"good"},"auths":{"registry-1.docker.io":{}}}`,
		`{"credHelpers":{"Docker.io":"good"},"auths":{"registry-1.docker.io":{}}}`,
	} {
		m := newMachine(t, "good")
		m.seeded("registry-1.docker.io", "alice", "anchor-chain")
		m.docker(config)
		found, said := m.find(credentials.Ask{})
		assert.Empty(t, said)
		assert.Equal(t, "anchor-chain", found.Secret.Reveal(), config)
	}
}

func TestWhatCannotBeReadIsSaidAndTheNextEntryIsUsed(t *testing.T) {
	m := newMachine(t)
	m.docker(`{"auths":{"https://index.docker.io/v1/":{"auth":"anchor!"},"docker.io":{},"registry-1.docker.io":{"auth":"` + encoded("alice:anchor-chain") + `"}}}`)
	found, said := m.find(credentials.Ask{})
	assert.Equal(t, "alice", found.Username)
	assert.Contains(t, said, "the entry for https://index.docker.io/v1/ cannot be read: its auth is not base64 of NAME:PASSWORD.")
}

// The first version's files, as it wrote them on 20 November 2026.
func TestTheFirstVersionsFilesAreRead(t *testing.T) {
	m := newMachine(t)
	m.now = time.Date(2026, 11, 20, 12, 1, 0, 0, time.UTC)
	require.NoError(t, os.MkdirAll(m.state, 0o700))
	for _, name := range []string{"accounts.json", "sessions.json"} {
		content, err := os.ReadFile(filepath.Join("testdata", "first", name))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(m.state, name), content, 0o600))
	}
	a := m.accounts()
	list, err := a.List()
	require.NoError(t, err)
	require.Len(t, list, 2)
	assert.Equal(t, "alice", list[0].Username)
	assert.True(t, list[0].Password)
	assert.False(t, list[0].Ended)
	assert.True(t, list[1].Default)
	found, said := m.find(credentials.Ask{})
	assert.Empty(t, said)
	assert.Equal(t, "carol", found.Username)
	assert.Equal(t, "dckr_pat_carol", found.Session.Secret.Reveal())
	found, _ = m.find(credentials.Ask{Account: "alice"})
	assert.True(t, found.Session.Holds(m.now))
	assert.Equal(t, credentials.MostTries-1, a.Tries("dave").Left)
	_, err = a.LoginUnattended(t.Context(), m.client, "alice", hub.NewSecret("old-password"))
	require.ErrorIs(t, err, hub.BadCredentials)
	assert.Equal(t, 1, m.asked("login"), "its mark, which had no end, is over after a minute")
	m.dockerLogin("erin", "anchor-chain")
	found, _ = m.find(credentials.Ask{Account: "erin"})
	assert.True(t, found.Ready())

	m.now = m.now.Add(40 * 24 * time.Hour)
	found, said = m.find(credentials.Ask{Account: "alice"})
	assert.Empty(t, said)
	assert.Equal(t, "anchor-chain", found.Secret.Reveal())
	_, err = m.open(found)
	require.NoError(t, err)
	content := m.accountsFile()
	assert.Contains(t, content, `"carol"`)
	assert.NotContains(t, content, `"dave"`, "what is long over goes")
}
