package doctor_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/credentials"
	"tagboat/hub/index"
	"tagboat/ui/command/doctor"
	"tagboat/ui/config"
)

func TestAFolderThatNothingCanBeKeptInSaysWhy(t *testing.T) {
	for says, c := range map[string]struct {
		folder doctor.Folder
		state  doctor.State
	}{
		"/s, 2.0 GB free":               {doctor.Folder{Path: "/s", IsThere: true, Room: 2e9, Known: true}, doctor.OK},
		"/s, not there yet":             {doctor.Folder{Path: "/s"}, doctor.OK},
		"/s, 9.0 MB free":               {doctor.Folder{Path: "/s", IsThere: true, Room: 9e6, Known: true}, doctor.Look},
		"it is open to others":          {doctor.Folder{Path: "/s", Err: errors.New("it is open to others")}, doctor.Look},
		"there is no home for a folder": {doctor.Folder{}, doctor.Look},
		"nothing is kept of the demo":   {doctor.Folder{Unasked: "nothing is kept of the demo"}, doctor.Unasked},
	} {
		f := c.folder.Finding()
		assert.Contains(t, f.Says, says)
		assert.Equal(t, c.state, f.State, says)
		assert.Equal(t, c.state == doctor.Look, f.Do != "", says)
	}
}

func TestTheIndexIsToldByItsHealth(t *testing.T) {
	for _, c := range []struct {
		found index.Checkup
		state doctor.State
		says  string
	}{
		{index.Checkup{}, doctor.OK, "nothing is kept yet"},
		{index.Checkup{Health: index.Sound, Bytes: 2e6, Version: 5, Newest: 5}, doctor.OK, "/s/index.db, 2.0 MB, schema 5, whole"},
		{index.Checkup{Health: index.Sound, Version: 4, Newest: 5}, doctor.OK, "the next run brings it to 5"},
		{index.Checkup{Health: index.Unfinished, Version: 5, Newest: 5}, doctor.OK, "no fault found within 3 s"},
		{index.Checkup{Health: index.Damaged}, doctor.Look, "/s/index.db is damaged"},
		{index.Checkup{Health: index.Newer, Version: 9, Newest: 5}, doctor.Look, "newer tagboat (schema 9, this one knows 5)"},
		{index.Checkup{Health: index.Held, Why: errors.New("another tagboat is opening it")}, doctor.Look, "another tagboat is opening it"},
		{index.Checkup{Health: index.Refused, Why: errors.New("the folder is on another machine")}, doctor.Look, "on another machine"},
	} {
		f := doctor.Index{Path: "/s/index.db", Checkup: c.found, Within: 3 * time.Second}.Finding()
		assert.Contains(t, f.Says, c.says)
		assert.Equal(t, c.state, f.State, c.says)
		assert.Equal(t, c.state == doctor.Look, f.Do != "", c.says)
	}
	f := doctor.Index{Unasked: "--no-index was given"}.Finding()
	assert.Equal(t, doctor.Finding{About: "index", State: doctor.Unasked, Says: "not used: --no-index was given"}, f)
}

func TestLoginsAreToldWithoutANameAndWithWhatToDo(t *testing.T) {
	told := func(c credentials.Checkup, given ...string) (all []string) {
		for _, f := range (doctor.Logins{Checkup: c, Given: given}).Findings() {
			all = append(all, fmt.Sprintf("%s %s: %s", f.About, f.State, f.Says))
			assert.Equal(t, f.State == doctor.Look, f.Do != "", f.Says)
		}
		return all
	}
	no := errors.New("no")
	assert.Equal(t, []string{
		"accounts ok: 0 kept for this Hub", "docker ok: no configuration of Docker's", "helper ok: no credential helper is named for this Hub",
	}, told(credentials.Checkup{}))
	assert.Equal(t, []string{
		"accounts ok: 2 kept for this Hub; TAGBOAT_TOKEN set for this run", "docker ok: /d/config.json, and DOCKER_AUTH_CONFIG before it, with a login for this Hub",
		"helper ok: docker-credential-pass holds a login for this Hub, after 12 ms",
	}, told(credentials.Checkup{
		Accounts: 2, Docker: "/d/config.json", IsThere: true, Variable: true, Plain: true,
		Helper: credentials.Helper{Program: "docker-credential-pass", Installed: true, Asked: true, Holds: true, Took: 12 * time.Millisecond},
	}, "TAGBOAT_TOKEN"))
	assert.Equal(t, []string{"accounts look: no", "docker look: no", "helper look: docker-credential-x is named, and not in the PATH"},
		told(credentials.Checkup{Unlisted: no, Misread: no, Helper: credentials.Helper{Program: "docker-credential-x"}}))
	assert.Equal(t, []string{
		"accounts look: 1 kept for this Hub, but docker-credential-x is not in the PATH, which some are kept in", "docker look: no", "helper look: no",
	}, told(credentials.Checkup{
		Accounts: 1, Missing: []string{"docker-credential-x"}, Unread: no,
		Helper: credentials.Helper{Program: "docker-credential-y", Installed: true, Asked: true, Failed: no},
	}))
	there := credentials.Helper{Program: "docker-credential-y", Installed: true}
	assert.Contains(t, told(credentials.Checkup{Helper: there}), "helper unasked: docker-credential-y is in the PATH, and was not asked")
	there.Asked = true
	assert.Contains(t, told(credentials.Checkup{Helper: there}), "helper ok: docker-credential-y holds none for this Hub, after 0 ms")
	for _, f := range (doctor.Logins{Unasked: "the demo"}).Findings() {
		assert.Equal(t, doctor.Unasked, f.State)
	}
}

func TestMistakesInWhatIsSetAreToldWithTheirPlace(t *testing.T) {
	told := func(s doctor.Settings) (all []string) {
		for _, f := range s.Findings() {
			all = append(all, f.State.String()+": "+f.Says)
			assert.Equal(t, f.State == doctor.Look, f.Do != "", f.Says)
		}
		return all
	}
	assert.Equal(t, []string{"ok: no file, and no home for one"}, told(doctor.Settings{}))
	assert.Equal(t, []string{"ok: no file; set: theme (NO_COLOR)"}, told(doctor.Settings{Path: "/c", Set: []string{"theme (NO_COLOR)"}}))
	assert.Equal(t, []string{"look: no"}, told(doctor.Settings{Err: errors.New("no")}))
	many := doctor.Settings{Path: "/c/config.toml", Name: "config.toml", IsThere: true, Beside: []string{"TAGBOAT_INDEX: on or off is expected"}}
	many.Problems = []config.Problem{{Line: 3, Column: 1, Words: `unknown key "them"`}, {Words: "it is large", Note: true}}
	assert.Equal(t, []string{
		"ok: /c/config.toml", `look: config.toml:3:1: unknown key "them"`, "ok: config.toml: note: it is large",
		"look: environment: TAGBOAT_INDEX: on or off is expected",
	}, told(many))
	for range 30 {
		many.Problems, many.Set = append(many.Problems, config.Problem{Line: 1, Words: "wrong"}), append(many.Set, "keys.list.copy")
	}
	all := told(many)
	assert.Len(t, all, 12)
	assert.Equal(t, "look: 23 more", all[11])
	assert.Contains(t, all[0], "keys.list.copy, 15 more")
}
