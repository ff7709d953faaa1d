//go:build unix

package command_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

// pinned is a machine before a Hub with a few tags of an image and the next, and what they are.
func pinned(t *testing.T) (m *machine, now, before hubtest.Tag) {
	t.Helper()
	m = newMachine(t)
	newer := hubtest.Build{Content: "new", Pushed: m.now}
	older := hubtest.Build{Content: "old", Pushed: m.now.Add(-time.Hour)}
	m.hub.World().Push("alice/api", newer.Tags("1.4", "1.4.2", "1", "latest", "9f3ac21")...)
	m.hub.World().Push("alice/api", older.Tags("1.3", "1.3.9", "1.3.9-alpine3.20", "1.3-alpine")...)
	return m, newer.Tag(""), older.Tag("")
}

func TestPinNamesTheFullVersionAndTheDigest(t *testing.T) {
	m, now, before := pinned(t)
	for arg, want := range map[string]string{
		"alice/api": "alice/api:1.4.2@" + now.Digest, "alice/api:1": "alice/api:1.4.2@" + now.Digest,
		"alice/api:1.4.2": "alice/api:1.4.2@" + now.Digest, "docker.io/alice/api:1.3": "alice/api:1.3.9@" + before.Digest,
		"alice/api:1.3-alpine":        "alice/api:1.3.9-alpine3.20@" + before.Digest,
		"alice/api:1.4@" + now.Digest: "alice/api:1.4.2@" + now.Digest,
	} {
		m.hub.Forget()
		printed, said, code := m.run("", "pin", arg)
		assert.Equal(t, 0, code, said)
		assert.Equal(t, want+"\n", printed)
		assert.Empty(t, said)
		assert.Len(t, m.hub.Requests(), 1, arg)
	}
	printed, _, _ := m.run("", "pin", "alice/api:1", "--platform", "arm64")
	assert.Equal(t, "alice/api:1.4.2@"+now.Images[1].Digest+"\n", printed)
	m.hub.Forget()
	printed, _, code := m.run("", "pin", "alice/api:1", "alice/api", "alice/api:9f3ac21")
	assert.Equal(t, 0, code)
	assert.Equal(t, strings.Repeat("alice/api:1.4.2@"+now.Digest+"\n", 3), printed)
	assert.Len(t, m.hub.Requests(), 1, "one page tells all of them")
}

func TestWhatCannotBePinnedIsNeverAnotherImage(t *testing.T) {
	m, _, before := pinned(t)
	for arg, words := range map[string]string{
		"alice/api:1.4@" + before.Digest: "is another image now: sha256:",
		"alice/api:5":                    "Could not read tag alice/api:5: it does not exist",
		"alice/web":                      "Could not ",
	} {
		printed, said, code := m.run("", "pin", arg)
		assert.Equal(t, 1, code, arg)
		assert.Empty(t, printed)
		assert.Contains(t, said, words)
	}
	_, said, code := m.run("", "pin", "alice/api:1", "--platform", "windows")
	assert.Equal(t, 1, code)
	assert.Contains(t, said, "is not built for windows/amd64; there are linux/amd64, linux/arm64")
	printed, said, code := m.run("", "pin", "alice/api:1", "alice/api:5")
	assert.Equal(t, 3, code)
	assert.Equal(t, 1, strings.Count(printed, "\n"))
	assert.Contains(t, said, "alice/api:5: Could not read tag")
	assert.Contains(t, said, "tagboat: 1 of 2 could not be pinned\n")
	_, said, code = m.run("", "pin", "ghcr.io/a/b")
	assert.Equal(t, 2, code)
	assert.Contains(t, said, "is on ghcr.io")

	m.hub.Inject(hubtest.Fault{Do: hubtest.Unset("digest")}, hubtest.Fault{Do: hubtest.Set("images", []any{})})
	_, said, code = m.run("", "pin", "alice/api:1.4")
	assert.Equal(t, 1, code)
	assert.Contains(t, said, "the Hub tells no digest of alice/api:1.4")
}

func TestPinIsAFilterThatChangesReferencesAlone(t *testing.T) {
	m, now, _ := pinned(t)
	text := "FROM --platform=$BUILDPLATFORM alice/api:1 AS api\r\n" +
		"    image: \"docker.io/alice/api:1.4\" # pinned by hand\n\n# FROM alice/api:1\n" +
		"alice/api@" + now.Digest + "\n- alice/api:5\nRUN true\nalice/api"
	pin := "1.4.2@" + now.Digest
	want := "FROM --platform=$BUILDPLATFORM alice/api:" + pin + " AS api\r\n" +
		"    image: \"docker.io/alice/api:" + pin + "\" # pinned by hand\n\n# FROM alice/api:1\n" +
		"alice/api@" + now.Digest + "\n- alice/api:5\nRUN true\nalice/api:" + pin
	for _, args := range [][]string{{"pin"}, {"pin", "-"}} {
		printed, said, code := m.run(text, args...)
		assert.Equal(t, 3, code)
		assert.Equal(t, want, printed)
		assert.Contains(t, said, "tagboat: - alice/api:5: Could not read tag alice/api:5")
		assert.Contains(t, said, "tagboat: RUN true: ")
		assert.Contains(t, said, "2 of 6 could not be pinned")
	}
	m.hub.Forget()
	printed, said, code := m.run("\n# nothing\n", "pin")
	assert.Equal(t, 0, code)
	assert.Equal(t, "\n# nothing\n", printed)
	assert.Empty(t, said)
	assert.Empty(t, m.hub.Requests())
	printed, _, code = m.run("image: image\nfrom\n", "pin")
	assert.Equal(t, 3, code)
	assert.Equal(t, "image: image\nfrom\n", printed)
}
