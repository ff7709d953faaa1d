package command

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui"
	"tagboat/ui/config"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// with is a machine with an environment.
func with(t *testing.T, environment map[string]string) Machine {
	t.Helper()
	return Machine{OS: "linux", Getenv: func(name string) string { return environment[name] }}
}

func TestTheLookFollowsWhatTheEnvironmentTellsOfTheBackground(t *testing.T) {
	dark, light, either := theme.New(), theme.New(), theme.New()
	dark.Guess(true)
	light.Guess(false)
	either.Unsure()
	for told, want := range map[string]*theme.Theme{
		"15;0": dark, "7;8": dark, "0;6": dark, "15;default;0": dark,
		"0;15": light, "0;7": light, "12;9": light, "0;default;15": light,
		"": either, "15": either, "default": either, "0;default": either, "0;16": either, "0;-1": either, "0;x": either, ";": either,
	} {
		got := look(with(t, map[string]string{"COLORFGBG": told}))
		for _, role := range []theme.Role{theme.Accent, theme.Good, theme.Warn, theme.Bad, theme.Match} {
			assert.Equal(t, want.Ink(role, false), got.Ink(role, false), "%q", told)
		}
	}
}

func TestTheConsoleOfLinuxIsTakenForDarkUntilItIsSaidOtherwise(t *testing.T) {
	dark, light := theme.New(), theme.New()
	dark.Guess(true)
	light.Guess(false)
	assert.Equal(t, dark.Ink(theme.Bad, false), look(with(t, map[string]string{"TERM": "linux"})).Ink(theme.Bad, false))
	told := map[string]string{"TERM": "linux", "COLORFGBG": "0;15"}
	assert.Equal(t, light.Ink(theme.Bad, false), look(with(t, told)).Ink(theme.Bad, false))
}

func TestWhateverIsInNoColorMeansNoColours(t *testing.T) {
	for environment, none := range map[string]bool{
		"": false, "NO_COLOR=": false, "NO_COLOR=1": true, "NO_COLOR=yes": true, "NO_COLOR=0": true, "NO_COLOR=false": true,
		"CLICOLOR=0": true, "CLICOLOR=1": false, "CLICOLOR=0 CLICOLOR_FORCE=1": false, "NO_COLOR=1 CLICOLOR_FORCE=1": true,
	} {
		set := map[string]string{}
		for variable := range strings.FieldsSeq(environment) {
			name, value, _ := strings.Cut(variable, "=")
			set[name] = value
		}
		assert.Equal(t, none, len(colours(with(t, set))) == 1, environment)
	}
}

func TestTheCharactersAreThoseOfTheLocale(t *testing.T) {
	for environment, want := range map[string]text.Charset{
		"": text.Unicode, "TERM=xterm": text.Unicode, "LANG= LC_ALL=": text.Unicode,
		"LANG=de_DE.UTF-8": text.Unicode, "LANG=de_DE.utf8": text.Unicode, "LANG=C.UTF-8@euro": text.Unicode,
		"LC_CTYPE=UTF-8": text.Unicode, "LC_ALL=C.Utf8 LANG=ru_RU.KOI8": text.Unicode,
		"LANG=C": text.ASCII, "LANG=POSIX": text.ASCII, "LANG=de_DE": text.ASCII, "LANG=de_DE.ISO-8859-15@euro": text.ASCII,
		"LC_ALL=C LANG=C.UTF-8": text.ASCII, "LC_ALL= LC_CTYPE=ru_RU.KOI8-R LANG=C.UTF-8": text.ASCII,
		"LC_CTYPE=C.UTF-8 LANG=C": text.Unicode,
		"TERM=linux":              text.Console, "TERM=linux LANG=C.UTF-8": text.Console, "TERM=linux LANG=C": text.ASCII,
	} {
		set := map[string]string{}
		for variable := range strings.FieldsSeq(environment) {
			name, value, _ := strings.Cut(variable, "=")
			set[name] = value
		}
		machine := with(t, set)
		assert.Equal(t, want, charset(machine), environment)
		machine.OS = "windows"
		assert.Equal(t, text.Unicode, charset(machine), environment)
	}
}

const page = "https://hub.docker.com/_/nginx"

// tools is a folder with programs that write down how they were called, or fail,
// on the PATH alone.
func tools(t *testing.T, names ...string) (said func() string) {
	t.Helper()
	folder := t.TempDir()
	log := filepath.Join(folder, "log")
	for _, name := range names {
		script := fmt.Sprintf("#!/bin/sh\n{ echo %s; for word; do echo \"$word\"; done; } >> %s\n", name, log)
		if strings.HasPrefix(name, "broken") {
			script = "#!/bin/sh\nexit 3\n"
		}
		if strings.HasPrefix(name, "open") {
			script = "#!/bin/sh\nwhile [ -e " + folder + "/" + name + " ]; do sleep 0.1; done\n"
		}
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(script), 0o755))
	}
	t.Setenv("PATH", folder+":/bin:/usr/bin")
	return func() string {
		content, _ := os.ReadFile(log)
		return strings.Join(strings.Fields(string(content)), " ")
	}
}

func TestTheBrowserIsTheOneThatIsNamed(t *testing.T) {
	if os.PathSeparator != '/' {
		t.Skip("skipped: the browsers here are shell scripts")
	}
	for named, want := range map[string]string{
		"firefox":                      "firefox " + page,
		"firefox --new-tab":            "firefox --new-tab " + page,
		"firefox --url=%s --x":         "firefox --url=" + page + " --x",
		"firefox 100%% %s":             "firefox 100% " + page,
		"missing:firefox":              "firefox " + page,
		"broken:firefox":               "firefox " + page,
		" : firefox &":                 "firefox " + page,
		"firefox $(touch x) `y` ; z":   "firefox $(touch x) `y` ; z " + page,
		"firefox:chromium":             "firefox " + page,
		"chromium:w3m":                 "chromium " + page,
		"/nowhere/firefox:chromium %s": "chromium " + page,
	} {
		for _, ssh := range []string{"", "here and there"} {
			said := tools(t, "firefox", "chromium", "broken", "w3m")
			var found ui.Outside
			browsing(with(t, map[string]string{"BROWSER": named, "SSH_CONNECTION": ssh}), config.Config{}, &found)
			require.NotNil(t, found.Browse, named)
			assert.Nil(t, found.Reader)
			require.NoError(t, found.Browse(page), named)
			assert.Equal(t, want, said(), named)
		}
	}
}

func TestABrowserThatDrawsOnTheTerminalGetsIt(t *testing.T) {
	if os.PathSeparator != '/' {
		t.Skip("skipped: the browsers here are shell scripts")
	}
	tools(t, "w3m", "firefox")
	for _, named := range []string{"w3m", "lynx:w3m", "w3m:firefox", "missing:w3m %s"} {
		var found ui.Outside
		browsing(with(t, map[string]string{"BROWSER": named, "SSH_TTY": "x"}), config.Config{}, &found)
		require.NotNil(t, found.Reader, named)
		argv := found.Reader(page)
		assert.Equal(t, "w3m", filepath.Base(argv[0]))
		assert.Equal(t, []string{page}, argv[1:])
	}
}

func TestABrowserThatStaysOpenHasOpened(t *testing.T) {
	if os.PathSeparator != '/' {
		t.Skip("skipped: the browsers here are shell scripts")
	}
	tools(t, "open-browser")
	path, err := exec.LookPath("open-browser")
	require.NoError(t, err)
	enough := make(chan time.Time)
	close(enough)
	require.NoError(t, launch([]string{path, page}, enough))
	require.Error(t, launch([]string{path + "-that-is-not-there", page}, enough))
}

func TestWithoutADisplayInFrontOfThePersonThereIsNoBrowser(t *testing.T) {
	for environment, there := range map[string]bool{
		"": false, "DISPLAY=:0": true, "WAYLAND_DISPLAY=w": true, "WSL_DISTRO_NAME=Debian": true,
		"DISPLAY=:0 SSH_TTY=x": false, "DISPLAY=:0 SSH_CLIENT=x": false, "DISPLAY=:0 SSH_CONNECTION=x": false,
		"BROWSER=nothing-of-this-name": false, "BROWSER=nothing-of-this-name DISPLAY=:0": true, "BROWSER=: DISPLAY=:0": true,
	} {
		set := map[string]string{}
		for variable := range strings.FieldsSeq(environment) {
			name, value, _ := strings.Cut(variable, "=")
			set[name] = value
		}
		var found ui.Outside
		browsing(with(t, set), config.Config{}, &found)
		assert.Equal(t, there, found.Browse != nil, environment)
	}
}
