//go:build !windows

package endtoend_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

const token = "dckr_pat_scripts"

// account is a Hub of one account: two namespaces, and everything in them.
func account(t *testing.T) (url string, everything []string) {
	t.Helper()
	now := time.Now()
	world := hubtest.NewWorld(now)
	world.AddUser(hubtest.User{Name: "carol", Password: "x", Tokens: []hubtest.AccessToken{{Secret: token, Scope: "repo:read"}}})
	world.AddOrganization(hubtest.Organization{Name: "crew", Members: map[string]string{"carol": "Owner"}})
	for name, tags := range map[string]int{"carol/app": 3, "crew/small": 1, "crew/big": 250, "crew/empty": 0, "crew/secret": 7} {
		namespace, repository, _ := strings.Cut(name, "/")
		world.AddRepository(hubtest.Repository{
			Namespace: namespace, Name: repository, Private: repository == "secret",
			Description: "hostile \x1b[31m, \"quoted\"\nand broken",
			Generate:    func() []hubtest.Tag { return hubtest.Series(name, tags, now) },
		})
	}
	everything = append(world.References("carol"), world.References("crew")...)
	server := httptest.NewServer(hubtest.New(world, hubtest.WithRateLimit(0, 0)))
	t.Cleanup(server.Close)
	return server.URL, everything
}

// script runs the program as a script does, without a terminal.
func script(t *testing.T, url string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), tagboat, append(args, "--hub", url)...)
	cmd.Env = []string{"HOME=" + t.TempDir(), "TAGBOAT_USERNAME=carol", "TAGBOAT_TOKEN=" + token}
	return outcome(t, cmd)
}

func outcome(t *testing.T, cmd *exec.Cmd) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if status, failed := errors.AsType[*exec.ExitError](err); failed {
		return out.String(), errs.String(), status.ExitCode()
	}
	require.NoError(t, err)
	return out.String(), errs.String(), 0
}

func lines(text string) []string {
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

func TestOneCommandPrintsEveryReferenceOfTheAccount(t *testing.T) {
	t.Parallel()
	url, everything := account(t)
	stdout, stderr, code := script(t, url, "images")
	assert.Equal(t, 0, code)
	assert.Equal(t, slices.Sorted(slices.Values(everything)), slices.Sorted(slices.Values(lines(stdout))))
	assert.Equal(t, "2 namespaces · 5 repositories · 261 tags · all counts agree, each list as it began\n", stderr)
	assert.NotContains(t, stdout+stderr, "\x1b")
}

func TestEveryFormatIsReadBackWhole(t *testing.T) {
	t.Parallel()
	url, _ := account(t)
	stdout, _, _ := script(t, url, "repositories", "--format", "jsonl")
	for _, line := range lines(stdout) {
		assert.True(t, json.Valid([]byte(line)), line)
	}
	assert.Len(t, lines(stdout), 5)
	stdout, _, _ = script(t, url, "repositories", "--format", "json")
	var all []map[string]any
	require.NoError(t, json.Unmarshal([]byte(stdout), &all))
	assert.Len(t, all, 5)
	stdout, _, _ = script(t, url, "repositories", "--format", "csv")
	rows, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
	require.NoError(t, err)
	assert.Len(t, rows, 6, "a line of names, and the rows")
	stdout, _, _ = script(t, url, "images", "carol", "--format", "{{.Repository}} {{.Tag}}")
	assert.Regexp(t, `^carol/app \S+$`, lines(stdout)[0])
}

func TestABadCommandLineSaysWhatIsAllowed(t *testing.T) {
	t.Parallel()
	url, _ := account(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"images", "--format", "xml"}, "expected text, table, json"},
		{[]string{"images", "--filter", "size:<huge"}, "cannot be read"},
		{[]string{"images", "--filter", "size:50"}, "expected a unit"},
		{[]string{"images", "--filter", "a | b"}, "expected words side by side"},
		{[]string{"images", "--filter", "size:>1GB size:<1MB"}, "nothing is this and also size:>1GB"},
		{[]string{"images", "--filter", "arch:arm46"}, "as arm64"},
		{[]string{"images", "--platform", "arm46"}, "as linux/arm64"},
		{[]string{"images", "--platform", ""}, "--platform is empty"},
		{[]string{"images", "--resume", ""}, "--resume is empty"},
		{[]string{"images", "--account", " "}, "--account is empty"},
		{[]string{"images", "--log", ""}, "--log is empty"},
		{[]string{"inspect", "--format", "", "acme/api"}, "--format is empty"},
		{[]string{"tags", "acme/api", "--columns", "name", "--format", "{{.Name}}"}, "columns or a template"},
		{[]string{"images", "--limit", "0"}, "a number of rows, from 1"},
		{[]string{"images", "--limit", "1e3"}, "a number of rows, from 1"},
		{[]string{"repositories", "--filter", "foo:bar"}, "expected one of private:"},
		{[]string{"images", "--sort", "beauty"}, "newest"},
		{[]string{"tags"}, "expected one repository"},
		{[]string{"inspect"}, "one reference"},
		{[]string{"images", "--progress", "loud"}, "auto, plain or none"},
		{[]string{"frobnicate"}, "there is no command"},
		{[]string{"images", "--nope"}, "--help"},
	} {
		_, stderr, code := script(t, url, c.args...)
		assert.Equal(t, 2, code, c.args)
		assert.Contains(t, stderr, c.want)
	}
}

func TestInspectTakesTheTagThatWasPastedAndSaysSoWhereNoneWas(t *testing.T) {
	t.Parallel()
	now := time.Now()
	world := hubtest.NewWorld(now)
	world.AddUser(hubtest.User{Name: "carol", Tokens: []hubtest.AccessToken{{Secret: token, Scope: "repo:read"}}})
	world.Publish("acme/api", hubtest.Tag{Name: "latest", Updated: now}, hubtest.Tag{Name: "main", Updated: now})
	server := httptest.NewServer(hubtest.New(world))
	defer server.Close()
	for pasted, note := range map[string]string{
		"https://hub.docker.com/r/acme/api/tags?page=1&name=main": "", "docker pull acme/api:main": "", "FROM acme/api:main AS build": "",
		"https://hub.docker.com/repository/docker/acme/api/tags/main/sha256-" + strings.Repeat("1", 64): "",
		"https://hub.docker.com/r/acme/api": "tagboat: no tag was named; this is acme/api:latest\n",
	} {
		stdout, stderr, code := script(t, server.URL, "inspect", pasted, "--format", "{{.Tag}}")
		assert.Equal(t, 0, code, "%s: %s", pasted, stderr)
		want := "main\n"
		if note != "" {
			want = "latest\n"
		}
		assert.Equal(t, want, stdout, pasted)
		assert.Equal(t, note, stderr, pasted)
	}
	for pasted, words := range map[string]string{
		"acme/api:${TAG}": "what ${TAG} stands for", "acme/": "acme is a namespace", "dhi.io/node:22": "it is pulled as dhi.io/node",
		"https://hub.docker.com/r/acme/api/tags/main/x": "it may be about one tag",
	} {
		stdout, stderr, code := script(t, server.URL, "inspect", pasted)
		assert.Equal(t, 2, code, pasted)
		assert.Contains(t, stderr, words, pasted)
		assert.Empty(t, stdout)
	}
}

func TestWithoutALoginTheExitCodeSaysSo(t *testing.T) {
	t.Parallel()
	url, _ := account(t)
	cmd := exec.CommandContext(t.Context(), tagboat, "images", "--hub", url)
	cmd.Env = []string{"HOME=" + t.TempDir()}
	_, stderr, code := outcome(t, cmd)
	assert.Equal(t, 4, code)
	assert.Contains(t, stderr, "log in")
}

func TestHeadEndsItQuicklyAndQuietly(t *testing.T) {
	t.Parallel()
	url := crowded(t) // with more than a pipe holds
	cmd := exec.CommandContext(t.Context(), "sh", "-c", `"$0" images --hub "$1" | head -1`, tagboat, url)
	cmd.Env = []string{"HOME=" + t.TempDir(), "PATH=" + os.Getenv("PATH"), "TAGBOAT_USERNAME=carol", "TAGBOAT_TOKEN=" + token}
	stdout, stderr, code := outcome(t, cmd)
	assert.Equal(t, 0, code)
	assert.Len(t, lines(stdout), 1)
	assert.Empty(t, stderr)
}

func TestItRunsWithHardlyAnythingAroundIt(t *testing.T) {
	t.Parallel()
	url, everything := account(t)
	for name, change := range map[string]func(cmd *exec.Cmd){
		"no HOME":        func(cmd *exec.Cmd) { cmd.Env = cmd.Env[1:] },
		"read-only HOME": func(cmd *exec.Cmd) { cmd.Env[0] = "HOME=/proc" },
		"no TERM":        func(*exec.Cmd) {},
		"closed stdin":   func(cmd *exec.Cmd) { cmd.Stdin = nil },
	} {
		cmd := exec.CommandContext(t.Context(), tagboat, "images", "--hub", url)
		cmd.Env = []string{"HOME=" + t.TempDir(), "TAGBOAT_USERNAME=carol", "TAGBOAT_TOKEN=" + token}
		change(cmd)
		stdout, stderr, code := outcome(t, cmd)
		assert.Equal(t, 0, code, "%s: %s", name, stderr)
		assert.Len(t, lines(stdout), len(everything), name)
	}
}

func TestAnInterruptLeavesWholeLinesAndItsOwnExitCode(t *testing.T) {
	t.Parallel()
	now := time.Now()
	world := hubtest.NewWorld(now)
	world.AddRepository(hubtest.Repository{Namespace: "crew", Name: "big", Generate: func() []hubtest.Tag { return hubtest.Series("crew/big", 5000, now) }})
	server := httptest.NewServer(hubtest.New(world, hubtest.WithLatency(300*time.Millisecond), hubtest.WithRateLimit(0, 0), hubtest.WithDepth(0, 0, 0)))
	defer server.Close()
	ctx, interrupt := context.WithCancel(t.Context())
	cmd := exec.CommandContext(ctx, tagboat, "tags", "crew/big", "--hub", server.URL)
	cmd.Env = []string{"HOME=" + t.TempDir()}
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	first := &firstLine{then: interrupt}
	var errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = first, &errs
	err := cmd.Run()
	status, failed := errors.AsType[*exec.ExitError](err)
	require.True(t, failed, "%v", err)
	assert.Equal(t, 130, status.ExitCode())
	assert.True(t, strings.HasSuffix(first.read.String(), "\n"))
	assert.NotEmpty(t, errs.String())
}

// firstLine calls then once something is written.
type firstLine struct {
	read bytes.Buffer
	then func()
}

func (f *firstLine) Write(p []byte) (int, error) {
	f.then()
	return f.read.Write(p) //nolint:wrapcheck // It never fails.
}
