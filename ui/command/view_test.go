//go:build unix

package command_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/places"
)

// withViews is a machine on which alice saved three views, and somebody without an account one.
func withViews(t *testing.T) *machine {
	t.Helper()
	m := newMachine(t)
	m.docker("dckr_pat_alice")
	for i, name := range []string{"1.0", "1.1", "1.2", "1.2-alpine"} {
		pushed := m.now.Add(time.Duration(i-20*(3-i)) * time.Hour * 24)
		m.hub.World().Push("alice/api", hubtest.Build{Content: name, Pushed: pushed}.Tags(name)...)
	}
	save := func(account string, views ...places.View) {
		x := places.NewIndex(func() time.Time { return m.now })
		x.Reset(places.OwnerOf(strings.TrimPrefix(m.address, "http://"), account))
		for _, v := range views {
			require.NoError(t, x.SaveView(v))
		}
		changes, _ := x.Unsaved()
		folder := filepath.Join(m.home, ".local", "state", "tagboat")
		require.NoError(t, places.NewStore(folder, func() time.Time { return m.now }).Write(t.Context(), changes))
	}
	api := places.OfRepository(hub.RepositoryName{Namespace: "alice", Name: "api"})
	save("alice",
		places.View{Name: "without alpine", List: places.ListOfTags, Place: api, Filter: "!alpine pushed:<50d", Order: "name", Reversed: true},
		places.View{Name: "all of it", List: places.ListOfAllTags, Place: places.OfNamespace("alice"), Order: "name"},
		places.View{
			Name: "by place", List: places.ListOfAllTags, Place: places.OfNamespace("alice"), Filter: "repo:^api$ !repo:web 1.2", Order: "repository",
		},
		places.View{Name: "mine", List: places.ListOfRepositories, Place: places.OfNamespace("alice"), Order: "name", Columns: []string{"repository"}},
	)
	save("", places.View{Name: "of nobody", List: places.ListOfTags, Place: api, Filter: "colour:red"})
	return m
}

func TestAViewPrintsWhatItFindsWhereNobodyLooks(t *testing.T) {
	m := withViews(t)
	for name, want := range map[string]string{
		"Without ALPINE": "alice/api:1.2\nalice/api:1.1\n",
		"all of it":      "alice/api:1.0\nalice/api:1.1\nalice/api:1.2\nalice/api:1.2-alpine\n",
		"mine":           "alice/api\n",
		"by place":       "alice/api:1.2-alpine\nalice/api:1.2\n",
	} {
		printed, said, code := m.run("", append([]string{"view"}, strings.Fields(name)...)...)
		assert.Zero(t, code, said)
		assert.Equal(t, want, printed, name)
	}
	printed, _, _ := m.run("", "view", "without alpine", "--format", "{{.Tag}}", "--sort", "name", "--filter", "alpine")
	assert.Equal(t, "1.2-alpine\n", printed, "what is said now goes before what was saved")
}

func TestTheViewsOfWhoeverWouldLogInAreListed(t *testing.T) {
	m := withViews(t)
	printed, said, code := m.run("", "view")
	assert.Zero(t, code)
	assert.Equal(t, "all of it\nby place\nmine\nwithout alpine\n", printed)
	assert.Empty(t, said)
	printed, _, _ = m.run("", "view", "--format", "jsonl")
	assert.Contains(t, printed, `{"name":"without alpine","list":"tags","place":"alice/api","filter":"!alpine pushed:<50d","order":"name","reversed":true,"columns":[]}`)
	printed, _, _ = m.run("", "view", "--format", "table")
	assert.Regexp(t, `(?m)^NAME +LIST +PLACE +FILTER +ORDER +REVERSED`, printed)
	assert.Regexp(t, `(?m)^without alpine +tags +alice/api +!alpine pushed:<50d +name`, printed)
	assert.Empty(t, m.hub.Requests(), "nobody is asked")

	require.NoError(t, os.RemoveAll(filepath.Join(m.home, ".docker")))
	printed, _, _ = m.run("", "view")
	assert.Equal(t, "of nobody\n", printed)
	require.NoError(t, os.RemoveAll(filepath.Join(m.home, ".local")))
	printed, said, code = m.run("", "view", "--format", "json")
	assert.Zero(t, code)
	assert.Equal(t, "[]\n", printed)
	assert.Contains(t, said, "without an account: there is no view yet")
}

func TestAViewThatThereIsNotIsToldWithTheNearest(t *testing.T) {
	m := withViews(t)
	printed, said, code := m.run("", "view", "without alpin")
	assert.Equal(t, 1, code)
	assert.Empty(t, printed)
	assert.Equal(t, "tagboat: alice: There is no view called \"without alpin\"; did you mean \"without alpine\"?\n", said)
	_, said, code = m.run("", "view", "of nobody")
	assert.Equal(t, 1, code)
	assert.Contains(t, said, "nor one of a name like it; there are 4", "views of others are not offered")
	_, said, _ = m.run("", "view", "--", "\x1b[31mred\x07")
	assert.NotContains(t, said, "\x1b")
	_, said, code = m.run("", "view", "--demo", "x")
	assert.Equal(t, 1, code)
	assert.Contains(t, said, "The demo keeps nothing")
	assert.Empty(t, m.hub.Requests())
}

func TestAFilterOfAViewThatIsNotUnderstoodPrintsNothing(t *testing.T) {
	m := withViews(t)
	require.NoError(t, os.RemoveAll(filepath.Join(m.home, ".docker")))
	printed, said, code := m.run("", "view", "of nobody")
	assert.Equal(t, 2, code)
	assert.Empty(t, printed)
	assert.Contains(t, said, "colour")
}

func TestADamagedFileOfViewsIsSaid(t *testing.T) {
	m := withViews(t)
	file := filepath.Join(m.home, ".local", "state", "tagboat", "places.json")
	require.NoError(t, os.WriteFile(file, []byte("{"), 0o600))
	_, said, code := m.run("", "view")
	assert.Equal(t, 1, code)
	assert.Contains(t, said, "places.json is damaged")
}

func TestTheShellIsOfferedTheNamesOfViews(t *testing.T) {
	m := withViews(t)
	printed, _, _ := m.run("", "__complete", "view", "W")
	assert.Equal(t, "without alpine\ttags of alice/api\n:4\n", printed)
	printed, _, _ = m.run("", "__complete", "view", "")
	assert.Contains(t, printed, "all of it\tall tags of alice\nby place\tall tags of alice\nmine\t")
	assert.NotContains(t, printed, "nobody")
	assert.Empty(t, m.hub.Requests())
}
