package refs_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/name"
	"tagboat/hub/refs"
	"tagboat/ui/golden"
)

// TestFilesAsPeopleWriteThem holds each folder of testdata against the table beside it: what is
// found, where it stands, and which bytes it is made of.
func TestFilesAsPeopleWriteThem(t *testing.T) {
	entries, err := os.ReadDir("testdata")
	require.NoError(t, err)
	for _, entry := range entries {
		folder := filepath.Join("testdata", entry.Name())
		if !entry.IsDir() || entry.Name() == "fuzz" {
			continue
		}
		t.Run(entry.Name(), func(t *testing.T) {
			var table strings.Builder
			require.NoError(t, filepath.WalkDir(folder, func(file string, entry os.DirEntry, err error) error {
				if err != nil || entry.IsDir() {
					return err
				}
				content, err := os.ReadFile(file)
				require.NoError(t, err)
				inside, err := filepath.Rel(folder, file)
				require.NoError(t, err)
				inside = filepath.ToSlash(inside)
				found := refs.Read(inside, content)
				checkParts(t, content, found)
				fmt.Fprintln(&table, told(content, found))
				return nil
			}))
			golden.Text(t, filepath.Base(folder)+".golden", table.String())
		})
	}
}

// checkParts holds that what is said to stand in the file stands there.
func checkParts(tb testing.TB, content []byte, f refs.File) {
	tb.Helper()
	for _, r := range f.Refs {
		lines := bytes.SplitAfter(content, []byte("\n"))
		require.LessOrEqual(tb, r.Line, len(lines))
		require.LessOrEqual(tb, r.Column, len([]rune(string(lines[r.Line-1])))+1)
		text := ""
		for _, p := range r.Parts {
			if text += p.Text; p.IsWritten() {
				require.LessOrEqual(tb, p.End(), len(content))
				assert.Equal(tb, p.Text, string(content[p.Offset:p.End()]))
			}
		}
		if len(r.Parts) > 0 {
			assert.Equal(tb, r.Text, text)
		}
		assert.Equal(tb, len(r.Parts) == 0 && r.Reason == "", r.Fixed != "", "%+v", r)
	}
}

// told is a file of the table.
func told(content []byte, f refs.File) string {
	var b strings.Builder
	fmt.Fprintf(&b, "== %s: %s", f.Path, f.Kind)
	if f.Ignored > 0 {
		fmt.Fprintf(&b, ", %d ignored", f.Ignored)
	}
	b.WriteByte('\n')
	for _, n := range f.Notes {
		fmt.Fprintf(&b, "%d: %s\n", n.Line, n.Text)
	}
	for _, r := range f.Refs {
		fmt.Fprintf(&b, "%d:%d %s", r.Line, r.Column, r.Text)
		if r.Platform != (name.Platform{}) {
			fmt.Fprintf(&b, " on %s", r.Platform)
		}
		fmt.Fprintf(&b, " (%s)", r.Context)
		if r.Shared > 0 {
			fmt.Fprintf(&b, " shared with %d", r.Shared)
		}
		b.WriteByte('\n')
		for _, why := range []string{r.Reason, r.Fixed} {
			if why != "" {
				fmt.Fprintf(&b, "    %s\n", why)
			}
		}
		if r.Err != nil {
			fmt.Fprintf(&b, "    %s\n", r.Err)
		}
		if len(r.Parts) > 1 || len(r.Parts) == 1 && (r.Parts[0].Variable != "" || r.Parts[0].Bare) {
			for _, p := range r.Parts {
				fmt.Fprintf(&b, "    %s\n", place(content, p))
			}
		}
	}
	return b.String()
}

func place(content []byte, p refs.Part) string {
	s := fmt.Sprintf("%q nowhere", p.Text)
	if p.IsWritten() {
		before := content[:p.Offset]
		line := bytes.Count(before, []byte("\n")) + 1
		s = fmt.Sprintf("%q at %d:%d", p.Text, line, p.Offset-bytes.LastIndexByte(before, '\n'))
	}
	if p.Variable != "" {
		s += " by " + p.Variable
	}
	if p.Bare {
		s += ", bare"
	}
	return s
}
