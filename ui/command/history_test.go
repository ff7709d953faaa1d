//go:build unix

package command_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

// moved has alice/api be read, and again three days later, after its tags became another image.
func moved(t *testing.T) (m *machine, before, now hubtest.Tag) {
	t.Helper()
	m, before, _ = pinned(t)
	_, said, code := m.run("", "tags", "alice/api")
	require.Equal(t, 0, code, said)
	m.now = m.now.Add(72 * time.Hour)
	newer := hubtest.Build{Content: "newest", Pushed: m.now}
	m.hub.World().Push("alice/api", newer.Tags("1.4", "1.4.3", "1", "latest")...)
	m.hub.World().Delete("alice/api", "9f3ac21")
	_, said, code = m.run("", "tags", "alice/api")
	require.Equal(t, 0, code, said)
	m.now = m.now.Add(time.Hour)
	m.hub.Forget()
	return m, before, newer.Tag("")
}

func TestHistoryPrintsWhatATagWasAndAsksNobody(t *testing.T) {
	m, before, now := moved(t)
	printed, said, code := m.run("", "history", "alice/api")
	assert.Equal(t, 0, code, said)
	assert.Equal(t, "alice/api:1.4.3@"+now.Digest+"\nalice/api:1.4.2@"+before.Digest+"\n", printed)
	assert.Equal(t, "tagboat: no tag was named; this is alice/api:latest\n", said)
	printed, said, code = m.run("", "history", "alice/api:9f3ac21", "alice/api:1", "--format", "table", "--offline")
	assert.Equal(t, 0, code, said)
	assert.Empty(t, said)
	lines := strings.Split(printed, "\n")
	assert.Regexp(t, `^REFERENCE +VERSION +DIGEST +FROM +UNTIL +BY$`, lines[0])
	assert.Regexp(t, `^alice/api:9f3ac21 +not there +20\d\d-\d\d-\d\d \d\d:\d\d +20\S+ \S+$`, lines[1])
	assert.Regexp(t, `^alice/api:1 +1\.4\.3 +[0-9a-f]{12} +20`, lines[3])

	printed, _, code = m.run("", "history", "alice/api:1", "--format", "json")
	assert.Equal(t, 0, code)
	var rows []struct {
		State   string   `json:"state"`
		Version string   `json:"version"`
		Digest  string   `json:"digest"`
		From    string   `json:"from"`
		By      *string  `json:"by"`
		Names   []string `json:"names"`
	}
	require.NoError(t, json.Unmarshal([]byte(printed), &rows))
	require.Len(t, rows, 2)
	assert.Equal(t, "is", rows[0].State)
	assert.Nil(t, rows[0].By)
	assert.Equal(t, "was", rows[1].State)
	assert.Equal(t, before.Digest, rows[1].Digest)
	assert.Equal(t, rows[0].From, *rows[1].By, "between the two looks nobody looked")
	assert.Contains(t, rows[1].Names, "1.4.2")
	printed, _, _ = m.run("", "history", "alice/api:9f3ac21", "--format", "{{.State}} {{.Pinned}}")
	assert.Equal(t, "absent \nwas alice/api:1.4.2@"+before.Digest+"\n", printed)
	assert.Empty(t, m.hub.Requests())
}

func TestHistorySaysWhereNothingIsKnown(t *testing.T) {
	m, _, now := moved(t)
	for _, c := range []struct {
		args []string
		says string
		code int
	}{
		{[]string{"alice/api:1", "alice/web:2"}, "nothing is known of alice/web:2 without an account: no whole list", 3},
		{[]string{"alice/api:nope"}, "no look saw it in its list, the last of 20", 3},
		{[]string{"alice/api:1", "--account", "alice"}, "nothing is known of alice/api:1 as alice", 3},
		{[]string{"alice/api:1", "--no-index"}, "history tells of lists that were kept: --no-index was given", 2},
		{[]string{"alice/api:1", "--demo"}, "nothing is kept of the demo", 2},
		{[]string{"alice/api@" + now.Digest}, "is always the same image", 2},
		{[]string{"a b"}, "a b", 2},
		{nil, "history takes a tag", 2},
	} {
		_, said, code := m.run("", append([]string{"history"}, c.args...)...)
		assert.Equal(t, c.code, code, "%v: %s", c.args, said)
		assert.Contains(t, said, c.says)
	}
	assert.Empty(t, m.hub.Requests())
}
