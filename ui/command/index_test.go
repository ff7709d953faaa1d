//go:build unix

package command_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

// stocked is a machine before a Hub on which acme has so many repositories with 120 tags each.
func stocked(t *testing.T, repositories int) *machine {
	t.Helper()
	m := newMachine(t, hubtest.WithRateLimit(0, 0))
	m.hub.World().AddOrganization(hubtest.Organization{Name: "acme", Members: map[string]string{"alice": "Owner"}})
	for i := range repositories {
		name := fmt.Sprintf("acme/secret-%02d", i)
		var tags []hubtest.Tag
		for k := range 120 {
			tags = append(tags, built(fmt.Sprintf("t-%03d", k), m.now.Add(-time.Duration(k+1)*time.Hour)))
		}
		m.hub.World().Publish(name, tags...)
		m.hub.World().Update(name, func(r *hubtest.Repository) { r.Private = true })
	}
	m.docker("anchor-chain")
	m.now = m.now.Add(time.Hour)
	return m
}

func built(name string, pushed time.Time) hubtest.Tag {
	return hubtest.Build{Content: name + pushed.String(), Platforms: []string{"linux/amd64"}, Pushed: pushed}.Tag(name)
}

// asked runs a command and counts its requests for lists.
func (m *machine) asked(args ...string) (r result) {
	m.t.Helper()
	before := len(m.hub.Requests())
	r.printed, r.said, r.code = m.run("", args...)
	for _, request := range m.hub.Requests()[before:] {
		switch {
		case strings.HasSuffix(request.Path, "/tags"):
			r.tags++
		case strings.HasSuffix(request.Path, "/repositories"):
			r.repositories++
		}
	}
	return r
}

// result is what a run came to, and how many requests for lists it sent.
type result struct {
	printed, said            string
	code, tags, repositories int
}

func TestTheSecondRunCostsOneSmallRequestForEachList(t *testing.T) {
	m := stocked(t, 12)
	first := m.asked("images")
	assert.Equal(t, 25, first.tags)
	assert.Contains(t, first.said, "what is seen of lists is kept in "+filepath.Join(m.home, ".local/state/tagboat/index.db"))
	assert.Equal(t, 12*120, strings.Count(first.printed, "\n"))

	second := m.asked("images")
	assert.Equal(t, first.printed, second.printed)
	assert.Equal(t, 13, second.tags)
	assert.Equal(t, first.repositories, second.repositories)
	assert.NotContains(t, second.said, "is kept in")
	assert.Contains(t, second.said, "all counts agree, each list as it began, 0 read whole and 13 verified by their newest tags")

	m.hub.World().Push("acme/secret-03", built("new", m.now))
	m.hub.World().Delete("acme/secret-04", "t-050")
	third := m.asked("images")
	assert.Contains(t, third.printed, "acme/secret-03:new\n")
	assert.NotContains(t, third.printed, "acme/secret-04:t-050\n")
	assert.Equal(t, 13+2, third.tags)
	assert.Contains(t, third.said, "12 verified by their newest tags")

	for _, args := range [][]string{
		{"images", "--fresh"}, {"images", "--no-index"}, {"images", "--format", "jsonl"},
		{"images", "--sort", "pulled"}, {"images", "--filter", "status:active"}, {"images", "--format", "{{.Tag}} {{.Pulled}}"},
	} {
		whole := m.asked(args...)
		assert.Zero(t, whole.code)
		assert.Equal(t, 25, whole.tags, args)
		assert.NotContains(t, whole.said, "verified by", args)
	}
	assert.Equal(t, 13, m.asked("images", "--format", "{{.Tag}} {{.Digest}}", "--filter", "pushed:<7d").tags)
}

func TestWithoutAPlaceForItOrWhereNobodyWantsItNothingIsKept(t *testing.T) {
	for name, change := range map[string]func(m *machine) []string{
		"--no-index":        func(*machine) []string { return []string{"--no-index"} },
		"TAGBOAT_INDEX=off": func(m *machine) []string { m.environment["TAGBOAT_INDEX"] = "off"; return nil },
		"the demo":          func(m *machine) []string { delete(m.environment, "TAGBOAT_HUB"); return []string{"--demo", "acme/api"} },
		"a secret for a run": func(m *machine) []string {
			m.environment["TAGBOAT_USERNAME"], m.environment["TAGBOAT_PASSWORD"] = "alice", "anchor-chain"
			return nil
		},
	} {
		m := stocked(t, 1)
		m.asked(append([]string{"images"}, change(m)...)...)
		assert.Empty(t, m.kept(), name)
	}
	m := stocked(t, 1)
	m.environment["TAGBOAT_USERNAME"], m.environment["TAGBOAT_PASSWORD"] = "alice", "anchor-chain"
	m.asked("images", "--index")
	assert.NotEmpty(t, m.kept())
	m = stocked(t, 1)
	m.run("", "--version")
	m.run("", "--help")
	m.run("", "index")
	assert.Empty(t, m.kept())
	assert.Equal(t, "Nothing was kept of lists.\n", m.asked("index", "clear").said)
}

// kept are the files of the index.
func (m *machine) kept() (all []string) {
	for _, one := range m.state() {
		if strings.Contains(one, "index.db") {
			all = append(all, one)
		}
	}
	return all
}

func TestALogoutTakesWhatTheAccountSawOutOfTheFile(t *testing.T) {
	m := stocked(t, 3)
	_, said, code := m.run("anchor-chain\n", "login", "alice", "--password-stdin", "--file")
	require.Zero(t, code, said)
	m.asked("images")
	assert.True(t, m.holds("secret-01"))
	assert.Contains(t, m.asked("index").printed, "\nalice by password, on "+m.address+"\n  7 lists, 360 tags, seen just now\n")
	_, said, code = m.run("", "logout", "alice")
	require.Zero(t, code, said)
	for _, name := range []string{"secret-01", "acme", "t-050"} {
		assert.False(t, m.holds(name), name)
	}
}

func (m *machine) holds(text string) (found bool) {
	m.t.Helper()
	require.NoError(m.t, filepath.WalkDir(m.home, func(path string, _ fs.DirEntry, err error) error {
		require.NoError(m.t, err)
		if strings.Contains(path, "index.db") {
			content, err := os.ReadFile(path)
			require.NoError(m.t, err)
			found = found || strings.Contains(string(content), text)
		}
		return nil
	}))
	return found
}

func TestTheIndexIsClearedByAccountByRepositoryAndWhole(t *testing.T) {
	m := stocked(t, 3)
	m.asked("images")
	assert.Equal(t, "Removed: 1 list, 120 tags.\n", m.asked("index", "clear", "acme/secret-01").said)
	for name, says := range map[string]string{
		"acme/secret-01": "no tags are kept of acme/secret-01; nothing was removed",
		"bob":            "kept is what these saw: alice on " + m.address + "\n",
		"acme":           "nothing is kept of what the account acme saw on " + m.address + ", and nothing was removed",
	} {
		wrong := m.asked("index", "clear", name)
		assert.Equal(t, 1, wrong.code)
		assert.Contains(t, wrong.said, says)
	}
	var kept struct {
		Path    string `json:"path"`
		Viewers []struct {
			Account string `json:"account"`
		} `json:"viewers"`
	}
	require.NoError(t, json.Unmarshal([]byte(m.asked("index", "--format", "json").printed), &kept))
	assert.Equal(t, filepath.Join(m.home, ".local/state/tagboat/index.db"), kept.Path)
	require.Len(t, kept.Viewers, 1)
	assert.Equal(t, "alice", kept.Viewers[0].Account)
	assert.Equal(t, 2, m.asked("index", "--format", "csv").code)
	assert.Equal(t, 3+2, m.asked("images").tags)
	m.asked("index", "clear", "alice")
	assert.False(t, m.holds("secret"))
	assert.Equal(t, 7, m.asked("images").tags)
	m.asked("index", "clear")
	assert.Empty(t, m.kept())
	assert.Contains(t, m.asked("index").printed, "Nothing is kept of lists.")
	_, said, code := m.run("", "index", "clear", "a", "b")
	assert.Equal(t, 2, code)
	assert.Contains(t, said, "one account or one repository")
}

func TestWhatARunWillCostIsLessWhereListsAreKnown(t *testing.T) {
	m := stocked(t, 1)
	named := []string{"images", "acme/secret-00", "--dry-run"}
	cost := func(more ...string) string { return m.asked(slices.Concat(named, more)...).said }
	const whole, verified = "1 repository and 120 tags: 2 requests. ", "1 repository and 120 tags: at least 1 request. "
	assert.Contains(t, cost(), whole)
	m.asked("images", "acme")
	assert.Contains(t, cost(), verified)
	assert.Contains(t, cost("--fresh"), whole)
	assert.Contains(t, cost("--sort", "pulled"), whole)
	assert.Contains(t, cost("--no-index"), whole)
}

func TestWhatTheRunCameToIsTheLastLineAlsoWhenTheFileIsMade(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(stocked(t, 1).asked("images").said), "\n")
	assert.Contains(t, lines[len(lines)-1], "all counts agree")
	assert.Contains(t, strings.Join(lines, "\n"), "is kept in")
}

// written is what of the state has a moment of writing; -shm holds who reads, in memory.
func (m *machine) written() []string {
	return slices.DeleteFunc(m.state(), func(line string) bool { return strings.Contains(line, "-shm ") })
}

func TestTheShellIsOfferedWhatIsKnownWithoutARequest(t *testing.T) {
	login := func(secret string) func(*machine) {
		return func(m *machine) {
			_, said, code := m.run(secret+"\n", "login", "alice", "--password-stdin", "--file")
			require.Zero(m.t, code, said)
		}
	}
	for name, given := range map[string]func(*machine){
		"kept password":        login("anchor-chain"),
		"kept token":           login("dckr_pat_alice"),
		"token of docker's":    func(m *machine) { m.docker("dckr_pat_alice") },
		"password of docker's": func(m *machine) { m.docker("anchor-chain") },
	} {
		t.Run(name, func(t *testing.T) {
			m := stocked(t, 3)
			given(m)
			m.asked("images")
			m.now = m.now.Add(time.Hour) // an access token would have to be exchanged anew
			before, state := len(m.hub.Requests()), m.written()
			for typed, offered := range map[string]string{
				"ac": "acme\nacme/\n", "acme/": "acme/secret-00\nacme/secret-01\nacme/secret-02\n",
				"acme/secret-01:t-11": "acme/secret-01:t-110\nacme/secret-01:t-111\n",
			} {
				assert.Contains(t, m.asked("__complete", "images", typed).printed, offered)
			}
			assert.Len(t, m.hub.Requests(), before)
			assert.Equal(t, state, m.written())
			m.docker("dckr_pat_other")
			if name == "token of docker's" {
				assert.NotContains(t, m.asked("__complete", "images", "acme/").printed, "secret")
			}
		})
	}
}
