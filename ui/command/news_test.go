//go:build unix

package command_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
	"tagboat/hub/index/database"
	"tagboat/ui/command"
)

func TestNewsAreToldOnceAndAskNobody(t *testing.T) {
	m, before, now := moved(t)
	printed, said, code := m.run("", "news", "--since", "24h")
	assert.Equal(t, 0, code)
	assert.Equal(t, 5, strings.Count(printed, "\n"), printed)
	assert.Empty(t, said)
	printed, said, code = m.run("", "news", "--exit-code")
	assert.Equal(t, 5, code)
	assert.Equal(t, strings.Join([]string{
		"moved\talice/api:1\t1.4.2 → 1.4.3",
		"moved\talice/api:1.4\t1.4.2 → 1.4.3",
		"appeared\talice/api:1.4.3\t" + now.Digest[len("sha256:"):][:12],
		"vanished\talice/api:9f3ac21\twas " + before.Digest[len("sha256:"):][:12],
		"moved\talice/api:latest\t1.4.2 → 1.4.3", "",
	}, "\n"), printed)
	assert.Empty(t, said)
	printed, said, code = m.run("", "news", "--exit-code")
	assert.Equal(t, 0, code)
	assert.Empty(t, printed+said, "each is told once, and a mail is not sent for nothing")
	for format, empty := range map[string]string{"json": "[]\n", "jsonl": "", "table": "", "{{.What}}": ""} {
		printed, _, _ = m.run("", "news", "--format", format)
		assert.Equal(t, empty, printed, format)
	}
	printed, _, _ = m.run("", "news", "alice", "--since", m.now.Add(-48*time.Hour).Local().Format(time.DateOnly), "--format", "csv", "--columns", "what,tag,was,is,changes")
	assert.Equal(t, "what,tag,was,is,changes\nmoved,1,1.4.2,1.4.3,1\n", strings.Join(strings.SplitAfter(printed, "\n")[:2], ""))
	assert.Empty(t, m.hub.Requests())
}

func TestNewsOfOneNamespaceToldLeaveThoseOfOthersUntold(t *testing.T) {
	m, _, _ := moved(t)
	m.hub.World().Publish("bob/tool", hubtest.Build{Content: "one", Pushed: m.now}.Tags("1")...)
	m.run("", "tags", "bob/tool")
	m.now = m.now.Add(2 * time.Hour)
	m.hub.World().Push("bob/tool", hubtest.Build{Content: "two", Pushed: m.now}.Tags("2")...)
	m.run("", "tags", "bob/tool")
	m.now = m.now.Add(time.Hour)
	printed, _, code := m.run("", "news", "bob")
	assert.Equal(t, 0, code)
	assert.Contains(t, printed, "appeared\tbob/tool:2\t")
	assert.Equal(t, 1, strings.Count(printed, "\n"))
	printed, _, _ = m.run("", "news", "alice/api", "--exit-code")
	assert.Equal(t, 5, strings.Count(printed, "\n"))
	printed, said, _ := m.run("", "news", "--since", "30m", "--format", "jsonl")
	assert.Empty(t, printed+said)
}

func TestNewsThatCouldNotBeWrittenAreToldAgain(t *testing.T) {
	m, _, _ := moved(t)
	into := func(out *os.File) int {
		errs, err := os.Create(filepath.Join(t.TempDir(), "err"))
		require.NoError(t, err)
		defer func() { _, _ = errs.Close(), out.Close() }()
		return command.Run(t.Context(), command.Machine{
			Args: []string{"news"}, Getenv: func(name string) string { return m.environment[name] },
			In: errs, Out: out, Err: errs, OS: "linux", Architecture: "amd64", Now: func() time.Time { return m.now },
		})
	}
	r, w, err := os.Pipe()
	require.NoError(t, err)
	require.NoError(t, r.Close())
	assert.Equal(t, 141, into(w))
	if full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0); err == nil {
		assert.Equal(t, 1, into(full))
	}
	printed, _, _ := m.run("", "news")
	assert.Equal(t, 5, strings.Count(printed, "\n"), "they were not written before")
}

func TestNewsSayWhereNothingCanBeKnown(t *testing.T) {
	m, _, _ := moved(t)
	for _, c := range []struct {
		args []string
		says string
		code int
	}{
		{[]string{"nobody-here"}, "none of these lists was read to its end here without an account", 3},
		{[]string{"--account", "alice"}, "none of these lists was read to its end here as alice", 3},
		{[]string{"--favourites"}, "there is no favourite without an account", 3},
		{[]string{"--favourites", "alice"}, "--favourites names what is meant already", 2},
		{[]string{"--since", "tomorrow"}, "expected how long ago, as 24h, 7d or 2w, or a date", 2},
		{[]string{"--since", "2126-01-01"}, "is yet to come", 2},
		{[]string{"--no-index"}, "news tells of lists that were kept: --no-index was given", 2},
		{[]string{"--demo"}, "nothing is kept of the demo", 2},
		{[]string{"a b"}, "expected names such as", 2},
	} {
		printed, said, code := m.run("", append([]string{"news"}, c.args...)...)
		assert.Equal(t, c.code, code, "%v: %s", c.args, said)
		assert.Contains(t, said, c.says)
		assert.Empty(t, printed)
	}
	assert.Empty(t, m.hub.Requests())
}

func TestNewsSayWhereTheyCannotRememberThatTheyWereTold(t *testing.T) {
	m, _, _ := moved(t)
	folder := filepath.Join(m.home, ".local", "state", "tagboat")
	file := database.File{Folder: folder}.Path()
	other, err := sqlite3.Open(file)
	require.NoError(t, err)
	require.NoError(t, other.Exec("begin immediate"))
	printed, said, code := m.run("", "news")
	assert.Zero(t, code)
	assert.Equal(t, 5, strings.Count(printed, "\n"))
	assert.Contains(t, said, "these news are told again the next time: ")
	require.NoError(t, other.Close())
	printed, said, _ = m.run("", "news")
	assert.Equal(t, 5, strings.Count(printed, "\n"), "they are told again")
	assert.Empty(t, said)
}
