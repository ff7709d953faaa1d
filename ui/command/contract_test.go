//go:build unix

package command_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/ui/command/sheet"
	"tagboat/ui/golden"
)

// contract is a schema as a command prints it, and what of it was met in outputs.
type contract struct {
	name   string
	plain  any // as it was printed
	strict *jsonschema.Schema

	mu  sync.Mutex
	met map[string]bool
}

// contractOf reads a schema and has it refuse members that it does not name.
func contractOf(t *testing.T, args ...string) *contract {
	t.Helper()
	text, said, code := run(t, append([]string{"schema"}, args...)...)
	require.Zero(t, code, said)
	plain, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	require.NoError(t, c.AddResource("plain.json", plain))
	_, err = c.Compile("plain.json")
	require.NoError(t, err, "it is a schema of its draft")
	closed, err := jsonschema.UnmarshalJSON(strings.NewReader(
		strings.ReplaceAll(text, `"additionalProperties": true`, `"additionalProperties": false`),
	))
	require.NoError(t, err)
	require.NoError(t, c.AddResource("closed.json", closed))
	strict, err := c.Compile("closed.json")
	require.NoError(t, err)
	return &contract{name: args[0], plain: plain, strict: strict, met: map[string]bool{}}
}

// holds validates what was printed, row by row.
func (c *contract) holds(t *testing.T, printed string) {
	t.Helper()
	rows := rowsOf(t, printed)
	require.NotEmpty(t, rows, "nothing was printed, and nothing proven")
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, row := range rows {
		require.NoError(t, c.strict.Validate(row), "%s: %v", c.name, row)
		c.meet("", row)
	}
}

// rowsOf are the rows of an array, of lines, or the one object.
func rowsOf(t *testing.T, printed string) (rows []any) {
	t.Helper()
	read := func(text string) any {
		row, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		require.NoError(t, err, text)
		return row
	}
	if strings.HasPrefix(printed, "[") {
		rows, _ = read(printed).([]any)
		return rows
	}
	if strings.HasPrefix(printed, "{\n") {
		return []any{read(printed)}
	}
	for line := range strings.Lines(printed) {
		rows = append(rows, read(line))
	}
	return rows
}

// meet notes which members a value has.
func (c *contract) meet(path string, value any) {
	switch v := value.(type) {
	case map[string]any:
		for name, below := range v {
			c.met[path+"/"+name] = true
			c.meet(path+"/"+name, below)
		}
	case []any:
		for _, below := range v {
			c.meet(path, below)
		}
	}
}

// members are those that a schema names, each with its description.
func members(path string, schema any) map[string]string {
	found := map[string]string{}
	s, _ := schema.(map[string]any)
	if items := s["items"]; items != nil {
		return members(path, items)
	}
	properties, _ := s["properties"].(map[string]any)
	for name, below := range properties {
		words, _ := below.(map[string]any)["description"].(string)
		found[path+"/"+name] = words
		maps.Copy(found, members(path+"/"+name, below))
	}
	return found
}

// odd is a machine before a Hub of which much is unknown, and where strangers write.
func odd(t *testing.T) *machine {
	t.Helper()
	m := compared(t)
	foreign := "\x1b]0;pwned\x07\"\n\u202e\u2028 -rf"
	strange := hubtest.Tag{Name: "strange", UpdatedBy: foreign, MediaType: foreign, Images: []hubtest.Image{
		{OS: "unknown", Architecture: "unknown"}, {OS: foreign, Architecture: "\x00", Variant: "v\x1b"},
		{OS: "linux", Architecture: "amd64", Layers: []hubtest.Layer{{Instruction: foreign}}},
	}}
	bare := hubtest.Tag{Name: "bare"}
	m.hub.World().Publish("alice/odd", strange, bare,
		hubtest.Build{Content: "a", Platforms: []string{"linux/amd64", "windows/amd64"}, Pushed: m.now}.Tag("a"))
	m.hub.World().Update("alice/odd", func(r *hubtest.Repository) {
		r.Description, r.Categories, r.Type, r.Inactive = foreign, []string{foreign}, foreign, true
		r.Registered, r.Updated = time.Time{}, time.Time{}
	})
	m.docker("anchor-chain")
	return m
}

// asking is a command on a machine; "" is the demo. In words, ALL are the names of all columns.
type asking struct{ contract, machine, words string }

// prints are commands whose rows are rich, and odd.
var prints = []asking{
	{"images", "", "images acme/api --limit 9"},
	{"images", "", "images acme/api --platform linux/arm64 --digests --full --limit 9"},
	{"images", "odd", "images alice/odd acme/api"},
	{"images", "odd", "images alice/odd --columns ALL"},
	{"tags", "", "tags nginx --limit 20"},
	{"tags", "odd", "tags alice/odd --columns ALL"},
	{"tags", "views", "view all of it"},
	{"repositories", "", "repositories acme"},
	{"repositories", "odd", "repositories alice --columns ALL"},
	{"repositories", "views", "view mine"},
	{"view", "views", "view"},
	{"inspect", "", "inspect nginx --layers"},
	{"inspect", "odd", "inspect alice/odd:strange --layers"},
	{"inspect", "odd", "inspect alice/odd:bare"},
	{"inspect", "odd", "inspect acme/api:hostile --layers"},
	{"compare", "", "compare nginx:1.26 1.27 --layers"},
	{"compare", "odd", "compare acme/api:1.23 acme/api:big --layers"},
	{"compare", "odd", "compare acme/api:hostile alice/odd:strange --layers"},
	{"stale", "untidy", "stale org-0 --older 30d --all --untagged"},
	{"stale", "untidy", "stale org-0 --older 30d --all --untagged --columns ALL"},
	{"stale-plan", "untidy", "stale org-0 --older 30d --all --untagged"},
	{"stale-plan", "lame", "stale org-0 --older 30d --all"},
	{"check", "", "check FILE"},
	{"check", "", "check FILE --columns ALL"},
	{"which", "past", "which alice/api@OLD"},
	{"history", "past", "history alice/api:1 alice/api:9f3ac21"},
	{"news", "past", "news --since 30d"},
	{"limits", "", "limits"},
	{"limits", "odd", "limits"},
	{"sync", "odd", "sync alice"},
	{"sync", "lame", "sync org-0"},
	{"doctor", "", "doctor"},
	{"doctor", "odd", "doctor"},
	{"index", "past", "index"},
	{"index", "odd", "index --no-index"},
}

// single are the commands that print one object, and have no lines of JSON.
var single = []string{"inspect", "compare", "stale-plan", "limits", "sync", "doctor", "index"}

// machines are those of prints, and an image that a tag was.
func machines(t *testing.T) (all map[string]*machine, before string) {
	t.Helper()
	past, was, _ := moved(t)
	lame := untidy(t)
	lame.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/calm/tags"}, Do: hubtest.Forbidden("no")})
	return map[string]*machine{
		"odd": odd(t), "views": withViews(t), "untidy": leavingSome(t), "past": past, "lame": lame,
	}, was.Digest
}

func (p asking) on(t *testing.T, m *machine, was, file, format string) string {
	t.Helper()
	var columns []string
	for name := range members("", contractOf(t, p.contract).plain) {
		if name = strings.TrimPrefix(name, "/"); !strings.Contains(name, "/") {
			columns = append(columns, name)
		}
	}
	words := strings.NewReplacer("ALL", strings.Join(columns, ","), "OLD", was, "FILE", file)
	args := append(strings.Fields(words.Replace(p.words)), "--format", format)
	ask := func() (printed, said string, code int) { return run(t, append(args, "--demo")...) }
	if m != nil {
		ask = func() (printed, said string, code int) { return m.run("", args...) }
	}
	printed, said, code := ask()
	require.NotEqual(t, 2, code, said)
	require.NotEmpty(t, printed, said)
	return printed
}

func TestWhatIsPrintedIsWhatTheSchemasPromise(t *testing.T) {
	all, was := machines(t)
	file := filepath.Join(t.TempDir(), "Dockerfile")
	require.NoError(t, os.WriteFile(file, []byte("FROM nginx:1.26\nFROM nginx\nFROM ghcr.io/a/b:1\n"+
		"FROM nginx:99.1\nFROM redis@"+digestOf("0")+"\nFROM $X\x1b\n"), 0o600))
	contracts := map[string]*contract{}
	for _, one := range sheet.Contracts {
		contracts[one.Name] = contractOf(t, one.Name)
	}
	t.Run("prints", func(t *testing.T) {
		for _, p := range prints {
			formats := []string{"json", "jsonl"}
			if slices.Contains(single, p.contract) {
				formats = formats[:1]
			}
			if p.contract == "stale" {
				formats = formats[1:] // the document is that of the plan
			}
			for _, format := range formats {
				t.Run(p.machine+" "+p.words+" "+format, func(t *testing.T) {
					if p.machine == "" {
						t.Parallel() // the demo answers as slowly as the Hub
					}
					contracts[p.contract].holds(t, p.on(t, all[p.machine], was, file, format))
				})
			}
		}
	})
	pulls := sheet.Limits{Pulls: &hub.Allowance{Limited: true, Window: time.Hour, Source: "192.0.2.1"}}
	contracts["limits"].holds(t, string(pulls.Append(nil, true)))
	// The rows of a plan are those of stale.
	for _, c := range contracts {
		for name, words := range members("", c.plain) {
			assert.True(t, c.met[name] || strings.HasPrefix(name, "/rows/"), "%s: nothing that was printed has %s", c.name, name)
			assert.NotEmpty(t, words, "%s: nobody says what %s is", c.name, name)
		}
	}
}

func TestTheSchemasOfAllCommandsAreCurrent(t *testing.T) {
	var text strings.Builder
	for _, one := range sheet.Contracts {
		printed, _, code := run(t, "schema", one.Name)
		require.Zero(t, code)
		text.WriteString(printed)
	}
	golden.Text(t, "contract.json", text.String())
}

func TestEveryCommandThatPrintsJSONHasASchema(t *testing.T) {
	names, _, _ := run(t, "schema")
	help := func(args ...string) string {
		text, _, _ := run(t, append(args, "--help")...)
		return text
	}
	_, below, _ := strings.Cut(help(), "Commands:\n")
	for line := range strings.Lines(below) {
		if strings.TrimSpace(line) == "" {
			break
		}
		name := strings.Fields(line)[0]
		if _, format, found := strings.Cut(help(name), "--format FORMAT"); found && strings.Contains(format, "json") {
			assert.Contains(t, "\n"+names, "\n"+name+" ", "sheet.Contracts has it")
		}
	}
}

func TestASchemaOfColumnsRequiresThemAll(t *testing.T) {
	c := contractOf(t, "images", "--columns", "reference,type")
	printed, _, _ := run(t, "images", "acme/api", "--columns", "type,reference", "--format", "jsonl", "--demo", "--limit", "1")
	c.holds(t, printed)
	assert.Error(t, c.strict.Validate(map[string]any{"reference": "acme/api:1"}))
	for args, words := range map[string]string{
		"nope": "lists them", "limits --columns hub": "no columns", "--columns tag": "name it", "images tags": "one name",
		"tags --columns colour": `no column "colour"`, "nope\x1b[2J": "lists them",
	} {
		printed, said, code := run(t, append([]string{"schema"}, strings.Fields(args)...)...)
		assert.Equal(t, 2, code, args)
		assert.Empty(t, printed)
		assert.Contains(t, said, words)
		assert.NotContains(t, said, "\x1b")
	}
}
