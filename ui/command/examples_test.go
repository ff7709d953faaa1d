//go:build unix

package command_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/places"
	"tagboat/ui/command"
)

// onHub are the commands that need what is kept, which the demo keeps nothing of.
var onHub = []string{"sync", "history", "news", "view", "index", "login", "logout", "accounts", "config"}

// large are the commands that read all of the demo, which takes it a minute: there it is told what they
// would cost, and they read a small Hub.
var large = []string{"images", "tags", "repositories", "stale"}

// ofDocker are formats that name Docker Hub's registry, and are refused beside another.
var ofDocker = regexp.MustCompile(`--format (skopeo|regsync|hub-tool)`)

// ends are the exit codes of examples that do not end with 0, by how they begin, and why.
var ends = []struct {
	begin string
	codes []int
	why   string
}{
	{"tagboat view arm64 this week", []int{0}, "where nobody looks it prints"},
	{"tagboat doctor --hub", []int{2}, "the Hub of the demo is the one that is asked here"},
	{"tagboat doctor", []int{0, 5}, "what there is to do is a code of its own"},
	{"tagboat check", []int{0, 3, 5}, "what is found is a code of its own"},
	{"tagboat config check", []int{0, 1}, "there may be no such file"},
	{"tagboat wait", []int{0, 124}, "nobody pushes what it waits for, so it gives up at once"},
	{"tagboat which", []int{1, 3}, "the digest is nobody's"},
	{"tagboat login alice", []int{2}, "it asks on a terminal"},
	{"tagboat login", []int{1}, "there is no credential store to keep a session in"},
	{"tagboat pin <", []int{0, 3}, "not all lines can be pinned"},
	{"tagboat stale", []int{0, 3}, "a repository of the demo is never whole"},
}

// needsATerminal are the examples that open the screen: what is typed is read, and then it says so.
func needsATerminal(args []string) bool {
	return !slices.ContainsFunc(args, func(a string) bool { return a == "--linear" || a == "--version" }) &&
		(len(args) == 0 || !slices.Contains(append(slices.Clone(onHub), "images", "repositories", "tags", "inspect", "compare", "wait", "pin",
			"which", "check", "stale", "limits", "man", "schema", "completion", "help", "doctor"), args[0]))
}

// stage is a command of ours within a line of a shell.
type stage struct {
	args  []string
	stdin string
}

var (
	shellWord = regexp.MustCompile(`(?:'[^']*'|"[^"]*"|[^\s'"])+`)
	inside    = regexp.MustCompile(`[$<]\((tagboat [^)]*)\)`)
	ended     = []string{"|", "||", "&&", ";", ">", ">>", "2>&1", "2>/dev/null", "&"}
)

// stagesOf are the commands of ours in a line, with what they read.
func stagesOf(line string) (all []stage) {
	for _, found := range inside.FindAllStringSubmatch(line, -1) {
		all = append(all, stagesOf(found[1])...)
	}
	line = strings.TrimPrefix(inside.ReplaceAllString(line, "X"), ":'<,'>!") // as Vim has it
	words := shellWord.FindAllString(strings.ReplaceAll(line, ";", " ; "), -1)
	for i := 0; i < len(words); i++ {
		if words[i] != "tagboat" || i > 0 && words[i-1] == "for" {
			continue
		}
		one := stage{stdin: "nginx:1.26\nacme/api\n", args: []string{}}
		if i > 0 && words[i-1] == "xargs" {
			one.args, one.stdin = []string{"which", "nginx@sha256:…"}, ""
			i++
		}
		for i++; i < len(words) && !slices.Contains(ended, words[i]); i++ {
			if words[i] == "<" {
				i++
				continue
			}
			one.args = append(one.args, strings.Trim(words[i], `'"`))
		}
		all = append(all, one)
	}
	return all
}

// exemplary is a machine before a Hub that has what examples name, much of which it has seen.
func exemplary(t *testing.T) *machine {
	t.Helper()
	m := newMachine(t, hubtest.WithRateLimit(0, 0))
	m.docker("anchor-chain")
	m.hub.World().AddOrganization(hubtest.Organization{Name: "acme", Members: map[string]string{"alice": "Owner"}})
	for _, name := range []string{"acme/api", "acme/web", "library/nginx", "grafana/grafana"} {
		m.hub.World().Publish(name, hubtest.Build{
			Content: name, Platforms: []string{"linux/amd64", "linux/arm64"}, Pushed: m.now,
		}.Tags("latest", "main", "1.4")...)
	}
	_, said, code := m.run("", "sync", "acme", "library/nginx")
	require.Zero(t, code, said)
	x := places.NewIndex(func() time.Time { return m.now })
	x.Reset(places.OwnerOf(strings.TrimPrefix(m.address, "http://"), "alice"))
	x.ToggleFavourite(places.OfNamespace("acme"))
	require.NoError(t, x.SaveView(places.View{
		Name: "arm64 this week", List: places.ListOfTags, Filter: "arch:arm64",
		Place: places.OfRepository(hub.RepositoryName{Namespace: "acme", Name: "api"}),
	}))
	changes, _ := x.Unsaved()
	folder := m.home + "/.local/state/tagboat"
	require.NoError(t, places.NewStore(folder, func() time.Time { return m.now }).Write(t.Context(), changes))
	return m
}

// words are the command as it is run: names that stand for one's own are those of the demo.
func (s stage) words() string {
	names := strings.NewReplacer("myorg", "acme", "myteam/api", "acme/web", "sha256:…", digestOf("a"), "redis:7", "redis")
	for i := range s.args {
		s.args[i] = names.Replace(s.args[i])
	}
	return strings.Join(append([]string{"tagboat"}, s.args...), " ")
}

// want are the exit codes that it may end with.
func (s stage) want() []int {
	if needsATerminal(s.args) {
		return []int{2}
	}
	words := s.words()
	for _, e := range ends {
		if strings.HasPrefix(words, e.begin) {
			return e.codes
		}
	}
	return []int{0}
}

// follow runs it, and holds how it ends.
func (s stage) follow(t *testing.T) {
	t.Helper()
	want, args := s.want(), slices.Clone(s.args)
	first := slices.Concat(args, []string{""})[0]
	isLarge := slices.Contains(large, first)
	if at := slices.Index(args, "run.journal"); at >= 0 {
		args[at] = t.TempDir() + "/run.journal" // each its own
	}
	if first == "wait" {
		args = append(args, "--timeout", "1s", "--every", "1s")
	}
	if slices.Contains(onHub, first) || isLarge && !ofDocker.MatchString(s.words()) {
		_, said, code := exemplary(t).run(s.stdin, args...)
		assert.Contains(t, want, code, said)
	}
	if slices.Contains(onHub, first) {
		return
	}
	if isLarge {
		args = append(args, "--dry-run")
	}
	_, said, code := fed(t, s.stdin, append(args, "--demo")...)
	assert.Contains(t, want, code, said)
	if needsATerminal(s.args) {
		assert.Contains(t, said, "terminal to draw on")
	}
}

// fed is run, with something to read.
func fed(t *testing.T, stdin string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(folder+"/in", []byte(stdin), 0o600))
	in, err := os.Open(folder + "/in")
	require.NoError(t, err)
	out, err := os.Create(folder + "/out")
	require.NoError(t, err)
	errs, err := os.Create(folder + "/err")
	require.NoError(t, err)
	defer func() { _, _, _ = in.Close(), out.Close(), errs.Close() }()
	code = command.Run(t.Context(), command.Machine{
		Args: args, Getenv: func(string) string { return "" }, In: in, Out: out, Err: errs,
		OS: "linux", Architecture: "amd64", Version: "1.2.3", Now: time.Now,
	})
	return content(t, out), content(t, errs), code
}

// standIn is a folder with the files that examples name.
func standIn(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	require.NoError(t, os.Mkdir("deploy", 0o700))
	for name, text := range map[string]string{
		"Dockerfile": "FROM nginx:1.26\n", "deploy/compose.yaml": "services: {web: {image: nginx}}\n", "config.toml": "",
	} {
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	}
}

// named are the paths of all commands, by the help of each.
func named(t *testing.T, path ...string) (all [][]string) {
	t.Helper()
	all = append(all, path)
	help, _, _ := run(t, append(slices.Clone(path), "--help")...)
	_, below, _ := strings.Cut(help, "Available Commands:\n")
	for line := range strings.Lines(below) {
		if strings.TrimSpace(line) == "" {
			break
		}
		if name, isName := strings.CutPrefix(line, "  "); isName && !strings.HasPrefix(name, " ") {
			all = append(all, named(t, append(slices.Clone(path), strings.Fields(name)[0])...)...)
		}
	}
	return all
}

// ofTheHelp are the examples of every command, which the manual page has too.
func ofTheHelp(t *testing.T) (lines []string) {
	t.Helper()
	manual, _, _ := run(t, "man")
	manual = strings.NewReplacer(`\&`, "", `\[u2026]`, "…", `\`, "").Replace(manual)
	for _, path := range named(t) {
		help, _, _ := run(t, append(slices.Clone(path), "--help")...)
		_, examples, found := strings.Cut(help, "\nExamples:\n")
		require.True(t, found, "%v has no example", path)
		assert.Less(t, strings.Index(help, "\nExamples:\n"), strings.Index(help, "\nUsage:\n"), path)
		examples, _, _ = strings.Cut(examples, "\n\n")
		for line := range strings.Lines(strings.ReplaceAll(examples, " \\\n      ", " ")) {
			line, _, _ = strings.Cut(strings.TrimSpace(line), "   # ")
			if line = strings.TrimSpace(line); strings.HasPrefix(line, "#") {
				continue
			}
			lines = append(lines, line)
			if !slices.Contains(path, "completion") && !slices.Contains(path, "help") {
				assert.Contains(t, manual, line, "the manual page has it too: %s", line)
			}
		}
	}
	return lines
}

// ofTheREADME are the lines of its examples that call the program.
func ofTheREADME(t *testing.T, path string) (lines []string) {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	for i, block := range strings.Split(string(text), "```") {
		language, _, _ := strings.Cut(block, "\n")
		if i%2 == 0 || !slices.Contains([]string{"", "sh", "console"}, language) {
			continue
		}
		for line := range strings.Lines(block) {
			line, _, _ = strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "$ ")), "  #")
			if line = strings.TrimSpace(line); strings.HasPrefix(line, "tagboat ") ||
				strings.Contains(line, "(tagboat ") || strings.Contains(line, " tagboat ") && !strings.HasPrefix(line, "#") {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

func TestEveryExampleOfTheHelpAndOfTheREADMERuns(t *testing.T) {
	readme := ofTheREADME(t, "../../README.md")
	assert.Greater(t, len(readme), 30)
	standIn(t)
	help := ofTheHelp(t)
	assert.Greater(t, len(help), 60)
	stages := map[string]stage{}
	for _, line := range append(readme, help...) {
		found := stagesOf(line)
		assert.NotEmpty(t, found, "nothing of it is run: %s", line)
		for _, one := range found {
			stages[one.words()] = one
		}
	}
	t.Run("runs", func(t *testing.T) {
		for words, one := range stages {
			t.Run(words, func(t *testing.T) {
				t.Parallel() // the demo answers as slowly as the Hub
				one.follow(t)
			})
		}
	})
}
