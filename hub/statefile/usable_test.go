//go:build unix

package statefile_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/statefile"
)

func TestWhetherAFolderCanBeUsedIsFoundOutWithoutMakingOne(t *testing.T) {
	home := t.TempDir()
	at := func(name string) string { return filepath.Join(home, name) }
	require.NoError(t, os.WriteFile(at("file"), nil, 0o600))
	require.NoError(t, os.Mkdir(at("good"), 0o700))
	require.NoError(t, os.Mkdir(at("open"), 0o700))
	require.NoError(t, os.Chmod(at("open"), 0o777))
	require.NoError(t, os.Symlink(at("nothing"), at("dangling")))
	for folder, why := range map[string]string{
		at("good"): "", at("new/below/it"): "", at("file"): "is no folder", at("file/below"): "not a directory",
		at("open"): "is open to others (mode 0777)", at("dangling"): "cannot be used: no such file", at("dangling/below"): "cannot be used: no such file",
		"": "no folder to keep anything in",
	} {
		err := statefile.Usable(folder)
		if why == "" {
			require.NoError(t, err, folder)
		} else {
			require.ErrorContains(t, err, why, folder)
		}
	}
	for folder, known := range map[string]bool{at("good"): true, at("new/below/it"): true, at("dangling"): false, "": false} {
		room, told := statefile.Room(folder)
		assert.Equal(t, known, told, folder)
		assert.Equal(t, known, room > 0, folder)
	}
	assert.NoDirExists(t, at("new"))
	assert.NoDirExists(t, at("nothing"))
}
