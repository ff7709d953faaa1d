//go:build unix

package command_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

// loggedIn is a machine with a kept session, on which alice has so many organizations with so many
// repositories each.
func loggedIn(t *testing.T, organizations, repositories int) *machine {
	t.Helper()
	m := newMachine(t, hubtest.WithRateLimit(0, 0))
	for o := range organizations {
		org := fmt.Sprintf("org-%d", o)
		m.hub.World().AddOrganization(hubtest.Organization{Name: org, Members: map[string]string{"alice": "Owner"}})
		for i := range repositories {
			m.hub.World().Publish(fmt.Sprintf("%s/r-%02d", org, i), built("one", m.now.Add(-2*time.Hour)), built("two", m.now.Add(-time.Hour)))
		}
	}
	_, said, code := m.run("anchor-chain\n", "login", "alice", "--password-stdin", "--file")
	require.Zero(t, code, said)
	m.now = m.now.Add(time.Hour)
	return m
}

// counted runs a command and counts all of its requests.
func (m *machine) counted(args ...string) (r result, requests int) {
	m.t.Helper()
	before := len(m.hub.Requests())
	r = m.asked(args...)
	return r, len(m.hub.Requests()) - before
}

func TestWithDeltaAnAccountCostsAHandfulOfRequests(t *testing.T) {
	const namespaces, repositories = 4 + 1, 4 * 75
	m := loggedIn(t, 4, 75)
	first, _ := m.counted("images", "--delta")
	require.Zero(t, first.code, first.said)
	assert.Equal(t, repositories+1, first.tags)
	assert.Contains(t, first.said, "· counts agree, each list as it began")

	nothing, requests := m.counted("images", "--delta")
	require.Zero(t, nothing.code, nothing.said)
	assert.Equal(t, first.printed, nothing.printed)
	assert.LessOrEqual(t, requests, 3+namespaces)
	assert.Contains(t, nothing.said, "301 repositories · 600 tags · counts agree where the Hub was asked, each list as it began, "+
		"300 lists resting on the dates of repositories, which have not moved")
	assert.NotContains(t, nothing.said, "all counts agree")

	for i := range 5 {
		m.hub.World().Push(fmt.Sprintf("org-%d/r-%02d", i%4, 10*i), built("new", m.now))
	}
	moved, again := m.counted("images", "--delta")
	require.Zero(t, moved.code, moved.said)
	assert.Equal(t, requests+5, again)
	assert.Equal(t, m.asked("images", "--no-index").printed, moved.printed)
	assert.Contains(t, moved.said, "295 lists resting on the dates of repositories, which have not moved, 0 read whole and 6 verified by their newest tags")
	assert.NotContains(t, moved.said, "all counts agree")
}

func TestWithDeltaAListIsLookedAtUnlessItsRepositoryHasTheDateItWasVerifiedAt(t *testing.T) {
	m := loggedIn(t, 1, 4)
	m.asked("images", "org-0")
	assert.Zero(t, m.asked("images", "org-0", "--delta").tags, "a run without --delta notes the dates too")

	m.hub.World().Push("org-0/r-01", built("new", m.now))
	m.asked("repositories", "org-0")
	moved := m.asked("images", "org-0", "--delta")
	assert.Equal(t, 1, moved.tags, "the date is known anew, and the tags are not")
	assert.Contains(t, moved.printed, "org-0/r-01:new\n")

	m.hub.World().Push("org-0/r-01", built("newer", m.now.Add(time.Minute)))
	m.now = m.now.Add(time.Hour)
	m.asked("tags", "org-0/r-01")
	m.hub.World().Delete("org-0/r-01", "newer")
	m.hub.World().Update("org-0/r-01", func(r *hubtest.Repository) { r.Updated = m.now.Add(-time.Hour) })
	back := m.asked("images", "org-0", "--delta")
	assert.NotContains(t, back.printed, "newer", "the date went back to what it was")

	m.hub.World().Delete("org-0/r-02", "one")
	unseen := m.asked("images", "org-0", "--delta")
	assert.Contains(t, unseen.printed, "org-0/r-02:one\n", "a deletion that does not move the date")
	assert.Zero(t, unseen.code)
	m.now = m.now.Add(7*24*time.Hour + time.Minute)
	week := m.asked("images", "org-0", "--delta")
	assert.Equal(t, 4, week.tags, "whatever was not verified for a week")
	assert.NotContains(t, week.printed, "org-0/r-02:one\n")
	assert.NotContains(t, week.said, "dates")
	m.now = m.now.Add(-30 * 24 * time.Hour)
	assert.NotContains(t, m.asked("images", "org-0", "--delta").said, "resting", "the clock went back")
	m.now = m.now.Add(30 * 24 * time.Hour)

	assert.Equal(t, 1, m.asked("images", "org-0/r-03", "--delta").tags, "nobody told the date of what is named")
}

func TestWithDeltaATagThatWasNotWholeIsReadAgain(t *testing.T) {
	m := loggedIn(t, 1, 2)
	empty := built("empty", m.now.Add(-30*time.Minute))
	full := empty.Images
	empty.Images = nil
	m.hub.World().Push("org-0/r-01", empty)
	m.asked("images", "org-0")
	empty.Images = full
	m.hub.World().Push("org-0/r-01", empty)
	assert.Equal(t, 1, m.asked("images", "org-0", "--delta").tags)
	assert.Zero(t, m.asked("images", "org-0", "--delta").tags)
}

func TestDeltaIsRefusedWhereItCannotBeMeant(t *testing.T) {
	m := loggedIn(t, 1, 1)
	for _, args := range [][]string{
		{"--fresh"}, {"--dry-run"}, {"--offline"}, {"--no-index"}, {"--format", "jsonl"}, {"--sort", "pulled"},
		{"--filter", "status:active"}, {"--demo"},
	} {
		before := len(m.hub.Requests())
		r := m.asked(append([]string{"images", "org-0", "--delta"}, args...)...)
		assert.Equal(t, 2, r.code, args)
		assert.Equal(t, 1, strings.Count(r.said, "\n"), r.said)
		assert.Len(t, m.hub.Requests(), before)
	}
	m.environment["TAGBOAT_USERNAME"], m.environment["TAGBOAT_PASSWORD"] = "alice", "anchor-chain"
	assert.Contains(t, m.asked("images", "org-0", "--delta").said, "--index keeps lists all the same")
	assert.Zero(t, m.asked("images", "org-0", "--delta", "--index").code)
}

func TestAnIndexOfTheVersionBeforeIsBroughtUpToDate(t *testing.T) {
	m := loggedIn(t, 1, 2)
	m.asked("images", "org-0")
	db, err := sqlite3.Open(filepath.Join(m.home, ".local/state/tagboat/index.db"))
	require.NoError(t, err)
	require.NoError(t, db.Exec("alter table list drop column dated; alter table list drop column verdict;"+
		"alter table list drop column concluded; drop table heard;"+
		"drop index tag_born; drop index tag_gone; drop index former_until; drop index former_digest;"+
		"drop table look; drop table pulls; alter table tag drop column born;"+
		"alter table list drop column told; alter table list drop column shown;"+
		"alter table list drop column tags; alter table list drop column counted; alter table list drop column pulled;"+
		"alter table list drop column locked; alter table list drop column rules; pragma user_version=1"))
	require.NoError(t, db.Close())
	looked := m.asked("images", "org-0", "--delta")
	assert.Equal(t, 2, looked.tags, looked.said)
	assert.Contains(t, looked.said, "2 verified by their newest tags")
	assert.Zero(t, m.asked("images", "org-0", "--delta").tags)
}
