package command_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/command"
	"tagboat/ui/golden"
)

var commands = []string{
	"images", "repositories", "tags", "inspect", "compare", "login", "logout", "accounts", "man", "index", "index clear",
	"wait", "limits", "index schema", "pin", "which",
	"check", "stale", "sync", "doctor", "config", "config init", "config check", "config path", "config schema", "schema",
}

// run runs the command line with nothing around it: no terminal, no home.
func run(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	folder := t.TempDir()
	file := func(name string) *os.File {
		f, err := os.Create(filepath.Join(folder, name))
		require.NoError(t, err)
		t.Cleanup(func() { _ = f.Close() })
		return f
	}
	in, out, errs := file("in"), file("out"), file("err")
	code = command.Run(t.Context(), command.Machine{
		Args: args, Getenv: func(string) string { return "" }, In: in, Out: out, Err: errs,
		OS: "linux", Architecture: "amd64", Version: "1.2.3", Now: time.Now,
	})
	return content(t, out), content(t, errs), code
}

func content(t *testing.T, f *os.File) string {
	t.Helper()
	text, err := os.ReadFile(f.Name())
	require.NoError(t, err)
	return string(text)
}

func TestEveryCommandExplainsItself(t *testing.T) {
	for _, args := range append([]string{""}, commands...) {
		stdout, stderr, code := run(t, append(strings.Fields(args), "--help")...)
		assert.Equal(t, 0, code)
		assert.Empty(t, stderr)
		assert.NotContains(t, stdout, "\x1b")
		golden.Text(t, "help-tagboat"+strings.ReplaceAll(args, " ", "")+".txt", stdout)
	}
}

func TestTheManualPageHasEveryCommandAndIsTheSameEveryDay(t *testing.T) {
	stdout, _, code := run(t, "man")
	assert.Equal(t, 0, code)
	golden.Text(t, "tagboat.1", stdout)
	assert.Contains(t, stdout, "user_version is the version of the schema")
	for _, name := range commands {
		_, below, isBelow := strings.Cut(name, " ")
		if !isBelow {
			below = name
		}
		assert.Contains(t, stdout, `\fB`+below+`\fP`)
	}
}

func TestTheShellIsOfferedNamesWhenThatIsQuick(t *testing.T) {
	stdout, _, _ := run(t, "__complete", "images", "--demo", "ac")
	assert.Contains(t, stdout, "acme\nacme/\n")
	stdout, _, _ = run(t, "__complete", "images", "--demo", "acme/ap")
	assert.Contains(t, stdout, "acme/api\n")
	stdout, _, _ = run(t, "__complete", "compare", "--demo", "nginx:1.26", "acme/ap")
	assert.Contains(t, stdout, "acme/api\n")
	stdout, _, _ = run(t, "__complete", "compare", "--demo", "nginx:1.26", "nginx:1.27", "acme/ap")
	assert.NotContains(t, stdout, "acme/api", "there is no third")
	stdout, _, _ = run(t, "__complete", "images", "--hub", "http://127.0.0.1:1", "ac")
	assert.NotContains(t, stdout, "ac\n", "what is not to be had is not complained about")
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		stdout, _, code := run(t, "completion", shell)
		assert.Equal(t, 0, code)
		assert.Contains(t, stdout, "tagboat")
	}
}

func TestWithoutATerminalTheScreenSaysSo(t *testing.T) {
	stdout, stderr, code := run(t)
	assert.Equal(t, 2, code)
	assert.Empty(t, stdout)
	assert.Equal(t, "tagboat: this needs a terminal to draw on; run it in one, without a pipe or redirection\n", stderr)
}

func TestAWrongFlagIsToldBeforeATerminalIsAskedFor(t *testing.T) {
	for _, args := range [][]string{{"--hub", "ftp://x"}, {"--hub", "http://hub.example"}, {"--clipboard", "tape"}} {
		_, stderr, code := run(t, args...)
		assert.Equal(t, 2, code)
		assert.NotContains(t, stderr, "terminal to draw on", args)
	}
}

func TestNobodyIsLoggedInHere(t *testing.T) {
	stdout, stderr, code := run(t, "accounts")
	assert.Equal(t, 0, code)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "tagboat login")
	_, stderr, code = run(t, "login")
	assert.Equal(t, 2, code)
	assert.Contains(t, stderr, "--password-stdin")
	_, _, code = run(t, "logout")
	assert.Equal(t, 2, code)
}

func TestWhatAnEmptyVariableOrTwoAnswersLeaveOpenIsRefused(t *testing.T) {
	for args, words := range map[string][]string{
		"name is empty":    {"logout", ""},
		"--all is every":   {"logout", "alice", "--all"},
		"no account bob":   {"logout", "--account", "bob"},
		"two accounts":     {"login", "alice", "--account", "bob"},
		"inside the":       {"tags", "acme/api", "--demo", "--hub", "https://hub.example"},
		"--hub is empty":   {"accounts", "--hub", ""},
		"--account is emp": {"images", "--account", ""},
	} {
		_, stderr, code := run(t, words...)
		assert.Equal(t, 2, code, words)
		assert.Contains(t, stderr, args)
	}
}

func TestWhatNoCommandKnowsIsAWrongCommandLine(t *testing.T) {
	for _, args := range [][]string{
		{"login", "alice", "bob"}, {"logout", "alice", "bob"}, {"help", "nope"}, {"help", "images", "nope"},
		{"completion"}, {"completion", "zhs"}, {"completion", "bash", "x"}, {"accounts", "x"}, {"man", "x"},
	} {
		stdout, stderr, code := run(t, args...)
		assert.Equal(t, 2, code, args)
		assert.Empty(t, stdout, args)
		assert.Contains(t, stderr, "tagboat: ", args)
	}
	for _, args := range [][]string{{"help"}, {"help", "images"}, {"help", "completion", "bash"}, {"help", "help"}, {"completion", "--help"}} {
		stdout, stderr, code := run(t, args...)
		assert.Equal(t, 0, code, args)
		assert.Contains(t, stdout, "Usage:", args)
		assert.Empty(t, stderr, args)
	}
}
