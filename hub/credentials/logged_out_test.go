package credentials_test

import (
	"context"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/hub/hubtest"
)

func TestARenewalThatALogoutOvertookKeepsNothing(t *testing.T) {
	for _, at := range []func(m *machine) credentials.Where{(*machine).file, func(*machine) credentials.Where { return good() }} {
		m := newMachine(t, "good")
		old := m.login("alice", "dckr_pat_alice", at(m)).Keep()
		_, err := m.accounts().Login(t.Context(), m.client, "alice", hub.NewSecret("wrong"))
		require.Error(t, err, "so that there is something to forgive")
		renewals := 0
		_, err = m.accounts().Renew(t.Context(), old, func(ctx context.Context) (hub.SavedSession, error) {
			renewals++
			require.NoError(t, m.accounts().Forget(ctx, "alice"), "by another process")
			fresh := old
			fresh.Token = hub.NewSecret("e30.ZnJlc2g.e30")
			return fresh, nil
		})
		require.NoError(t, err)
		assert.Equal(t, 1, renewals)
		m.docker(`{"auths":{"https://index.docker.io/v1/":{"auth":"` + base64.StdEncoding.EncodeToString([]byte("alice:anchor-chain")) + `"}}}`)
		found, _ := m.find(credentials.Ask{})
		assert.False(t, found.Ready(), "it stays logged out, whatever docker login stored")
		require.NoError(t, os.Remove(filepath.Join(m.home, ".docker", "config.json")))
		_, err = m.accounts().Load(t.Context(), "alice")
		require.ErrorIs(t, err, credentials.ErrNotSaved)
		for path, content := range everything(t, m.home) {
			assert.NotContains(t, content, "dckr_pat_alice", path)
			assert.NotContains(t, content, "ZnJlc2g", path)
		}
	}
}

func TestALogoutLeavesNoSecretInWhatDamageOrAKilledProcessLeft(t *testing.T) {
	for _, at := range []func(m *machine) credentials.Where{(*machine).file, func(*machine) credentials.Where { return good() }} {
		m := newMachine(t, "good")
		m.login("alice", "dckr_pat_alice", at(m))
		for _, name := range []string{"sessions.json.damaged", "sessions.json.damaged-2", ".sessions.json-123", "accounts.json.damaged"} {
			require.NoError(t, os.WriteFile(filepath.Join(m.state, name), []byte(`{"version":1,"sessions":{"dckr_pat_alice`), 0o600))
		}
		require.NoError(t, m.accounts().Forget(t.Context(), "alice"))
		for path, content := range everything(t, m.home) {
			assert.NotContains(t, content, "dckr_pat_alice", path)
		}
	}
	m := newMachine(t)
	m.login("alice", "dckr_pat_alice", m.file())
	require.NoError(t, os.WriteFile(m.file().Name, []byte(`{"version":1,"sessions":{"dckr_pat_alice`), 0o600))
	require.NoError(t, m.accounts().Forget(t.Context(), "alice"), "of a file that was damaged just now")
	for path, content := range everything(t, m.home) {
		assert.NotContains(t, content, "dckr_pat_alice", path)
	}
}

func TestASessionWhoseListWasLostCanBeForgotten(t *testing.T) {
	for _, lost := range []string{"", "{", `{"version":1}`} {
		m := newMachine(t)
		m.login("alice", "dckr_pat_alice", m.file())
		require.NoError(t, os.WriteFile(filepath.Join(m.state, "accounts.json"), []byte(lost), 0o600))
		assert.Equal(t, []string{"alice"}, m.accounts().Unlisted(t.Context()))
		require.NoError(t, m.accounts().Forget(t.Context(), "Alice"))
		assert.Empty(t, m.accounts().Unlisted(t.Context()))
		for path, content := range everything(t, m.home) {
			assert.NotContains(t, content, "dckr_pat_alice", path)
		}
	}
}

func TestASessionOfAHubBelowThisOneIsNotForgottenWithThisOnes(t *testing.T) {
	m := newMachine(t)
	m.login("alice", "dckr_pat_alice", m.file())
	hubs := []string{m.address, m.address + "/tagboat/x"}
	content, err := os.ReadFile(m.file().Name)
	require.NoError(t, err)
	moved := strings.ReplaceAll(string(content), hubs[0]+"/tagboat/", hubs[1]+"/tagboat/")
	require.NoError(t, os.WriteFile(m.file().Name, []byte(moved), 0o600))
	require.NoError(t, os.Remove(filepath.Join(m.state, "accounts.json")))
	assert.Empty(t, m.accounts().Unlisted(t.Context()))
}

func TestWhatCannotBeKeptElsewhereStaysKeptWhereItWas(t *testing.T) {
	m := newMachine(t, "good")
	m.login("alice", "dckr_pat_alice", m.file())
	a := m.accounts()
	session, err := a.Login(t.Context(), m.client, "alice", hub.NewSecret("anchor-chain"))
	require.NoError(t, err)
	require.Error(t, a.Save(t.Context(), session, hub.Secret{}, credentials.Where{Place: credentials.InHelper, Name: "missing"}))
	kept, err := m.accounts().Load(t.Context(), "alice")
	require.NoError(t, err)
	assert.Equal(t, "dckr_pat_alice", kept.Secret.Reveal())

	require.NoError(t, a.Save(t.Context(), session, hub.Secret{}, good()))
	kept, err = m.accounts().Load(t.Context(), "alice")
	require.NoError(t, err)
	assert.Equal(t, hub.Password, kept.Kind)
	content, err := os.ReadFile(m.file().Name)
	require.NoError(t, err)
	assert.NotContains(t, string(content), "dckr_pat_alice")
}

func TestASessionThatNoListCanTellOfIsNotLeftBehind(t *testing.T) {
	full := `{"version":1,"accounts":[` + strings.Repeat(`{"hub":"https://elsewhere.example","username":"u","where":{"place":2}},`, 13_000) + `{"hub":"x"}]}`
	require.Less(t, len(full), 1<<20)
	for content, sentence := range map[string]string{full: "would grow larger", `{"version":99}`: "by a newer tagboat"} {
		for _, at := range []func(m *machine) credentials.Where{(*machine).file, func(*machine) credentials.Where { return good() }} {
			m := newMachine(t, "good")
			require.NoError(t, os.MkdirAll(m.state, 0o700))
			require.NoError(t, os.WriteFile(filepath.Join(m.state, "accounts.json"), []byte(content), 0o600))
			a := m.accounts()
			session, err := m.client.Login(t.Context(), "alice", hub.NewSecret("dckr_pat_alice"))
			require.NoError(t, err)
			require.ErrorContains(t, a.Save(t.Context(), session, hub.Secret{}, at(m)), sentence)
			list, _ := a.List()
			assert.Empty(t, list)
			for path, content := range everything(t, m.home) {
				assert.NotContains(t, content, "dckr_pat_alice", path)
			}
		}
	}
}

func TestARenewalThatAnotherLoginOvertookTakesNothingFromIt(t *testing.T) {
	for _, before := range []func(m *machine) credentials.Where{(*machine).file, func(*machine) credentials.Where { return good() }} {
		for _, after := range []func(m *machine) credentials.Where{(*machine).file, func(*machine) credentials.Where { return good() }} {
			m := newMachine(t, "good")
			old := m.login("alice", "dckr_pat_alice", before(m)).Keep()
			_, err := m.accounts().Renew(t.Context(), old, func(context.Context) (hub.SavedSession, error) {
				m.now = m.now.Add(time.Minute)
				m.login("alice", "anchor-chain", after(m))
				fresh := old
				fresh.Token = hub.NewSecret("e30.ZnJlc2g.e30")
				return fresh, nil
			})
			require.NoError(t, err)
			kept, err := m.accounts().Load(t.Context(), "alice")
			require.NoError(t, err)
			assert.Equal(t, hub.Password, kept.Kind, "what the person kept last")
			for path, content := range everything(t, m.home) {
				assert.NotContains(t, content, "dckr_pat_alice", path)
				assert.NotContains(t, content, "ZnJlc2g", path)
			}
		}
	}
}

func TestALoginByAKeptPasswordThatALogoutOvertookKeepsNothing(t *testing.T) {
	for _, at := range []func(m *machine) credentials.Where{(*machine).file, func(*machine) credentials.Where { return good() }} {
		m := newMachine(t, "good")
		a := m.accounts()
		session, err := a.Login(t.Context(), m.client, "alice", hub.NewSecret("anchor-chain"))
		require.NoError(t, err)
		require.NoError(t, a.Save(t.Context(), session, hub.NewSecret("anchor-chain"), at(m)))
		m.now = m.now.AddDate(1, 0, 0)
		found, _ := m.find(credentials.Ask{})
		require.False(t, found.Secret.IsZero(), "the password, since its session has ended")
		m.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/login", Times: 1}, Do: hubtest.Before(func() {
			require.NoError(t, m.accounts().Forget(t.Context(), "alice"), "by another process")
		})})
		_, err = m.accounts().Open(t.Context(), m.client, found)
		require.NoError(t, err)
		list, err := m.accounts().List()
		require.NoError(t, err)
		assert.Empty(t, list)
		for path, content := range everything(t, m.home) {
			assert.NotContains(t, content, "anchor-chain", path)
		}
	}
}

func TestALoginByAKeptPasswordThatAnotherLoginOvertookTakesNothingFromIt(t *testing.T) {
	for _, at := range []func(m *machine) credentials.Where{(*machine).file, func(*machine) credentials.Where { return good() }} {
		m := newMachine(t, "good")
		a := m.accounts()
		session, err := a.Login(t.Context(), m.client, "alice", hub.NewSecret("anchor-chain"))
		require.NoError(t, err)
		require.NoError(t, a.Save(t.Context(), session, hub.NewSecret("anchor-chain"), m.file()))
		m.now = m.now.AddDate(1, 0, 0)
		found, _ := m.find(credentials.Ask{})
		m.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/login", Times: 1}, Do: hubtest.Before(func() {
			m.login("alice", "dckr_pat_alice", at(m))
		})})
		_, err = m.accounts().Open(t.Context(), m.client, found)
		require.NoError(t, err)
		kept, err := m.accounts().Load(t.Context(), "alice")
		require.NoError(t, err)
		assert.Equal(t, "dckr_pat_alice", kept.Secret.Reveal(), "what the person kept last")
		for path, content := range everything(t, m.home) {
			assert.NotContains(t, content, "anchor-chain", path)
		}
	}
}

// everything is what the files below a folder hold, by path.
func everything(t *testing.T, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	require.NoError(t, filepath.WalkDir(folder, func(path string, e os.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		found[path] = string(content)
		return err
	}))
	return found
}
