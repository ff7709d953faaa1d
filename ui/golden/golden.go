// Package golden holds what a test sees against the files in its package's testdata. With -update
// the files are written anew; read the difference before it is kept. Only tests import it.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Text holds a text against a file, byte for byte.
func Text(tb testing.TB, file, got string) {
	tb.Helper()
	path := filepath.Join("testdata", file)
	if *update {
		require.NoError(tb, os.MkdirAll(filepath.Dir(path), 0o750))
		require.NoError(tb, os.WriteFile(path, []byte(got), 0o600))
		return
	}
	want, err := os.ReadFile(path)
	require.NoError(tb, err)
	assert.Equal(tb, string(want), got, path)
}

// Frame holds a picture, without its styles, against a file. No line may be wider than so many
// cells, and no control character may be in it. The lines below, which may be of any width, stand
// beneath the picture.
func Frame(tb testing.TB, file, picture string, cells int, below ...string) {
	tb.Helper()
	lines := strings.Split(ansi.Strip(picture), "\n")
	for i, line := range lines {
		assert.LessOrEqual(tb, ansi.StringWidth(line), cells, "line %d: %s", i, line)
	}
	lines = append(lines, below...)
	for i, line := range lines {
		for _, r := range line {
			assert.False(tb, r < ' ' || r >= 0x7f && r < 0xa0, "%U in line %d", r, i)
		}
		lines[i] = strings.TrimRight(line, " ")
	}
	Text(tb, file, strings.Join(lines, "\n")+"\n")
}

// ColumnNames holds what the columns of a list are called against what such names must be: each one
// its own, in small letters, with at most hyphens between them.
func ColumnNames(tb testing.TB, names []string) {
	tb.Helper()
	assert.NotEmpty(tb, names)
	for i, name := range names {
		assert.Regexp(tb, `^[a-z]+(-[a-z]+)*$`, name)
		assert.NotContains(tb, names[:i], name, "two columns have one name")
	}
}
