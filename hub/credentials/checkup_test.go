package credentials_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestACheckupAsksAHelperOnlyWhereItMay(t *testing.T) {
	m := newMachine(t, "good")
	m.docker(`{"credsStore":"good"}`)
	m.seeded(dockersKey, "alice", "anchor-chain")
	found := m.accounts().Checkup(t.Context(), false)
	assert.Equal(t, filepath.Join(m.home, ".docker", "config.json"), found.Docker)
	assert.True(t, found.IsThere)
	assert.Equal(t, "docker-credential-good", found.Helper.Program)
	assert.True(t, found.Helper.Installed)
	assert.False(t, found.Helper.Asked)
	assert.NoFileExists(t, filepath.Join(m.home, "seen"), "the helper was not started")

	found = m.accounts().Checkup(t.Context(), true)
	assert.True(t, found.Helper.Asked)
	assert.True(t, found.Helper.Holds)
	require.NoError(t, found.Helper.Failed)
	assert.NotContains(t, fmt.Sprintf("%+v", found), "anchor-chain")
	assert.NotContains(t, fmt.Sprintf("%+v", found), "alice")
	assert.NoDirExists(t, m.state, "nothing is made")
	assert.Empty(t, m.hub.Requests())

	m.address = "https://hub.example.com"
	found = m.accounts().Checkup(t.Context(), true)
	assert.False(t, found.Helper.Holds, "what was kept for Docker's Hub is no other's")
	assert.NoError(t, found.Helper.Failed)
}

func TestACheckupTellsWhyAHelperIsOfNoUse(t *testing.T) {
	for name, why := range map[string]string{
		"hangs": "did not answer within 300ms", "fails-pass": "pass not initialized", "garbage": "no credential", "empty": "",
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t, name)
			if name == "hangs" {
				m.patience = 300 * time.Millisecond
			}
			m.docker(fmt.Sprintf(`{"credsStore":%q}`, name))
			h := m.accounts().Checkup(t.Context(), true).Helper
			assert.True(t, h.Asked)
			assert.False(t, h.Holds)
			if why == "" {
				assert.NoError(t, h.Failed)
				return
			}
			assert.ErrorContains(t, h.Failed, why)
		})
	}
	m := newMachine(t)
	m.docker(`{"credsStore":"absent"}`)
	h := m.accounts().Checkup(t.Context(), true).Helper
	assert.Equal(t, "docker-credential-absent", h.Program)
	assert.False(t, h.Installed)
	assert.False(t, h.Asked)
}

func TestACheckupTellsOfFilesThatCannotBeRead(t *testing.T) {
	m := newMachine(t, "good")
	found := m.accounts().Checkup(t.Context(), true)
	assert.False(t, found.IsThere)
	assert.NoError(t, found.Unread)
	assert.Zero(t, found.Helper)

	m.docker("{\n\"auths\":{\n")
	m.environment["DOCKER_AUTH_CONFIG"] = `{"secret":"anchor-chain"}`
	found = m.accounts().Checkup(t.Context(), true)
	require.ErrorContains(t, found.Unread, "is not valid JSON (line 3)")
	require.ErrorContains(t, found.Misread, "DOCKER_AUTH_CONFIG cannot be read")
	assert.NotContains(t, fmt.Sprintf("%+v", found), "anchor-chain")

	m.dockerLogin("alice", "anchor-chain")
	delete(m.environment, "DOCKER_AUTH_CONFIG")
	found = m.accounts().Checkup(t.Context(), true)
	assert.True(t, found.Plain)
}

func TestACheckupCountsAccountsAndNamesHelpersThatAreGone(t *testing.T) {
	m := newMachine(t, "good")
	m.login("alice", "anchor-chain", good())
	found := m.accounts().Checkup(t.Context(), true)
	assert.Equal(t, 1, found.Accounts)
	assert.Empty(t, found.Missing)
	require.NoError(t, os.Remove(filepath.Join(m.home, "bin", "docker-credential-good")))
	found = m.accounts().Checkup(t.Context(), true)
	assert.Equal(t, []string{"docker-credential-good"}, found.Missing)

	require.NoError(t, os.WriteFile(filepath.Join(m.state, "accounts.json"), []byte("not ours"), 0o600))
	found = m.accounts().Checkup(t.Context(), true)
	assert.ErrorContains(t, found.Unlisted, "is damaged")
	text, err := os.ReadFile(filepath.Join(m.state, "accounts.json"))
	require.NoError(t, err)
	assert.Equal(t, "not ours", string(text), "it is left where it is")
}
