package command

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/config"
)

func TestWhatIsReadAgainKeepsTheHubThatIsTalkedTo(t *testing.T) {
	home := t.TempDir()
	require.NoError(t, os.Chmod(home, 0o700))
	path := filepath.Join(home, "config.toml")
	m := Machine{OS: "linux", Getenv: func(name string) string { return map[string]string{"TAGBOAT_CONFIG": path}[name] }}
	write := func(text string) { require.NoError(t, os.WriteFile(path, []byte(text), 0o600)) }
	none := func(string) bool { return false }

	write("mouse = false\nglyphs = \"ascii\"\n")
	f := flags{config: config.Default(), isGiven: none}
	require.NoError(t, settle(m, &f, none))
	assert.False(t, f.config.Mouse)

	write("hub = \"http://127.0.0.1:9\"\nkeys.list.copy = \"Y\"\nthem = 1\n")
	read, err := reread(m, f)
	require.NoError(t, err)
	assert.Empty(t, read.Outside.NoPull, "Docker Hub is talked to until the next start")
	assert.Equal(t, []string{"Y"}, read.Keys.List.Copy.Keys())
	assert.Equal(t, "http://127.0.0.1:9", read.Config.Hub)
	assert.Equal(t, "config.toml: 1 mistake; tagboat config check tells it", read.Mistakes)

	require.NoError(t, os.Remove(path))
	_, err = reread(m, f)
	require.ErrorContains(t, err, "there is no file")
	require.NoError(t, os.Mkdir(path, 0o700))
	_, err = reread(m, f)
	require.ErrorContains(t, err, "is a folder")
}

func TestTheConfigurationLiesWhereEachSystemHasIt(t *testing.T) {
	for _, c := range []struct {
		system string
		given  map[string]string
		want   string
	}{
		{"linux", map[string]string{"HOME": "/home/a"}, "/home/a/.config/tagboat/config.toml"},
		{"linux", map[string]string{"HOME": "/home/a", "XDG_CONFIG_HOME": "/etc/a"}, "/etc/a/tagboat/config.toml"},
		{"linux", map[string]string{"HOME": "/home/a", "XDG_CONFIG_HOME": "here"}, "/home/a/.config/tagboat/config.toml"},
		{"linux", map[string]string{"HOME": "here"}, ""},
		{"darwin", map[string]string{"HOME": "/Users/a"}, "/Users/a/Library/Application Support/tagboat/config.toml"},
		{"windows", map[string]string{"APPDATA": `C:\Users\a\AppData\Roaming`}, `C:\Users\a\AppData\Roaming\tagboat\config.toml`},
		{"windows", map[string]string{"USERPROFILE": `C:\Users\a`}, `C:\Users\a\.config\tagboat\config.toml`},
	} {
		m := Machine{OS: c.system, Getenv: func(name string) string { return c.given[name] }}
		assert.Equal(t, c.want, configFile(m), "%s, %v", c.system, c.given)
	}
	home := t.TempDir()
	terminals := filepath.Join(home, ".config", "tagboat", "config.toml")
	own := filepath.Join(home, "Library", "Application Support", "tagboat", "config.toml")
	m := Machine{OS: "darwin", Getenv: func(name string) string { return map[string]string{"HOME": home}[name] }}
	require.NoError(t, os.MkdirAll(filepath.Dir(terminals), 0o700))
	require.NoError(t, os.WriteFile(terminals, nil, 0o600))
	assert.Equal(t, terminals, configFile(m))
	require.NoError(t, os.MkdirAll(filepath.Dir(own), 0o700))
	require.NoError(t, os.WriteFile(own, nil, 0o600))
	assert.Equal(t, own, configFile(m))
}
