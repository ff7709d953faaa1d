package config_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/config"
)

// known is what a program would know that is smaller than tagboat.
func known() config.Vocabulary {
	return config.Vocabulary{
		Lists: []config.ListNames{
			{
				Name: "tags", Columns: []string{"tag", "size", "pushed"}, Orders: []string{"name", "version"},
				Filter: func(text string) (int, error) {
					if before, _, found := strings.Cut(text, "|"); found {
						return len([]rune(before)), errors.New("a | means nothing in a filter")
					}
					return 0, nil
				},
			},
			{Name: "repositories", Columns: []string{"repository", "stars"}, Orders: []string{"name"}},
			{Name: "news", Columns: []string{"time"}},
			{Name: "layers"},
		},
		On:      []string{"tags", "repositories", "layers"},
		Actions: []string{"list.copy", "list.half-up", "global.jump"},
		Keysets: []string{"default", "vim"},
		Themes:  []string{"auto", "light", "dark", "plain"},
		Roles:   []string{"accent", "dim"},
	}
}

// told are problems as "config check" prints them, without the file.
func told(problems []config.Problem) (lines []string) {
	for _, p := range problems {
		lines = append(lines, fmt.Sprintf("%d:%d: %s", p.Line, p.Column, p.Words))
	}
	return lines
}

const persons = "\ufeff" + `# of a person
theme = "dark"
zone = "UTC"
mouse = false
requests = 4
browser = ["firefox", "%s"]
index.most = "500 MB"

[roles]
accent = "bright-cyan bold"

[lists.tags]
columns = [
  "tag", # first
  "size",
]
filter = "!rc"
noise = true

["library/*"]
sort = "version"

[keys]
"list.copy" = ["y", "ctrl+y"]
global.jump = "ctrl+j"
[keys.list]
half-up = []

[[copy]]
name = "helm"
text = 'image: {{.Reference}}'

[[command]]
key = "D"
name = "dive"
run = ["dive", "{{.Reference}}"]
on = ["tags", "layers"]
confirm = true
`

func TestAPersonsFileIsReadWhole(t *testing.T) {
	filter, version, yes := "!rc", "version", true
	want := config.Default()
	want.Theme, want.Zone, want.Mouse, want.Requests = "dark", time.UTC, false, 4
	want.Browser, want.Index.Most = []string{"firefox", "%s"}, 500_000_000
	want.Roles = map[string]string{"accent": "bright-cyan bold"}
	want.Lists = map[string]config.List{
		"tags": {Columns: []string{"tag", "size"}, Filter: &filter, Noise: &yes},
	}
	want.Patterns = []config.Pattern{{Glob: "library/*", List: config.List{Sort: &version}}}
	want.Keys = map[string][]string{
		"list.copy": {"y", "ctrl+y"}, "global.jump": {"ctrl+j"}, "list.half-up": {},
	}
	want.Copies = []config.Copy{{Name: "helm", Text: "image: {{.Reference}}"}}
	want.Commands = []config.Command{{
		Name: "dive", Key: "D", Run: []string{"dive", "{{.Reference}}"}, Show: "terminal",
		Confirm: true, On: []string{"tags", "layers"}, Marks: "each",
	}}
	for ending, text := range map[string]string{"LF": persons, "CRLF": strings.ReplaceAll(persons, "\n", "\r\n")} {
		c, sources, problems := config.Read([]byte(text), known())
		require.Empty(t, told(problems), ending)
		assert.Equal(t, want, c, ending)
		for setting, line := range map[string]int{
			"theme": 2, "index.most": 7, "lists.tags.filter": 17, "patterns.0.sort": 21, "keys.list.half-up": 27,
			"copy.0.text": 31, "command.0.run": 36,
		} {
			assert.Equal(t, config.Origin{Kind: config.FromFile, Line: line}, sources[setting], setting)
		}
	}
}

func TestEachMistakeIsToldWhereItStandsAndTheRestIsUsed(t *testing.T) {
	for _, c := range []struct{ file, told string }{
		{"them = 1", `1:1: unknown key "them"; did you mean "theme"?`},
		{"colours = 1", `1:1: unknown key "colours"`},
		{`theme = "drak"`, `1:9: theme: there is no "drak"; did you mean "dark"?`},
		{`theme = "neon"`, `1:9: theme: there is no "neon"; there is auto, light, dark or plain`},
		{"theme = 3", "1:9: theme: a text in quotes is expected"},
		{"theme = dark", "1:9: what a key is set to is a text in quotes, a number, true, false, or a list in [ ]"},
		{`theme = "dark`, "1:9: the text is not closed with the quote that it began with"},
		{"theme.dark = 1", `1:1: "theme" is no table`},
		{"[theme]\ndark = 1", `1:2: "theme" is no table: write theme = … above the first [table]`},
		{"theme = \"dark\"\ntheme = \"light\"", `2:1: "theme" is set on line 1 already, which counts`},
		{"mouse = 1", "1:9: mouse: true or false is expected"},
		{"requests = 9", "1:12: requests: a number from 1 to 8 is expected"},
		{"requests = 0", "1:12: requests: a number from 1 to 8 is expected"},
		{`zone = "Atlantis/City"`, `1:8: zone: this machine knows no zone "Atlantis/City"; local, UTC, or a name such as Europe/Berlin is expected`},
		{`browser = "firefox"`, `1:11: browser: a list of texts is expected, as ["…", "…"]`},
		{"index = true", "1:1: index is a table: write [index] with keep and most below it"},
		{"[index]\nkep = true", `2:1: unknown key "kep"; did you mean "keep"?`},
		{"[index]\nmost = \"1 KB\"", `2:8: index.most: a size from "10 MB" to "1 TiB" is expected`},
		{"[roles]\naccnt = \"red\"", `2:1: unknown key "accnt"; did you mean "accent"?`},
		{"roles = 1", "1:1: roles is a table: write [roles]"},
		{"[lists.tag]\nsort = \"name\"", `1:8: lists: there is no "tag"; did you mean "tags"?`},
		{"[lists.layers]\nsort = \"name\"", `1:8: lists: there is no "layers"; there is tags, repositories or news`},
		{"[lists.tags]\ncolumns = [\"tag\", \"sise\"]", `2:19: columns: there is no "sise"; did you mean "size"?`},
		{"[lists.tags]\nfilter = \"é a | b\"", "2:15: filter: a | means nothing in a filter"},
		{"lists.tags = 1", "1:1: lists is of tables: write [lists.tags] with its settings below it"},
		{"[list.tags]\nsort = \"name\"", `1:2: unknown key "list"; did you mean "lists"?`},
		{"[\"a/[\"]\nsort = \"name\"", `1:2: the pattern cannot be read: a [ in it is not closed, or it ends with \`},
		{"[keys]\nlist.copi = \"y\"", `2:1: unknown key "list.copi"; did you mean "list.copy"?`},
		{"[keys]\nlist.copy = 3", `2:13: list.copy: a key as "x" is expected, several as ["x", "f5"], or none as []`},
		{"[[copy]]\nname = \"a\"", "1:3: this copy has no text and is not used"},
		{"[[command]]\nname = \"a\"\nrun = [\"x\"]\nshow = \"pagre\"", `4:8: show: there is no "pagre"; did you mean "pager"?`},
		{"[[copy]]\nname = \"a\"\ntext = \"x\"\n[[copy]]\nname = \"a\"\ntext = \"y\"", `4:3: there is a copy "a" already; this one is not used`},
		{"[copy]\nname = \"a\"\ntext = \"x\"", "1:2: there may be several: write [[copy]]"},
		{"[keys]\n[index]\n[keys]", "3:2: this table stands on line 1 already; both count, but other programs refuse that"},
		{"place = \"a\\u001b[2Jb\"", "1:9: place: the text holds line breaks or characters that cannot be seen"},
		{"\"a\\u001b[2J\\nb\" = 1", `1:1: unknown key "a b"`},
		{"x = {a = {b = 1}}", `1:1: unknown key "x"; a table for the tags of repositories has a / in its name, as "library/*"`},
		{"[nginx]\nsort = \"name\"", `1:2: unknown key "nginx"; a table for the tags of repositories has a / in its name, as "library/*"`},
		{"[\"*\"]\nsort = \"name\"", `1:2: unknown key "*"; a table for the tags of repositories has a / in its name, as "library/*"`},
		{"index.keep.x = 1", `1:7: "keep" is no table`},
		{"[[copy]]\nname = \"a\"\ntext = \"b\"\nname.x = 1", `4:1: "name" is no table`},
		{"[lists.repositories]\ncolumns = [\"stars\", \"stars\"]", `2:21: columns: "stars" stands here twice`},
		{"[lists.news]\nsort = \"x\"", "2:8: sort: there is nothing to choose from here"},
		{"requests = 0x9", "1:12: requests: a number from 1 to 8 is expected"},
		{"requests = 3 4", "1:14: something stands behind what the key is set to"},
		{"= 3", "1:1: a key is expected here: letters, digits, - and _, or a text in quotes"},
		{"place = \"\xff\"", "1:10: this is no UTF-8"},
	} {
		first := c.file + "\n"
		read, _, problems := config.Read([]byte(first+"[index]\nkeep = false\n"), known())
		if strings.Contains(c.file, "[index]") {
			read, _, problems = config.Read([]byte(first), known())
			read.Index.Keep = false
		}
		lines := told(problems)
		if assert.NotEmpty(t, lines, c.file) {
			assert.Truef(t, lines[0] == c.told || strings.HasPrefix(lines[0], c.told+"; there is"), "%s\n%s\n%s", c.file, lines[0], c.told)
			assert.Len(t, lines, 1, c.file)
		}
		assert.False(t, read.Index.Keep, c.file)
	}
}

func TestWhatCannotBeReadTakesOnlyItselfAway(t *testing.T) {
	c, _, problems := config.Read([]byte(`mouse = false
browser = [
  "firefox",
  new tab,
  "%s",
]
requests = 3

[lists.tags
sort = "name"
columns = ["tag"]

[roles]
accent = """
dim = "red"
`), known())
	assert.Equal(t, []string{
		"4:3: what a key is set to is a text in quotes, a number, true, false, or a list in [ ]",
		"9:12: the head of a table ends with ]",
		"14:10: the text is not closed with the quote that it began with",
	}, told(problems))
	want := config.Default()
	want.Mouse, want.Requests, want.Roles = false, 3, map[string]string{"dim": "red"}
	assert.Equal(t, want, c)
}

func TestASecretIsRefusedAndNeverRepeated(t *testing.T) {
	const secret = "dckr_pat_AbCdEf0123456789"
	for _, file := range []string{
		"password = \"" + secret + "\"", "token = \"" + secret + "\"", "[hub]\npat = \"" + secret + "\"",
		"account = \"" + secret + "\"", secret + " = 1", "[" + secret + "]\nx = 1",
		"hub = \"https://alice:" + secret + "@hub.example.com\"", "theme = \"" + secret + "\"",
		"[[command]]\nname = \"a\"\nrun = [\"curl\", \"-H\", \"Authorization: Bearer " + secret + "\"]",
		"x = {y = {dockerPassword = \"" + secret + "\"}}", "password = " + secret, "password = \"" + secret,
		"[keys]\nlist.copy = \"" + secret + "\"", "[roles]\naccent = [\"" + secret + "\"]",
		"place = [[\"" + secret + "\"]]", "zone = \"" + secret + "\"", "[lists." + secret + "]\nsort = \"x\"",
	} {
		c, _, problems := config.Read([]byte(file+"\n"), known())
		assert.NotEmpty(t, problems, file)
		assert.NotContains(t, fmt.Sprint(told(problems), fmt.Sprintf("%+v", c)), secret, file)
	}
	_, _, problems := config.Read([]byte("requests = 2\npassword = \"hunter2\"\n"), known())
	assert.Equal(t, []string{`2:1: "password" is what a secret is called: no secret belongs in this file, ` +
		"and nothing of it was used; take it out, and if anybody else could read it, replace it. " +
		"tagboat login keeps one where it is safe"}, told(problems))
}

func TestTheNamesOfRepositoriesAreNoSecrets(t *testing.T) {
	_, _, problems := config.Read([]byte("[\"acme/token\"]\nsort = \"name\"\n"), known())
	assert.Empty(t, problems)
}

func TestAFileIsBounded(t *testing.T) {
	c, _, problems := config.Read([]byte("theme = \"dark\"\n#"+strings.Repeat("x", config.MostBytes)), known())
	assert.Equal(t, config.Default(), c)
	assert.Equal(t, []string{"0:0: the file is larger than 256 KB and is not used"}, told(problems))

	_, _, problems = config.Read([]byte(strings.Repeat("a b\n", 10_000)), known())
	assert.LessOrEqual(t, len(problems), 52)

	c, _, problems = config.Read([]byte(strings.Repeat("[[copy]]\nname = \"x\"\ntext = \"y\"\n", 3_000)), known())
	assert.Len(t, c.Copies, 1)
	assert.LessOrEqual(t, len(problems), 52)

	_, _, problems = config.Read([]byte("theme = "+strings.Repeat("[", 9_000)), known())
	assert.NotEmpty(t, problems)
	_, _, problems = config.Read([]byte("theme = "+strings.Repeat("{a=", 9_000)+"1"+strings.Repeat("}", 9_000)), known())
	assert.NotEmpty(t, problems)
}

func TestWhatAJudgeSaysStandsAtTheSetting(t *testing.T) {
	v := known()
	v.Judges = []func(config.Config) []config.Remark{func(c config.Config) []config.Remark {
		return []config.Remark{
			{Setting: "command.0.key", Words: c.Commands[0].Key + " is taken"}, {Setting: "roles.dim", Words: "mended", Note: true},
		}
	}}
	_, _, problems := config.Read([]byte("[[command]]\nname = \"none\"\n[[command]]\nkey = \"D\"\nname = \"a\"\nrun = [\"a\"]\n"), v)
	assert.Equal(t, []string{"0:0: mended", "1:3: this command has no run and is not used", "4:7: D is taken"}, told(problems))
	assert.True(t, problems[0].Note)
}

func TestWordsThatOnlyRemindOfASecretAreNone(t *testing.T) {
	c, _, problems := config.Read([]byte("[[copy]]\nname = \"basic authentication\"\ntext = \"a password is asked for: {{.Reference}}\"\n"+
		"[[command]]\nname = \"bearer of news\"\nrun = [\"x\", \"--password-stdin\", \"oci://{{.Reference}}\"]\n"), known())
	assert.Empty(t, told(problems))
	assert.Len(t, c.Copies, 1)
	assert.Len(t, c.Commands, 1)
}
