package plan

import (
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/export"
)

var now = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)

func TestALineIsReadAsAShellParts(t *testing.T) {
	for line, words := range map[string][]string{
		"":                         nil,
		" \t ":                     nil,
		"--keep 10":                {"--keep", "10"},
		"--match 'a b' --never x":  {"--match", "a b", "--never", "x"},
		`--match "it's" ''`:        {"--match", "it's", ""},
		"--match=arch:'arm64 v8'x": {"--match=arch:arm64 v8x"},
	} {
		got, err := split(line)
		require.NoError(t, err, line)
		assert.Equal(t, words, got, line)
	}
	for _, line := range []string{"'", `a "b`, `'"`} {
		_, err := split(line)
		assert.ErrorContains(t, err, "is not closed", line)
	}
}

// FuzzRules reads lines as a person types them: rules that are told again are read as the same.
func FuzzRules(f *testing.F) {
	for _, line := range []string{
		"--older 90d --keep 10", "--keep-per minor --never 'latest main'", "--match \"a'b\" --untagged",
		`--keep 1 --match "'latest"`, "--keep 1 --older 9d --unpulled=false --untagged=false --match \"a'b'c\"",
		"--older 1y --unpulled --no-locks", "--match '", "--keep -1", "-- --keep 3", "--match=\x1b[2J",
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		first, err := read(line, now)
		if err != nil {
			assert.NotContains(t, err.Error(), "pflag")
			return
		}
		assert.False(t, first.rules.IsZero())
		again, err := read(first.words, now)
		require.NoError(t, err, first.words)
		assert.Equal(t, first.words, again.words)
		if !strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r > '~' }) {
			assert.Equal(t, first.StaleRequest, again.StaleRequest)
		}
	})
}

func TestTheCommandAndTheLineHaveTheSameRules(t *testing.T) {
	flags := pflag.NewFlagSet("rules", pflag.ContinueOnError)
	Bind(flags, new(export.StaleRequest))
	told := map[string]bool{"no-locks": true} // it is for those who may not ask
	for _, r := range rules {
		name, _, _ := strings.Cut(strings.TrimPrefix(r[0], "--"), " ")
		told[name] = true
	}
	flags.VisitAll(func(f *pflag.Flag) { assert.True(t, told[f.Name], "%s is told in the box", f.Name) })
	assert.Len(t, told, 8)
}
