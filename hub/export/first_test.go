package export_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/export"
)

// began is a folder with the journal and the output of a run of the first version, cut to so many
// bytes, in a world that holds what it read.
type began struct {
	*setting

	q      export.Request
	form   tagForm
	output string
	whole  string // what the run wrote
}

func first(t *testing.T, name string, cutJournal, cutOutput int) *began {
	t.Helper()
	w := account(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), "acme")
	fill(w, "acme/api", 130)
	fill(w, "acme/cron", 3)
	dir := t.TempDir()
	b := &began{setting: signedIn(t, w), output: filepath.Join(dir, "out"), form: references}
	b.q = export.Request{Targets: []string{"acme"}, Resume: filepath.Join(dir, "journal")}
	if name == "csv" {
		b.form = csvOfSizes
	}
	b.whole = b.content(filepath.Join("testdata", "first", name+".output"))
	require.NoError(t, os.WriteFile(b.output, []byte(b.whole[:cutOutput]), 0o600))
	text := b.content(filepath.Join("testdata", "first", name+".journal"))
	text = text[:min(cutJournal, len(text))]
	text = strings.NewReplacer(
		"HUB",
		b.client.Address(),
		"ID",
		number(t, b.output),
		"PATH",
		strings.ReplaceAll(b.output, `\`, `\\`),
	).Replace(
		text,
	)
	require.NoError(t, os.WriteFile(b.q.Resume, []byte(text), 0o600))
	return b
}

func (b *began) content(path string) string {
	b.t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(b.t, err)
	return string(text)
}

const all = 1 << 20 // more than there is

func TestTheJournalsOfTheFirstVersionAreRead(t *testing.T) {
	for name, size := range map[string]int{"text": 2264, "csv": 2270} {
		synctest.Test(t, func(t *testing.T) {
			b := first(t, name, all, size)
			got, summary := b.to(b.output, b.q, b.form)
			assert.Equal(t, export.Complete, summary.Outcome(), summary.Err)
			assert.Zero(t, summary.Written)
			assert.Equal(t, lines(b.whole), got)
			agrees(t, summary, 1, 2, 133)
			assert.Contains(
				t,
				b.content(b.q.Resume),
				`{"head":{"version":2,`,
				"the first version does not go on with what it cannot read",
			)
		})
	}
}

func TestWhatTheFirstVersionLeftUndoneIsWritten(t *testing.T) {
	journal, err := os.ReadFile(filepath.Join("testdata", "first", "text.journal"))
	require.NoError(t, err)
	for end := bytes.IndexByte(journal, '\n') + 1; end < len(journal); end++ {
		if journal[end-1] != '\n' {
			continue
		}
		written := 0
		for line := range strings.Lines(string(journal[:end])) {
			switch {
			case strings.Contains(line, `"bytes":1700`):
				written = 1700
			case strings.Contains(line, `"bytes":510`):
				written = 2210
			case strings.Contains(line, `"bytes":54`):
				written = 2264
			}
		}
		synctest.Test(t, func(t *testing.T) {
			b := first(t, "text", end, written)
			got, summary := b.to(b.output, b.q, b.form)
			assert.Equal(t, export.Complete, summary.Outcome(), summary.Err)
			assert.Equal(t, lines(b.whole), got, "its journal ends after %d bytes", end)
			assert.Zero(t, summary.Doubt)
		})
	}
}

func TestWhereTheFirstVersionLeftNoProofNothingIsCut(t *testing.T) {
	journal, err := os.ReadFile(filepath.Join("testdata", "first", "text.journal"))
	require.NoError(t, err)
	end := strings.Index(string(journal), `"bytes":510`) + len(`"bytes":510}}`) + 1
	for name, text := range map[string]string{"its torn page": "acme/api:t-00100\nacme/a", "a note": "my own note\n"} {
		synctest.Test(t, func(t *testing.T) {
			b := first(t, "text", end, 1700)
			require.NoError(t, os.WriteFile(b.output, []byte(b.whole[:1700]+text), 0o600))
			_, summary := b.to(b.output, b.q, b.form)
			assert.Equal(t, export.Misused, summary.Outcome())
			assert.ErrorContains(
				t,
				summary.Err,
				"the journal is of an earlier tagboat and does not tell which. Nothing was changed.",
			)
			assert.ErrorContains(t, summary.Err, "cut the file to 1700 bytes and run this again")
			assert.Equal(t, b.whole[:1700]+text, b.content(b.output), name)
			require.NoError(t, os.Truncate(b.output, 1700))
			got, summary := b.to(b.output, b.q, b.form)
			assert.Equal(t, export.Complete, summary.Outcome(), summary.Err)
			assert.Equal(t, lines(b.whole), got)
		})
	}
}

func TestAStrangersFileInThePlaceOfAFirstVersionsOutputIsNotAppendedTo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := first(t, "text", all, 2264)
		text := strings.Repeat("my own notes\n", 400)
		require.NoError(t, os.WriteFile(b.output, []byte(text), 0o600))
		_, summary := b.to(b.output, b.q, b.form)
		assert.Equal(t, export.Misused, summary.Outcome())
		assert.ErrorContains(t, summary.Err, "is not what the runs before wrote")
		assert.Equal(t, text, b.content(b.output))
		other := filepath.Join(filepath.Dir(b.output), "other")
		got, summary := b.to(other, b.q, b.form)
		assert.Equal(t, export.Complete, summary.Outcome(), summary.Err)
		assert.Empty(
			t,
			slices.DeleteFunc(got, func(line string) bool { return line == "" }),
			"all is said to be written elsewhere",
		)
	})
}
