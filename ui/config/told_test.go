package config_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/config"
)

func TestOneWrongWordOfAListTakesOnlyItselfAway(t *testing.T) {
	c, _, problems := config.Read([]byte("lists.tags.columns = [\"siz\", \"tag\", \"tag\", \"size\", \"x\"]\n"), known())
	assert.Equal(t, []string{
		`1:23: columns: there is no "siz"; did you mean "size"?`, `1:37: columns: "tag" stands here twice`,
		`1:52: columns: there is no "x"; there is tag, size or pushed`,
	}, told(problems))
	assert.Equal(t, []string{"tag", "size"}, c.Lists["tags"].Columns)

	c, _, problems = config.Read([]byte("lists.tags.columns = [\"siz\", \"x\"]\n"), known())
	assert.Len(t, problems, 2)
	assert.Nil(t, c.Lists["tags"].Columns, "a list of nothing would show nothing")
	c, _, problems = config.Read([]byte("lists.tags.columns = []\n"), known())
	assert.Empty(t, told(problems))
	assert.NotNil(t, c.Lists["tags"].Columns)
}

func TestThatThereIsMoreThanIsToldIsTold(t *testing.T) {
	for _, broken := range []string{"x%d = 1\n", "x%d = y\n"} {
		var file strings.Builder
		for i := range 60 {
			fmt.Fprintf(&file, broken, i)
		}
		_, _, problems := config.Read([]byte(file.String()), known())
		n, more := config.Mistakes(problems)
		assert.Equal(t, 50, n)
		assert.True(t, more)
		assert.Equal(t, "there is more to tell of this file than these 50; mend them first", problems[50].Words)
		assert.Len(t, problems, 51)
	}
	_, _, problems := config.Read([]byte("x = 1\ny = 2\n"), known())
	n, more := config.Mistakes(append(problems, config.Problem{Note: true}))
	assert.Equal(t, 2, n)
	assert.False(t, more)
}

func TestEachOfSeveralRemarksStandsAtTheWordsThatItIsAbout(t *testing.T) {
	v := known()
	v.Judges = []func(config.Config) []config.Remark{func(config.Config) []config.Remark {
		return []config.Remark{
			{Setting: "keys.list.copy", Value: "é", Words: "first"}, {Setting: "keys.list.copy", Value: "y", Words: "second"},
			{Setting: "keys.list.copy", Words: "all"}, {Setting: "keys.global.jump", Value: "j", Words: "single"},
			{Setting: "roles.accent", Value: "boldd", Words: "role"}, {Setting: "hub", Words: "hub"},
		}
	}}
	_, _, problems := config.Read([]byte("hub = \"x\"\n[roles]\naccent = \"ré boldd\"\n[keys]\n"+
		"list.copy = [\"é\", \"y\"]\nglobal.jump = \"j\"\n"), v)
	assert.Equal(t, []string{"1:7: hub", "3:14: role", "5:6: all", "5:14: first", "5:19: second", "6:15: single"}, told(problems))
}

func TestNumbersAreReadAsTOMLHasThem(t *testing.T) {
	for text, want := range map[string]int{"0x4": 4, "0b11": 3, "0o7": 7, "+2": 2, "0_5": 0, "5": 5} {
		c, _, problems := config.Read([]byte("requests = "+text+"\n"), known())
		if want == 0 {
			assert.NotEmpty(t, problems, text)
			continue
		}
		assert.Empty(t, told(problems), text)
		assert.Equal(t, want, c.Requests, text)
	}
	for text, want := range map[string]int64{`"10 MB"`: 10_000_000, "20_000_000": 20_000_000, "0x2000000": 1 << 25, `"1 TiB"`: 1 << 40, `"1 TB"`: 1e12} {
		c, _, problems := config.Read([]byte("index.most = "+text+"\n"), known())
		assert.Empty(t, told(problems), text)
		assert.Equal(t, want, c.Index.Most, text)
	}
	for _, text := range []string{"5", `"9 MB"`, `"1025 GiB"`, "-20_000_000", "true"} {
		_, _, problems := config.Read([]byte("index.most = "+text+"\n"), known())
		assert.Equal(t, []string{`1:14: index.most: a size from "10 MB" to "1 TiB" is expected`}, told(problems), text)
	}
}

func TestAKeyThatTheKeysetSetIsPrintedWithWhereTheKeysetStands(t *testing.T) {
	v := known()
	v.Bound = func(c config.Config) map[string][]string {
		all := bound(c)
		if _, set := c.Keys["list.half-up"]; c.Keyset == "vim" && !set {
			all["list.half-up"] = []string{"alt+u"}
		}
		return all
	}
	c, sources, _ := config.Read([]byte("\nkeyset = \"vim\"\nkeys.list.copy = \"x\"\n"), v)
	text := config.Print(c, sources, v, "config.toml")
	assert.Regexp(t, `list\.half-up" = \["alt\+u"\] +# config\.toml:2`, text)
	assert.Regexp(t, `list\.copy" = \["x"\] +# config\.toml:3`, text)
	assert.Regexp(t, `global\.jump" = \["ctrl\+k"\] +# default`, text)
}

func TestASecretOnACommandLineIsRefusedHoweverItIsGiven(t *testing.T) {
	for _, run := range []string{
		`"-u", "bob:hunter2"`, `"--user=bob:hunter2"`, `"--creds", "bob:hunter2"`, `"--password=hunter2"`,
		`"--password", "hunter2"`, `"TOKEN=hunter2", "true"`, `"-H", "Authorization: Bearer hunter2"`,
		`"-H", "PRIVATE-TOKEN: hunter2"`, `"--api-key", "hunter2"`, `"REGISTRY_PASSWORD=hunter2"`, `"-H", "Cookie: hunter2=1"`,
	} {
		c, _, problems := config.Read([]byte("[[command]]\nname = \"a\"\nrun = [\"x\", "+run+"]\n"), known())
		lines := fmt.Sprint(told(problems), fmt.Sprintf("%+v", c))
		assert.Contains(t, lines, "looks like a secret", run)
		assert.NotContains(t, lines, "hunter2", run)
	}
	c, _, problems := config.Read([]byte("account = \"alice:hunter2\"\n"), known())
	assert.Contains(t, fmt.Sprint(told(problems)), "1:11: this looks like a secret")
	assert.NotContains(t, fmt.Sprint(problems, c), "hunter2")

	for _, run := range []string{
		`"--password-stdin"`, `"--token-file", "token"`, `"--token-file=/run/token"`, `"--password", "{{.Name}}"`,
		`"--secret", "id=x,src=./y"`, `"--pass-credentials=true"`, `"-u", "1000:1000"`, `"https://x/?token=y"`,
		`"--user={{.Name}}:{{.Tag}}"`, `"PATH=/bin"`, `"--format=json"`, `"secrets", "list"`, `"cosign", "verify", "--key", "k.pub"`,
		`"--filter", "label=token"`, `"--auth", "/etc/auth"`, `"name: tag"`,
	} {
		_, _, problems := config.Read([]byte("[[command]]\nname = \"a\"\nrun = [\"x\", "+run+"]\n"), known())
		assert.Empty(t, told(problems), run)
	}
	_, _, problems = config.Read([]byte("[[command]]\nname = \"a\"\nrun = [\"docker\", \"run\", \"-u\", \"nobody:nogroup\"]\n"), known())
	assert.Empty(t, told(problems))
}

func TestTheSchemaRefusesWhatTheReaderRefusesOfSizesAndZones(t *testing.T) {
	text, err := config.Describe(known())
	require.NoError(t, err)
	type property struct {
		Minimum    int64               `json:"minimum"`
		Maximum    int64               `json:"maximum"`
		MinLength  int64               `json:"minLength"`
		Pattern    string              `json:"pattern"`
		Properties map[string]property `json:"properties"`
	}
	var schema property
	require.NoError(t, json.Unmarshal([]byte(text), &schema))
	most := schema.Properties["index"].Properties["most"]
	for size, good := range map[int64]bool{
		most.Minimum: true, most.Minimum - 1: false, most.Maximum: true, most.Maximum + 1: false,
	} {
		_, _, problems := config.Read(fmt.Appendf(nil, "index.most = %d\n", size), known())
		assert.Equal(t, good, len(problems) == 0, size)
	}
	for size, good := range map[string]bool{"500 MB": true, "1GiB": true, "1.5 TB": false, "x": false, "": false, "-1 GB": false} {
		_, _, problems := config.Read([]byte("index.most = \""+size+"\"\n"), known())
		assert.Equal(t, good, len(problems) == 0, size)
		if good || size != "1.5 TB" { // how large a text is no pattern tells
			assert.Equal(t, good, regexp.MustCompile(most.Pattern).MatchString(size), size)
		}
	}
	_, _, problems := config.Read([]byte("zone = \"\"\n"), known())
	assert.NotEmpty(t, problems)
	assert.Equal(t, int64(1), schema.Properties["zone"].MinLength)
}
