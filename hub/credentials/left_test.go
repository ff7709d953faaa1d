package credentials_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
)

func TestARenewalThatALogoutOvertookKeepsNothing(t *testing.T) {
	for _, at := range []func(m *machine) credentials.Where{(*machine).file, func(*machine) credentials.Where { return good() }} {
		m := newMachine(t, "good")
		old := m.login("alice", "dckr_pat_alice", at(m)).Keep()
		renewals := 0
		_, err := m.accounts().Renew(t.Context(), old, func(ctx context.Context) (hub.Kept, error) {
			renewals++
			require.NoError(t, m.accounts().Forget(ctx, "alice"), "by another process")
			fresh := old
			fresh.Token = hub.NewSecret("e30.ZnJlc2g.e30")
			return fresh, nil
		})
		require.NoError(t, err)
		assert.Equal(t, 1, renewals)
		_, err = m.accounts().Load(t.Context(), "alice")
		require.ErrorIs(t, err, credentials.ErrNotKept)
		for path, content := range everything(t, m.home) {
			assert.NotContains(t, content, "dckr_pat_alice", path)
			assert.NotContains(t, content, "ZnJlc2g", path)
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
