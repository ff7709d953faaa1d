package command_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWhatIsWrongWithTheEnvironmentIsToldByTheVariablesName(t *testing.T) {
	p := aPerson(t)
	p.environ["TAGBOAT_THEME"], p.environ["TAGBOAT_INDEX"] = "neon", "false"
	out, errs, code := p.run("config")
	assert.Equal(t, 0, code)
	assert.Regexp(t, `^tagboat: TAGBOAT_THEME: there is no "neon".*\ntagboat: TAGBOAT_INDEX: on or off is expected\n$`, errs)
	assert.Equal(t, `theme = "auto" # default`, line(t, out, "theme"))

	out, errs, code = p.run("config", "check")
	assert.Equal(t, 1, code)
	assert.Regexp(t, `^environment: TAGBOAT_THEME: .*\nenvironment: TAGBOAT_INDEX: .*\n$`, out)
	assert.Equal(t, "tagboat: 2 mistakes in the environment\n", errs)
	p.writes("")
	_, errs, code = p.run("config", "check", p.file())
	assert.Equal(t, 0, code, "a file that is named is judged alone: %s", errs)
}

func TestTheFlagOfTheClipboardIsAnOriginToo(t *testing.T) {
	p := aPerson(t).writes("clipboard = \"native\"\n")
	for _, args := range [][]string{{"--clipboard", "print", "config"}, {"config", "--clipboard=print"}} {
		out, errs, code := p.run(args...)
		assert.Equal(t, 0, code, errs)
		assert.Equal(t, `clipboard = "print" # flag --clipboard`, line(t, out, "clipboard"))
	}
	_, errs, code := p.run("config", "--clipboard", "pigeon")
	assert.Equal(t, 2, code)
	assert.Contains(t, errs, "choose auto, osc52, native or print")
}

func TestTheDemosOwnHubIsNobodysToSet(t *testing.T) {
	p := aPerson(t)
	p.environ["TAGBOAT_HUB"], p.environ["TAGBOAT_USERNAME"] = "https://hub.example.com", "bob"
	out, _, code := p.run("--demo", "config")
	assert.Equal(t, 0, code)
	assert.Equal(t, `hub = "" # default`, line(t, out, "hub"))
	assert.Equal(t, `account = "" # default`, line(t, out, "account"))
	out, _, _ = p.run("--demo", "config", "--account", "alice")
	assert.Equal(t, `account = "alice" # flag --account`, line(t, out, "account"))
}

func TestAFileThatIsToMeanNoneIsNeitherWrittenNorAwaited(t *testing.T) {
	p := aPerson(t)
	p.environ["TAGBOAT_CONFIG"] = os.DevNull
	out, _, code := p.run("config")
	assert.Equal(t, 0, code)
	assert.True(t, strings.HasPrefix(out, "# without a file, as /dev/null is named in its place\n"), out)
	_, errs, code := p.run("config", "init")
	assert.Equal(t, 1, code)
	assert.Equal(t, "tagboat: /dev/null means no file: name one that can be written\n", errs)
	_, errs, code = p.run("config", "check")
	assert.Equal(t, 0, code)
	assert.Equal(t, "There is no file, as /dev/null is named in its place.\n", errs)
}

func TestACheckOfAFileBlamesNoFlagThatWasNotGivenAndNoOtherFile(t *testing.T) {
	p := aPerson(t).writes("them = 1\n")
	missing := filepath.Join(p.home, "missing.toml")
	_, errs, code := p.run("config", "check", missing)
	assert.Equal(t, 2, code)
	assert.Equal(t, "tagboat: check: there is no file "+missing+"\n", errs)
	out, errs, code := p.run("config", "check", "")
	assert.Equal(t, 2, code)
	assert.Empty(t, out)
	assert.Contains(t, errs, "the name of the file is empty")
}

func TestMoreMistakesThanAreToldAreCountedAsMore(t *testing.T) {
	p := aPerson(t).writes(strings.Repeat("x = 1\n", 60))
	_, errs, _ := p.run("config")
	assert.Contains(t, errs, "config.toml: more than 50 mistakes; tagboat config check tells them")
	out, errs, code := p.run("config", "check")
	assert.Equal(t, 1, code)
	assert.Contains(t, out, "there is more to tell of this file than these 50")
	assert.Contains(t, errs, "more than 50 mistakes in ")
}

func TestTwoFormsOfNoListAndOfNoCommandEndNothing(t *testing.T) {
	p := aPerson(t).writes("copy = []\ncommand = [\"dive\"]\n")
	out, _, code := p.run("config", "check")
	assert.Equal(t, 1, code)
	assert.Equal(t, "config.toml:2:1: there may be several: write [[command]]\n", out)
}
