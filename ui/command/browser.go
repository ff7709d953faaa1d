package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cli/browser"

	"tagboat/ui"
	"tagboat/ui/apart"
	"tagboat/ui/child"
	"tagboat/ui/config"
)

// onTerminal are the browsers that draw where this program draws.
var onTerminal = []string{
	"www-browser", "w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl",
}

// startTime is how long a browser is watched for not starting at all. One that
// stays open longer is a browser that was opened.
const startTime = 2 * time.Second

// browsing finds how an address is opened: by what BROWSER or the configuration names, over SSH
// too, or by what opens addresses on this machine, where it has a display that is in front
// of the person.
func browsing(m Machine, c config.Config, found *ui.Outside) {
	// a launcher must not write on the screen
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	var open [][]string
	commands, find := browsers(m, c)
	for _, command := range commands {
		path, err := find(command[0])
		if err != nil {
			continue
		}
		if slices.Contains(onTerminal, filepath.Base(command[0])) {
			if len(open) == 0 {
				found.Reader = func(url string) []string { return addressed(command, path, url) }
				return
			}
			continue
		}
		open = append(open, slices.Concat([]string{path}, command[1:]))
	}
	local := m.Getenv("SSH_CONNECTION") == "" && m.Getenv("SSH_TTY") == "" &&
		m.Getenv("SSH_CLIENT") == ""
	display := m.OS == "darwin" || m.OS == "windows" ||
		m.Getenv("DISPLAY") != "" || m.Getenv("WAYLAND_DISPLAY") != "" ||
		m.Getenv("WSL_DISTRO_NAME") != ""
	switch {
	case len(open) > 0:
		found.Browse = func(url string) error { return first(open, url) }
	case local && display:
		found.Browse = browser.OpenURL
	}
}

// browsers are the commands of BROWSER, the preferred one first, as xdg-open and
// Python read them: parted like a PATH, each with words between blanks.
// The configuration has one, word by word, which is not looked for in the folder that one is in.
func browsers(
	m Machine, c config.Config,
) (commands [][]string, find func(name string) (path string, err error)) {
	if m.Getenv("BROWSER") == "" && len(c.Browser) > 0 {
		return [][]string{c.Browser}, child.Find
	}
	between := ":"
	if m.OS == "windows" {
		between = ";"
	}
	for command := range strings.SplitSeq(m.Getenv("BROWSER"), between) {
		if words := strings.Fields(
			strings.TrimSuffix(strings.TrimSpace(command), "&"),
		); len(words) > 0 {
			commands = append(commands, words)
		}
	}
	return commands, exec.LookPath
}

// addressed is a command with the address in the place of its %s, or else at its
// end. No shell reads it.
func addressed(command []string, path, url string) []string {
	argv, placed := []string{path}, false
	for _, word := range command[1:] {
		placed = placed || strings.Contains(word, "%s")
		argv = append(argv, strings.NewReplacer("%s", url, "%%", "%").Replace(word))
	}
	if !placed {
		argv = append(argv, url)
	}
	return argv
}

// first opens an address with the first command that does not fail at once.
func first(commands [][]string, url string) error {
	var failed []error
	for _, command := range commands {
		err := launch(addressed(command, command[0], url), time.After(startTime))
		if err == nil {
			return nil
		}
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}

// launch starts a program of its own, which may stay open for days, and watches it
// until it was long enough.
func launch(argv []string, enough <-chan time.Time) error {
	cmd := exec.CommandContext(context.Background(), argv[0], argv[1:]...)
	apart.Session(cmd)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start %s: %w", argv[0], err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return fmt.Errorf("run %s: %w", argv[0], err)
		}
	case <-enough:
	}
	return nil
}
