//go:build !windows

package endtoend_test

import (
	"io/fs"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

// person is somebody at a machine of their own, before a Hub.
type person struct {
	t         *testing.T
	home, url string
}

func (p *person) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(p.t.Context(), tagboat, append(args, "--hub", p.url)...)
	cmd.Env = []string{"HOME=" + p.home, "PATH=" + os.Getenv("PATH")}
	return cmd
}

func (p *person) does(stdin string, args ...string) (stdout, stderr string) {
	p.t.Helper()
	cmd := p.command(args...)
	cmd.Stdin = strings.NewReader(stdin)
	stdout, stderr, code := outcome(p.t, cmd)
	require.Zero(p.t, code, stderr)
	return stdout, stderr
}

// state is the bytes of every file below the state folder.
func (p *person) state() (files map[string]string) {
	p.t.Helper()
	files = map[string]string{}
	require.NoError(p.t, filepath.WalkDir(filepath.Join(p.home, ".local"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		files[filepath.Base(path)] = string(content)
		return err
	}))
	return files
}

func TestAfterALogoutNoPrivateNameIsLeftInAnyFile(t *testing.T) {
	t.Parallel()
	url, everything := account(t)
	p := &person{t, t.TempDir(), url}
	p.does(token+"\n", "login", "carol", "--password-stdin", "--file")
	p.does("", "images")
	p.does("", "images", "--delta")
	term := open(t, 100, 30, []string{"HOME=" + p.home}, tagboat, "--hub", url)
	term.waitFor("NAMESPACE")
	term.press("down")
	term.waitForSelection("crew")
	term.press("enter")
	term.waitFor("REPOSITORY")
	term.press("/")
	term.enter("secret")
	term.waitForSelection("secret")
	term.press("enter", "*", "enter")
	term.waitFor("PLATFORMS")
	term.waitFor("7 of 7")
	term.press("*", "enter")
	term.waitFor("linux/arm64")
	term.press("q")
	assert.Zero(t, term.exit())
	p.does("", "tags", "crew/secret", "--format", "jsonl")

	var private []string
	for _, reference := range everything {
		if repository, tag, _ := strings.Cut(reference, ":"); strings.HasPrefix(repository, "crew/secret") {
			private = append(private, tag)
		}
	}
	private = append(private, "secret", "crew", "hostile")
	holding := func() (names []string) {
		for file, content := range p.state() {
			if slices.ContainsFunc(private, func(name string) bool { return strings.Contains(content, name) }) {
				names = append(names, file)
			}
		}
		return names
	}
	assert.Contains(t, holding(), "index.db")
	assert.Contains(t, holding(), "places.json")
	p.does("", "logout", "carol")
	assert.Empty(t, holding())
	assert.Contains(t, p.state(), "index.db")
}

func TestARunThatIsKilledGoesOnWithTheIndexAndPrintsEverythingOnce(t *testing.T) {
	t.Parallel()
	now := time.Now()
	world := hubtest.NewWorld(now)
	world.AddUser(hubtest.User{Name: "carol", Password: "x", Tokens: []hubtest.AccessToken{{Secret: token, Scope: "repo:read"}}})
	for i := range 12 {
		name := "r" + string(rune('a'+i))
		world.AddRepository(hubtest.Repository{
			Namespace: "carol", Name: name, Updated: now.Add(-time.Hour),
			Generate: func() []hubtest.Tag { return hubtest.Series(name, 240, now.Add(-time.Hour)) },
		})
	}
	everything := slices.Sorted(slices.Values(world.References("carol")))
	server := httptest.NewServer(hubtest.New(world, hubtest.WithRateLimit(0, 0), hubtest.WithLatency(5*time.Millisecond)))
	t.Cleanup(server.Close)
	for _, known := range []bool{false, true} {
		p := &person{t, t.TempDir(), server.URL}
		p.does(token+"\n", "login", "carol", "--password-stdin", "--file")
		if known {
			p.does("", "images")
		}
		out := filepath.Join(p.home, "images.txt")
		begin := func() (*exec.Cmd, *strings.Builder) {
			cmd, said := p.command("images", "--resume", filepath.Join(p.home, "journal")), new(strings.Builder)
			file, err := os.OpenFile(out, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
			require.NoError(t, err)
			cmd.Stdout, cmd.Stderr = file, said
			require.NoError(t, cmd.Start())
			require.NoError(t, file.Close())
			return cmd, said
		}
		begun, _ := begin()
		require.Eventually(t, func() bool {
			info, err := os.Stat(out)
			return err == nil && info.Size() >= 20_000 || isZombie(begun.Process.Pid)
		}, patience, time.Millisecond/4)
		_ = begun.Process.Signal(syscall.SIGKILL)
		_ = begun.Wait()
		before, err := os.ReadFile(out)
		require.NoError(t, err)
		cmd, said := begin()
		require.Zero(t, ended(t, cmd), said.String())
		text, err := os.ReadFile(out)
		require.NoError(t, err)
		assert.Equal(t, everything, slices.Sorted(slices.Values(lines(string(text)))))
		assert.Contains(t, said.String(), "all counts agree")
		if known && len(lines(string(before))) < len(everything) { // else it was quicker than whoever killed it
			assert.Regexp(t, `\d lists? written by an earlier run, 0 read whole and \d+ verified by their newest tags`, said.String())
		}
	}
}
