package command_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/command"
)

// runIn is run with an environment.
func runIn(
	t *testing.T, environment map[string]string, args ...string,
) (stdout, stderr string, code int) {
	t.Helper()
	folder := t.TempDir()
	var files [3]*os.File
	for i := range files {
		f, err := os.Create(filepath.Join(folder, string(rune('0'+i))))
		require.NoError(t, err)
		t.Cleanup(func() { _ = f.Close() })
		files[i] = f
	}
	code = command.Run(t.Context(), command.Machine{
		Args: args, Getenv: func(name string) string { return environment[name] },
		In: files[0], Out: files[1], Err: files[2],
		OS: "linux", Architecture: "amd64", Version: "1.2.3", Now: time.Now,
	})
	return content(t, files[1]), content(t, files[2]), code
}

// signs are the characters of a text that are not ASCII.
func signs(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= unicode.MaxASCII {
			return -1
		}
		return r
	}, s)
}

var latin1 = map[string]string{"LC_ALL": "de_DE.ISO-8859-1", "LANG": "C.UTF-8", "TERM": "xterm"}

func TestWhatIsSaidInALocaleWithoutUnicodeIsASCII(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file := filepath.Join(folder, "Dockerfile")
	require.NoError(t, os.WriteFile(file, []byte("FROM nginx:1.25@sha256:"+strings.Repeat("a", 64)+"\n"), 0o600))
	wrong := filepath.Join(folder, "config.toml")
	require.NoError(t, os.WriteFile(wrong, []byte("place = \"sha256:"+strings.Repeat("a", 64)+"\"\ncopies = 3\n"), 0o600))
	const old, updated = "nginx:1.26", "nginx:1.27"
	for _, c := range []struct {
		args []string
		sign string // that is there in a locale with Unicode
	}{
		{[]string{"which", "--help"}, "…"}, {[]string{"help", "which"}, "…"}, {[]string{"pin", "--help"}, "…"},
		{[]string{"which", "x"}, "…"}, {[]string{"which", old, "--demo"}, "…"},
		{[]string{"sha256:" + strings.Repeat("a", 64)}, ""},
		{[]string{"compare", old, updated, "--layers", "--demo"}, "→"},
		{[]string{"tags", old[:5], "--demo", "--progress", "plain", "--limit", "20"}, "·"},
		{[]string{"tags", old[:5], "--demo", "--format", "table", "--limit", "5"}, ""},
		{[]string{"inspect", updated, "--layers", "--demo"}, ""},
		{[]string{"check", file, "--demo"}, "·"},
		{[]string{"check", file, "--demo", "--format", "table"}, "…"},
		{[]string{"check", file, "--demo", "--dry-run"}, ""},
		{[]string{"config", "check", "--config", wrong}, "…"},
		{[]string{"doctor", "--demo"}, ""}, {[]string{"limits", "--demo"}, ""}, {[]string{"accounts", "--demo"}, ""}, {[]string{"login", "--demo"}, ""},
		{[]string{"wait", updated, "--demo", "--timeout", "1s"}, ""}, {[]string{"pin", old, "--demo"}, ""},
		{[]string{"tags", "no/such", "--demo"}, ""}, {[]string{"index"}, ""}, {[]string{"news"}, ""}, {[]string{"history", old}, ""},
	} {
		t.Run(strings.Join(c.args[:1], " "), func(t *testing.T) {
			t.Parallel()
			stdout, stderr, code := runIn(t, map[string]string{"LANG": "C.UTF-8"}, c.args...)
			assert.Contains(t, stdout+stderr, c.sign, c.args)
			plainOut, plainErr, plainCode := runIn(t, latin1, c.args...)
			assert.Empty(t, signs(plainOut+plainErr), c.args)
			assert.Equal(t, code, plainCode)
			assert.Equal(t, strings.Count(stdout, "\n"), strings.Count(plainOut, "\n"), c.args)
		})
	}
}

func TestEveryHelpIsASCIIWhereTheLocaleIs(t *testing.T) {
	t.Parallel()
	for _, name := range append([]string{""}, commands...) {
		stdout, _, code := runIn(t, latin1, append(strings.Fields(name), "--help")...)
		assert.Zero(t, code, name)
		assert.Empty(t, signs(stdout), name)
	}
	page, _, _ := runIn(t, nil, "man")
	assert.Empty(t, signs(page), "whose reader knows its own locale")
}

func TestDataIsTheSameInEveryLocale(t *testing.T) {
	t.Parallel()
	for _, format := range []string{"json", "jsonl", "csv", "tsv", "text", "{{.Description}}"} {
		args := []string{"repositories", "alice", "--demo", "--format", format}
		if format != "text" && !strings.HasPrefix(format, "{") {
			args = append(args, "--columns", "repository,description")
		}
		there, _, _ := runIn(t, map[string]string{"LANG": "C.UTF-8"}, args...)
		here, _, _ := runIn(t, latin1, args...)
		assert.Equal(t, there, here, format)
		assert.True(t, format == "text" || bytes.ContainsFunc([]byte(here), func(r rune) bool { return r > unicode.MaxASCII }), format)
	}
}

func TestTheGlyphsOfTheConfigurationInsist(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "config.toml")
	for glyphs, sign := range map[string]string{"auto": "", "unicode": "→", "ascii": ""} {
		require.NoError(t, os.WriteFile(file, []byte("glyphs = \""+glyphs+"\"\n"), 0o600))
		stdout, _, _ := runIn(t, latin1, "compare", "nginx:1.26", "nginx:1.27", "--demo", "--config", file)
		assert.Equal(t, strings.Repeat(sign, 2), signs(stdout), glyphs)
	}
}
