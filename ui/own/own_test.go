package own_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/check"
	"tagboat/hub/export"
	"tagboat/hub/fields"
	"tagboat/hub/forms"
	"tagboat/keymap"
	"tagboat/ui/child"
	"tagboat/ui/config"
	"tagboat/ui/own"
)

// told is the variable that makes this test a program that says what it was given.
const told = "TAGBOAT_TEST_TOLD"

type given struct {
	Args []string `json:"args"`
}

func TestMain(m *testing.M) {
	if os.Getenv(told) != "" {
		out, err := json.Marshal(given{os.Args[1:]})
		if _, wrote := os.Stdout.Write(out); err != nil || wrote != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func digest(digit string) hub.Digest {
	d, err := hub.ParseDigest("sha256:" + strings.Repeat(digit, 64))
	if err != nil {
		panic(err)
	}
	return d
}

func row(tag string) own.Row {
	return own.OfTag(export.TagRow{
		Repository: hub.RepositoryName{Namespace: "library", Name: "nginx"},
		Tag:        hub.Tag{Name: tag, Digest: digest("1")},
	})
}

// command is the only one of a configuration, in the list of tags.
func command(t *testing.T, made config.Command) own.Command {
	t.Helper()
	if made.Name == "" {
		made.Name = "tool"
	}
	c := config.Default()
	c.Commands = []config.Command{made}
	require.Empty(t, own.Judge(c, keymap.New()))
	all := own.Commands(c, own.Tags, keymap.New())
	require.Len(t, all, 1)
	return all[0]
}

// hostile are names that a Hub could send, and whether a command may be given them.
var hostile = []struct {
	name   string
	passes bool
}{
	{"1.27", true},
	{"it's", true},
	{`say"so"`, true},
	{"$(touch pwned)", false}, // two words
	{"$(id)", true},
	{"`id`", true},
	{";id;", true},
	{"a&&b|c>d", true},
	{`back\slash`, true},
	{"%PATH%", true},
	{"*", true},
	{"größe", true},
	{"", false},
	{"two words", false},
	{"no\u00a0break", false},
	{"line\nbreak", false},
	{"line\r", false},
	{"line\u2028break", false},
	{"tab\t", false},
	{"nul\x00", false},
	{"\x1b[31mred", false},
	{"\u009b31mred", false},
	{"\u202egnp.exe", false},
	{"zero\u200bwidth", false},
	{"bad\xff", false},
	{"-rf", false},
	{"--privileged", false},
	{"+!id", false},
	{"@/etc/passwd", false},
	{"../../etc/passwd", false},
	{"x/../y", false},
	{strings.Repeat("x", 2000), false},
}

func TestWhateverAHubSaysIsOneArgumentAsItStandsOrNone(t *testing.T) {
	t.Setenv(told, "yes")
	c := command(t, config.Command{Run: []string{os.Args[0], "run", "{{.Tag}}", "{{if .Tag}}{{.Tag}}{{end}}"}})
	for _, h := range hostile {
		lines, err := c.Lines([]own.Row{row(h.name)})
		if !h.passes {
			require.Errorf(t, err, "%q", h.name)
			assert.NotContains(t, err.Error(), "\x1b")
			assert.Less(t, len(err.Error()), 400)
			continue
		}
		require.NoErrorf(t, err, "%q", h.name)
		var got given
		r := child.Run(t.Context(), lines[0], nil)
		require.NoError(t, r.Err)
		require.NoError(t, json.Unmarshal([]byte(r.Output), &got))
		assert.Equal(t, []string{"run", h.name, h.name}, got.Args)
	}
}

func TestBehindOtherTextAValueMayBeginWithADash(t *testing.T) {
	c := command(t, config.Command{Run: []string{"tool", "--tag={{.Tag}}"}})
	lines, err := c.Lines([]own.Row{row("-rf")})
	require.NoError(t, err)
	assert.Equal(t, [][]string{{"tool", "--tag=-rf"}}, lines)
	behind := command(t, config.Command{Run: []string{"tool", `{{if .Tag}}{{.Tag}}{{end}}`}})
	_, err = behind.Lines([]own.Row{row("-rf")})
	require.ErrorContains(t, err, "begins with -")
}

func TestAReferenceThatDockerWouldNotReadIsNone(t *testing.T) {
	c := command(t, config.Command{Run: []string{"tool", "{{.Reference}}"}})
	for _, h := range hostile[1:] {
		_, err := c.Lines([]own.Row{row(h.name)})
		if h.name == "" { // the repository alone
			continue
		}
		assert.Errorf(t, err, "%q", h.name)
	}
	lines, err := c.Lines([]own.Row{row("1.27")})
	require.NoError(t, err)
	assert.Equal(t, [][]string{{"tool", "nginx:1.27"}}, lines)
}

func TestWhatAShellReadsAgainHoldsNothingThatItWouldReadOtherwise(t *testing.T) {
	for _, run := range [][]string{
		{"sh", "-c", "echo {{.Tag}}"}, {"/bin/bash", "-c", "echo {{.Tag}}"}, {"ssh", "host", "pull {{.Tag}}"},
		{"sudo", "sh", "-c", "echo {{.Tag}}"}, {"cmd.exe", "/c", "echo {{.Tag}}"},
	} {
		c := command(t, config.Command{Run: run})
		for _, name := range []string{"$(id)", "`id`", ";id", "a&b", "%PATH%", "it's", "*", "größe", "a'b"} {
			_, err := c.Lines([]own.Row{row(name)})
			require.ErrorContainsf(t, err, "by a shell", "%s %q", run[0], name)
		}
		_, err := c.Lines([]own.Row{row("1.27.3-alpine_x")})
		require.NoError(t, err)
	}
}

func TestMarksGiveOneCommandEachOrOneForAll(t *testing.T) {
	rows := []own.Row{row("1"), row("2"), row("3")}
	run := []string{"tool", "-v", "{{.Reference}}", "--", "--tag={{.Tag}}"}
	each, err := new(command(t, config.Command{Run: run, Marks: config.ForEach})).Lines(rows[:2])
	require.NoError(t, err)
	assert.Equal(t, [][]string{
		{"tool", "-v", "nginx:1", "--", "--tag=1"}, {"tool", "-v", "nginx:2", "--", "--tag=2"},
	}, each)
	all, err := new(command(t, config.Command{Run: run, Marks: config.ForAll})).Lines(rows)
	require.NoError(t, err)
	assert.Equal(t, [][]string{
		{"tool", "-v", "nginx:1", "nginx:2", "nginx:3", "--", "--tag=1", "--tag=2", "--tag=3"},
	}, all)
	many := make([]own.Row, 10_000)
	for i := range many {
		many[i] = row(fmt.Sprint("1.", i))
	}
	_, err = new(command(t, config.Command{Run: run, Marks: config.ForAll})).Lines(many)
	require.ErrorContains(t, err, "choose fewer rows")
	same, err := new(command(t, config.Command{Run: []string{"tool", "prune"}})).Lines(rows)
	require.NoError(t, err)
	assert.Equal(t, [][]string{{"tool", "prune"}}, same, "nothing in it is a row's")
	_, err = new(command(t, config.Command{Run: run})).Lines([]own.Row{row("1"), row("a b")})
	require.Error(t, err, "none is run when one cannot be")
}

func TestAnArgumentThatDependsIsThereOrNot(t *testing.T) {
	c := command(t, config.Command{Run: []string{"tool", `{{if eq .Tag "latest"}}--latest{{end}}`, "", "{{.Tag}}"}})
	for name, want := range map[string][]string{"latest": {"tool", "--latest", "", "latest"}, "1": {"tool", "", "1"}} {
		lines, err := c.Lines([]own.Row{row(name)})
		require.NoError(t, err)
		assert.Equal(t, [][]string{want}, lines)
	}
}

func TestTheSignsOfATemplateCanBeGivenToAProgramThatHasTemplatesToo(t *testing.T) {
	c := command(t, config.Command{Run: []string{"regctl", `--format={{"{{json ."}}}}`, "{{.Reference}}"}})
	lines, err := c.Lines([]own.Row{row("1")})
	require.NoError(t, err)
	assert.Equal(t, [][]string{{"regctl", "--format={{json .}}", "nginx:1"}}, lines)
}

func TestACommandLineIsShownSoThatEachArgumentCanBeTold(t *testing.T) {
	assert.Equal(t, `dive nginx:1.27 'a b' '' 'it'\''s' '$(id)'`, own.Readable([]string{"dive", "nginx:1.27", "a b", "", "it's", "$(id)"}))
}

func TestEachMistakeIsToldWhereItStands(t *testing.T) {
	c := config.Default()
	c.Copies = []config.Copy{
		{Name: "helm", Text: "image: {{.Reference}}"},
		{Name: "none", Text: "{{.Nothing}}"},
		{Name: "open", Text: "{{.Reference"},
		{Name: "lines", Text: "one\ntwo {{.Tag}}"},
		{Name: "\x1b[31m", Text: "x"},
	}
	c.Commands = []config.Command{
		{Name: "dive", Key: "D", Run: []string{"dive", "{{.Reference}}"}},
		{Name: "said", Run: []string{"{{.Name}}", "x"}},
		{Name: "lacks", Run: []string{"x", "{{.Reference}} {{.Gone}}"}, On: []string{own.Tags, own.Repositories}},
		{Name: "where", Run: []string{"x"}, On: []string{"moon"}},
		{Name: "taken", Key: "y", Run: []string{"x"}},
		{Name: "twice", Key: "D", Run: []string{"x"}},
		{Name: "loops", Run: []string{"x", "{{range 9999999999}}x{{end}}"}},
		{Name: "defines", Run: []string{"x", `{{define "a"}}{{end}}`}},
		{Name: "calls", Run: []string{"x", `{{template "a"}}`}},
		{Name: "deep", Run: []string{"x", "{{.Tag.Name}}"}},
		{Name: "odd", Key: "hyper+x", Run: []string{"x"}},
		{Name: "nothing"},
	}
	words := map[string]string{}
	for _, r := range own.Judge(c, keymap.New()) {
		words[r.Setting] += r.Words + "; "
		assert.False(t, r.Note)
	}
	for setting, part := range map[string]string{
		"copy.1.text": "the list of tags has no {{.Nothing}}; its fields are Reference,",
		"copy.2.text": "cannot be read", "copy.3.text": "not one line", "copy.4.text": "a name",
		"command.1.run": "not for a row to say", "command.2.run": "the list of repositories has no {{.Reference}}, {{.Gone}}",
		"command.3.run": "do not work in the list of “moon”", "command.4.key": "list.copy already", "command.5.key": "D is “dive” already",
		"command.6.run": "only fields, functions and {{if}}", "command.7.run": "defines templates",
		"command.8.run": "", "command.9.run": "cannot be filled in", "command.10.key": "hyper", "command.11.run": "something to run",
	} {
		assert.Contains(t, words[setting], part, setting)
		assert.NotEmpty(t, words[setting], setting)
		delete(words, setting)
	}
	assert.Empty(t, words)
	var names []string
	for _, usable := range own.Commands(c, own.Tags, keymap.New()) {
		names = append(names, usable.Name+usable.Key.Help().Key)
	}
	assert.Equal(t, []string{"diveD", "taken", "twice", "odd"}, names, "a wrong key is not a wrong command")
	require.Len(t, own.Copies(c), 1)
}

func TestInEachListTheFieldsAreItsOwn(t *testing.T) {
	c := config.Default()
	for _, list := range own.Lists() {
		c.Commands = append(c.Commands, config.Command{Name: list, Run: []string{"x", "{{.Repository}}"}, On: []string{list}})
	}
	require.Empty(t, own.Judge(c, keymap.New()))
	assert.Len(t, own.Lists(), 6)
	found := check.Result{}
	found.Found.Text = "ghcr.io/acme/api:1"
	c.Commands = []config.Command{{Name: "pull", Run: []string{"x", "{{.Reference}}"}, On: []string{own.References}}}
	all := own.Commands(c, own.References, keymap.New())
	lines, err := all[0].Lines([]own.Row{own.Of(fields.References, found, found.Found.Text)})
	require.NoError(t, err)
	assert.Equal(t, [][]string{{"x", "ghcr.io/acme/api:1"}}, lines)
	found.Found.Text = "${BASE}:1"
	_, err = all[0].Lines([]own.Row{own.Of(fields.References, found, found.Found.Text)})
	require.Error(t, err, "of which nobody knows what it names")
}

func subject(tag string) forms.Subject {
	return forms.Subject{
		Repository: hub.RepositoryName{Namespace: "library", Name: "nginx"},
		Tag:        hub.Tag{Name: tag, Digest: digest("1")},
	}
}

func copies(texts ...string) []own.Copy {
	c := config.Default()
	for i, text := range texts {
		c.Copies = append(c.Copies, config.Copy{Name: fmt.Sprint("helm ", i), Text: text})
	}
	return own.Copies(c, "h")
}

func TestAnOwnFormIsThereWhereItIsSafeToPaste(t *testing.T) {
	helm := copies("image: {{.Reference}}", "{{.Tag}}")
	text, has := helm[0].Text(subject("1.27"))
	assert.True(t, has)
	assert.Equal(t, "image: nginx:1.27", text)
	for _, h := range hostile[1:] {
		if h.name != "" {
			_, has = helm[0].Text(subject(h.name))
			assert.Falsef(t, has, "%q", h.name)
		}
		text, has = helm[1].Text(subject(h.name))
		if has {
			assert.Equal(t, h.name, text)
		}
		assert.NotContains(t, text, "\n")
		assert.NotContains(t, text, "\x1b")
	}
}

func TestOfWhatATagWasAnOwnFormNamesTheDigest(t *testing.T) {
	made := copies("{{.Reference}}", "{{.Repository}}@{{.Digest}}", "{{.Reference}}@{{.Digest}}")
	past := subject("1.27")
	past.Past = true
	var has [3]bool
	for i := range made {
		_, has[i] = made[i].Text(past)
	}
	assert.Equal(t, [3]bool{false, true, false}, has)
}

func TestEachOwnFormHasALetterOfItsOwnThatIsFree(t *testing.T) {
	seen := map[string]bool{"": true}
	for _, c := range copies(strings.Split(strings.Repeat("{{.Tag}} ", 12), " ")[:12]...) {
		assert.NotContains(t, forms.Letters()+"h", c.Letter)
		assert.False(t, seen[c.Letter], c.Letter)
		seen[c.Letter] = true
	}
}

func TestAFormIsOfBoundedLength(t *testing.T) {
	assert.Empty(t, copies(strings.Repeat("{{.Repository}}", 1000)))
	_, has := copies(strings.Repeat("{{.Repository}}", 200))[0].Text(subject(strings.Repeat("1", 128)))
	assert.True(t, has)
}

func FuzzATemplateEndsAndFillsInNothingUnclean(f *testing.F) {
	f.Add("{{.Reference}}", "1.27")
	f.Add(`{{printf "%s" .Tag | len}}`, "-x")
	f.Add(`{{if .Tag}}{{$x := .Tag}}{{$x}}{{else}}{{$.Digest}}{{end}}`, "a b")
	f.Add(`{{slice .Tag 1}}`, "x-y")
	f.Fuzz(func(t *testing.T, text, tag string) {
		c := config.Default()
		c.Commands = []config.Command{{Name: "tool", Run: []string{"tool", text}}}
		for _, usable := range own.Commands(c, own.Tags, keymap.New()) {
			lines, err := usable.Lines([]own.Row{row(tag)})
			if err == nil && strings.Contains(text, "{{.Tag}}") && lines[0][len(lines[0])-1] == tag {
				assert.NotContains(t, tag, "\n")
			}
		}
		c.Copies = []config.Copy{{Name: "form", Text: text}}
		for _, usable := range own.Copies(c) {
			if filled, has := usable.Text(subject(tag)); has {
				assert.NotContains(t, filled, "\n")
				assert.LessOrEqual(t, len(filled), 4<<10)
			}
		}
	})
}
