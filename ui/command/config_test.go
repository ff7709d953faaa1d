package command_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/command"
)

// person is somebody with a home of their own, and with what the environment says.
type person struct {
	t       *testing.T
	home    string
	environ map[string]string
}

func aPerson(t *testing.T) *person {
	t.Helper()
	home := t.TempDir()
	require.NoError(t, os.Chmod(home, 0o700))
	return &person{t, home, map[string]string{"HOME": home}}
}

// file is the person's configuration.
func (p *person) file() string { return filepath.Join(p.home, ".config", "tagboat", "config.toml") }

func (p *person) writes(text string) *person {
	require.NoError(p.t, os.MkdirAll(filepath.Dir(p.file()), 0o700))
	require.NoError(p.t, os.WriteFile(p.file(), []byte(text), 0o600))
	return p
}

func (p *person) run(args ...string) (stdout, stderr string, code int) {
	p.t.Helper()
	folder := p.t.TempDir()
	open := func(name string) *os.File {
		f, err := os.Create(filepath.Join(folder, name))
		require.NoError(p.t, err)
		p.t.Cleanup(func() { _ = f.Close() })
		return f
	}
	in, out, errs := open("in"), open("out"), open("err")
	code = command.Run(p.t.Context(), command.Machine{
		Args: args, Getenv: func(name string) string { return p.environ[name] }, In: in, Out: out, Err: errs,
		OS: "linux", Architecture: "amd64", Version: "1.2.3", Now: time.Now,
	})
	return content(p.t, out), content(p.t, errs), code
}

// line is that of a setting in what "tagboat config" prints, with single blanks.
func line(t *testing.T, text, setting string) string {
	t.Helper()
	for l := range strings.Lines(text) {
		if strings.HasPrefix(l, setting+" = ") {
			return strings.Join(strings.Fields(l), " ")
		}
	}
	t.Errorf("no %s in\n%s", setting, text)
	return ""
}

func TestAFlagGoesBeforeTheEnvironmentAndThatBeforeTheFile(t *testing.T) {
	p := aPerson(t).writes("hub = \"https://file.example.com\"\naccount = \"alice\"\nclipboard = \"print\"\n" +
		"theme = \"dark\"\nbrowser = [\"lynx\"]\n[index]\nkeep = false\n")
	out, errs, code := p.run("config")
	assert.Equal(t, 0, code)
	assert.Empty(t, errs)
	for setting, want := range map[string]string{
		"hub": `"https://file.example.com" # config.toml:1`, "account": `"alice" # config.toml:2`,
		"clipboard": `"print" # config.toml:3`, "theme": `"dark" # config.toml:4`, "browser": `["lynx"] # config.toml:5`,
		"keep": `false # config.toml:7`, "requests": "8 # default",
	} {
		assert.Equal(t, setting+" = "+want, line(t, out, setting))
	}

	p.environ["TAGBOAT_HUB"], p.environ["TAGBOAT_THEME"] = "https://variable.example.com", "light"
	p.environ["TAGBOAT_INDEX"], p.environ["BROWSER"], p.environ["TAGBOAT_USERNAME"] = "on", "w3m", "bob"
	out, _, _ = p.run("config")
	for setting, want := range map[string]string{
		"hub": `"https://variable.example.com" # environment TAGBOAT_HUB`, "theme": `"light" # environment TAGBOAT_THEME`,
		"keep": `true # environment TAGBOAT_INDEX`, "browser": `["w3m"] # environment BROWSER`, "account": `"bob" # environment TAGBOAT_USERNAME`,
	} {
		assert.Equal(t, setting+" = "+want, line(t, out, setting))
	}

	p.environ["NO_COLOR"] = "1"
	out, _, _ = p.run("config", "--hub", "https://flag.example.com", "--account", "carol", "--no-index")
	for setting, want := range map[string]string{
		"hub": `"https://flag.example.com" # flag --hub`, "account": `"carol" # flag --account`,
		"keep": `false # flag --no-index`, "theme": `"plain" # environment NO_COLOR`,
	} {
		assert.Equal(t, setting+" = "+want, line(t, out, setting))
	}
}

func TestTheFileSaysWhichHubIsAskedAndADemoAsksItsOwn(t *testing.T) {
	asked := make(chan string, 100)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- r.URL.Path
		w.WriteHeader(http.StatusNotFound)
	}))
	defer server.Close()
	p := aPerson(t).writes("hub = \"" + server.URL + "\"\naccount = \"nobody\"\nplace = \"library/nginx\"\n")
	_, errs, code := p.run("tags", "nginx", "--limit", "1")
	assert.NotEqual(t, 0, code)
	assert.NotContains(t, errs, "no session of nobody is kept", "who is preferred need not be logged in")
	assert.Contains(t, <-asked, "nginx")
	for len(asked) > 0 {
		<-asked
	}
	out, errs, code := p.run("--demo", "tags", "acme/api", "--limit", "1")
	assert.Equal(t, 0, code, errs)
	assert.Contains(t, out, "acme/api:")
	assert.Empty(t, asked)
}

func TestMistakesAreToldInOneLineAndTheCommandRuns(t *testing.T) {
	p := aPerson(t).writes("them = \"dark\"\nrequests = 0\n")
	out, errs, code := p.run("--demo", "tags", "acme/api", "--limit", "1")
	assert.Equal(t, 0, code)
	assert.Contains(t, out, "acme/api:")
	assert.Contains(t, errs, "tagboat: config.toml: 2 mistakes; tagboat config check tells them\n")

	out, errs, code = p.run("config", "check")
	assert.Equal(t, 1, code)
	assert.Equal(t, "config.toml:1:1: unknown key \"them\"; did you mean \"theme\"?\n"+
		"config.toml:2:12: requests: a number from 1 to 8 is expected\n", out)
	assert.Equal(t, "tagboat: 2 mistakes in "+p.file()+"\n", errs)
}

func TestACheckTellsWhatTheReaderCannotKnow(t *testing.T) {
	p := aPerson(t).writes("hub = \"ftp://hub.example.com\"\naccount = \"no name\"\nplace = \"a b c:d:e\"\n[keys]\n\"list.copy\" = \"c\"\n\"list.sort\" = \"hyper+ö\"\n")
	out, _, code := p.run("config", "check")
	assert.Equal(t, 1, code)
	for _, place := range []string{"config.toml:1:7: hub: ", "config.toml:2:11: account: ", "config.toml:3:9: place: ", "config.toml:5:15: c ", "config.toml:6:15: "} {
		assert.Contains(t, out, place)
	}
}

func TestAProgramIsTheSameWhereverTagboatStarts(t *testing.T) {
	p := aPerson(t).writes("engine = \"rm -rf\"\nbrowser = [\"./fp\", \"%s\"]\n")
	out, _, _ := p.run("config", "check")
	assert.Contains(t, out, "config.toml:1:11: engine: a program is a name that is on the PATH")
	assert.Contains(t, out, "config.toml:2:12: browser: a program is a name that is on the PATH")
	p.writes("engine = \"podman\"\nbrowser = [\"/usr/bin/firefox\", \"%s\"]\n")
	out, _, _ = p.run("config", "check")
	assert.NotContains(t, out, "a program")
}

func TestAFileThatIsNamedHasToBeThereAndItsOwnPlaceMayBeEmpty(t *testing.T) {
	p := aPerson(t)
	_, errs, code := p.run("config", "check")
	assert.Equal(t, 0, code)
	assert.Equal(t, "There is no file. It would be "+p.file()+"\n", errs)
	_, errs, code = p.run("--demo", "tags", "acme/api", "--limit", "1")
	assert.Equal(t, 0, code, errs)

	missing := filepath.Join(p.home, "missing.toml")
	_, errs, code = p.run("--demo", "tags", "acme/api", "--config", missing)
	assert.Equal(t, 2, code)
	assert.Equal(t, "tagboat: --config: there is no file "+missing+"\n", errs)
	p.environ["TAGBOAT_CONFIG"] = missing
	_, errs, code = p.run("--demo", "tags", "acme/api")
	assert.Equal(t, 2, code)
	assert.Contains(t, errs, "TAGBOAT_CONFIG: there is no file")
	out, errs, code := p.run("--version")
	assert.Equal(t, "tagboat 1.2.3\n0", out+errs+string(rune('0'+code)))
	_, errs, code = p.run("config", "init")
	assert.Equal(t, 0, code, errs)
	assert.FileExists(t, missing)

	p.environ["TAGBOAT_CONFIG"] = "relative.toml"
	_, errs, code = p.run("config", "path")
	assert.Equal(t, 2, code)
	assert.Contains(t, errs, "TAGBOAT_CONFIG is no whole path")
	p.environ["TAGBOAT_CONFIG"] = os.DevNull
	out, _, code = p.run("config")
	assert.Equal(t, 0, code)
	assert.Contains(t, out, "# default")
}

func TestTheExampleIsWrittenOnceAndHasNoMistakes(t *testing.T) {
	p := aPerson(t)
	_, errs, code := p.run("config", "init")
	assert.Equal(t, 0, code)
	assert.Equal(t, "Written: "+p.file()+"\n", errs)
	printedOut, _, _ := p.run("config", "init", "--stdout")
	kept, err := os.ReadFile(p.file())
	require.NoError(t, err)
	assert.Equal(t, printedOut, string(kept))
	_, errs, code = p.run("config", "check")
	assert.Equal(t, 0, code, errs)

	p.writes("theme = \"dark\"\n")
	_, errs, code = p.run("config", "init")
	assert.Equal(t, 1, code)
	assert.Equal(t, "tagboat: "+p.file()+" is there already, and was left as it is\n", errs)
	kept, err = os.ReadFile(p.file())
	require.NoError(t, err)
	assert.Equal(t, "theme = \"dark\"\n", string(kept))
}

func TestASecretForAHubThatIsNotUsedIsSentNowhere(t *testing.T) {
	p := aPerson(t).writes("hub = \"ftp://hub.example.com\"\n")
	p.environ["TAGBOAT_USERNAME"], p.environ["TAGBOAT_TOKEN"] = "alice", "dckr_pat_x"
	_, errs, code := p.run("tags", "nginx")
	assert.Equal(t, 2, code)
	assert.Contains(t, errs, "name the Hub with --hub")
	assert.NotContains(t, errs, "dckr_pat_x")
}

func TestAPreferredAccountIsNeitherLoggedOutNorInTheWay(t *testing.T) {
	p := aPerson(t).writes("account = \"alice\"\n")
	_, errs, _ := p.run("logout", "bob")
	assert.NotContains(t, errs, "two accounts")
}

func TestASecretInTheFileIsPrintedByNothing(t *testing.T) {
	p := aPerson(t).writes("password = \"hunter22\"\nhub = \"https://alice:hunter22@hub.example.com\"\n")
	for _, args := range [][]string{{"config"}, {"config", "check"}, {"--demo", "tags", "acme/api"}} {
		out, errs, _ := p.run(args...)
		assert.NotContains(t, out+errs, "hunter22", args)
	}
	p.environ["TAGBOAT_HUB"] = "https://alice:hunter22@hub.example.com"
	out, errs, _ := p.run("config")
	assert.NotContains(t, out+errs, "hunter22")
}
