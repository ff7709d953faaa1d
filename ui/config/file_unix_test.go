//go:build unix

package config_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/config"
)

const harmful = `theme = "dark"
hub = "https://hub.example.com"
engine = "/tmp/engine"
browser = ["/tmp/browser"]
[[command]]
name = "a"
run = ["a"]
[[copy]]
name = "b"
text = "b"
`

// fileIn writes a file, for its owner alone, into a folder of its owner alone.
func fileIn(t *testing.T, text string) string {
	t.Helper()
	folder := t.TempDir()
	require.NoError(t, os.Chmod(folder, 0o700))
	path := filepath.Join(folder, "config.toml")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func TestAFileThatOthersMayWriteStartsNothingAndSendsNothingElsewhere(t *testing.T) {
	for called, open := range map[string]func(path string) string{
		"the file": func(path string) string {
			require.NoError(t, os.Chmod(path, 0o620))
			return path
		},
		"its folder": func(path string) string {
			require.NoError(t, os.Chmod(filepath.Dir(path), 0o707))
			return path
		},
		"the folder of a link to it": func(path string) string {
			folder := t.TempDir()
			require.NoError(t, os.Chmod(folder, 0o770))
			link := filepath.Join(folder, "config.toml")
			require.NoError(t, os.Symlink(path, link))
			return link
		},
	} {
		l, err := config.Load(open(fileIn(t, harmful)), known)
		require.NoError(t, err, called)
		assert.Equal(t, "dark", l.Theme, called)
		assert.Equal(t, [...]string{"", ""}, [...]string{l.Hub, l.Engine}, called)
		assert.Empty(t, l.Browser, called)
		assert.Empty(t, l.Commands, called)
		assert.Empty(t, l.Copies, called)
		assert.Equal(t, []string{"copies", "commands", "engine", "browser", "hub"}, l.Off, called)
		require.Len(t, l.Problems, 1, called)
		assert.Contains(t, l.Problems[0].Words, "its commands, forms to copy, engine, browser and hub are not used", called)
		assert.Len(t, l.Sources, 1, called)
	}
}

func TestAFileOfOnesOwnIsUsedWholeAlsoByALink(t *testing.T) {
	path := fileIn(t, harmful)
	folder := t.TempDir()
	require.NoError(t, os.Chmod(folder, 0o755))
	link := filepath.Join(folder, "linked.toml")
	require.NoError(t, os.Symlink(path, link))
	for _, name := range []string{path, link} {
		l, err := config.Load(name, known)
		require.NoError(t, err)
		assert.Empty(t, told(l.Problems))
		assert.Equal(t, "https://hub.example.com", l.Hub)
		assert.Len(t, l.Commands, 1)
		assert.Len(t, l.Copies, 1)
	}
}

func TestWhatIsNoFileIsNotReadAndHoldsNobodyUp(t *testing.T) {
	folder := t.TempDir()
	pipe := filepath.Join(folder, "pipe")
	require.NoError(t, syscall.Mkfifo(pipe, 0o600))
	for path, words := range map[string]string{
		pipe: "a pipe or a device", folder: "a folder", "/dev/zero": "a pipe or a device",
	} {
		l, err := config.Load(path, known)
		require.ErrorContains(t, err, words)
		assert.Equal(t, config.Default(), l.Config)
	}
	_, err := config.Load(filepath.Join(folder, "missing"), known)
	require.ErrorIs(t, err, fs.ErrNotExist)
	_, err = config.Load(os.DevNull, known)
	require.NoError(t, err)
}

func TestAFileIsWrittenForItsOwnerAloneAndNeverOverOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "tagboat", "config.toml")
	require.NoError(t, config.Write(path, "one"))
	about, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o600), about.Mode().Perm())
	about, err = os.Stat(filepath.Dir(path))
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o700), about.Mode().Perm())

	require.ErrorIs(t, config.Write(path, "two"), fs.ErrExist)
	kept, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "one", string(kept))

	nowhere := filepath.Join(t.TempDir(), "config.toml")
	require.NoError(t, os.Symlink("/nowhere/at/all", nowhere))
	require.ErrorIs(t, config.Write(nowhere, "two"), fs.ErrExist, "a link is not followed")
}

func TestWhereNothingCanBeWrittenIsSaid(t *testing.T) {
	if os.Geteuid() != 0 {
		folder := t.TempDir()
		require.NoError(t, os.Chmod(folder, 0o500))
		require.ErrorContains(t, config.Write(filepath.Join(folder, "config.toml"), "x"), "cannot be made")
	}
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	require.ErrorContains(t, config.Write(filepath.Join(file, "config.toml"), "x"), "cannot be made")
}
