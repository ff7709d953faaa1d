package export_test

import (
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
	"tagboat/hub/hubtest"
)

// to runs the command with its output appended to a file, and gives the file's lines.
func (s *setting) to(path string, q export.Request, form tagForm) ([]string, export.Summary) {
	s.t.Helper()
	out, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	require.NoError(s.t, err)
	defer func() { _ = out.Close() }()
	work, err := export.Images(s.client, q, form, out)
	require.NoError(s.t, err)
	summary := work.Run(s.t.Context())
	text, err := os.ReadFile(path)
	require.NoError(s.t, err)
	return lines(string(text)), summary
}

func TestTheSameCommandWritesWhatIsStillMissing(t *testing.T) {
	for name, do := range map[string]hubtest.Action{
		"network": hubtest.NetworkUnreachable(), "limit": hubtest.TooMany(hubtest.RetryAfterSeconds, time.Hour), "session": hubtest.Unauthorized("over"),
	} {
		synctest.Test(t, func(t *testing.T) {
			w := account(time.Now(), "acme")
			for i := range 60 {
				fill(w, "acme/r-"+pad(i), i*7)
			}
			s := signedIn(t, w, hubtest.WithLatency(50*time.Millisecond))
			dir := t.TempDir()
			q := export.Request{Targets: []string{"acme"}, Resume: filepath.Join(dir, "journal")}
			s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Nth: 80}, Do: do})
			got, summary := s.to(filepath.Join(dir, "out"), q, references)
			assert.Contains(
				t,
				[]export.Outcome{export.Partial, export.LoginNeeded},
				summary.Outcome(),
				name,
			)
			assert.Less(t, len(got), len(s.all("acme")))
			assert.NotEmpty(t, got)
			s.hub.Heal()
			s.signIn()
			got, summary = s.to(filepath.Join(dir, "out"), q, references)
			assert.True(t, slices.Equal(s.all("acme"), sorted(got)), name)
			agrees(t, summary, 1, 60, 12_390)
			for _, r := range s.hub.Requests() {
				assert.NotContains(
					t,
					r.Path,
					"/r-00001/",
					"what was written to its end is not read again",
				)
			}
			s.hub.Forget()
			_, summary = s.to(filepath.Join(dir, "out"), q, references)
			assert.Zero(t, summary.Written)
			assert.Len(t, s.hub.Requests(), 1)
		})
	}
}

func TestTheLineOfNamesIsWrittenOnceOverAllRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := small(t)
		dir := t.TempDir()
		q := export.Request{
			Targets: []string{"acme"},
			Resume:  filepath.Join(dir, "journal"),
		}
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/web/tags"}, Do: hubtest.NotFound()})
		got, _ := s.to(filepath.Join(dir, "out"), q, csvOfTags)
		assert.Len(t, got, 1+101)
		s.hub.Heal()
		got, summary := s.to(filepath.Join(dir, "out"), q, csvOfTags)
		assert.Len(t, got, 1+351)
		assert.Equal(t, 1, strings.Count(strings.Join(got, "\n"), "tag\n"))
		assert.Zero(t, summary.Outcome())
	})
}

func TestWhatAnEarlierRunWroteAndIsGoneIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := small(t)
		dir := t.TempDir()
		q := export.Request{Targets: []string{"acme/web"}, Resume: filepath.Join(dir, "journal")}
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Page: 2}, Do: hubtest.NotFound()})
		got, _ := s.to(filepath.Join(dir, "out"), q, references)
		assert.Len(t, got, 100)
		s.hub.Heal()
		s.world.Delete("acme/web", "t-00003")
		got, summary := s.to(filepath.Join(dir, "out"), q, references)
		assert.Len(t, got, 250)
		assert.Equal(t, export.Partial, summary.Outcome())
		assert.Equal(
			t,
			[]export.Miss{
				{
					List:  "acme/web",
					Noun:  export.NounTags,
					Rows:  249,
					Count: 249,
					Why:   export.Vanished,
				},
			},
			summary.Misses,
		)
	})
}

func TestAJournalOfAnotherCommandIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := small(t)
		journal := filepath.Join(t.TempDir(), "journal")
		_, summary := s.images(export.Request{Targets: []string{"acme/api"}, Resume: journal})
		assert.Zero(t, summary.Outcome())
		_, summary = s.images(
			export.Request{Targets: []string{"acme/api"}, Resume: journal, Full: true},
		)
		assert.Equal(t, export.Misused, summary.Outcome())
		assert.ErrorContains(t, summary.Err, "the journal belongs to another command")
	})
}
