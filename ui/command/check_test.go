//go:build unix

package command_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

// before stands in a folder of these files, before a Hub with acme/api.
func before(t *testing.T, files map[string]string) *machine {
	t.Helper()
	m := newMachine(t)
	var tags []hubtest.Tag
	for i, names := range [][]string{{"2.0.0", "latest"}, {"1.3.0"}, {"1.2.4"}, {"1.2.3"}, {"1.2.3-alpine"}} {
		built := hubtest.Build{Content: names[0], Pushed: m.now.Add(-time.Duration(i+1) * time.Hour)}
		tags = append(tags, built.Tags(names...)...)
	}
	m.hub.World().Publish("acme/api", tags...)
	dir := t.TempDir()
	t.Chdir(dir)
	for name, text := range files {
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o700))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	}
	return m
}

func TestReferencesOfAFolderAreToldWhereTheyStand(t *testing.T) {
	m := before(t, map[string]string{
		"Dockerfile":       "FROM acme/api:1.2.3 AS a\nFROM a\nFROM acme/api:2.0.0\nFROM ghcr.io/acme/api:1\n",
		"b/Dockerfile.dev": "# comment\nFROM acme/api\nFROM acme/api:7 # tagboat: ignore\nFROM acme/api:8\n",
		"main.go":          "FROM acme/api:1.2.3\n",
	})
	stdout, stderr, code := m.run("", "check", "--no-index")
	assert.Equal(t, 5, code)
	assert.Equal(t, "Dockerfile:1:6\tnewer\tacme/api:1.2.3\tpatch 1.2.4, minor 1.3.0, major 2.0.0\n"+
		"Dockerfile:3:6\tcurrent\tacme/api:2.0.0\t\n"+
		"Dockerfile:4:6\telsewhere\tghcr.io/acme/api:1\ton ghcr.io\n"+
		"b/Dockerfile.dev:2:6\tfloating\tacme/api\tit is 2.0.0\n"+
		"b/Dockerfile.dev:4:6\tgone\tacme/api:8\tthere is no such tag\n", stdout)
	assert.Equal(t, "5 references in 2 files · 1 repository · 1 current · 1 newer · 1 gone · 1 floating · 1 elsewhere · 1 ignored · 1 request\n", stderr)
	assert.Len(t, m.hub.Requests(), 1)

	stdout, _, code = m.run("", "check", "b", "--format", "jsonl")
	assert.Equal(t, 5, code)
	var row map[string]any
	require.NoError(t, json.Unmarshal([]byte(strings.Split(stdout, "\n")[0]), &row))
	assert.Equal(t, "floating", row["verdict"])
	assert.Equal(t, "b/Dockerfile.dev", row["file"])
	assert.InDelta(t, 2, row["line"], 0)
	assert.Equal(t, "2.0.0", row["now"])

	stdout, _, _ = m.run("", "check", "--format", "github")
	assert.Equal(t, "::warning file=Dockerfile,line=1,col=6,title=tagboat check::acme/api:1.2.3 is newer: patch 1.2.4, minor 1.3.0, major 2.0.0\n"+
		"::error file=b/Dockerfile.dev,line=4,col=6,title=tagboat check::acme/api:8 is gone: there is no such tag\n", stdout)
}

// TestAFileIsOneHoweverItIsNamed names one by the ways that a person, an editor and a script do.
func TestAFileIsOneHoweverItIsNamed(t *testing.T) {
	m := before(t, map[string]string{"Dockerfile": "FROM acme/api:1.2.3\n"})
	here, err := os.Getwd()
	require.NoError(t, err)
	whole := filepath.Join(here, "Dockerfile")
	up := filepath.Join("..", filepath.Base(here), "Dockerfile")
	stdout, _, _ := m.run("", "check", "--no-index", "Dockerfile", "./Dockerfile", ".", here, whole, up)
	assert.Equal(t, "Dockerfile:1:6\tnewer\tacme/api:1.2.3\tpatch 1.2.4, minor 1.3.0, major 2.0.0\n", stdout)
	for _, name := range []string{whole, up} {
		stdout, stderr, _ := m.run("", "check", "--no-index", "--diff", name)
		assert.Contains(t, stdout, "--- a/Dockerfile\n", name)
		assert.NotContains(t, stderr, "not patched")
	}
}

func TestTheExitCodeSaysWhetherThereIsSomethingToDo(t *testing.T) {
	for _, c := range []struct {
		references string
		args       []string
		code       int
	}{
		{"acme/api:2.0.0", nil, 0},
		{"acme/api:2.0.0\nquay.io/a/b:1\nacme/api", nil, 0},
		{"acme/api", []string{"--strict"}, 5},
		{"acme/api:1.3.0", nil, 5},
		{"acme/api:1.3.0", []string{"--level", "minor"}, 0},
		{"acme/api:2.0.0", []string{"--platform", "linux/s390x"}, 5},
		{"acme/api:1.3.0\nacme/secret:1", nil, 3},
		{"Not A Reference", nil, 3},
	} {
		m := before(t, nil)
		_, stderr, code := m.run(c.references+"\n", append([]string{"check", "-"}, c.args...)...)
		assert.Equal(t, c.code, code, "%s %v: %s", c.references, c.args, stderr)
	}
}

func TestWhatWasTypedWronglyIsToldBeforeAnythingIsAsked(t *testing.T) {
	for says, args := range map[string][]string{
		"no file or folder":       {"nowhere"},
		"choose patch, minor":     {"--level", "huge"},
		"give them with --diff":   {"--pin"},
		"prints a patch":          {"--diff", "--format", "json"},
		"github (annotations":     {"--format", "yaml"},
		"--platform":              {"--platform", "vax"},
		"no column":               {"--columns", "verdict,colour"},
		"--browse prints nothing": {"--browse", "--diff"},
		"reads keys from":         {"--browse", "-"},
		"needs a terminal":        {"--browse"},
		"standard input is one":   {"-", "--password-stdin"},
	} {
		m := before(t, map[string]string{"Dockerfile": "FROM acme/api:1.2.3\n"})
		stdout, stderr, code := m.run("", append([]string{"check"}, args...)...)
		assert.Equal(t, 2, code, says)
		assert.Contains(t, stderr, says)
		assert.Empty(t, stdout)
		assert.Empty(t, m.hub.Requests())
	}
}

func TestAPatchIsAppliedByGitAndLeavesNothingToDo(t *testing.T) {
	files := map[string]string{
		"Dockerfile":                  "ARG V=1.2.3\nFROM acme/api:${V}-alpine\nFROM acme/api:1.2.3   # stays\r\nFROM acme/api:1.2.4@OLD",
		"name with blanks/Dockerfile": "ARG V=1.2.3\nFROM acme/api:${V}\nCOPY --from=acme/api:2.0.0 a b\n",
	}
	m := before(t, nil)
	digest := func(tag string) string {
		for _, t := range m.hub.World().Tags("acme/api") {
			if t.Name == tag {
				return t.Digest
			}
		}
		return ""
	}
	for name, text := range files {
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o700))
		require.NoError(t, os.WriteFile(name, []byte(strings.ReplaceAll(text, "OLD", digest("1.2.3"))), 0o600))
	}
	patch, stderr, code := m.run("", "check", "--diff")
	assert.Equal(t, 5, code)
	assert.Contains(t, stderr, " · 2 current · 2 newer · 1 moved · 1 request\n")
	require.NoError(t, os.WriteFile("p.patch", []byte(patch), 0o600))
	git := exec.CommandContext(t.Context(), "git", "apply", "p.patch")
	if out, err := git.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s\n%s", err, out, patch)
	}
	changed, err := os.ReadFile("Dockerfile")
	require.NoError(t, err)
	assert.Equal(t, "ARG V=1.2.3\nFROM acme/api:${V}-alpine\nFROM acme/api:1.2.4   # stays\r\nFROM acme/api:1.2.4@"+digest("1.2.4"), string(changed))
	changed, err = os.ReadFile("name with blanks/Dockerfile")
	require.NoError(t, err)
	assert.Equal(t, "ARG V=1.2.4\nFROM acme/api:${V}\nCOPY --from=acme/api:2.0.0 a b\n", string(changed))
	_, stderr, code = m.run("", "check", "--level", "patch")
	assert.Zero(t, code, stderr)

	patch, _, code = m.run("", "check", "--diff", "--to", "major", "--pin", "Dockerfile")
	assert.Equal(t, 5, code)
	assert.Contains(t, patch, "+FROM acme/api:2.0.0@"+digest("2.0.0")+"   # stays\r\n")
}

func TestWhatIsNotPatchedIsTold(t *testing.T) {
	m := before(t, map[string]string{
		"Dockerfile": "ARG V=1.2.3\nFROM acme/api:$V\nFROM acme/api:${V}-alpine\nFROM acme/api:1.3.0\nFROM acme/api:9\n",
	})
	stdout, stderr, code := m.run("", "check", "--diff")
	assert.Equal(t, 5, code)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "Dockerfile:2:6: acme/api:1.2.3 is newer and not patched: its text serves another reference too")
	assert.Contains(t, stderr, "Dockerfile:4:6: acme/api:1.3.0 is newer and not patched: 2.0.0 is farther than patch: give --to major\n")
	assert.Contains(t, stderr, "Dockerfile:5:6: acme/api:9 is gone and not patched")
	stdout, stderr, _ = m.run("acme/api:1.2.3\n", "check", "--diff", "-")
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "standard input is not patched: what is piped is no file")
}

func TestAFileThatCannotBeReadIsToldAndTheOthersAreChecked(t *testing.T) {
	m := before(t, map[string]string{
		"Dockerfile": "FROM acme/api:2.0.0\n", "b/Dockerfile": "\xff\xfeF\x00", "notes.txt": "acme/api:1\n",
	})
	stdout, stderr, code := m.run("", "check")
	assert.Equal(t, 3, code)
	assert.Equal(t, "Dockerfile:1:6\tcurrent\tacme/api:2.0.0\t\n", stdout)
	assert.Contains(t, stderr, "tagboat: b/Dockerfile: it is UTF-16, and is not read: save it as UTF-8\n")
	_, stderr, code = m.run("", "check", "notes.txt")
	assert.Equal(t, 3, code)
	assert.Contains(t, stderr, "notes.txt is of no kind that is read; one reference a line is read with: tagboat check - <notes.txt")
}

func TestEveryKindOfFileIsChecked(t *testing.T) {
	m := before(t, map[string]string{
		"Dockerfile":                "FROM acme/api:1.2.3-alpine\nRUN --mount=from=acme/api:1.2.4 true\n",
		"compose.yaml":              "services:\n  web:\n    image: acme/api:${TAG:-1.3.0}\n  db:\n    image: acme/api:${SECRET}\n",
		"deploy.yaml":               "apiVersion: v1\nkind: Pod\nspec:\n  initContainers: [{name: a, image: acme/api:2.0.0}]\n  containers:\n  - {name: b, image: \"acme/api:1.2.3\"}\n",
		"chart/values.yaml":         "image:\n  repository: acme/api\n  tag: 1.2.4\n",
		"chart/templates/a.yaml":    "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  {{- with .Values }}\n  - image: {{ .image }}\n  {{- end }}\n",
		".github/workflows/ci.yaml": "jobs:\n  a:\n    container: acme/api:1.3.0\n    steps:\n    - uses: docker://acme/api:9.9.9\n",
		".gitlab-ci.yml":            "image: acme/api:2.0.0\n",
		".devcontainer.json":        "{\"image\": \"acme/api\"} // tools\n",
		"broken/compose.yaml":       "services:\n  web:\n\timage: acme/api:1\n",
	})
	stdout, stderr, code := m.run("", "check", "--columns", "position,verdict,patch,minor,major")
	assert.Equal(t, 3, code)
	assert.Equal(t, ".devcontainer.json:1:12\tfloating\t\t\t\n"+
		".github/workflows/ci.yaml:3:16\tnewer\t\t\t2.0.0\n"+
		".github/workflows/ci.yaml:5:22\tgone\t\t\t\n"+
		".gitlab-ci.yml:1:8\tcurrent\t\t\t\n"+
		"Dockerfile:1:6\tcurrent\t\t\t\n"+
		"Dockerfile:2:18\tnewer\t\t1.3.0\t2.0.0\n"+
		"chart/values.yaml:3:8\tnewer\t\t1.3.0\t2.0.0\n"+
		"compose.yaml:3:12\tnewer\t\t\t2.0.0\n"+
		"compose.yaml:5:12\tunknown\t\t\t\n"+
		"deploy.yaml:4:37\tcurrent\t\t\t\n"+
		"deploy.yaml:6:23\tnewer\t1.2.4\t1.3.0\t2.0.0\n", stdout)
	assert.Contains(t, stderr, "tagboat: broken/compose.yaml:3: it cannot be read: ")
	assert.Contains(t, stderr, "tagboat: chart/templates/a.yaml:1: it is a template, and is not read")

	require.NoError(t, os.RemoveAll("broken"))
	require.NoError(t, os.Remove("compose.yaml"))
	_, _, code = m.run("", "check")
	assert.Equal(t, 5, code, "a template is told, and no more")
	patch, _, _ := m.run("", "check", "--diff", "--to", "major")
	git := exec.CommandContext(t.Context(), "git", "apply", "-")
	git.Stdin = strings.NewReader(patch)
	out, err := git.CombinedOutput()
	require.NoErrorf(t, err, "%s\n%s", out, patch)
	_, stderr, _ = m.run("", "check")
	assert.Contains(t, stderr, " · 7 current · 1 gone · 1 floating · ", "the alpine one has nothing newer of its flavour")
}

func TestAFolderWithoutReferencesSaysSo(t *testing.T) {
	m := before(t, map[string]string{"Dockerfile": "FROM scratch\n"})
	stdout, stderr, code := m.run("", "check")
	assert.Zero(t, code)
	assert.Empty(t, stdout)
	assert.Equal(t, "no reference to an image in the one file that may hold one\n", stderr)
	stdout, _, _ = m.run("", "check", "--format", "json")
	assert.Equal(t, "[]\n", stdout)
	assert.Empty(t, m.hub.Requests())
}

func TestADryRunOfACheckAsksNothing(t *testing.T) {
	m := before(t, map[string]string{"Dockerfile": "FROM acme/api:1.2.3\nFROM acme/api\nFROM nginx:1.27.1-alpine\n"})
	stdout, stderr, code := m.run("", "check", "--dry-run")
	assert.Zero(t, code)
	assert.Equal(t, "REPOSITORY  REFERENCES   REQUESTS  KNOWN  TAGS\n"+
		"acme/api             2  1 or more\n"+
		"nginx                1  1 or more\n", stdout)
	assert.Equal(t, "3 references to 2 repositories: at least 2 requests. The Hub allows about 180 a minute.\n", stderr)
	assert.Empty(t, m.hub.Requests())

	m.run("", "check")
	_, stderr, _ = m.run("", "check", "--dry-run")
	assert.Contains(t, stderr, "Of these 1 is known already, and costs a look at its newest tags.")
}

func TestStrangersTextIsHarmless(t *testing.T) {
	m := before(t, map[string]string{
		"Dockerfile.\x1b[2J,:%": "FROM acme/api:1.2.3\nFROM \x1b]0;x\x07/y\n",
	})
	for _, format := range []string{"text", "table", "json", "csv", "github", "{{.File}} {{.Reference}} {{.Says}}"} {
		stdout, stderr, code := m.run("", "check", "--format", format)
		assert.Equal(t, 3, code)
		for _, r := range stdout + stderr {
			assert.True(t, r >= ' ' && r != 0x7f || r == '\n' || r == '\t', "%s: %q", format, stdout)
		}
		if format == "github" {
			assert.Regexp(t, `^::warning file=Dockerfile\.\S*%2C%3A%25,line=1,`, stdout)
		}
	}
}
