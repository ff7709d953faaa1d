//go:build unix

package command_test

import (
	"encoding/json"
	"fmt"
	"maps"
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

// lastLine is what a run came to.
func lastLine(said string) string {
	lines := strings.Split(strings.TrimSuffix(said, "\n"), "\n")
	return lines[len(lines)-1]
}

func TestASyncSaysOnStandardErrorWhatItCameTo(t *testing.T) {
	m := stocked(t, 5)
	first := m.asked("sync")
	assert.Zero(t, first.code, first.said)
	assert.Empty(t, first.printed)
	assert.Equal(t, "9 lists up to date: 9 read whole · 600 tags · 15 requests", lastLine(first.said))

	m.now = m.now.Add(time.Hour)
	m.hub.World().Push("acme/secret-03", built("new", m.now))
	second := m.asked("sync")
	assert.Equal(t, "9 lists up to date: 3 read whole, 6 verified by their newest tags · 601 tags · 10 requests\n", second.said)
	assert.Equal(t, 6, second.tags)
	assert.Contains(t, m.asked("tags", "acme/secret-03", "--offline").printed, "acme/secret-03:new\n")

	m.now = m.now.Add(time.Minute)
	assert.Equal(t, "9 lists up to date: 9 verified before · 601 tags · 0 requests\n", m.asked("sync", "--max-age", "1h").said)
	assert.Equal(t, "1 list up to date: 1 verified by their newest tags · 120 tags · 1 request\n", m.asked("sync", "acme/secret-00").said)
}

func TestASyncAsJSONIsOneObjectAlsoWhereListsAreMissing(t *testing.T) {
	m := stocked(t, 3)
	m.hub.Inject(
		hubtest.Fault{Match: hubtest.Match{Path: "secret-01/tags"}, Do: hubtest.Count(func(n int) int { return n + 2 })},
		hubtest.Fault{Match: hubtest.Match{Path: "secret-02/tags"}, Do: hubtest.NotFound()},
	)
	r := m.asked("sync", "acme", "--format", "json")
	assert.Equal(t, 3, r.code, r.said)
	assert.Equal(t, 1, strings.Count(r.printed, "\n"))
	var told struct {
		Outcome string `json:"outcome"`
		Lists   int    `json:"lists"`
		Current int    `json:"current"`
		Whole   int    `json:"whole"`
		Partial int    `json:"partial"`
		Failed  int    `json:"failed"`
		Missing []struct {
			List  string `json:"list"`
			Says  string `json:"says"`
			Count *int   `json:"count"`
		} `json:"missing"`
	}
	require.NoError(t, json.Unmarshal([]byte(r.printed), &told))
	assert.Equal(t, "partial", told.Outcome)
	assert.Equal(t, []int{4, 2, 2, 1, 1}, []int{told.Lists, told.Current, told.Whole, told.Partial, told.Failed})
	require.Len(t, told.Missing, 2)
	assert.Equal(t, "acme/secret-01", told.Missing[0].List)
	assert.Equal(t, 122, *told.Missing[0].Count)
	assert.Nil(t, told.Missing[1].Count)
	assert.Contains(t, r.said, told.Missing[0].Says)
	assert.Contains(t, lastLine(r.said), "2 of 4 lists up to date: 2 read whole · 120 tags · ")
	assert.Contains(t, lastLine(r.said), " · 1 list not complete · 1 list not read")
}

func TestASyncTakesInTheFavouritesAndWhatWasReadBefore(t *testing.T) {
	m := stocked(t, 1)
	one := built("one", m.now.Add(-time.Hour))
	for _, name := range []string{"grafana/grafana", "library/nginx", "library/redis"} {
		m.hub.World().Publish(name, one)
	}
	m.asked("tags", "redis")
	state := filepath.Join(m.home, ".local/state/tagboat")
	server := strings.TrimPrefix(m.address, "http://")
	names := places.NewIndex(func() time.Time { return m.now })
	names.Reset(places.OwnerOf(server, "alice"))
	names.ToggleFavourite(places.OfNamespace("grafana"))
	names.ToggleFavourite(places.Of(hub.Reference{Repository: hub.RepositoryName{Namespace: "library", Name: "nginx"}, Tag: "one"}))
	changes, _ := names.Unsaved()
	require.NoError(t, places.NewStore(state, func() time.Time { return m.now }).Write(t.Context(), changes))
	m.now = m.now.Add(time.Hour)
	r := m.asked("sync")
	assert.Zero(t, r.code, r.said)
	assert.Contains(t, lastLine(r.said), "8 lists up to date: 7 read whole, 1 verified")

	require.NoError(t, os.WriteFile(filepath.Join(state, "places.json"), []byte("{"), 0o600))
	m.now = m.now.Add(time.Hour)
	damaged := m.asked("sync")
	assert.Equal(t, 3, damaged.code, "the favourites are not known")
	assert.Contains(t, damaged.said, "is damaged")
	assert.Zero(t, m.asked("sync", "acme").code)
}

func TestWhereNothingIsKeptASyncSaysWhatToDoAndAsksNothing(t *testing.T) {
	for name, c := range map[string]struct {
		set  map[string]string
		args []string
		code int
		says string
	}{
		"no index":    {nil, []string{"--no-index"}, 2, "--no-index was given"},
		"switched":    {map[string]string{"TAGBOAT_INDEX": "off"}, nil, 2, "TAGBOAT_INDEX is off"},
		"given":       {map[string]string{"TAGBOAT_USERNAME": "alice", "TAGBOAT_PASSWORD": "anchor-chain"}, nil, 2, "--index keeps lists all the same"},
		"demo":        {map[string]string{"TAGBOAT_HUB": ""}, []string{"--demo"}, 2, "nothing is kept of the demo"},
		"offline":     {nil, []string{"--offline"}, 2, "--offline"},
		"format":      {nil, []string{"--format", "csv"}, 2, "expected text or json"},
		"progress":    {nil, []string{"--progress", "loud"}, 2, "choose auto, plain or none"},
		"age":         {nil, []string{"--max-age", "soon"}, 2, "expected an age"},
		"target":      {nil, []string{"a b!"}, 2, "expected names such as myorg or myorg/api"},
		"homeless":    {map[string]string{"HOME": "here"}, nil, 1, "set HOME or XDG_STATE_HOME"},
		"not a place": {map[string]string{"XDG_STATE_HOME": "/dev/null"}, nil, 1, "nothing can be kept of lists, so none was read"},
	} {
		t.Run(name, func(t *testing.T) {
			m := stocked(t, 1)
			maps.Copy(m.environment, c.set)
			r := m.asked(append([]string{"sync"}, c.args...)...)
			assert.Equal(t, c.code, r.code, r.said)
			assert.Contains(t, r.said, c.says)
			assert.Empty(t, m.hub.Requests())
		})
	}
}

func TestASyncWithASecretOfTheEnvironmentKeepsListsWhereThatIsAskedFor(t *testing.T) {
	m := stocked(t, 1)
	m.environment["TAGBOAT_USERNAME"], m.environment["TAGBOAT_PASSWORD"] = "alice", "anchor-chain"
	assert.Zero(t, m.asked("sync", "--index").code)
	assert.Contains(t, m.asked("index").printed, "alice by password")
}

func TestASyncWithoutAnAccountSaysWhatItNeeds(t *testing.T) {
	m := newMachine(t, hubtest.WithRateLimit(0, 0), hubtest.WithDepth(200, 100, 100))
	r := m.asked("sync")
	assert.Equal(t, 4, r.code)
	assert.Contains(t, r.said, "Nobody is logged in, and nothing is known yet without an account: log in, or name")
	var tags []hubtest.Tag
	for i := range 400 {
		tags = append(tags, built(fmt.Sprint("t-", i), m.now.Add(-time.Duration(i+1)*time.Hour)))
	}
	m.hub.World().Publish("grafana/grafana", tags...)
	deep := m.asked("sync", "grafana/grafana")
	assert.Equal(t, 4, deep.code)
	assert.Contains(t, deep.said, "without an account")
	assert.Equal(t, m.asked("images", "grafana/grafana", "--format", "jsonl").code, deep.code)
	none := m.asked("sync", "nobody/nothing")
	assert.Equal(t, 1, none.code, none.said)

	m.docker("wrong")
	m.hub.World().Publish("grafana/loki", built("one", m.now.Add(-time.Hour)))
	m.run("", "tags", "grafana/loki")
	m.now = m.now.Add(time.Hour)
	refused := m.asked("sync")
	assert.Equal(t, 4, refused.code, refused.said)
}
