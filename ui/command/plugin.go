package command

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// plugin is the program's name among the plugins of Docker's command line, where "docker tagboat"
// finds it, and pluginName the word that stands for it there.
const plugin, pluginName = "docker-tagboat", "tagboat"

// isPlugin reports whether Docker's command line may have called the program.
func (m Machine) isPlugin() bool {
	return strings.TrimSuffix(strings.ToLower(filepath.Base(m.Program)), ".exe") == plugin
}

// asking are the words that Docker's command line puts before the plugin's name: somebody wants
// help, or a shell wants to know what could follow.
var asking = []string{"help", cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd}

// valued are Docker's own options that a value follows, which may be the plugin's name as well.
var valued = []string{
	"--config", "-c", "--context", "-H", "--host", "-l", "--log-level",
	"--tlscacert", "--tlscert", "--tlskey",
}

// arguments are those of the command line. Docker's calls a plugin with the word that names it, and
// with its own options before that.
func (m Machine) arguments() []string {
	if !m.isPlugin() {
		return m.Args
	}
	for at, word := range m.Args {
		before := m.Args[max(at-1, 0)]
		switch {
		case word != pluginName || slices.Contains(valued, before):
		case slices.Contains(asking, before):
			return slices.Concat([]string{before}, m.Args[at+1:])
		default:
			return m.Args[at+1:]
		}
	}
	return m.Args
}

// introduces tells Docker's command line what it has found, if that is what it asks for
// (docker/cli, "Docker CLI Plugin Spec"). It reports whether it was. No help lists this command.
func (m Machine) introduces() (asked bool, err error) {
	if !m.isPlugin() || !slices.Equal(m.Args, []string{"docker-cli-plugin-metadata"}) {
		return false, nil
	}
	return true, json.NewEncoder(m.results).Encode(map[string]string{
		"SchemaVersion": "0.1.0", "Vendor": "tagboat", "Version": m.Version,
		"ShortDescription": "Browse Docker Hub in the terminal",
	})
}
