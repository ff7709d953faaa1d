//go:build unix

package credentials_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
)

func TestEveryFileIsOnlyForItsOwnerWhateverTheUmask(t *testing.T) {
	m := newMachine(t)
	before := syscall.Umask(0)
	t.Cleanup(func() { syscall.Umask(before) })
	m.login("alice", "anchor-chain", m.file())
	_, _ = m.accounts().Renew(t.Context(), hub.SavedSession{Username: "x"}, nothing)
	about, err := os.Stat(m.state)
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o700), about.Mode().Perm())
	entries, err := os.ReadDir(m.state)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		about, err := e.Info()
		require.NoError(t, err)
		assert.Equal(t, fs.FileMode(0o600), about.Mode().Perm(), e.Name())
		names = append(names, e.Name())
	}
	require.Len(t, names, 4)
	assert.Regexp(t, `^login-[0-9a-f]{16}\.lock$`, names[2])
	assert.Equal(t, []string{"accounts.json", "lock", "sessions.json"}, slices.Delete(names, 2, 3))
}

func TestATooOpenFileIsRefusedWithTheCommandThatMendsIt(t *testing.T) {
	m := newMachine(t)
	m.state = filepath.Join(m.home, "it's a state")
	m.login("alice", "anchor-chain", m.file())
	for _, name := range []string{"sessions.json", "accounts.json"} {
		path := filepath.Join(m.state, name)
		require.NoError(t, os.Chmod(path, 0o644))
		found, said := m.find(credentials.Ask{})
		assert.False(t, found.Ready())
		assert.Contains(t, said, path+" is open to others (mode 0644) and is not used; run: chmod 600 '"+m.home+`/it'\''s a state/`+name+"'")
		assert.Equal(t, 0, strings.Count(said, "\n"))
		session, err := m.accounts().Login(t.Context(), m.client, "alice", hub.NewSecret("anchor-chain"))
		require.NoError(t, err)
		require.ErrorContains(t, m.accounts().Save(t.Context(), session, hub.Secret{}, m.file()), "chmod 600")
		require.NoError(t, os.Chmod(path, 0o600))
	}
	found, said := m.find(credentials.Ask{})
	assert.True(t, found.Ready())
	assert.Empty(t, said)

	require.NoError(t, os.Chmod(m.state, 0o777))
	session, err := m.accounts().Login(t.Context(), m.client, "alice", hub.NewSecret("anchor-chain"))
	require.NoError(t, err)
	require.ErrorContains(t, m.accounts().Save(t.Context(), session, hub.Secret{}, m.file()), "run: chmod 700 ")
}

func TestALinkOrADirectoryInPlaceOfAFileIsNotFollowed(t *testing.T) {
	m := newMachine(t)
	m.login("alice", "anchor-chain", m.file())
	path := m.file().Name
	require.NoError(t, os.Rename(path, path+".real"))
	require.NoError(t, os.Symlink(path+".real", path))
	found, said := m.find(credentials.Ask{})
	assert.False(t, found.Ready())
	assert.Contains(t, said, "is no regular file")
	require.NoError(t, os.Remove(path))
	require.NoError(t, os.Mkdir(path, 0o700))
	_, said = m.find(credentials.Ask{})
	assert.Contains(t, said, "is no regular file")
}

func TestADamagedFileIsSaidOncePutAsideAndBlocksNoLogin(t *testing.T) {
	for _, name := range []string{"accounts.json", "sessions.json"} {
		for content, sentence := range map[string]string{
			"": "was empty and begins anew", "{\"version\":1,\"sessions\":{\"anchor-chain": "was damaged and begins anew",
			strings.Repeat("[", 2<<20): "was damaged and begins anew", `{"version":1,"accounts":"abc","sessions":7}`: "was damaged and begins anew",
		} {
			m := newMachine(t)
			m.login("alice", "anchor-chain", m.file())
			path := filepath.Join(m.state, name)
			require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
			found, said := m.find(credentials.Ask{})
			assert.False(t, found.Ready())
			assert.Contains(t, said, path+" "+sentence)
			assert.NotContains(t, said, "anchor-chain")
			_, said = m.find(credentials.Ask{})
			assert.NotContains(t, said, sentence)
			if aside, err := os.ReadFile(path + ".damaged"); content != "" {
				require.NoError(t, err)
				assert.Equal(t, content, string(aside))
			}
			m.login("alice", "anchor-chain", m.file())
			found, said = m.find(credentials.Ask{})
			assert.True(t, found.Ready())
			assert.Empty(t, said)
		}
	}
}

func TestALoginMendsADamagedFileAndSaysSo(t *testing.T) {
	m := newMachine(t)
	m.login("alice", "anchor-chain", m.file())
	require.NoError(t, os.Truncate(filepath.Join(m.state, "accounts.json"), 0))
	a := m.accounts()
	session, err := a.Login(t.Context(), m.client, "alice", hub.NewSecret("anchor-chain"))
	require.NoError(t, err)
	require.NoError(t, a.Save(t.Context(), session, hub.Secret{}, m.file()))
	require.Len(t, a.News(), 1)
	found, said := m.find(credentials.Ask{})
	assert.True(t, found.Ready())
	assert.Empty(t, said)
}

func TestANewerProgramsFileIsSaidAndNeverTouched(t *testing.T) {
	for _, name := range []string{"accounts.json", "sessions.json"} {
		m := newMachine(t)
		m.login("alice", "anchor-chain", m.file())
		path, content := filepath.Join(m.state, name), `{"version":2,"accounts":{"in":"another form"}}`
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		found, said := m.find(credentials.Ask{})
		assert.False(t, found.Ready())
		assert.Contains(t, said, "newer tagboat")
		session, err := m.accounts().Login(t.Context(), m.client, "alice", hub.NewSecret("anchor-chain"))
		require.NoError(t, err, "logging in works for all that")
		require.ErrorContains(t, m.accounts().Save(t.Context(), session, hub.Secret{}, m.file()), "newer tagboat")
		require.ErrorContains(t, m.accounts().CanSave(t.Context(), m.file()), "newer tagboat")
		_ = m.accounts().Forget(t.Context(), "alice")
		after, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, content, string(after))
	}
}

func TestADamagedOrMissingSessionOpensTheFormWithTheName(t *testing.T) {
	m := newMachine(t, "good")
	m.docker(`{"credsStore":"good"}`)
	m.login("alice", "anchor-chain", good())
	m.seeded("https://hub.docker.com/tagboat/alice", "alice", "{anchor-chain")
	found, said := m.find(credentials.Ask{})
	assert.Equal(t, credentials.Found{Username: "alice"}, found)
	assert.Equal(t, "The kept session of alice cannot be used: what is kept is damaged; log in again.", said)
	m.seeded("elsewhere", "x", "y")
	found, said = m.find(credentials.Ask{})
	assert.Equal(t, credentials.Found{Username: "alice"}, found)
	assert.Equal(t, "The kept session of alice is gone from the credential helper docker-credential-good; log in again.", said)
}

// What stops a write half-way must leave the old file whole.
func TestAWriteThatFailsLeavesTheOldFileAndNothingBeside(t *testing.T) {
	if os.Getuid() == 0 {
		t.Log("as root a directory without write permission is still written to; a full file system is not tried here")
	}
	m := newMachine(t)
	m.login("alice", "anchor-chain", m.file())
	before, err := os.ReadFile(m.file().Name)
	require.NoError(t, err)
	require.NoError(t, os.Chmod(m.state, 0o500))
	t.Cleanup(func() { _ = os.Chmod(m.state, 0o700) })
	session, err := m.accounts().Login(t.Context(), m.client, "alice", hub.NewSecret("dckr_pat_alice"))
	require.NoError(t, err)
	err = m.accounts().Save(t.Context(), session, hub.Secret{}, m.file())
	after, reading := os.ReadFile(m.file().Name)
	require.NoError(t, reading)
	if err != nil {
		assert.Contains(t, err.Error(), "cannot be written: permission denied")
		assert.Equal(t, string(before), string(after))
	}
	left, _ := filepath.Glob(filepath.Join(m.state, ".*"))
	assert.Empty(t, left)
}
