//go:build unix

package command_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/command"
)

// into runs the command line with its results going to a file of the machine.
func into(t *testing.T, path string, args ...string) (stderr string, code int) {
	t.Helper()
	out, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer func() { _ = out.Close() }()
	errs, err := os.Create(filepath.Join(t.TempDir(), "err"))
	require.NoError(t, err)
	defer func() { _ = errs.Close() }()
	code = command.Run(t.Context(), command.Machine{
		Args: args, Getenv: func(string) string { return "" }, In: errs, Out: out, Err: errs,
		OS: "linux", Architecture: "amd64", Version: "1.2.3", Now: time.Now,
	})
	return content(t, errs), code
}

func TestWhateverCannotBePrintedIsSaid(t *testing.T) {
	for _, args := range [][]string{
		{"--help"}, {"help"}, {"images", "--help"}, {"help", "images"}, {"--version"}, {"man"}, {"completion", "bash"}, {"completion", "fish"},
		{"__complete", "images", "--format", ""}, {"images", "acme/api", "--demo"}, {"tags", "nginx", "--demo", "--format", "table"},
		{"repositories", "acme", "--demo", "--format", "json"}, {"inspect", "nginx:1.27", "--demo"},
		{"compare", "nginx:1.26", "1.27", "--demo"},
	} {
		stderr, code := into(t, "/dev/full", args...)
		assert.Equal(t, 1, code, args)
		assert.Contains(t, stderr, "no space left on device", args)
		assert.Equal(t, 1, strings.Count(stderr, "no space left"), stderr)
	}
}

func TestTheLogIsAFileOfOnesOwnOrRefused(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	require.NoError(t, os.WriteFile(at("open"), []byte("x"), 0o644))
	require.NoError(t, os.WriteFile(at("mine"), []byte("before\n"), 0o600))
	require.NoError(t, os.Symlink(at("mine"), at("link")))
	require.NoError(t, os.Symlink(at("nothing"), at("dangling")))
	require.NoError(t, syscall.Mkfifo(at("pipe"), 0o600))
	for name, why := range map[string]string{
		at("open"): "others may read", at("link"): "is a link", at("dangling"): "is a link", at("pipe"): "is a pipe or a device",
		folder: "is a folder", "/dev/null": "is a pipe or a device", at("no/such"): "no such file",
	} {
		_, stderr, code := run(t, "inspect", "nginx:1.27", "--demo", "--log", name)
		assert.Equal(t, 2, code, name)
		assert.Contains(t, stderr, why)
		assert.Equal(t, 1, strings.Count(stderr, "\n"), stderr)
	}
	for _, name := range []string{"mine", "new"} {
		_, stderr, code := run(t, "inspect", "nginx:1.27", "--demo", "--log", at(name))
		assert.Equal(t, 0, code, stderr)
		info, err := os.Stat(at(name))
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
		text, err := os.ReadFile(at(name))
		require.NoError(t, err)
		assert.Contains(t, string(text), "nginx")
	}
	text, err := os.ReadFile(at("mine"))
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(string(text), "before\n"), "it is appended to")
	text, err = os.ReadFile(at("open"))
	require.NoError(t, err)
	assert.Equal(t, "x", string(text))
	assert.NoFileExists(t, at("nothing"))
}

func TestTheLogAndTheJournalAreTwoFiles(t *testing.T) {
	file := filepath.Join(t.TempDir(), "both")
	link := file + "-2"
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	require.NoError(t, os.Link(file, link))
	for _, journal := range []string{file, link} {
		_, stderr, code := run(t, "images", "acme/api", "--demo", "--log", file, "--resume", journal)
		assert.Equal(t, 2, code)
		assert.Contains(t, stderr, "are one file")
	}
	about, err := os.Stat(file)
	require.NoError(t, err)
	assert.Zero(t, about.Size())
}

func TestCompletionMakesNoLog(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log")
	stdout, _, _ := run(t, "__complete", "images", "--demo", "--log", log, "ac")
	assert.Contains(t, stdout, "acme")
	assert.NoFileExists(t, log)
}

func TestATableFitsTheTerminalAlsoWhenItWasAskedFor(t *testing.T) {
	const width = 40
	for _, args := range [][]string{{"tags", "nginx"}, {"tags", "nginx", "--format", "table"}, {"images", "acme/api", "--format", "table"}} {
		screen, terminal, err := pty.Open()
		if err != nil {
			t.Skip(err)
		}
		require.NoError(t, pty.Setsize(terminal, &pty.Winsize{Rows: 24, Cols: width}))
		drawn := make(chan string)
		go func() {
			text, _ := io.ReadAll(screen) // it ends with an error when the terminal is closed
			drawn <- string(text)
		}()
		errs, err := os.Create(filepath.Join(t.TempDir(), "err"))
		require.NoError(t, err)
		code := command.Run(t.Context(), command.Machine{
			Args: append(args, "--demo", "--limit", "3"), Getenv: func(string) string { return "" }, In: errs, Out: terminal, Err: errs,
			OS: "linux", Architecture: "amd64", Version: "1.2.3", Now: time.Now,
		})
		require.Zero(t, code, content(t, errs))
		require.NoError(t, errors.Join(terminal.Close(), errs.Close()))
		lines := strings.Split(strings.TrimSpace(<-drawn), "\r\n")
		assert.Len(t, lines, 4, args)
		for _, line := range lines {
			assert.LessOrEqual(t, len(line), width, args)
		}
		require.NoError(t, screen.Close())
	}
}
